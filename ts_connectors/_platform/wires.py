"""The HTTP ways out of one session: REST for loops and for threads, and presigned URLs."""

from __future__ import annotations

import ssl
from collections.abc import Mapping

from ts_connectors._platform.auth import Tokens
from ts_connectors._platform.blobs import PresignedBlobs
from ts_connectors._platform.connections import AsyncConnections, Connections
from ts_connectors._platform.endpoint import Endpoint
from ts_connectors._platform.http import AsyncHttpTransport, HttpTransport
from ts_connectors._platform.portal import Portal
from ts_connectors._platform.proxies import ProxyRules

__all__ = ["Wires"]


class Wires:
    """Connections of one session. Nothing is connected before the first request.

    Args:
        endpoint: the REST service.
        tokens: for it.
        context: whom to trust, everywhere.
        rules: the proxies of REST.
        blob_rules: the proxies of presigned URLs, which lead to AWS.
        portal: where threads have their tokens read.
        headers: sent with every REST request.
    """

    def __init__(
        self,
        endpoint: Endpoint,
        tokens: Tokens,
        *,
        context: ssl.SSLContext,
        rules: ProxyRules,
        blob_rules: ProxyRules,
        portal: Portal,
        headers: Mapping[str, str],
    ) -> None:
        self.transport = AsyncHttpTransport(endpoint, tokens, AsyncConnections(context, rules), headers=headers)
        self.blocking_transport = HttpTransport(
            endpoint, tokens, Connections(context, rules), portal=portal, headers=headers
        )
        self.blobs = PresignedBlobs(AsyncConnections(context, blob_rules))

    def set_headers(self, headers: Mapping[str, str]) -> None:
        """Send these headers with every REST request from now on."""
        self.transport.headers = self.blocking_transport.headers = headers

    async def aclose(self) -> None:
        """Close the connections of all loops and threads; a later call opens new ones."""
        self.blocking_transport.close()
        await self.transport.aclose()
        await self.blobs.aclose()
