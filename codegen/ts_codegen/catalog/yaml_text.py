"""JSON data as YAML in blocks: the same text whatever YAML library is installed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from ts_codegen.plain import is_list, is_map

__all__ = ["yaml_text"]

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[ ./_-][A-Za-z0-9]+)*\.?")
# Words that some readers of YAML take for another value than a text.
_TAKEN = frozenset({"true", "false", "yes", "no", "on", "off", "null", "y", "n", "nan", "inf"})


def yaml_text(value: Any) -> str:
    """Return a mapping or list of JSON values as YAML."""
    return "".join(f"{line}\n" for line in _lines(value))


def _lines(value: Any) -> Iterator[str]:
    if is_map(value):
        for key, item in value.items():
            yield from _entry(f"{_text(key)}:", item)
    elif is_list(value):
        for item in value:
            yield from _item(item)


def _entry(start: str, value: Any) -> Iterator[str]:
    if not value or not (is_map(value) or is_list(value)):
        yield f"{start} {_scalar(value)}"
        return
    yield start
    for line in _lines(value):
        yield f"  {line}"


def _item(value: Any) -> Iterator[str]:
    if not value or not (is_map(value) or is_list(value)):
        yield f"- {_scalar(value)}"
        return
    first, *rest = _lines(value)
    yield f"- {first}"
    for line in rest:
        yield f"  {line}"


def _scalar(value: Any) -> str:
    if isinstance(value, str):
        return _text(value)
    text = json.dumps(value)
    # Readers of YAML 1.1 know a number with an exponent by its point.
    return text.replace("e", ".0e") if isinstance(value, float) and "." not in text else text


def _text(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _TAKEN:
        return text
    # A JSON text is a YAML text, but for characters that YAML wants escaped in its own way.
    quoted = json.dumps(text, ensure_ascii=False)
    return "".join(letter if letter.isprintable() else f"\\U{ord(letter):08x}" for letter in quoted)
