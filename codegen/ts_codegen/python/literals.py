"""The only place where a document's text becomes Python source."""

from __future__ import annotations

import keyword
import math
import textwrap
from collections.abc import Mapping, Sequence

__all__ = ["comment", "docstring", "identifier", "literal", "string"]

_WIDTH = 110


def string(text: str) -> str:
    """Return a string literal of one line that has exactly this value."""
    return repr(str(text))


def literal(value: object) -> str:
    """Return an expression with the value of some JSON.

    Raises:
        ValueError: it is no JSON value.
    """
    match value:
        case None | bool() | int():
            return repr(value)
        case float() if math.isfinite(value):
            return repr(value)
        case str():
            return string(value)
        case Mapping():
            return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
        case Sequence() if not isinstance(value, bytes | bytearray):
            return "[" + ", ".join(map(literal, value)) + "]"
        case _:
            raise ValueError(f"a {type(value).__name__} is no JSON value")


def identifier(name: str) -> str:
    """Return the name, if it can stand in source as a name.

    Raises:
        ValueError: it cannot.
    """
    if not (name.isidentifier() and name.isascii()) or keyword.iskeyword(name):
        raise ValueError(f"{name!r} is no Python name")
    return name


def docstring(*paragraphs: str, wrap: bool = True) -> str:
    """Return a docstring of some paragraphs; empty ones are left out.

    The lines after the first have no indentation: the template indents them.

    Args:
        paragraphs: their texts; with `wrap` each is filled, else its line breaks stay.
        wrap: whether lines are filled to the width of the sources.
    """
    blocks = [_fill(text) if wrap else text.rstrip() for text in paragraphs]
    body = "\n\n".join(block for block in blocks if block.strip())
    text = "\n".join(_harmless(line).rstrip() for line in body.split("\n"))
    text = text.replace('"""', '\\"\\"\\"')
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return f'"""{text}\n"""' if "\n" in text else f'"""{text}"""'


def comment(text: str) -> str:
    """Return a comment of one line, whatever breaks the text has."""
    return f"# {_harmless(' '.join(text.split()))}"


def _fill(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), width=_WIDTH, break_long_words=False, break_on_hyphens=False)


def _harmless(line: str) -> str:
    """Return one line with its backslashes and unprintable characters as escapes."""
    shown = (character if character.isprintable() else _escape(character) for character in line.replace("\\", "\\\\"))
    return "".join(shown)


def _escape(character: str) -> str:
    return repr(character)[1:-1]
