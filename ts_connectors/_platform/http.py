"""The REST service over HTTP: base URL, headers, token, and what its failures mean."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

import httpx

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._platform.auth import Tokens
from ts_connectors._platform.connections import USER_AGENT, AsyncConnections, Connections
from ts_connectors._platform.failures import translated
from ts_connectors._platform.portal import Portal
from ts_connectors_api.operation import HttpRequest, HttpResponse

__all__ = ["AsyncHttpTransport", "Endpoint", "HttpTransport"]

_OURS = frozenset({"authorization", "ts-auth-token", "x-org-slug"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the service is and how it is addressed."""

    base_url: str
    org_slug: str
    sends_bearer: bool = True
    """Whether the token goes as `Authorization: Bearer`, as deployed SDKs send it; else bare as `ts-auth-token`."""
    timeout_s: float = 10.0
    """For connecting, for sending and for each wait for more of the answer."""

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc

    def request(self, request: HttpRequest, token: str, extra: Mapping[str, str]) -> httpx.Request:
        """Return the request as it goes on the wire."""
        headers = {"accept": "*/*", "accept-encoding": "gzip, deflate", "user-agent": USER_AGENT}
        if request.sends_org:
            headers["x-org-slug"] = self.org_slug
        if request.sends_token:
            headers |= {"authorization": f"Bearer {token}"} if self.sends_bearer else {"ts-auth-token": token}
        # An open operation gets neither token nor organisation, whoever names them.
        headers |= {name: text for name, text in extra.items() if request.sends_token or name not in _OURS}
        if request.content_type:
            headers["content-type"] = request.content_type
        return httpx.Request(
            request.method,
            f"{self.base_url}{request.target}",
            headers=headers,
            content=request.content,
            extensions={"timeout": httpx.Timeout(self.timeout_s).as_dict()},
        )


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
            outgoing = self._endpoint.request(request, token, self.headers)
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
            outgoing = self._endpoint.request(request, token, self.headers)
            answer = self._connections.exchange(outgoing)
            answer.request = outgoing
            try:
                answer.read()
            finally:
                answer.close()
        return _response(answer)


def _response(answer: httpx.Response) -> HttpResponse:
    return HttpResponse(status=answer.status_code, headers=dict(answer.headers), content=answer.content)
