"""From the bytes of an answer to its model, whatever the platform has changed meanwhile."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, TypeVar, cast

from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json

from .errors import DecodeError
from .operation import HttpResponse, Operation
from .salvage import salvage

__all__ = ["decode"]

T = TypeVar("T")

logger = logging.getLogger("ts_connectors_api")

_SHOWN = 10


def decode(operation: Operation[T], response: HttpResponse) -> T | None:
    """Return the success's body as the operation's type; None where it has no body.

    What does not fit the type is kept as it came, and its places are logged, never its values.

    Raises:
        DecodeError: the body is no JSON, or as a whole not what the operation answers with.
    """
    if operation.answer is None or not response.content:
        return None
    if operation.answer is str:
        return cast(T, _text(response))
    adapter: TypeAdapter[T] = _adapter(cast(Any, operation.answer))
    try:
        return adapter.validate_json(response.content)
    except ValidationError:
        return _tolerated(operation, response)


def _text(response: HttpResponse) -> str:
    if "json" in response.headers.get("content-type", ""):
        try:
            content = from_json(response.content)
        except ValueError:
            content = None
        if isinstance(content, str):
            return content
    return response.content.decode("utf-8", "replace")


def _tolerated(operation: Operation[T], response: HttpResponse) -> T:
    try:
        content = from_json(response.content)
    except ValueError:
        raise DecodeError(
            f"{operation.id} answered {response.status} with something that is no JSON "
            f"({response.headers.get('content-type', 'no content type')}, {len(response.content)} bytes); "
            "look whether a proxy or a wrong address answers in the platform's place",
            operation=operation.id,
            request_id=response.request_id,
        ) from None
    kept, places = salvage(operation.answer, content)
    if kept is None:
        raise DecodeError(
            f"{operation.id} answered with a JSON {_kind(content)}, which is not what it promises; "
            "look whether the SDK is too old for the platform",
            operation=operation.id,
            request_id=response.request_id,
        )
    logger.warning(
        "%s: the answer differs from its document at %s; kept as it came (ts-request-id: %s)",
        operation.id,
        _listed(places),
        response.request_id,
    )
    return cast(T, kept)


def _listed(places: tuple[str, ...]) -> str:
    shown = ", ".join(places[:_SHOWN])
    return shown if len(places) <= _SHOWN else f"{shown} and {len(places) - _SHOWN} more"


def _kind(content: object) -> str:
    match content:
        case dict():
            return "object"
        case list():
            return "list"
        case str():
            return "text"
        case None:
            return "null"
        case _:
            return "scalar"


@cache
def _adapter(answer: Any) -> TypeAdapter[Any]:
    return TypeAdapter(answer)
