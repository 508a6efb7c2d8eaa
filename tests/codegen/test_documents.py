"""Documents are read by the rules of YAML 1.2, with the place of everything in them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ts_codegen.document import Document, Position, load_document, parse_document, pointer_of, pointer_parts
from ts_codegen.problems import Problems


def parsed(text: str) -> tuple[Document | None, list[str]]:
    problems = Problems()
    document = parse_document(text, path=Path("x.yaml"), name="x.yaml", problems=problems)
    return document, [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("on", "on"),
        ("1:30", "1:30"),
        ("2026-11-22", "2026-11-22"),
        ("0o17", 15),
        ("017", 17),
        ("0x1F", 31),
        ("-3", -3),
        ("1.5", 1.5),
        (".5", 0.5),
        ("1e3", 1000.0),
        ("true", True),
        ("False", False),
        ("~", None),
        ("", None),
        ("'true'", "true"),
        ("'3.0'", "3.0"),
        ("1.0.0", "1.0.0"),
        ("1h", "1h"),
    ],
)
def test_a_scalar_is_what_yaml_1_2_says(text: str, value: object) -> None:
    document, problems = parsed(f"a: {text}")
    assert document is not None
    assert problems == []
    found = document.data["a"]
    assert (found, type(found)) == (value, type(value))


def test_keys_are_texts_as_in_json() -> None:
    document, _ = parsed("200: a\n'300': b\ntrue: c\n")
    assert document is not None
    assert document.data == {"200": "a", "300": "b", "true": "c"}


def test_a_pointer_leads_to_keys_and_items() -> None:
    document, _ = parsed("a:\n  b/c:\n    - x\n    - y: 1\n")
    assert document is not None
    assert document.position("/a/b~1c") == Position(line=2, column=3)
    assert document.position("/a/b~1c/0") == Position(line=3, column=7)
    assert document.position("/a/b~1c/1/y") == Position(line=4, column=7)


def test_a_pointer_to_nothing_leads_to_the_last_part_there_is() -> None:
    document, _ = parsed("a:\n  b: 1\n")
    assert document is not None
    assert document.place("/a/c/d") == "x.yaml:1:1"


def test_json_is_read_as_well() -> None:
    document, _ = parsed('{"a": [1, "\\u00e9", null]}')
    assert document is not None
    assert document.data == {"a": [1, "é", None]}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            "a: 1\nb: 2\na: 3\n", "x.yaml:3:1: the key 'a' stands here twice; keep one of the two", id="key-twice"
        ),
        pytest.param(
            "? [a, b]\n: 1\n", "x.yaml:1:3: a key must be a text; write a plain text before the colon", id="odd-key"
        ),
        pytest.param(
            "a: &x\n  b: *x\n",
            "x.yaml:1:4: an alias leads back to where it stands in; write the content out",
            id="endless-alias",
        ),
        pytest.param(
            "a: 'x\n",
            "x.yaml:2:1: is no YAML: found unexpected end of stream; correct the syntax at this place",
            id="end",
        ),
        pytest.param(
            "a: \x07\n",
            "x.yaml:1:1: is no YAML: control characters are not allowed; correct the syntax at this place",
            id="bell",
        ),
    ],
)
def test_what_cannot_be_read_is_told_with_its_place(text: str, problem: str) -> None:
    document, problems = parsed(text)
    assert document is None
    assert problems == [problem]


def test_a_file_that_is_no_utf_8_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(b"a: \xff")
    problems = Problems()
    assert load_document(path, path.name, problems) is None
    assert [str(problem) for problem in problems] == ["x.yaml:1:1: is not UTF-8 (byte 3); save the file as UTF-8"]


@given(st.lists(st.text()))
def test_a_pointer_gives_back_its_parts(parts: list[str]) -> None:
    assert pointer_parts(pointer_of(*parts)) == parts
