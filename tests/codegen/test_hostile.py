"""Documents that try to become code: their text stays text, in models, clients, routes and reference."""

import ast
from collections.abc import Iterator

import pytest

from tests.codegen.pumps import Specs
from ts_codegen.model_facts import read_models
from ts_codegen.output import OutputFile
from ts_codegen.verify import verify_imports

ESCAPES = [
    pytest.param('x"""\nraise SystemExit(13)\n"""', id="triple-quotes"),
    pytest.param("x'''\nraise SystemExit(13)\n'''", id="single-triple-quotes"),
    pytest.param('x\\"""\nraise SystemExit(13)\n"""', id="escaped-quotes"),
    pytest.param('x"\nraise SystemExit(13)\n#', id="quote"),
    pytest.param("x\nraise SystemExit(13)", id="line-break"),
    pytest.param("x\r\nraise SystemExit(13)", id="carriage-return"),
    pytest.param("x\x0craise SystemExit(13)", id="form-feed"),
    pytest.param("x\\", id="backslash-at-the-end"),
    pytest.param('x"', id="quote-at-the-end"),
    pytest.param("{{ 7 * 7 }}{% raise %}", id="template"),
    pytest.param("\\N{DIGIT ONE}\\x41", id="escapes"),
]


def quoted(text: str) -> str:
    """Return the text as a YAML scalar in double quotes."""
    escaped = (
        character if character.isalnum() or character in " (){}'%*" else f"\\x{ord(character):02x}"
        for character in text
    )
    return '"' + "".join(escaped) + '"'


def statements(files: tuple[OutputFile, ...]) -> Iterator[ast.AST]:
    for file in files:
        if "/pumps/" in file.path and file.path.endswith(".py"):
            yield from ast.walk(ast.parse(file.text))


@pytest.mark.parametrize("text", ESCAPES)
def test_descriptions_and_values_stay_text(specs: Specs, text: str) -> None:
    hostile = quoted(text)
    specs.edit("document", "title: Pumps, description: What pumps do.", f"title: {hostile}, description: {hostile}")
    specs.edit("document", "name: Pumps, description: All pumps.", f"name: Pumps, description: {hostile}")
    specs.edit("document", "summary: List the pumps", f"summary: {hostile}\n      description: {hostile}")
    specs.edit("document", "description: The pumps.", f"description: {hostile}")
    specs.edit("document", "name: take, in: query,", f"name: take, in: query, description: {hostile},")
    specs.edit("document", "    Pump:\n", f"    Pump:\n      description: {hostile}\n")
    specs.edit(
        "document", "id: {type: string}\n", f"id: {{type: string, description: {hostile}, default: {hostile}}}\n"
    )
    made = specs.generate()
    assert not any(isinstance(node, ast.Raise) for node in statements(made.files) if not from_front_door(node))
    verify_imports(made.files)


def from_front_door(node: ast.AST) -> bool:
    """Whether it is the one `raise` that we write ourselves: the package's `__getattr__` for a name it has not."""
    return isinstance(node, ast.Raise) and node.exc is not None and "AttributeError" in ast.unparse(node.exc)


@pytest.mark.parametrize("text", ESCAPES)
def test_names_of_the_wire_stay_text_or_are_refused(specs: Specs, text: str) -> None:
    hostile = quoted(text)
    specs.edit(
        "document", "secretCode: {type: string}", f"secretCode: {{type: string}}\n        {hostile}: {{type: string}}"
    )
    specs.edit("document", "name: from, in: query", f"name: {hostile}, in: query")
    specs.edit("document", "enum: [SLOW, FAST]}}\n      responses", f"enum: [SLOW, {hostile}]}}}}\n      responses")
    specs.edit(
        "document", "kind: {type: string, enum: [SLOW, FAST]}", f"kind: {{type: string, enum: [SLOW, {hostile}]}}"
    )
    specs.edit(
        "document", "kind: {type: string, enum: [SLOW, FAST]}", f"kind: {{type: string, enum: [SLOW, {hostile}]}}"
    )
    made = specs.generate()
    assert not any(isinstance(node, ast.Raise) for node in statements(made.files) if not from_front_door(node))
    verify_imports(made.files)


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("import os\n", id="import"),
        pytest.param("print(1)\n", id="call"),
        pytest.param("class A(B):\n    print(1)\n", id="call-in-a-class"),
        pytest.param("class A(B):\n    def f(self): ...\n", id="method"),
        pytest.param("x = print()\n", id="value"),
        pytest.param("class A(B):\n    x: int = print()\n", id="default"),
        pytest.param("class A(B):\n    x: print()\n", id="annotation"),
        pytest.param("@print\nclass A(B):\n    x: int\n", id="decorator"),
        pytest.param("class A(print()):\n    x: int\n", id="base"),
    ],
)
def test_a_module_of_models_that_holds_anything_else_is_refused(source: str) -> None:
    with pytest.raises(ValueError, match="line"):
        read_models(source)
