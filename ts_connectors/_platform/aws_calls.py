"""Calls of one AWS service, as the adapters make them: typed, and free of AWS's libraries."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Generic, TypeVar

__all__ = ["ServiceCalls"]

C = TypeVar("C")
R = TypeVar("R")

AnyCall = Callable[[str, str, Callable[[Any], Awaitable[Any]]], Awaitable[Any]]


class ServiceCalls(Generic[C]):
    """Runs calls with the service's client of the running loop, errors in our terms."""

    def __init__(self, service: str, call: AnyCall) -> None:
        self._service = service
        self._call = call

    async def __call__(self, operation: str, use: Callable[[C], Awaitable[R]]) -> R:
        """Return what `use` makes of the client; `operation` is AWS's name for it, for messages.

        `use` runs a second time where AWS refuses the first because of stale credentials.

        Raises:
            PortError: AWS refused.
            TransportError: no answer came.
            ConfigurationError: the call could not be sent.
        """
        result: R = await self._call(self._service, operation, use)
        return result
