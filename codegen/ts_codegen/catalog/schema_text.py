"""The schemas of a catalog for other readers: whole, or with references of another form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ts_codegen.catalog.ir import Catalog, Payload
from ts_codegen.catalog.references import references_in
from ts_codegen.plain import JsonMap, is_list, is_map, map_of

__all__ = ["referring", "whole_schema"]

_DEFS = "#/$defs/"


def referring(value: Any, spell: Callable[[str], str]) -> Any:
    """Return a schema with each reference as `spell` makes it from a definition's key."""
    if is_list(value):
        return [referring(item, spell) for item in value]
    if not is_map(value):
        return value
    made = {key: referring(item, spell) for key, item in value.items()}
    reference = value.get("$ref")
    if isinstance(reference, str):
        made["$ref"] = spell(reference.removeprefix(_DEFS))
    return made


def whole_schema(catalog: Catalog, payload: Payload) -> JsonMap:
    """Return a payload's JSON Schema with all that it refers to under its `$defs`."""
    schema = map_of(payload.definition.schema)
    needed: dict[str, JsonMap] = {}
    waiting = references_in(schema)
    while waiting:
        key = waiting.pop(0)
        if key not in needed and key in catalog.definitions:
            needed[key] = catalog.definitions[key].schema
            waiting += references_in(needed[key])
    whole: JsonMap = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": payload.class_name,
        **schema,
    }
    if needed:
        whole["$defs"] = {key: needed[key] for key in sorted(needed)}
    return whole
