"""Presigned URLs: what S3 gives and takes without an account. The URL itself is the key, so no message shows it."""

from __future__ import annotations

import re
import zlib
from collections.abc import Mapping
from urllib.parse import urlsplit

import httpx

from ts_connectors._platform.connections import AsyncConnections
from ts_connectors._platform.failures import translated
from ts_connectors.errors import PortError

__all__ = ["PresignedBlobs"]

_ERROR_BODY_BYTES = 4096
_ERROR_CODE = re.compile(rb"<Code>\s*(\w{1,64})\s*</Code>")
_RETRYABLE = frozenset({408, 429, 500, 502, 503, 504})
_NOT_ENCODED = frozenset({"", "identity", "aws-chunked"})
_WINDOW_BITS = {"gzip": 31, "x-gzip": 31, "deflate": 15}
_NEVER_SENT = frozenset({"authorization", "cookie", "host", "content-length"})


class PresignedBlobs:
    """Reads and writes presigned URLs, from any event loop; `_core.ports.Blobs` made real."""

    def __init__(self, connections: AsyncConnections, *, timeout_s: float = 30.0) -> None:
        self._connections = connections
        self._timeout_s = timeout_s

    async def fetch(self, url: str, *, limit_bytes: int) -> bytes:
        """Return the decoded body of a GET. Redirects are not followed.

        Raises:
            PortError: any status but 200, more than `limit_bytes` before or after decoding, or a body that cannot be
                decoded.
            TransportError: no answer came.
        """
        host = _host(url)
        with translated("reading a presigned URL", host):
            answer = await self._exchange("GET", url, b"", {"accept-encoding": "gzip"})
            try:
                if answer.status_code != 200:
                    raise await _refusal(answer, "reading", host)
                return await _body(answer, limit_bytes, host)
            finally:
                await answer.aclose()

    async def put(self, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        """PUT the content. Redirects are not followed.

        Raises:
            PortError: any status but 2xx.
            TransportError: no answer came.
        """
        host = _host(url)
        with translated("writing to a presigned URL", host):
            answer = await self._exchange("PUT", url, content, headers)
            try:
                if not 200 <= answer.status_code < 300:
                    raise await _refusal(answer, "writing to", host)
            finally:
                await answer.aclose()

    async def aclose(self) -> None:
        """Close the connections of all loops; a later call opens new ones."""
        await self._connections.aclose()

    async def _exchange(self, method: str, url: str, content: bytes, headers: Mapping[str, str]) -> httpx.Response:
        # S3 refuses a presigned URL that comes with an Authorization header.
        sent = {name.lower(): value for name, value in headers.items() if name.lower() not in _NEVER_SENT}
        try:
            request = httpx.Request(
                method,
                url,
                content=content,
                headers=sent,
                extensions={"timeout": httpx.Timeout(self._timeout_s).as_dict()},
            )
        except httpx.InvalidURL:
            raise _not_a_url() from None
        answer = await self._connections.exchange(request)
        answer.request = request
        return answer


def _host(url: str) -> str:
    try:
        parts = urlsplit(url)
        if parts.scheme in {"http", "https"} and parts.hostname:
            return parts.hostname
    except ValueError:
        pass
    raise _not_a_url()


def _not_a_url() -> PortError:
    return PortError("The presigned URL is no URL: ask for a new one", service="blob", code="InvalidURL", status=0)


async def _refusal(answer: httpx.Response, what: str, host: str) -> PortError:
    start = b""
    async for chunk in answer.aiter_raw(_ERROR_BODY_BYTES):
        start += chunk
        if len(start) >= _ERROR_BODY_BYTES:
            break
    named = _ERROR_CODE.search(start)
    code = named[1].decode() if named else f"HTTP{answer.status_code}"
    return PortError(
        f"{host} refused {what} a presigned URL with {answer.status_code} {code}: "
        "it may have expired, ask for a new one",
        service="blob",
        code=code,
        status=answer.status_code,
        is_retryable=answer.status_code in _RETRYABLE,
    )


async def _body(answer: httpx.Response, limit_bytes: int, host: str) -> bytes:
    encoding = answer.headers.get("content-encoding", "").strip().lower()
    body = bytearray()
    try:
        decoder = None if encoding in _NOT_ENCODED else _Inflater(encoding, limit_bytes)
        async for chunk in answer.aiter_raw():
            body += chunk if decoder is None else decoder.feed(chunk)
            if len(body) > limit_bytes:
                raise _unreadable(host, f"is larger than {limit_bytes} bytes", "TooLarge")
    except (ValueError, zlib.error):
        raise _unreadable(host, f"cannot be decoded as {encoding!r}", "BadEncoding") from None
    if decoder is not None and not decoder.is_complete:
        raise _unreadable(host, "ends in the middle", "Truncated")
    return bytes(body)


def _unreadable(host: str, why: str, code: str) -> PortError:
    return PortError(
        f"The body behind a presigned URL of {host} {why}: the sender must send it anew",
        service="blob",
        code=code,
        status=200,
    )


class _Inflater:
    """Decompresses piece by piece and stops past a limit, since a small body can hold a thousand times its size."""

    def __init__(self, encoding: str, limit_bytes: int) -> None:
        if encoding not in _WINDOW_BITS:
            raise ValueError(encoding)
        self._window_bits = _WINDOW_BITS[encoding]
        self._left = limit_bytes + 1
        self._inflate = zlib.decompressobj(self._window_bits)

    @property
    def is_complete(self) -> bool:
        """Whether the compressed data has come to its end."""
        return self._inflate.eof

    def feed(self, chunk: bytes) -> bytes:
        """Return what a piece decompresses to, at most one byte past the limit in all."""
        out = bytearray()
        while chunk and self._left > 0:
            if self._inflate.eof:
                self._inflate = zlib.decompressobj(self._window_bits)
            piece = self._inflate.decompress(chunk, self._left)
            out += piece
            self._left -= len(piece)
            # Several gzip members may stand one after the other.
            chunk = self._inflate.unused_data if self._inflate.eof else self._inflate.unconsumed_tail
        return bytes(out)
