"""Pools of HTTP connections: one way for each proxy, one pool of them for each event loop, one SSL context for all.

The library's clients are passed by in favour of its transports: a client logs each URL, and a presigned URL is a key.
"""

from __future__ import annotations

import ssl
import threading
import weakref

import httpx

from ts_connectors._platform.loops import PerLoop
from ts_connectors._platform.proxies import ProxyRules

__all__ = ["USER_AGENT", "AsyncConnections", "Connections"]

USER_AGENT = f"python-httpx/{httpx.__version__}"
"""What the HTTP library calls itself, where nobody chose another name."""

# Servers close idle connections after a minute or less; one that is dropped first is never found dead.
_LIMITS = httpx.Limits(max_connections=100, max_keepalive_connections=20, keepalive_expiry=30.0)


class AsyncConnections:
    """Connections to any host, for any event loop."""

    def __init__(self, context: ssl.SSLContext, proxies: ProxyRules) -> None:
        self._proxies = proxies
        self._context = context
        self._pools: PerLoop[dict[str | None, httpx.AsyncHTTPTransport]] = PerLoop(dict, _close_all)

    async def exchange(self, request: httpx.Request) -> httpx.Response:
        """Send once; the answer's body is not read yet, and the caller closes it."""
        pools = await self._pools.get()
        proxy = self._proxies.for_url(str(request.url))
        if proxy not in pools:
            pools[proxy] = httpx.AsyncHTTPTransport(
                verify=self._context, trust_env=False, limits=_LIMITS, proxy=_proxy(proxy, self._context)
            )
        return await pools[proxy].handle_async_request(request)

    async def aclose(self) -> None:
        """Close the connections of all loops."""
        await self._pools.aclose()


class Connections:
    """Connections to any host, for any thread."""

    def __init__(self, context: ssl.SSLContext, proxies: ProxyRules) -> None:
        self._proxies = proxies
        self._context = context
        self._lock = threading.Lock()
        self._pools: dict[str | None, httpx.HTTPTransport] = {}
        # A program that never closes anything leaves no socket behind.
        self._finalizer = weakref.finalize(self, _close_pools, self._pools)

    def exchange(self, request: httpx.Request) -> httpx.Response:
        """Send once; the answer's body is not read yet, and the caller closes it."""
        proxy = self._proxies.for_url(str(request.url))
        with self._lock:
            if proxy not in self._pools:
                self._pools[proxy] = httpx.HTTPTransport(
                    verify=self._context, trust_env=False, limits=_LIMITS, proxy=_proxy(proxy, self._context)
                )
            pool = self._pools[proxy]
        return pool.handle_request(request)

    def close(self) -> None:
        """Close the connections; a later call opens new ones."""
        with self._lock:
            _close_pools(self._pools)


def _proxy(url: str | None, context: ssl.SSLContext) -> httpx.Proxy | None:
    if url is None:
        return None
    return httpx.Proxy(url, ssl_context=context if url.startswith("https:") else None)


async def _close_all(pools: dict[str | None, httpx.AsyncHTTPTransport]) -> None:
    for pool in pools.values():
        await pool.aclose()


def _close_pools(pools: dict[str | None, httpx.HTTPTransport]) -> None:
    for pool in pools.values():
        pool.close()
    pools.clear()
