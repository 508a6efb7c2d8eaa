"""Gates on the values that a schema holds: choices, limits, patterns, defaults."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic_core import SchemaError, SchemaValidator, core_schema

from ts_codegen.catalog.explain import kind_of
from ts_codegen.catalog.keywords import PYTHON_FORMATS
from ts_codegen.plain import JsonMap, is_list, is_map, list_of
from ts_codegen.python.names import upper_case

__all__ = ["check_values"]

_Mistake = tuple[str, str, str]

_LIMITS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))
_ENUM_KINDS: dict[type, str] = {str: "string", int: "integer"}


def check_values(schema: JsonMap) -> Iterator[_Mistake]:
    """Yield what is wrong with a schema's own values: the keyword, what is wrong, what to write."""
    yield from _enum(schema)
    yield from _limits(schema)
    yield from _pattern(schema)
    yield from _default(schema)
    if "const" in schema and (
        is_map(schema["const"]) or is_list(schema["const"]) or isinstance(schema["const"], float)
    ):
        yield "const", f"'const' of {kind_of(schema['const'])}", "write a text, a whole number or true or false"


def _enum(schema: JsonMap) -> Iterator[_Mistake]:
    if not is_list(schema.get("enum")):
        return
    named = schema.get("type")
    kinds: list[Any] = list_of(named) if is_list(named) else [] if named is None else [named]
    choices = list_of(schema["enum"])
    values = [value for value in choices if value is not None]
    found = {_ENUM_KINDS.get(value.__class__, "") for value in values}
    if len(found) != 1 or "" in found:
        yield "enum", "the choices must all be texts, or all whole numbers", "write one kind of value"
        return
    kind = found.pop()
    if kinds and kind not in kinds and not (kind == "integer" and "number" in kinds):
        yield "enum", f"the choices are of type {kind}, the type is {kinds[0]}", f"write 'type: {kind}'"
    if None in choices and kinds and "null" not in kinds:
        yield "enum", "null is a choice, but no type here", f"write 'type: [{kind}, \"null\"]'"
    taken: dict[str, object] = {}
    for value in values:
        name = upper_case(str(value)) or str(value)
        if name in taken:
            message = f"{value!r} and {taken[name]!r} are both called {name} in Python"
            yield "enum", message, "remove one, or write 'type: string' with a 'pattern' instead"
        taken.setdefault(name, value)


def _limits(schema: JsonMap) -> Iterator[_Mistake]:
    for low, high in _LIMITS:
        least, most = schema.get(low), schema.get(high)
        if isinstance(least, int | float) and isinstance(most, int | float) and least > most:
            yield low, f"'{low}' is above '{high}'", "swap the two"


def _pattern(schema: JsonMap) -> Iterator[_Mistake]:
    pattern = schema.get("pattern")
    if not isinstance(pattern, str):
        return
    try:
        SchemaValidator(core_schema.str_schema(pattern=pattern))
    except SchemaError as failure:
        reason = next((line.strip() for line in str(failure).splitlines() if line.startswith("error:")), "")
        said = reason.removeprefix("error:").strip() or "it cannot be compiled"
        yield "pattern", f"is no regular expression of the validator: {said}", "write it without what is named here"
    if schema.get("format") in PYTHON_FORMATS:
        yield "pattern", f"a pattern beside 'format: {schema['format']}'", "remove one of the two"


def _default(schema: JsonMap) -> Iterator[_Mistake]:
    if "default" not in schema:
        return
    value = schema["default"]
    hint = "leave it out and say in 'description' what absence means"
    if schema.get("format") in PYTHON_FORMATS:
        yield "default", f"a default for 'format: {schema['format']}'", hint
    elif is_map(value) or (is_list(value) and value):
        yield "default", f"a default that is {kind_of(value)}", hint
    elif value is None:
        yield "default", "a default of null says no more than its absence", "remove it"
