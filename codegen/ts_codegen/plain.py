"""Plain JSON data, in types that a checker can follow."""

from __future__ import annotations

from typing import Any, TypeAlias, TypeGuard

__all__ = ["JsonList", "JsonMap", "is_list", "is_map", "list_of", "map_of"]

JsonMap: TypeAlias = dict[str, Any]
JsonList: TypeAlias = list[Any]


def is_map(value: object) -> TypeGuard[JsonMap]:
    """Whether it is a JSON object."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[JsonList]:
    """Whether it is a JSON array."""
    return isinstance(value, list)


def map_of(value: object) -> JsonMap:
    """Return a JSON object, an empty one for anything else."""
    return value if is_map(value) else {}


def list_of(value: object) -> JsonList:
    """Return a JSON array, an empty one for anything else."""
    return value if is_list(value) else []
