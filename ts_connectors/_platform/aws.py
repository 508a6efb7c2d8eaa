"""AWS as the runtime sees it: queues, data lake, parameters and logs over shared clients."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Lake, Logs, Parameters, Queues
from ts_connectors._platform import factory
from ts_connectors._platform.aws_calls import ServiceCalls
from ts_connectors._platform.aws_options import ClientOptions, Clients
from ts_connectors._platform.cloudwatch import CloudWatchLogs
from ts_connectors._platform.credentials import CredentialSource, RotatingCredentials
from ts_connectors._platform.loops import PerLoop
from ts_connectors._platform.s3 import S3Lake
from ts_connectors._platform.sqs import SqsQueues
from ts_connectors._platform.ssm import SsmParameters

__all__ = ["Aws"]

R = TypeVar("R")


class Aws:
    """The ports that AWS makes real, for use from any loop; making one does no I/O and loads no AWS library.

    AWS_ENDPOINT_URL and its forms for single services hold, and without `proxy_url` the proxies of the environment.

    Args:
        region: AWS_REGION.
        credentials: where temporary credentials come from; None: the default chain of AWS. Its fetch registers them as
            secrets.
        endpoint_url: of all services; None leaves it to the environment.
        proxy_url: for all calls, with scheme; it may hold a password.
        ca_bundle: a PEM file, a context made elsewhere, False to verify nothing; None and True: AWS_CA_BUNDLE, else
            certifi.
        clock: decides when credentials are due.
    """

    def __init__(
        self,
        *,
        region: str,
        credentials: CredentialSource | None,
        endpoint_url: str | None = None,
        proxy_url: str | None = None,
        ca_bundle: str | ssl.SSLContext | bool | None = None,
        clock: Clock | None = None,
    ) -> None:
        options = ClientOptions(
            region=region,
            credentials=None if credentials is None else RotatingCredentials(credentials, clock),
            endpoint_url=endpoint_url,
            proxy_url=proxy_url,
            ca_bundle=ca_bundle,
        )
        self._clients: PerLoop[Clients] = PerLoop(lambda: factory.load_aws_clients()(options), _close)
        self._is_loaded = False
        self.queues: Queues = SqsQueues(ServiceCalls("sqs", self._call))
        self.lake: Lake = S3Lake(ServiceCalls("s3", self._call))
        self.parameters: Parameters = SsmParameters(ServiceCalls("ssm", self._call))
        self.logs: Logs = CloudWatchLogs(ServiceCalls("logs", self._call))

    async def aclose(self) -> None:
        """Close the clients of all loops; a later call opens new ones."""
        await self._clients.aclose()

    async def _call(self, service: str, operation: str, use: Callable[[Any], Awaitable[R]]) -> R:
        if not self._is_loaded:
            # The import takes most of a second, too long for a loop that sends heartbeats.
            await asyncio.to_thread(factory.load_aws_clients)
            self._is_loaded = True
        clients = await self._clients.get()
        return await clients.call(service, operation, use)


async def _close(clients: Clients) -> None:
    await clients.aclose()
