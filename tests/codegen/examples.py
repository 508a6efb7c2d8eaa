"""Values for any annotation of generated code, so that tests can call all of it."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from ts_connectors_api.models import MISSING

TEXT = "a b/ä?&=%"


def example(kind: Any) -> Any:
    """Return a value of a type, with characters that must be escaped on the wire."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin is Annotated:
        return example(inner[0])
    if origin in (Union, types.UnionType):
        return example(next(member for member in inner if member is not type(None) and member is not MISSING))
    if origin is Literal:
        return inner[0]
    if origin in (list, Sequence):
        return [example(inner[0]), example(inner[0])]
    if origin in (dict, Mapping):
        return {"key": example(inner[1]), "other key": example(inner[1])}
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return model(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    return {
        str: TEXT,
        int: 7,
        float: 1.5,
        bool: True,
        datetime: datetime(2026, 11, 22, 13, 14, 15, 250_000, tzinfo=UTC),
    }.get(kind, {"any": ["value", None]})


def model(kind: type[BaseModel]) -> BaseModel:
    """Return a model with every field set."""
    kind.model_rebuild()
    return kind(**{name: example(field.annotation) for name, field in kind.model_fields.items()})
