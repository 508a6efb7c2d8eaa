"""Time as a parameter: the runtime asks a clock, tests move one."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import Protocol

__all__ = ["Clock", "SystemClock"]


class Clock(Protocol):
    """Tells the time and waits."""

    def now(self) -> datetime:
        """Return the wall-clock time, with zone UTC."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never jump, for intervals."""
        ...

    async def sleep(self, seconds: float) -> None:
        """Wait; 0 and less gives other tasks a turn."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the wall-clock time, with zone UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return seconds that never jump, for intervals."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait; 0 and less gives other tasks a turn."""
        await asyncio.sleep(max(0.0, seconds))
