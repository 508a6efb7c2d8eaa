"""The schemas of a catalog for other readers: whole, or with references of another form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ts_codegen.catalog.ir import Catalog, Definition, Payload
from ts_codegen.catalog.references import references_in
from ts_codegen.document import pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of

__all__ = ["Property", "properties_of", "referring", "target_of", "whole_schema"]

_DEFS = "#/$defs/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """A property of an object, and where it is written."""

    schema: JsonMap
    origin: Origin


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


def target_of(schema: JsonMap, definitions: Mapping[str, Definition]) -> Definition | None:
    """Return what a schema that is a reference refers to."""
    reference = schema.get("$ref")
    return definitions.get(reference.removeprefix(_DEFS)) if isinstance(reference, str) else None


def properties_of(
    definition: Definition, definitions: Mapping[str, Definition], seen: frozenset[str] = frozenset()
) -> dict[str, Property]:
    """Return the properties of an object with those of the objects that it is made of."""
    if definition.key in seen:
        return {}
    found: dict[str, Property] = {}
    for schema, pointer in _parts(definition.schema, ""):
        target = target_of(schema, definitions)
        if target is not None:
            found |= properties_of(target, definitions, seen | {definition.key})
        for name, inner in map_of(schema.get("properties")).items():
            place = definition.origin.pointer + pointer + pointer_of("properties", name)
            found[name] = Property(schema=map_of(inner), origin=replace(definition.origin, pointer=place))
    return found


def _parts(schema: JsonMap, pointer: str) -> Iterator[tuple[JsonMap, str]]:
    for index, branch in enumerate(list_of(schema.get("allOf"))):
        yield from _parts(map_of(branch), pointer + pointer_of("allOf", index))
    yield schema, pointer
