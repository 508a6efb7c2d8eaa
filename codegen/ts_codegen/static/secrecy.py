"""Fields that a catalog marks `x-secret`: which they are, and what they hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from pydantic import BaseModel

__all__ = ["is_secret", "secret_values"]

_MARK = "x-secret"


def is_secret(model: type[BaseModel], name: str) -> bool:
    """Whether the field's value must not be shown."""
    field = model.model_fields.get(name)
    extra = None if field is None else field.json_schema_extra
    return isinstance(extra, dict) and cast(dict[str, Any], extra).get(_MARK) is True


def secret_values(value: Any) -> Iterator[str]:
    """Yield the texts in the secret fields of a payload, at any depth: mask them wherever they turn up."""
    if isinstance(value, BaseModel):
        for name, inner in value:
            yield from _texts(inner) if is_secret(type(value), name) else secret_values(inner)
    else:
        for inner in _inside(value):
            yield from secret_values(inner)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _texts(value.model_dump(mode="json"))
    elif isinstance(value, dict | list | tuple):
        for inner in _inside(value):
            yield from _texts(inner)
    elif value is not None and not isinstance(value, bool):
        yield str(value)


def _inside(value: Any) -> tuple[Any, ...]:
    if isinstance(value, dict):
        mapping: dict[Any, Any] = value
        return tuple(mapping.values())
    if isinstance(value, list | tuple):
        items: list[Any] | tuple[Any, ...] = value
        return tuple(items)
    return ()
