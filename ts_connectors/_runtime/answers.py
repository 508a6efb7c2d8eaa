"""What `TdpApi` returned, or the error that says why it is of no use."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from ts_connectors._core.plain import is_map
from ts_connectors._core.ports import Answer
from ts_connectors.errors import DecodeError
from ts_connectors_api.errors import refusal_class

__all__ = ["decoded", "model_of"]


def model_of(answer: Answer, operation: str) -> Any:
    """Return the model of an answer.

    Raises:
        ApiError: any status but 200; its class tells the status.
        DecodeError: there is no model.
    """
    _check(answer, operation)
    if answer.parsed is None:
        raise DecodeError(
            f"{operation} was answered without a readable body", operation=operation, request_id=_request_id(answer)
        )
    return answer.parsed


def decoded(answer: Answer, operation: str) -> Any:
    """Return the JSON of an answer, without a model around it.

    Raises:
        ApiError: any status but 200; its class tells the status.
        DecodeError: the body is no JSON.
    """
    _check(answer, operation)
    try:
        return json.loads(answer.content)
    except ValueError:
        raise DecodeError(
            f"{operation} was answered with something else than JSON",
            operation=operation,
            request_id=_request_id(answer),
        ) from None


def _check(answer: Answer, operation: str) -> None:
    status = int(answer.status_code)
    if status == 200:
        return
    body = _body(answer)
    said = body.get("message") if is_map(body) else None
    raise refusal_class(status)(
        f"{operation} was answered with {status}, not 200: {said or 'no reason given'}",
        operation=operation,
        status=status,
        request_id=_request_id(answer),
        body=body,
    )


def _body(answer: Answer) -> object:
    content: bytes = getattr(answer, "content", None) or b""  # fakes of authors may leave it out
    try:
        return json.loads(content) if content else None
    except ValueError:
        return content.decode("utf-8", "replace")


def _request_id(answer: Answer) -> str:
    headers: Mapping[str, str] = getattr(answer, "headers", None) or {}
    return headers.get("ts-request-id", "N/A")
