"""Clients of AWS services on one event loop. Load it through `factory`: the libraries below take most of a second."""

from __future__ import annotations

import asyncio
import functools
import io
import ssl
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from typing import Any, TypeVar

import aioboto3  # type: ignore[import-untyped]
import aiohttp
import certifi
from aiobotocore.config import AioConfig
from aiobotocore.credentials import AioCredentials
from aiobotocore.httpsession import AIOHTTPSession
from aiobotocore.session import AioSession
from botocore.credentials import ReadOnlyCredentials

from ts_connectors._platform.aws_errors import has_stale_credentials, in_our_terms
from ts_connectors._platform.aws_options import ClientOptions
from ts_connectors._platform.credentials import RotatingCredentials

__all__ = ["LoopClients"]

R = TypeVar("R")

CONNECT_TIMEOUT_S = 10
LARGEST_WRITE_BYTES = 256 * 1024
READ_TIMEOUT_S = {"sqs": 40, "s3": 60, "ssm": 10, "logs": 30}
"""SQS holds a long poll open for 20 s."""
ATTEMPTS = {"sqs": 1, "s3": 3, "ssm": 3, "logs": 1}
"""The runtime repeats calls of SQS and CloudWatch itself; S3's and SSM's may be repeated at once."""
POOL = {"sqs": 32, "s3": 24, "ssm": 2, "logs": 2}
"""Connections; a long poll holds one, and answers must not wait for it."""


class LoopClients:
    """One client a service, made when first needed, for the loop that runs."""

    def __init__(self, options: ClientOptions) -> None:
        self._options = options
        self._lock = asyncio.Lock()
        self._stack = AsyncExitStack()
        self._session: Any = None
        self._clients: dict[str, Any] = {}

    async def call(self, service: str, operation: str, use: Callable[[Any], Awaitable[R]]) -> R:
        """Return what `use` makes of the client; with stale credentials once more, with new ones.

        Raises:
            PortError: AWS refused.
            TransportError: no answer came.
            ConfigurationError: the call could not be sent.
        """
        try:
            return await self._tried(service, use)
        except Exception as error:
            raise in_our_terms(error, service=service, operation=operation) from error

    async def _tried(self, service: str, use: Callable[[Any], Awaitable[R]]) -> R:
        credentials = self._options.credentials
        used = None if credentials is None else await credentials.get()
        client = await self._client(service)
        try:
            return await use(client)
        except Exception as error:
            if not has_stale_credentials(error):
                raise
        if credentials is None:
            # The chain keeps what it found once; a new session looks again.
            await self._forget(client)
        else:
            await credentials.renew(used)
        return await use(await self._client(service))

    async def aclose(self) -> None:
        """Close the connections."""
        self._session = None
        self._clients.clear()
        await self._stack.aclose()

    async def _client(self, service: str) -> Any:
        client = self._clients.get(service)
        if client is not None:
            return client
        async with self._lock:
            if service not in self._clients:
                self._clients[service] = await self._stack.enter_async_context(await self._opened(service))
            return self._clients[service]

    async def _opened(self, service: str) -> Any:
        options = self._options
        session = self._session
        if session is None:
            session = self._session = await asyncio.to_thread(_session, options)
        config = AioConfig(
            http_session_cls=_trusting(options.ca_bundle),
            connect_timeout=CONNECT_TIMEOUT_S,
            read_timeout=READ_TIMEOUT_S[service],
            max_pool_connections=POOL[service],
            retries={"total_max_attempts": ATTEMPTS[service], "mode": "standard"},
            s3={"payload_signing_enabled": False},
            proxies=None if options.proxy_url is None else {"http": options.proxy_url, "https": options.proxy_url},
        )
        verify = None if isinstance(options.ca_bundle, ssl.SSLContext) else options.ca_bundle
        return session.client(service, endpoint_url=options.endpoint_url, verify=verify, config=config)

    async def _forget(self, refused: Any) -> None:
        async with self._lock:
            # Calls in flight go on with the old client; the stack closes it at the end.
            if refused in self._clients.values():
                self._session = None
                self._clients.clear()


def _session(options: ClientOptions) -> Any:
    core = AioSession()
    if options.credentials is not None:
        core.register_component("credential_provider", _Provider(options.credentials))
    return aioboto3.Session(botocore_session=core, region_name=options.region)


class _Provider:
    def __init__(self, credentials: RotatingCredentials) -> None:
        self._credentials = credentials

    async def load_credentials(self) -> AioCredentials:
        return _SignerCredentials(self._credentials)


class _SignerCredentials(AioCredentials):
    """Asks for the credentials at every signature."""

    def __init__(self, rotating: RotatingCredentials) -> None:
        super().__init__("asked-for-each-signature", "asked-for-each-signature")
        self._rotating = rotating

    async def get_frozen_credentials(self) -> ReadOnlyCredentials:  # type: ignore[override]
        now = await self._rotating.get()
        return ReadOnlyCredentials(now.access_key_id, now.secret_access_key, now.session_token)


@functools.cache
def _trusting(ca_bundle: str | ssl.SSLContext | bool | None) -> type[AIOHTTPSession]:
    """Return a session class with our TLS: aiobotocore takes no context, and behind a proxy it verifies nothing."""

    class TrustingSession(AIOHTTPSession):
        def __init__(
            self,
            verify: bool | str = True,
            max_pool_connections: int = 10,
            connector_args: dict[str, Any] | None = None,
            **rest: Any,
        ) -> None:
            super().__init__(
                verify=bool(verify), max_pool_connections=max_pool_connections, connector_args=connector_args, **rest
            )
            self._trust = ca_bundle if isinstance(ca_bundle, ssl.SSLContext) else _context(verify)
            self._pool = max_pool_connections
            self._connector_options = connector_args or {}

        async def send(self, request: Any) -> Any:
            if isinstance(request.body, bytes | bytearray) and len(request.body) > LARGEST_WRITE_BYTES:
                # A stream goes to the socket in pieces; bytes would go as one, and hold up the loop.
                request.body = io.BytesIO(request.body)
            return await super().send(request)

        def _create_connector(self, proxy_url: str | None) -> aiohttp.TCPConnector:
            return aiohttp.TCPConnector(limit=self._pool, ssl=self._trust, **self._connector_options)

    return TrustingSession


@functools.cache
def _context(verify: bool | str) -> ssl.SSLContext | bool:
    if verify is False:
        return False
    return ssl.create_default_context(cafile=certifi.where() if verify is True else verify)
