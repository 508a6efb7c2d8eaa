"""The only place where a document's text becomes Python source."""

from __future__ import annotations

import keyword
import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

from ts_codegen.plain import is_list, is_map

__all__ = ["Section", "comment", "docstring", "identifier", "literal", "string"]

_WIDTH = 108


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of a docstring with a title and named entries, such as `Args`."""

    title: str
    entries: Sequence[tuple[str, str]]


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
        case _ if is_map(value):
            return "{" + ", ".join(f"{literal(key)}: {literal(item)}" for key, item in value.items()) + "}"
        case _ if is_list(value):
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


def docstring(*blocks: str | Section) -> str:
    """Return a docstring of paragraphs and sections; empty ones are left out.

    The lines after the first have no indentation: the template indents them.
    """
    laid_out = [_section(block) if isinstance(block, Section) else _fill(block) for block in blocks]
    body = "\n\n".join(block for block in laid_out if block.strip())
    text = "\n".join(_harmless(line).rstrip() for line in body.split("\n"))
    text = text.replace('"""', '\\"\\"\\"')
    if text.endswith('"'):
        text = text[:-1] + '\\"'
    return f'"""{text}\n"""' if "\n" in text else f'"""{text}"""'


def comment(text: str) -> str:
    """Return a comment of one line, whatever breaks the text has."""
    return f"# {_harmless(' '.join(text.split()))}"


def _section(section: Section) -> str:
    if not section.entries:
        return ""
    lines = [
        _fill(f"{name}: {text}" if text else name, first="    ", next_lines="        ")
        for name, text in section.entries
    ]
    return "\n".join([f"{section.title}:", *lines])


def _fill(text: str, *, first: str = "", next_lines: str = "") -> str:
    return textwrap.fill(
        " ".join(text.split()),
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=next_lines,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _harmless(line: str) -> str:
    """Return one line with its backslashes and unprintable characters as escapes."""
    shown = (character if character.isprintable() else _escape(character) for character in line.replace("\\", "\\\\"))
    return "".join(shown)


def _escape(character: str) -> str:
    return repr(character)[1:-1]
