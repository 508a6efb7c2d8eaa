"""Text of a catalog stays text: whatever it holds, the code around it is the same."""

from __future__ import annotations

import ast
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.catalog.project import Project

ESCAPES = [
    pytest.param('x"""\nraise SystemExit(13)\n"""', id="triple-quotes"),
    pytest.param("x'''\nraise SystemExit(13)\n'''", id="single-triple-quotes"),
    pytest.param('x\\"""\nraise SystemExit(13)\n"""', id="escaped-quotes"),
    pytest.param("x\nraise SystemExit(13)", id="line-break"),
    pytest.param("x\u2028raise SystemExit(13)", id="line-separator"),
    pytest.param("x\\", id="backslash-at-the-end"),
    pytest.param('x"', id="quote-at-the-end"),
    pytest.param("x\x00y", id="null"),
    pytest.param("{{ 7 * 7 }}{% raise %}", id="template"),
    pytest.param("\\N{DIGIT ONE}\\x41", id="escapes"),
    pytest.param("# type: ignore", id="comment"),
]


def _catalog(text: str) -> dict[str, Any]:
    """Return a catalog with the text wherever a text can stand."""
    return {
        "catalog": 1,
        "connector": "Pump",
        "types": {
            "Range": {"description": text, "type": "object", "properties": {"a": {"type": "string", "title": text}}}
        },
        "commands": {
            "Run": {
                "summary": f"x{text}",
                "description": f"x{text}",
                "request": {
                    "type": "object",
                    "description": text,
                    "properties": {
                        "range": {"$ref": "#/types/Range", "description": text},
                        "text": {"type": "string", "description": text, "default": text, "examples": [text]},
                        "fixed": {"const": text},
                    },
                },
                "response": {"type": "object", "properties": {"a": {"type": "string", "description": text}}},
                "errors": {"CODE": f"x{text}"},
                "examples": [{"summary": f"x{text}", "request": {"text": text}, "response": {"a": text}}],
            }
        },
    }


class _Blank(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        return ast.Constant("") if isinstance(node.value, str) else node


def _skeletons(folder: Path, text: str) -> dict[str, str]:
    """Return the code that comes of a catalog with the text, with every text in it made empty."""
    project = Project(folder)
    project.write(yaml.safe_dump(_catalog(text)))
    assert project.run() == 0, project.complaints
    return {
        name: ast.dump(_Blank().visit(ast.parse(source)))
        for name, source in project.files().items()
        if name.endswith(".py")
    }


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The code around a text that has nothing in it."""
    return _skeletons(tmp_path_factory.mktemp("plain"), "plain")


@pytest.mark.parametrize("text", ESCAPES)
def test_a_text_that_tries_to_be_code_is_a_text(tmp_path: Path, plain: dict[str, str], text: str) -> None:
    assert _skeletons(tmp_path, text) == plain


@settings(max_examples=25, deadline=None)
@given(text=st.text(min_size=1).filter(lambda text: bool(text.strip())))
def test_any_text_is_a_text(plain: dict[str, str], text: str) -> None:
    with TemporaryDirectory() as folder:
        assert _skeletons(Path(folder), text) == plain


@pytest.mark.parametrize(
    "name", ["Run:\n    pass", "Run(object)", "__class__", "Rün", "Run'", "os.system", "Run\\", "None", "\uff32un"]
)
def test_a_name_that_is_no_name_is_refused(project: Project, name: str) -> None:
    catalog = _catalog("x")
    catalog["commands"] = {name: {"summary": "x"}}
    catalog["types"] = {name: {"type": "string"}}
    assert project.mistakes(yaml.safe_dump(catalog))


@pytest.mark.parametrize("name", ["a b", "class", "__init__", "a'b", 'a"b', "a\nb", "1a", "*", "model_dump", "\\"])
def test_a_property_of_any_name_is_sent_under_that_name(project: Project, name: str) -> None:
    catalog = _catalog("x")
    catalog["commands"]["Run"]["request"]["properties"] = {name: {"type": "string"}}
    catalog["commands"]["Run"]["examples"] = []
    project.write(yaml.safe_dump(catalog))
    assert project.run(package="named") == 0, project.complaints
    assert repr(name)[1:-1] in (project.folder / "named" / "models.py").read_text("utf-8")


@pytest.mark.parametrize("value", ["a'b", "class", "", "1", "größe", "a\nb", "__init__", "mro", "name"])
def test_a_choice_of_any_text_is_that_text(project: Project, value: str) -> None:
    catalog = _catalog("x")
    catalog["types"]["Mode"] = {"type": "string", "enum": [value, "other"]}
    project.write(yaml.safe_dump(catalog))
    assert project.run() == 0, project.complaints
    tree = ast.parse((project.folder / "commands" / "models.py").read_text("utf-8"))
    assert value in [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)]
