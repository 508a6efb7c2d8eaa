"""What a failure of the HTTP library means: whether the request can have been executed, and what to do about it."""

from __future__ import annotations

import ssl
from collections.abc import Generator
from contextlib import contextmanager

import httpx

from ts_connectors.errors import TransportError

__all__ = ["no_answer", "translated"]

_NEVER_SENT = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.LocalProtocolError,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.UnsupportedProtocol,
)
"""Failures before the first byte of the request left. A failed write is not among them: part of it has left."""

_MEANINGS: tuple[tuple[type[httpx.HTTPError], str], ...] = (
    (httpx.ConnectTimeout, "no connection within the timeout; check the address, the network and the proxy"),
    (httpx.PoolTimeout, "all connections stayed busy until the timeout; make fewer calls at once"),
    (httpx.ProxyError, "the proxy refused; check HTTPS_PROXY and its user and password"),
    (httpx.ConnectError, "no connection; check the address, the network and the proxy"),
    (httpx.LocalProtocolError, "the request cannot be sent; check the headers and the token for line breaks"),
    (httpx.UnsupportedProtocol, "the URL is neither http nor https; correct it"),
    (httpx.ReadTimeout, "no answer within the timeout; try again later"),
    (httpx.WriteTimeout, "the request could not be sent within the timeout; check the network"),
    (httpx.DecodingError, "the answer is not encoded as it says; look for a proxy that changes it"),
)


@contextmanager
def translated(operation: str, host: str) -> Generator[None, None, None]:
    """Raise what the HTTP library raises as `TransportError`.

    Args:
        operation: what was being done.
        host: with whom; never a whole URL, whose query can be a key.
    """
    try:
        yield
    except httpx.LocalProtocolError as error:
        # The library quotes the header it refuses, and that can be the token.
        raise no_answer(error, operation, host) from None
    except httpx.HTTPError as error:
        raise no_answer(error, operation, host) from error


def no_answer(error: httpx.HTTPError, operation: str, host: str) -> TransportError:
    """Return the error that stands for a failure of the HTTP library."""
    return TransportError(
        f"{operation} got no answer from {host}: {_meaning(error)}",
        operation=operation,
        may_have_been_executed=not isinstance(error, _NEVER_SENT),
    )


def _meaning(error: httpx.HTTPError) -> str:
    untrusted = _certificate_problem(error)
    if untrusted is not None:
        return (
            f"its certificate is not trusted ({untrusted}); check LOCAL_CERTIFICATE_PEM_LOCATION (standalone), "
            "or STREAM_BUCKET and TDP_CERTIFICATE_KEY (cloud, hub)"
        )
    for kind, meaning in _MEANINGS:
        if isinstance(error, kind):
            return meaning
    return "the connection was lost; try again later"


def _certificate_problem(error: BaseException | None) -> str | None:
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None
