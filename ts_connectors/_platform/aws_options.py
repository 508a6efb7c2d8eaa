"""What all clients of AWS have in common, and what one loop's clients can do; free of AWS's libraries."""

from __future__ import annotations

import ssl
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from ts_connectors._platform.credentials import RotatingCredentials

__all__ = ["ClientOptions", "Clients"]

R = TypeVar("R")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientOptions:
    """What all clients have in common; `Aws` explains each."""

    region: str
    credentials: RotatingCredentials | None
    endpoint_url: str | None
    proxy_url: str | None = field(repr=False)
    ca_bundle: str | ssl.SSLContext | bool | None


class Clients(Protocol):
    """The clients of one loop."""

    async def call(self, service: str, operation: str, use: Callable[[Any], Awaitable[R]]) -> R:
        """Return what `use` makes of the service's client."""
        ...

    async def aclose(self) -> None:
        """Close the connections."""
        ...
