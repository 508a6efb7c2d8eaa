"""What the generated clients and their groups of operations inherit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar, cast

from pydantic import BaseModel

from .errors import DecodeError
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
        raises: bool | None = None,
    ) -> ApiResponse[T]:
        """Call an operation, with its retries, and return its answer; `raises` None means as the client was told."""
        request = build_request(operation, path=path, query=query, body=body)
        flow = call(operation, request, self.retry, raises=self.raises if raises is None else raises)
        return drive(flow, self.transport)

    def fetch(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: BaseModel | Mapping[str, object] | None = None,
    ) -> T:
        """Call an operation, with its retries, and return what it answers with; a refusal is always raised."""
        return _result(operation, self.send(operation, path=path, query=query, body=body, raises=True))


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
        raises: bool | None = None,
    ) -> ApiResponse[T]:
        """Call an operation, with its retries, and return its answer; `raises` None means as the client was told."""
        request = build_request(operation, path=path, query=query, body=body)
        flow = call(operation, request, self.retry, raises=self.raises if raises is None else raises)
        return await drive_async(flow, self.transport)

    async def fetch(
        self,
        operation: Operation[T],
        *,
        path: Mapping[str, str] | None = None,
        query: Mapping[str, QueryValue] | None = None,
        body: BaseModel | Mapping[str, object] | None = None,
    ) -> T:
        """Call an operation, with its retries, and return what it answers with; a refusal is always raised."""
        return _result(operation, await self.send(operation, path=path, query=query, body=body, raises=True))


def _result(operation: Operation[T], response: ApiResponse[T]) -> T:
    if response.parsed is None and operation.answer is not None:
        raise DecodeError(
            f"{operation.id} answered {response.status_code} without the body that it promises; "
            "call it by 'with_response' where that is no failure",
            operation=operation.id,
            request_id=response.request_id,
        )
    return cast(T, response.parsed)
