"""The REST service over HTTP, for event loops and for threads."""

from __future__ import annotations

import threading
from collections.abc import Mapping

import httpx

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._platform.auth import Tokens
from ts_connectors._platform.connections import USER_AGENT, AsyncConnections, Connections
from ts_connectors._platform.endpoint import Endpoint
from ts_connectors._platform.failures import translated
from ts_connectors._platform.portal import Portal
from ts_connectors_api.operation import HttpRequest, HttpResponse

__all__ = ["AsyncHttpTransport", "HttpTransport"]


class AsyncHttpTransport:
    """Sends for any event loop; `ts_connectors_api.transport.AsyncTransport` made real."""

    def __init__(
        self,
        endpoint: Endpoint,
        tokens: Tokens,
        connections: AsyncConnections,
        *,
        headers: Mapping[str, str] | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._tokens = tokens
        self._connections = connections
        self._clock = clock or SystemClock()
        self.headers: Mapping[str, str] = headers or {}
        """Sent with every request, names in lower case; they win over the transport's own."""

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Send, and once more with a fresh token where the first one is refused.

        Raises:
            TransportError: no answer came; it says whether the request may have been executed.
            ConfigurationError: there is no token.
        """
        if not request.sends_token:
            return await self._send(request, "")
        token = self._tokens.known or await self._tokens.current()
        response = await self._send(request, token)
        if response.status == 401 and self._tokens.is_renewable:
            fresh = await self._tokens.renew(token)
            if fresh is not None:
                return await self._send(request, fresh)
        return response

    async def sleep(self, seconds: float) -> None:
        """Wait before the next attempt."""
        await self._clock.sleep(seconds)

    async def aclose(self) -> None:
        """Close the connections of all loops; a later call opens new ones."""
        await self._connections.aclose()

    async def _send(self, request: HttpRequest, token: str) -> HttpResponse:
        with translated(request.operation, self._endpoint.host):
            outgoing = _outgoing(self._endpoint, request, token, self.headers)
            answer = await self._connections.exchange(outgoing)
            answer.request = outgoing
            try:
                await answer.aread()
            finally:
                await answer.aclose()
        return _response(answer)


class HttpTransport:
    """The same for threads; `ts_connectors_api.transport.Transport` made real."""

    def __init__(
        self,
        endpoint: Endpoint,
        tokens: Tokens,
        connections: Connections,
        *,
        portal: Portal,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        self._endpoint = endpoint
        self._tokens = tokens
        self._connections = connections
        self._portal = portal
        self.headers: Mapping[str, str] = headers or {}
        """Sent with every request, names in lower case; they win over the transport's own."""

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send, and once more with a fresh token where the first one is refused.

        Raises:
            TransportError: no answer came; it says whether the request may have been executed.
            ConfigurationError: there is no token.
        """
        if not request.sends_token:
            return self._send(request, "")
        token = self._tokens.known or self._portal.run(self._tokens.current())
        response = self._send(request, token)
        if response.status == 401 and self._tokens.is_renewable:
            fresh = self._portal.run(self._tokens.renew(token))
            if fresh is not None:
                return self._send(request, fresh)
        return response

    def sleep(self, seconds: float) -> None:
        """Wait before the next attempt."""
        threading.Event().wait(seconds)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        self._connections.close()

    def _send(self, request: HttpRequest, token: str) -> HttpResponse:
        with translated(request.operation, self._endpoint.host):
            outgoing = _outgoing(self._endpoint, request, token, self.headers)
            answer = self._connections.exchange(outgoing)
            answer.request = outgoing
            try:
                answer.read()
            finally:
                answer.close()
        return _response(answer)


def _outgoing(endpoint: Endpoint, request: HttpRequest, token: str, extra: Mapping[str, str]) -> httpx.Request:
    return httpx.Request(
        request.method,
        f"{endpoint.base_url}{request.target}",
        headers={"user-agent": USER_AGENT} | endpoint.headers(request, token, extra),
        content=request.content,
        extensions={"timeout": httpx.Timeout(endpoint.timeout_s).as_dict()},
    )


def _response(answer: httpx.Response) -> HttpResponse:
    return HttpResponse(status=answer.status_code, headers=dict(answer.headers), content=answer.content)
