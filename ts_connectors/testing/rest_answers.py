"""What the fake TDP takes and gives: requests of every shape, answers as the platform words them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from ts_connectors_api.operation import ApiResponse

__all__ = ["answer", "empty", "items", "plain", "refusal"]

M = TypeVar("M", bound=BaseModel)


def plain(given: Any) -> dict[str, Any]:
    """Return a model or dict as a dict by wire names."""
    return given.model_dump(mode="json", by_alias=True) if isinstance(given, BaseModel) else dict(given)


def items(given: Any, name: str) -> list[dict[str, Any]]:
    """Return the items of a whole request, of a list of them, or a single one."""
    if isinstance(given, BaseModel | Mapping):
        whole = plain(given)
        given = whole.get(name, [whole])
    return [plain(item) for item in given]


def answer(model: type[M], body: Mapping[str, Any]) -> ApiResponse[M]:
    """Return 200 with a body."""
    content = json.dumps(body).encode()
    return ApiResponse(status_code=200, headers={}, content=content, parsed=model.model_validate_json(content))


def empty(status: int) -> ApiResponse[Any]:
    """Return a success without a body."""
    return ApiResponse(status_code=status, headers={}, content=b"", parsed=None)


def refusal(status: int) -> ApiResponse[Any]:
    """Return a refusal as the platform words it."""
    body = {"statusCode": status, "error": "Refused", "message": f"refused with {status}"}
    return ApiResponse(
        status_code=status, headers={"ts-request-id": "test"}, content=json.dumps(body).encode(), parsed=None
    )
