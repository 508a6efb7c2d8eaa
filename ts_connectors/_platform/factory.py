"""What loads late: libraries that cost a program much time and memory, and that some programs never need."""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

from ts_connectors._platform.aws_options import ClientOptions, Clients
from ts_connectors_api.certificates.models import CertificateDto

if TYPE_CHECKING:
    from ts_connectors._platform.httpx_clients import AsyncHttpxClient, HttpxClient, Timeouts
    from ts_connectors._platform.wires import Wires

__all__ = ["async_httpx_client", "httpx_client", "load_aws_clients", "load_wires"]


def load_aws_clients() -> Callable[[ClientOptions], Clients]:
    """Return what makes the AWS clients of one loop; the first call imports AWS's libraries for most of a second."""
    from ts_connectors._platform.aws_clients import LoopClients

    return LoopClients


def load_wires() -> type[Wires]:
    """Return what makes the HTTP connections; the first call imports the HTTP library."""
    from ts_connectors._platform.wires import Wires

    return Wires


def async_httpx_client(
    base_url: str,
    *,
    timeout: Timeouts | None,
    headers: Mapping[str, str] | None,
    verify: bool | ssl.SSLContext,
    certificates: Iterable[CertificateDto],
) -> AsyncHttpxClient:
    """Return a client for another system; with `verify` True it trusts the certificates as well."""
    from ts_connectors._platform.httpx_clients import AsyncHttpxClient, client_options

    return AsyncHttpxClient(
        **client_options(base_url, timeout=timeout, headers=headers, verify=verify, certificates=certificates)
    )


def httpx_client(
    base_url: str,
    *,
    timeout: Timeouts | None,
    headers: Mapping[str, str] | None,
    verify: bool | ssl.SSLContext,
    certificates: Iterable[CertificateDto],
) -> HttpxClient:
    """Return the same for threads."""
    from ts_connectors._platform.httpx_clients import HttpxClient, client_options

    return HttpxClient(
        **client_options(base_url, timeout=timeout, headers=headers, verify=verify, certificates=certificates)
    )
