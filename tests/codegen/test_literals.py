"""Text of documents becomes Python source in one place, and nothing gets out of its literal."""

import ast
import io
import tokenize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from ts_codegen.python.literals import Section, comment, docstring, identifier, literal, string
from ts_codegen.python.names import is_name, pascal_case, snake_case, upper_case

ATTACKS = [
    '"""',
    "'''",
    '\\"""',
    '"""\nimport os\n"""',
    "\\",
    '"',
    "\\N{x}",
    "\r\nimport os",
    "\x00",
    "\u2028",
    "{{ x }}",
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
# Lone surrogates can stand in JSON, and cannot be written to a file as they are.
ANY_TEXT = (
    st.text(st.characters(exclude_categories=()))
    | st.sampled_from(ATTACKS)
    | st.lists(st.sampled_from(ATTACKS), max_size=4).map("".join)
)


def module_of(source: str) -> ast.Module:
    """Parse as Python would read it from a file."""
    return ast.parse(source.encode())


@given(ANY_TEXT)
def test_a_string_literal_has_the_very_value(text: str) -> None:
    (statement,) = module_of(f"x = {string(text)}\n").body
    assert isinstance(statement, ast.Assign)
    assert ast.literal_eval(statement.value) == text


@given(JSON)
def test_a_json_literal_has_the_very_value(value: object) -> None:
    assert ast.literal_eval(literal(value)) == value


@pytest.mark.parametrize("value", [float("nan"), float("inf"), pytest.param(object(), id="an object"), b"x"], ids=repr)
def test_what_is_no_json_value_is_no_literal(value: object) -> None:
    with pytest.raises(ValueError, match="no JSON value"):
        literal(value)


@given(ANY_TEXT, ANY_TEXT, ANY_TEXT)
@example('"', '"', '"')
@example("", "\\", '""""')
def test_a_docstring_is_one_literal_and_nothing_else(first: str, second: str, entry: str) -> None:
    source = docstring("Start.", first, Section(title="Args", entries=[(entry, second)]), second)
    (statement,) = module_of(f"{source}\n").body
    assert isinstance(statement, ast.Expr)
    assert isinstance(statement.value, ast.Constant)
    assert str(statement.value.value).startswith("Start.")


@given(ANY_TEXT)
def test_an_indented_docstring_stays_one_literal(text: str) -> None:
    indented = docstring("Start.", text, text).replace("\n", "\n    ")
    (statement,) = module_of(f"def f():\n    {indented}\n").body
    assert isinstance(statement, ast.FunctionDef)
    assert len(statement.body) == 1


@given(ANY_TEXT)
def test_a_comment_is_one_comment(text: str) -> None:
    tokens = tokenize.tokenize(io.BytesIO(f"{comment(text)}\n".encode()).readline)
    assert [token.type for token in tokens] == [tokenize.ENCODING, tokenize.COMMENT, tokenize.NL, tokenize.ENDMARKER]


@given(ANY_TEXT)
def test_a_name_is_a_name_or_refused(text: str) -> None:
    if is_name(text):
        assert identifier(text) == text
    else:
        with pytest.raises(ValueError, match="no Python name"):
            identifier(text)


@given(ANY_TEXT)
def test_names_made_of_any_text_are_names_or_empty(text: str) -> None:
    made = [snake_case(text), pascal_case(text), upper_case(text)]
    assert all(is_name(name) for name in made if name)


@pytest.mark.parametrize(
    ("wire_name", "python_name"),
    [
        ("l7ProxyReverseHttpPort", "l7_proxy_reverse_http_port"),
        ("orgSlug", "org_slug"),
        ("URL", "url"),
        ("getURLOf", "get_url_of"),
        ("x-org-slug", "x_org_slug"),
        ("from", "from_"),
        ("2fa", "_2fa"),
        ("already_snake", "already_snake"),
    ],
)
def test_wire_names_become_python_names(wire_name: str, python_name: str) -> None:
    assert snake_case(wire_name) == python_name
