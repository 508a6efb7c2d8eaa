"""HTTP clients for a connector's own calls to other systems, which trust what the organization trusts."""

from __future__ import annotations

import logging
import ssl
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

import httpx

from ts_connectors._platform.tls import ssl_context, trust
from ts_connectors.errors import ConfigurationError
from ts_connectors_api.certificates.models import CertificateDto

__all__ = ["AsyncHttpxClient", "HttpxClient", "Timeouts", "client_options", "organization_trust"]

AsyncHttpxClient: TypeAlias = httpx.AsyncClient
HttpxClient: TypeAlias = httpx.Client
Timeouts: TypeAlias = httpx.Timeout | float
_TIMEOUT_S = 10.0
_log = logging.getLogger(__name__)


def client_options(
    base_url: str,
    *,
    timeout: Timeouts | None,
    headers: Mapping[str, str] | None,
    verify: bool | ssl.SSLContext,
    certificates: Iterable[CertificateDto],
) -> dict[str, Any]:
    """Return what both kinds of client are made with; the proxies are those of the environment."""
    return {
        "base_url": base_url,
        "timeout": _TIMEOUT_S if timeout is None else timeout,
        "headers": headers,
        "verify": organization_trust(certificates) if verify is True else verify,
    }


def organization_trust(certificates: Iterable[CertificateDto]) -> ssl.SSLContext:
    """Return a context that trusts the public authorities and the organization's certificates.

    One that cannot be read is left out with a warning, so that the others go on working.
    """
    context = ssl_context()
    for certificate in certificates:
        try:
            trust(context, "" if certificate.disabled else certificate.content)
        except ConfigurationError as problem:
            _log.warning("The organization's certificate %s is left out: %s", certificate.name, problem)
    return context
