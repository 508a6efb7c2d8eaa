"""The body of a command: embedded, or fetched from behind a presigned URL."""

from __future__ import annotations

import asyncio
import json
from urllib.parse import urlsplit

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Blobs
from ts_connectors.errors import CommandFailed, PortError, TransportError

from .messages import Request
from .running import CommandOptions
from .verdicts import BODY_UNAVAILABLE

__all__ = ["Bodies", "is_allowed_url", "is_transient"]

_TRIES = 3
_FIRST_WAIT_S = 0.5
_PARSED_IN_LOOP_BYTES = 1024 * 1024
_DEFAULT_PORTS = {"http": 80, "https": 443}


class Bodies:
    """Gets bodies: an embedded one as it came, a referenced one parsed; the bindings do the rest."""

    def __init__(self, blobs: Blobs, *, clock: Clock, options: CommandOptions) -> None:
        self._blobs = blobs
        self._clock = clock
        self._options = options

    async def of(self, request: Request) -> object:
        """Return a command's body.

        Raises:
            CommandFailed: it cannot be had; code BODY_UNAVAILABLE.
        """
        if request.is_referenced:
            return await self._fetch(request)
        return request.body

    async def _fetch(self, request: Request) -> object:
        if request.body_url is None:
            raise CommandFailed(BODY_UNAVAILABLE, "The command's body is referenced, but the message has no bodyUrl")
        if not is_allowed_url(request.body_url, self._options.allowed_origins):
            raise CommandFailed(BODY_UNAVAILABLE, "The command's bodyUrl is neither https nor TDP's own address")
        content = await self._fetch_bytes(request.body_url)
        try:
            if len(content) > _PARSED_IN_LOOP_BYTES:
                return await asyncio.to_thread(json.loads, content)
            return json.loads(content)
        except (ValueError, RecursionError):
            raise CommandFailed(
                BODY_UNAVAILABLE, f"The command's body of {len(content)} bytes behind bodyUrl is no JSON"
            ) from None

    async def _fetch_bytes(self, url: str) -> bytes:
        for attempt in range(1, _TRIES + 1):
            try:
                return await self._blobs.fetch(url, limit_bytes=self._options.max_body_bytes)
            except (PortError, TransportError) as error:
                if attempt == _TRIES or not is_transient(error):
                    what = (
                        f"answered {error.status}, {error.code}" if isinstance(error, PortError) else "is unreachable"
                    )
                    raise CommandFailed(
                        BODY_UNAVAILABLE, f"The command's body cannot be fetched: its address {what}"
                    ) from error
            await self._clock.sleep(_FIRST_WAIT_S * attempt)
        raise AssertionError("the last try returns or raises")


def is_allowed_url(url: str, allowed_origins: frozenset[str]) -> bool:
    """Whether a URL is https, or has scheme, host and port of one of the origins exactly."""
    origin = _origin(url)
    if origin is None:
        return False
    return origin[0] == "https" or origin in {_origin(allowed) for allowed in allowed_origins}


def is_transient(error: PortError | TransportError) -> bool:
    """Whether another try may help."""
    return isinstance(error, TransportError) or error.is_retryable or error.status >= 500


def _origin(url: str) -> tuple[str, str, int] | None:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        return None
    return parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme]
