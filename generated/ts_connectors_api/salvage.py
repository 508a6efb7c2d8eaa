"""Making the most of an answer that does not fit its type: what fits is decoded, the rest kept as it came."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, Union, cast, get_args, get_origin

from pydantic import BaseModel, TypeAdapter, ValidationError

__all__ = ["salvage"]


def salvage(kind: Any, content: object) -> tuple[Any, tuple[str, ...]]:
    """Return what can be made of `content` as `kind`, and the places that do not fit; None where nothing can.

    Fields are decoded one by one and lists item by item; a value that does not fit stays as it came, a required field
    that is missing becomes None. Places are dotted paths with `[]` for any position of a list.
    """
    work = _Salvage()
    kept = work.value(kind, content, "")
    return (None, ()) if kept is _UNFIT else (kept, tuple(work.places))


_UNFIT = object()
"""Stands for a value of which nothing can be made."""


@dataclass(frozen=True, slots=True)
class _Salvage:
    places: dict[str, None] = field(default_factory=dict[str, None])

    def value(self, kind: Any, content: object, place: str) -> Any:
        """Return `content` as `kind`, `_UNFIT` where not even its outline fits."""
        try:
            return _adapter(kind).validate_python(content)
        except ValidationError:
            pass
        origin = get_origin(kind)
        if origin is Annotated:
            return self.value(get_args(kind)[0], content, place)
        if origin in (Union, types.UnionType):
            return self._union(kind, content, place)
        if origin is list and isinstance(content, list):
            items = cast(list[object], content)
            return [self._kept(get_args(kind)[0], item, f"{place}[]") for item in items]
        if not isinstance(content, dict):
            return _UNFIT
        entries = cast(dict[str, object], content)
        if origin is dict:
            return {key: self._kept(get_args(kind)[1], item, _below(place, key)) for key, item in entries.items()}
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return self._model(kind, entries, place)
        return _UNFIT

    def _kept(self, kind: Any, content: object, place: str) -> Any:
        found = self.value(kind, content, place)
        if found is not _UNFIT:
            return found
        self.places[place] = None
        return content

    def _model(self, model: type[BaseModel], content: Mapping[str, object], place: str) -> BaseModel:
        values: dict[str, Any] = dict(content)
        for name, (alias, kind, is_required) in _fields(model).items():
            key = alias if alias in values else name
            below = _below(place, alias)
            if key in values:
                values[name] = self._kept(kind, values.pop(key), below)
            elif is_required:
                values[name] = None
                self.places[below] = None
        return model.model_construct(**values)

    def _union(self, kind: Any, content: object, place: str) -> Any:
        attempts = [(member, _Salvage()) for member in get_args(kind)]
        found = [(attempt.value(member, content, place), attempt) for member, attempt in attempts]
        fitting = [(value, attempt) for value, attempt in found if value is not _UNFIT]
        if not fitting:
            return _UNFIT
        value, attempt = min(fitting, key=lambda pair: (len(pair[1].places), _unknown(pair[0])))
        self.places.update(attempt.places)
        return value


def _unknown(value: object) -> int:
    """Return how many fields a model does not know: the member of a union that knows more was meant."""
    return len(value.model_extra or ()) if isinstance(value, BaseModel) else 0


def _below(place: str, name: str) -> str:
    return f"{place}.{name}" if place else name


@cache
def _fields(model: type[BaseModel]) -> Mapping[str, tuple[str, Any, bool]]:
    """Return each field's wire name, type, and whether it must be there."""
    model.model_rebuild()
    return {
        name: (
            info.alias or name,
            Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation,
            info.is_required(),
        )
        for name, info in model.model_fields.items()
    }


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)
