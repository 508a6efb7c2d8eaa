"""Addresses of an overlay: `Schema.property`, `Schema.property[]`, `operationId?parameter`, `Schema`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ts_codegen.document import pointer_of
from ts_codegen.plain import is_map, map_of

__all__ = ["METHODS", "Target", "find", "operations_of"]

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A schema in a document, and the mapping that holds it."""

    holder: dict[str, Any]
    key: str
    pointer: str

    @property
    def schema(self) -> Any:
        """The schema as it stands."""
        return self.holder[self.key]

    def replace(self, schema: Any) -> None:
        """Put another schema in its place."""
        self.holder[self.key] = schema


def operations_of(document: Mapping[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Yield path, method and operation, in the document's order."""
    for path, item in map_of(document.get("paths")).items():
        for method, operation in map_of(item).items():
            if method in METHODS and is_map(operation):
                yield path, method, operation


def find(document: dict[str, Any], address: str) -> Target | None:
    """Return what an address leads to, None where it leads nowhere."""
    name, mark, parameter = address.partition("?")
    target = _parameter(document, name, parameter) if mark else _schema(document, name)
    depth = address.count("[]")
    for _ in range(depth):
        target = None if target is None else _inner(target, "items")
    return target


def _schema(document: dict[str, Any], address: str) -> Target | None:
    schemas = document.get("components", {}).get("schemas", {})
    name, *properties = address.replace("[]", "").split(".")
    if name not in schemas:
        return None
    target: Target | None = Target(holder=schemas, key=name, pointer=pointer_of("components", "schemas", name))
    for name in properties:
        target = None if target is None else _inner(target, "properties", name)
    return target


def _parameter(document: dict[str, Any], operation_id: str, name: str) -> Target | None:
    for path, method, operation in operations_of(document):
        if operation.get("operationId") != operation_id:
            continue
        for index, parameter in enumerate(operation.get("parameters", [])):
            if parameter.get("name") == name.replace("[]", "") and "schema" in parameter:
                pointer = pointer_of("paths", path, method, "parameters", index, "schema")
                return Target(holder=parameter, key="schema", pointer=pointer)
    return None


def _inner(target: Target, *keys: str) -> Target | None:
    holder, pointer = target.schema, target.pointer
    for key in keys[:-1]:
        if not is_map(holder) or key not in holder:
            return None
        holder, pointer = holder[key], pointer + pointer_of(key)
    if not is_map(holder) or keys[-1] not in holder:
        return None
    return Target(holder=holder, key=keys[-1], pointer=pointer + pointer_of(keys[-1]))
