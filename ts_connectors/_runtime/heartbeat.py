"""The sign of life: the platform calls a connector offline three minutes after the last one."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Answer
from ts_connectors.errors import ConnectorError

__all__ = ["Heartbeat"]

_log = logging.getLogger(__name__)


class Heartbeat:
    """Sends a heartbeat every `interval_s` seconds; one that fails is logged once and survived."""

    def __init__(self, send: Callable[[], Awaitable[Answer]], *, interval_s: float, clock: Clock) -> None:
        self._send = send
        self._interval_s = interval_s
        self._clock = clock
        self._is_failing = False

    async def run(self) -> None:
        """Send until cancelled, the first one at once."""
        due = self._clock.monotonic()
        while True:
            await self._beat()
            # Counted from beat to beat, so that slow answers do not stretch the interval.
            due = max(due + self._interval_s, self._clock.monotonic())
            await self._clock.sleep(due - self._clock.monotonic())

    async def _beat(self) -> None:
        try:
            answer = await self._send()
        except ConnectorError as failure:
            self._note(str(failure))
            return
        self._note(f"status {answer.status_code}" if answer.status_code >= 400 else None)

    def _note(self, problem: str | None) -> None:
        if problem is not None and not self._is_failing:
            _log.warning("The heartbeat failed (%s); it goes on every %s s", problem, self._interval_s)
        elif problem is None and self._is_failing:
            _log.info("The heartbeat is accepted again")
        self._is_failing = problem is not None
