"""What the generated clients and their groups of operations inherit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel

from .flow import RetryPolicy, call, drive, drive_async
from .operation import ApiResponse, Operation, QueryValue, build_request
from .transport import AsyncTransport, Transport

__all__ = ["AsyncClient", "Client"]

T = TypeVar("T")


class Client:
    """Sends operations over a blocking transport; generated clients add the typed methods."""

    def __init__(self, transport: Transport, *, retry: RetryPolicy | None = None, raises: bool = True) -> None:
        self.transport = transport
        self.retry = retry or RetryPolicy()
        self.raises = raises
        """Whether a refusal is raised by `with_response` too; else it is returned there with `parsed` None."""

    def send(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: BaseModel | Mapping[str, object] | None = None,
        raises: bool = True,
    ) -> ApiResponse[T]:
        """Call an operation, with its retries."""
        request = build_request(operation, path=path, query=query, body=body)
        return drive(call(operation, request, self.retry, raises=raises), self.transport)


class AsyncClient:
    """Sends operations over an asynchronous transport; generated clients add the typed methods."""

    def __init__(self, transport: AsyncTransport, *, retry: RetryPolicy | None = None, raises: bool = True) -> None:
        self.transport = transport
        self.retry = retry or RetryPolicy()
        self.raises = raises
        """Whether a refusal is raised by `with_response` too; else it is returned there with `parsed` None."""

    async def send(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: BaseModel | Mapping[str, object] | None = None,
        raises: bool = True,
    ) -> ApiResponse[T]:
        """Call an operation, with its retries."""
        request = build_request(operation, path=path, query=query, body=body)
        return await drive_async(call(operation, request, self.retry, raises=raises), self.transport)


def parsed(response: ApiResponse[Any]) -> Any:
    """Return the model of a success; generated methods give it its type."""
    return response.parsed
