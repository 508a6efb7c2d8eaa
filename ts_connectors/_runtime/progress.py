"""Progress of a running command: the newest report, at most one a second."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from ts_connectors._core.clock import Clock

from .batcher import Batcher, Posted
from .crew import Crew

__all__ = ["Progress"]

INTERVAL_S = 1.0


class Progress:
    """Sends reports until it is closed; one that comes too early waits, and a newer one takes its place."""

    def __init__(self, *, answers: Batcher, encode: Callable[[float, str], str], clock: Clock, crew: Crew) -> None:
        self._answers = answers
        self._encode = encode
        self._clock = clock
        self._crew = crew
        self._newest: tuple[float, str] | None = None
        self._pump: asyncio.Task[None] | None = None
        self._posted: Posted | None = None
        self._next_s = float("-inf")
        self._is_closed = False

    def report(self, fraction: float, message: str) -> None:
        """Take a report; after `close` nothing happens."""
        if self._is_closed:
            return
        self._newest = (fraction, message)
        if self._pump is None or self._pump.done():
            self._pump = self._crew.spawn(self._send(), "progress")

    async def close(self) -> None:
        """Send nothing more, and wait for what is on its way: queues keep no order."""
        self._is_closed = True
        if self._posted is not None:
            await self._answers.withdraw(self._posted)
        if self._pump is not None:
            self._pump.cancel()

    async def _send(self) -> None:
        while self._newest is not None:
            await self._clock.sleep(self._next_s - self._clock.monotonic())
            fraction, message = self._newest
            self._newest = None
            self._next_s = self._clock.monotonic() + INTERVAL_S
            self._posted = self._answers.post(self._encode(fraction, message), is_droppable=True)
            await asyncio.wait([self._posted.outcome])
