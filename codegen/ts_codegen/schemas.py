"""The schemas of a document: what refers to what, and the types that they stand for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ts_codegen.document import pointer_of
from ts_codegen.ir import AnyValue, ListOf, MapOf, Named, Scalar, ScalarKind, Type
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.plain import is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["COMPONENT", "Schemas", "parts_of", "references_of"]

COMPONENT = "#/components/schemas/"
_SCALARS: Mapping[str, ScalarKind] = {
    "string": ScalarKind.TEXT,
    "integer": ScalarKind.WHOLE,
    "number": ScalarKind.NUMBER,
    "boolean": ScalarKind.TRUTH,
}


class Schemas:
    """The component schemas of a document."""

    def __init__(self, document: AppliedDocument, problems: Problems) -> None:
        self.all = map_of(map_of(document.data.get("components")).get("schemas"))
        self._origins = document.origins
        self._problems = problems

    def __contains__(self, name: str) -> bool:
        return name in self.all

    def reachable(self, roots: Iterable[str]) -> list[str]:
        """Return the names that schemas lead to, themselves among them, in the document's order."""
        found: set[str] = set()
        waiting = [name for name in roots if name in self.all]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += [other for other in references_of(self.all[name]) if other in self.all]
        return [name for name in self.all if name in found]

    def is_class(self, name: str) -> bool:
        """Whether a schema gets a class of its own: it has properties, or is an enum."""
        schema = self.all[name]
        return bool(schema.get("properties")) or bool(schema.get("allOf")) or "enum" in schema

    def type_of(self, schema: Any, pointer: str) -> Type:
        """Return the type that a parameter, body or answer has; what has none goes to the problems."""
        match schema:
            case {"$ref": str(reference)} | {"allOf": [{"$ref": str(reference)}]}:
                return self._named(reference, pointer)
            case {"type": "array", "items": items}:
                return ListOf(item=self.type_of(items, pointer + pointer_of("items")))
            case {"type": "object", "additionalProperties": values} if is_map(values) and values:
                return MapOf(value=self.type_of(values, pointer + pointer_of("additionalProperties")))
            case {"type": "object", "additionalProperties": _}:
                return MapOf(value=AnyValue())
            case {"type": "string", "format": "date-time"}:
                return Scalar(kind=ScalarKind.MOMENT)
            case {"type": str(kind)} if kind in _SCALARS:
                return Scalar(kind=_SCALARS[kind])
            case {"type": _} | {"oneOf": _} | {"anyOf": _} | {"allOf": _} | {"properties": _}:
                self._problems.add(
                    self._origins.place(pointer),
                    "a schema without a name stands where a type of its own is needed",
                    "put it under 'components: schemas:' and refer to it with '$ref'",
                )
                return AnyValue()
            case _:
                return AnyValue()

    def _named(self, reference: str, pointer: str) -> Type:
        name = reference.removeprefix(COMPONENT)
        if name not in self.all:
            return AnyValue()
        if self.is_class(name):
            return Named(name=name)
        return self.type_of(self.all[name], pointer_of("components", "schemas", name) if name in self.all else pointer)


def references_of(schema: object) -> Iterator[str]:
    """Yield the names of the component schemas that a schema refers to."""
    if is_map(schema):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference.removeprefix(COMPONENT)
        for value in schema.values():
            yield from references_of(value)
    elif is_list(schema):
        for value in schema:
            yield from references_of(value)


def parts_of(schema: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    """Yield a schema and all schemas inside it, each with its pointer."""
    yield schema, pointer
    if not is_map(schema):
        return
    for key in ("items", "additionalProperties", "not"):
        if is_map(schema.get(key)):
            yield from parts_of(schema[key], pointer + pointer_of(key))
    for key in ("oneOf", "anyOf", "allOf"):
        for index, item in enumerate(list_of(schema.get(key))):
            yield from parts_of(item, pointer + pointer_of(key, index))
    for name, item in map_of(schema.get("properties")).items():
        yield from parts_of(item, pointer + pointer_of("properties", name))
