"""Gives every schema that becomes a class or alias a name of its own, made of where it stands: none gets a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ts_codegen.catalog.ir import Definition
from ts_codegen.catalog.keywords import ANNOTATIONS, COMPOSED, kind_of_keyword
from ts_codegen.catalog.references import reference_to
from ts_codegen.document import pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of
from ts_codegen.python.names import pascal_case

__all__ = ["hoisted", "is_nullable_class"]

Claim = Callable[[str, Origin], None]


def hoisted(definitions: Mapping[str, Definition], claim: Claim) -> dict[str, JsonMap]:
    """Return the schemas of the catalog's own definitions and of all that is inside them, by class name.

    Args:
        definitions: the definitions; what is imported is left out.
        claim: is told each new name and where it comes from.
    """
    hoisting = _Hoisting(claim)
    for key, definition in definitions.items():
        if not definition.module:
            hoisting.found[key] = hoisting.inside(definition.schema, key, definition.origin)
    return hoisting.found


def is_nullable_class(schema: JsonMap) -> bool:
    """Whether a schema becomes a class and admits null beside its values: the class cannot say that."""
    return _is_class(schema) and _without_null(schema)[1]


class _Hoisting:
    def __init__(self, claim: Claim) -> None:
        self._claim = claim
        self.found: dict[str, JsonMap] = {}

    def inside(self, schema: JsonMap, name: str, origin: Origin) -> JsonMap:
        """Return a schema with all that needs a name replaced by references."""
        if "$ref" in schema:
            return schema
        made = dict(schema)
        if "properties" in schema:
            made["properties"] = {
                key: self._place(inner, name + pascal_case(key), _below(origin, "properties", key))
                for key, inner in map_of(schema["properties"]).items()
            }
        for keyword, suffix in (("items", "Item"), ("additionalProperties", "Value")):
            if is_map(schema.get(keyword)):
                inner = schema[keyword]
                made[keyword] = self._place(inner, name + suffix, _below(origin, keyword), is_part=True)
        for keyword in COMPOSED:
            if keyword in schema:
                made[keyword] = self._branches(schema, keyword, name, origin)
        return made

    def _branches(self, schema: JsonMap, keyword: str, name: str, origin: Origin) -> list[Any]:
        branches = list_of(schema[keyword])
        choices = [branch for branch in branches if map_of(branch).get("type") != "null"]
        made: list[Any] = []
        for index, branch in enumerate(branches):
            place = _below(origin, keyword, index)
            if keyword == "allOf":
                made.append(self.inside(map_of(branch), name, place))
            else:
                # The only choice beside null is the property itself.
                suffix = pascal_case(str(map_of(branch).get("type", ""))) if len(choices) > 1 else ""
                made.append(self._place(branch, name + suffix, place, is_part=len(choices) > 1))
        return made

    def _place(self, schema: Any, name: str, origin: Origin, *, is_part: bool = False) -> Any:
        if not is_map(schema) or "$ref" in schema:
            return schema
        if not (_is_class(schema) or (is_part and _is_constrained(schema))):
            return self.inside(schema, name, origin)
        self._claim(name, origin)
        bare, is_nullable = _without_null(schema)
        self.found[name] = self.inside(bare, name, origin)
        beside = {key: value for key, value in schema.items() if key in ANNOTATIONS}
        return {**_nullable(reference_to(name), is_nullable=is_nullable), **beside}


def _is_class(schema: JsonMap) -> bool:
    choices = [choice for choice in list_of(schema.get("enum")) if choice is not None]
    return "properties" in schema or "allOf" in schema or len(choices) > 1


def _is_constrained(schema: JsonMap) -> bool:
    return any(kind_of_keyword(key) for key in schema if key not in ("items", "format", "additionalProperties"))


def _without_null(schema: JsonMap) -> tuple[JsonMap, bool]:
    """Return a schema without its null, and whether it had one."""
    kinds = list_of(schema.get("type"))
    choices = list_of(schema.get("enum"))
    bare = {key: value for key, value in schema.items() if key not in ("default", "x-secret")}
    if is_list(schema.get("type")):
        left = [kind for kind in kinds if kind != "null"]
        bare["type"] = left[0] if len(left) == 1 else left
    if None in choices:
        bare["enum"] = [choice for choice in choices if choice is not None]
    return bare, "null" in kinds or None in choices


def _nullable(schema: JsonMap, *, is_nullable: bool) -> JsonMap:
    return {"anyOf": [schema, {"type": "null"}]} if is_nullable else schema


def _below(origin: Origin, *parts: object) -> Origin:
    return Origin(document=origin.document, pointer=origin.pointer + pointer_of(*parts))
