"""Notices when a connector's own code blocks the loop that it runs on."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import sys
import threading
import traceback
from types import FrameType

from ts_connectors.models import HealthStatus

from .running import HealthSink

__all__ = ["StallWatch"]

LOOP_BLOCKED = "EventLoopBlocked"
_SOURCE = "stall"

_log = logging.getLogger(__name__)


class StallWatch:
    """Asks the user's loop for a sign of life; without one it logs what stands there and reports health WARNING.

    Hooks and coroutine handlers wait for each other on that loop, so one that blocks it holds up all. It measures real
    time, on purpose: what blocks a loop is real.

    Args:
        loop: the user's loop.
        thread_id: the thread that it runs in.
        health: hears of a stall and of its end.
        limit_s: how long the loop may take to answer; also the pause between two questions.
    """

    def __init__(
        self, loop: asyncio.AbstractEventLoop, thread_id: int, *, health: HealthSink, limit_s: float = 10.0
    ) -> None:
        self._loop = loop
        self._thread_id = thread_id
        self._health = health
        self._limit_s = limit_s

    @classmethod
    def here(cls, health: HealthSink, *, limit_s: float = 10.0) -> StallWatch:
        """Return the watch over the running loop."""
        return cls(asyncio.get_running_loop(), threading.get_ident(), health=health, limit_s=limit_s)

    async def run(self) -> None:
        """Watch until cancelled, or until the loop has ended; runs on another loop than the one it watches."""
        here = asyncio.get_running_loop()
        while not self._loop.is_closed():
            answered = asyncio.Event()
            with contextlib.suppress(RuntimeError):  # it ended this moment
                self._loop.call_soon_threadsafe(_answer, here, answered)
            if not await _is_set(answered, self._limit_s):
                self._report()
                await answered.wait()
                _log.info("The event loop goes on")
            self._health.clear(_SOURCE)
            await asyncio.sleep(self._limit_s)

    def _report(self) -> None:
        # Documented, its underscore notwithstanding.
        frame = sys._current_frames().get(self._thread_id)  # pyright: ignore[reportPrivateUsage]
        _log.warning(
            "%s blocks the event loop for more than %g s: hooks and coroutine handlers wait. Make it a plain method, "
            "which runs in a thread, or await what it waits for.\n%s",
            "Something" if frame is None else _culprit(frame),
            self._limit_s,
            "".join(traceback.format_stack(frame)),
        )
        self._health.report(_SOURCE, HealthStatus.WARNING, LOOP_BLOCKED)


def _answer(asking: asyncio.AbstractEventLoop, answered: asyncio.Event) -> None:
    with contextlib.suppress(RuntimeError):  # the asking loop has ended
        asking.call_soon_threadsafe(answered.set)


async def _is_set(event: asyncio.Event, limit_s: float) -> bool:
    try:
        async with asyncio.timeout(limit_s):  # wait_for of Python 3.11 can swallow a cancel
            return await event.wait()
    except TimeoutError:
        return False


def _culprit(innermost: FrameType) -> str:
    """Return the function that the loop's own machinery called: the handler or hook, not what it waits in."""
    culprit, frame = innermost, innermost
    while frame.f_back is not None and frame.f_code.co_filename != asyncio.events.__file__:
        if not _is_ours(frame):
            culprit = frame
        frame = frame.f_back
    return culprit.f_code.co_qualname


def _is_ours(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__", "")).startswith(("ts_connectors.", "asyncio."))
