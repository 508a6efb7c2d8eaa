"""Types that are nothing but themselves: a reference must pass through a property or a list before it comes back."""

from __future__ import annotations

from collections.abc import Mapping

from ts_codegen.catalog.ir import Definition
from ts_codegen.catalog.keywords import COMPOSED
from ts_codegen.plain import JsonMap, list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["check_circles"]

_DEFS = "#/$defs/"


def check_circles(definitions: Mapping[str, Definition], problems: Problems) -> bool:
    """Put every type that leads straight back to itself to `problems`; return whether there is one."""
    straight = {key: _straight(definition.schema) for key, definition in definitions.items()}
    circles = [key for key in definitions if key in _reached(key, straight)]
    for key in circles:
        cure = "let the reference stand in a property or in the items of a list"
        problems.add(definitions[key].origin.place, f"'{key}' is defined by itself", cure)
    return bool(circles)


def _straight(schema: JsonMap) -> set[str]:
    """Return the definitions that the value of a schema itself must fit."""
    reference = schema.get("$ref")
    found = {reference.removeprefix(_DEFS)} if isinstance(reference, str) else set[str]()
    for keyword in COMPOSED:
        for branch in list_of(schema.get(keyword)):
            found |= _straight(map_of(branch))
    return found


def _reached(key: str, straight: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*straight[key]]
    while waiting:
        there = waiting.pop()
        if there not in found:
            found.add(there)
            waiting += straight.get(there, set())
    return found
