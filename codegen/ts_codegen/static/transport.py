"""What a generated client needs of an HTTP library: one request, one whole response."""

from __future__ import annotations

from typing import Protocol

from .operation import HttpRequest, HttpResponse

__all__ = ["AsyncTransport", "Transport"]


class Transport(Protocol):
    """Blocking transport."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once and return any answer, refusals too.

        Raises:
            TransportError: no answer came; it says whether the request may have been executed.
        """
        ...

    def sleep(self, seconds: float) -> None:
        """Wait before the next attempt."""
        ...


class AsyncTransport(Protocol):
    """The same for an event loop."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Send once and return any answer, refusals too.

        Raises:
            TransportError: no answer came; it says whether the request may have been executed.
        """
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait before the next attempt."""
        ...
