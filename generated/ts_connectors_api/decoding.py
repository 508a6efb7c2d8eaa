"""From the bytes of an answer to its model."""

from __future__ import annotations

from functools import lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from .errors import DecodeError
from .operation import HttpResponse, Operation

__all__ = ["decode"]

T = TypeVar("T")


def decode(operation: Operation[T], response: HttpResponse) -> T | None:
    """Return the success's body as the operation's type; None where it has no body."""
    if operation.answer is None or not response.content:
        return None
    if operation.answer is str:
        return response.content.decode("utf-8", "replace")  # type: ignore[return-value]
    try:
        decoded: T = _adapter(operation).validate_json(response.content)
        return decoded
    except ValidationError as mistake:
        raise DecodeError(
            f"{operation.id} answered with {mistake.error_count()} field(s) that cannot be read",
            operation=operation.id,
            request_id=response.request_id,
        ) from None


@lru_cache(maxsize=None)
def _adapter(operation: Operation[Any]) -> TypeAdapter[Any]:
    return TypeAdapter(operation.answer)
