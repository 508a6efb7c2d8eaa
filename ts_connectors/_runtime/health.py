"""The one owner of the connector's health: every source has its say, the platform hears the worst."""

from __future__ import annotations

import asyncio
import logging
import random
import threading
from collections.abc import Awaitable, Callable
from typing import TypeAlias

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Answer
from ts_connectors.errors import ConnectorError
from ts_connectors.models import HealthStatus

__all__ = ["HealthBoard", "Verdict"]

Verdict: TypeAlias = tuple[HealthStatus, str | None]
"""A status and its error code."""

_BADNESS = {HealthStatus.NA: 0, HealthStatus.HEALTHY: 1, HealthStatus.WARNING: 2, HealthStatus.CRITICAL: 3}
_FIRST_WAIT_S = 1.0
_LONGEST_WAIT_S = 60.0

_log = logging.getLogger(__name__)


class HealthBoard:
    """Keeps what each source reports, and sends the worst of it, on change only. A `HealthSink`.

    `report` and `clear` may be called from any thread. What is bad of the health that the platform holds from before
    is replaced by N/A until a source reports.

    Args:
        send: puts a verdict to the platform.
        clock: waits between attempts.
        jitter: gives 0 to 1.
    """

    def __init__(
        self,
        send: Callable[[HealthStatus, str | None], Awaitable[Answer]],
        *,
        clock: Clock,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._send = send
        self._clock = clock
        self._jitter = jitter
        self._lock = threading.Lock()
        self._sources: dict[str, Verdict] = {}
        self._was_reported = False
        self._sent: Verdict = (HealthStatus.NA, None)
        self._wake: Callable[[], object] | None = None

    def expect(self, status: str, code: str | None) -> None:
        """Take note of what the platform holds; a status that is not known counts as bad."""
        known = status in tuple(HealthStatus)
        with self._lock:
            self._sent = (HealthStatus(status), code) if known else (HealthStatus.CRITICAL, status)
        self._changed()

    def report(self, source: str, status: HealthStatus, code: str | None = None) -> None:
        """Say how a source is; it stands until the source says otherwise."""
        with self._lock:
            self._sources[source] = (HealthStatus(status), code)
            self._was_reported = True
        self._changed()

    def clear(self, source: str) -> None:
        """Say that nothing is wrong with a source; without a report before it nothing happens."""
        with self._lock:
            known = self._sources.pop(source, None)
        if known is not None:
            self._changed()

    def verdict(self) -> Verdict:
        """Return what the platform should hold: the worst of all sources, of equals the oldest."""
        with self._lock:
            if self._sources:
                return max(self._sources.values(), key=lambda verdict: _BADNESS[verdict[0]])
            if self._was_reported:
                return HealthStatus.HEALTHY, None
            return (HealthStatus.NA, None) if _BADNESS[self._sent[0]] > 1 else self._sent

    async def run(self) -> None:
        """Send each change until cancelled; what cannot be sent is tried again, always with the newest verdict."""
        changed = asyncio.Event()
        loop = asyncio.get_running_loop()
        self._wake = lambda: loop.call_soon_threadsafe(changed.set)
        failures = 0
        try:
            while True:
                changed.clear()
                verdict = self.verdict()
                if verdict == self._sent:
                    failures = 0
                    await changed.wait()
                elif await self._is_sent(verdict):
                    self._sent = verdict
                else:
                    wait_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**failures)
                    failures += 1
                    await self._clock.sleep(wait_s * (0.5 + self._jitter() / 2))
        finally:
            self._wake = None

    async def _is_sent(self, verdict: Verdict) -> bool:
        try:
            answer = await self._send(*verdict)
        except ConnectorError as failure:
            _log.warning("Health %s could not be sent: %s", verdict[0], failure)
            return False
        if answer.status_code >= 500 or answer.status_code == 429:
            _log.warning("Health %s was refused with %s; it is sent again", verdict[0], answer.status_code)
            return False
        if answer.status_code >= 400:
            # Asking again cannot help, and a disabled connector has lost its token: the next change is sent again.
            _log.warning("Health %s was refused with %s", verdict[0], answer.status_code)
        return True

    def _changed(self) -> None:
        if (wake := self._wake) is not None:
            wake()
