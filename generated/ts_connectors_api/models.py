"""What all generated models are made of: bases, open enums, and the mark of an absent value."""

from __future__ import annotations

import enum
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from pydantic import BaseModel, ConfigDict
from pydantic_core import MISSING

from .secrecy import is_secret

__all__ = ["MISSING", "PayloadModel", "RequestModel", "ResponseModel", "StrEnum", "closed_enums"]

_enums_are_closed: ContextVar[bool] = ContextVar("ts_connectors_closed_enums", default=False)


class _Discreet(BaseModel):
    """Shows no secret field in its repr, and no value in a validation's error."""

    model_config = ConfigDict(hide_input_in_errors=True)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        for name, value in super().__repr_args__():
            yield name, "***" if name is not None and value is not None and is_secret(type(self), name) else value


class ResponseModel(_Discreet):
    """What the platform sends: unknown fields are kept, fields can be given by Python or wire name."""

    model_config = ConfigDict(
        extra="allow", validate_by_name=True, validate_by_alias=True, frozen=True, defer_build=True
    )


class RequestModel(_Discreet):
    """What the platform is sent: an unknown field is a mistake, an unset one stays out, None is sent as null."""

    model_config = ConfigDict(
        extra="forbid",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        frozen=True,
        defer_build=True,
    )


class PayloadModel(_Discreet):
    """A command's request or response: unknown fields are kept, so that the two sides can grow apart in time."""

    model_config = ConfigDict(
        extra="allow",
        validate_by_name=True,
        validate_by_alias=True,
        serialize_by_alias=True,
        frozen=True,
        defer_build=True,
    )


@contextmanager
def closed_enums() -> Generator[None]:
    """Refuse unknown enum values inside the block: what a connector is asked to do must be what it knows."""
    token = _enums_are_closed.set(True)
    try:
        yield
    finally:
        _enums_are_closed.reset(token)


class StrEnum(enum.StrEnum):
    """An enum that keeps a value it does not know: platforms grow new ones, and that must break nobody.

    An unknown value becomes a member-like object of its own, equal to its text, with `is_known` False. Compare with
    `==`, not `is`: unknown values are made anew each time.
    """

    @classmethod
    def _missing_(cls, value: object) -> Any:
        if not isinstance(value, str) or _enums_are_closed.get():
            return None
        unknown = str.__new__(cls, value)
        unknown._name_ = value
        unknown._value_ = value
        return unknown

    @property
    def is_known(self) -> bool:
        """Whether the document this was generated from lists the value."""
        return self._value_ in type(self)._value2member_map_

    def __reduce_ex__(self, _protocol: object) -> tuple[Any, ...]:
        return type(self), (self._value_,)

    def __deepcopy__(self, _memo: object) -> StrEnum:
        return self
