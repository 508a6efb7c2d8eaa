"""A command that this process has taken on."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from ts_connectors.models import CommandAction
from ts_connectors_api.command import Binding, Lane

from .crew import Crew
from .judge import is_serial
from .leases import Lease
from .messages import Request
from .running import RunningCommand

__all__ = ["HeldCommand", "Phase", "Stop", "Stopped"]

R = TypeVar("R")


class Phase(StrEnum):
    """How far it is in this process."""

    WAITING = "waiting"
    RUNNING = "running"
    """Its handler may have begun."""
    ANSWERED = "answered"


class Stop(StrEnum):
    """Why it is given up."""

    CANCELLED = "cancelled"
    """By a CancelCommand."""
    RETURNED = "returned"
    """The connector stops, and the handler has not begun."""
    INTERRUPTED = "interrupted"
    """The connector stops, and the handler did not end within the grace."""


class Stopped(Exception):
    """The work was given up; `reason` says why."""

    def __init__(self, reason: Stop) -> None:
        super().__init__(reason)
        self.reason = reason


class HeldCommand:
    """From the receipt of its message until its answer was accepted and its messages are gone."""

    def __init__(
        self, request: Request, *, text: str, binding: Binding, attempt: int, received_at: datetime, began_s: float
    ) -> None:
        self.request = request
        self.text = text
        self.binding = binding
        self.attempt = attempt
        self.received_at = received_at
        self.began_s = began_s
        """When it was received, then when its handler was started; monotonic."""
        self.phase = Phase.WAITING
        self.leases: dict[str, Lease] = {}
        """Its messages in the queue; copies that come later join them."""
        self.announced = asyncio.Event()
        """PROCESSING was accepted."""
        self.running: RunningCommand | None = None
        self._stop: Stop | None = None
        self._stopped = asyncio.Event()

    @property
    def command_id(self) -> str:
        """The platform's id of the command."""
        return self.request.command_id

    @property
    def action(self) -> str:
        """Its full name."""
        return self.request.action

    @property
    def is_serial(self) -> bool:
        """Whether it runs in order with the other serial control commands."""
        return is_serial(self.binding)

    @property
    def is_control(self) -> bool:
        """Whether it never waits for work."""
        return self.binding.lane is Lane.CONTROL

    @property
    def outlives_drain(self) -> bool:
        """Whether a drain neither waits for it nor cancels it once it runs: Shutdown's handler is what drains."""
        return self.action == CommandAction.SHUTDOWN

    def stop(self, reason: Stop) -> bool:
        """Give the work up; the first reason stands. Return whether this was it."""
        if self._stop is not None:
            return False
        self._stop = reason
        self._stopped.set()
        return True

    def check(self) -> None:
        """Raise `Stopped` if it was given up."""
        if self._stop is not None:
            raise Stopped(self._stop)

    async def unless_stopped(self, work: Coroutine[Any, Any, R], crew: Crew) -> R:
        """Return what `work` returns; when the command is given up first, cancel it, do not wait, raise `Stopped`."""
        task = crew.spawn(work, f"{self.phase} {self.action}")
        stopped = crew.spawn(self._stopped.wait(), "stop")
        try:
            await asyncio.wait([task, stopped], return_when=asyncio.FIRST_COMPLETED)
            if task.done():
                return task.result()
            self.check()
            raise AssertionError("neither the work ended nor the command was given up")
        finally:
            task.cancel()
            stopped.cancel()
