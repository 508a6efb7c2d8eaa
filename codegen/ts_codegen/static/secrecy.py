"""Fields that an overlay or a catalog marks secret: which they are, and what they hold."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, TypeGuard, cast

from pydantic import BaseModel

__all__ = ["is_secret", "secret_values"]

_MARK = "x-secret"


def is_secret(model: type[BaseModel], name: str) -> bool:
    """Whether the field's value must not be shown."""
    field = model.model_fields.get(name)
    extra = None if field is None else field.json_schema_extra
    return isinstance(extra, dict) and cast(dict[str, Any], extra).get(_MARK) is True


def secret_values(value: object) -> Iterator[str]:
    """Yield the texts in the secret fields of a payload, at any depth: mask them wherever they turn up."""
    if isinstance(value, BaseModel):
        for name, inner in value:
            yield from _texts(inner) if is_secret(type(value), name) else secret_values(inner)
    else:
        for inner in _inside(value):
            yield from secret_values(inner)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _texts(value.model_dump(mode="json"))
    elif _is_mapping(value) or _is_listing(value):
        for inner in _inside(value):
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _inside(value: object) -> Collection[object]:
    if _is_mapping(value):
        return value.values()
    return value if _is_listing(value) else ()


def _is_mapping(value: object) -> TypeGuard[dict[str, object]]:
    return isinstance(value, dict)


def _is_listing(value: object) -> TypeGuard[Collection[object]]:
    return isinstance(value, list | tuple)
