"""A clock that stands still until a test moves it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import contextlib
import heapq
import itertools
import threading
import weakref
from collections import deque
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

__all__ = ["ManualClock"]

_MOST_ROUNDS = 5_000
_BLIND_ROUNDS = 100
_REAL_LIMIT_S = 20.0
_BLOCKED_S = 1.0

_Sleeper = tuple[float, int, asyncio.AbstractEventLoop, "asyncio.Future[None]"]


class ManualClock:
    """Virtual time: `sleep` ends when `advance` has moved the clock so far.

    Sleepers may be on several loops and threads; `advance` and `settle` are called from one.
    """

    def __init__(self, start: datetime = datetime(2026, 1, 1, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed_s = 0.0
        self._sleepers: list[_Sleeper] = []
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._loops: weakref.WeakSet[asyncio.AbstractEventLoop] = weakref.WeakSet()
        self._busy: list[Callable[[], bool]] = []

    def now(self) -> datetime:
        """Return the virtual wall-clock time."""
        return self._start + timedelta(seconds=self._elapsed_s)

    def monotonic(self) -> float:
        """Return the virtual seconds since the clock was made."""
        with contextlib.suppress(RuntimeError):  # a thread without a loop may ask too
            self._loops.add(asyncio.get_running_loop())
        return self._elapsed_s

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock was moved so far; 0 and less gives other tasks a turn."""
        if seconds <= 0:
            await asyncio.sleep(0)
            return
        loop = asyncio.get_running_loop()
        self._loops.add(loop)
        future: asyncio.Future[None] = loop.create_future()
        with self._lock:
            heapq.heappush(self._sleepers, (self._elapsed_s + seconds, next(self._numbers), loop, future))
        await future

    async def advance(self, seconds: float) -> None:
        """Move the clock, waking each sleeper at its very moment and letting its loop come to rest in between."""
        target = self._elapsed_s + seconds
        await self.settle()
        while (due := self._next_due()) is not None and due <= target:
            self._elapsed_s = due
            self._wake()
            await self.settle()
        self._elapsed_s = target
        await self.settle()

    def stand_still_while(self, is_busy: Callable[[], bool]) -> None:
        """Let `settle` and `advance` wait, in real time, while a thread is at work that no loop shows."""
        self._busy.append(is_busy)

    async def settle(self) -> None:
        """Let every task go on until all wait for the clock, for I/O or for a thread."""
        await self._settle_loops()
        while any(is_busy() for is_busy in self._busy):
            await asyncio.sleep(0.0005)  # real: a thread is at work
            await self._settle_loops()

    async def until(self, condition: Callable[[], object], *, within_s: float = 0.0) -> None:
        """Wait until a condition holds that a thread, or the clock moved by up to `within_s`, makes true.

        Raises:
            AssertionError: it did not come to hold.
        """
        loop = asyncio.get_running_loop()
        give_up = loop.time() + _REAL_LIMIT_S
        target = self._elapsed_s + within_s
        while not condition():
            await self.settle()
            if condition():
                return
            due = self._next_due()
            if due is not None and due <= target:
                await self.advance(due - self._elapsed_s)
            elif loop.time() > give_up:
                raise AssertionError(f"the condition does not hold after {within_s:g} s of the clock")
            else:
                await asyncio.sleep(0.001)  # real: a thread is at work

    async def _settle_loops(self) -> None:
        here = asyncio.get_running_loop()
        await _come_to_rest()
        self._loops.add(here)
        others = [loop for loop in tuple(self._loops) if loop is not here and loop.is_running()]
        for loop in others:
            await _come_to_rest_on(loop)
        if others:
            await _come_to_rest()

    def _next_due(self) -> float | None:
        with self._lock:
            while self._sleepers and self._sleepers[0][3].done():
                heapq.heappop(self._sleepers)
            return self._sleepers[0][0] if self._sleepers else None

    def _wake(self) -> None:
        here = asyncio.get_running_loop()
        with self._lock:
            while self._sleepers and self._sleepers[0][0] <= self._elapsed_s:
                _, _, loop, future = heapq.heappop(self._sleepers)
                if loop is here:
                    _resolve(future)
                elif not loop.is_closed():
                    loop.call_soon_threadsafe(_resolve, future)


def _resolve(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)


async def _come_to_rest_on(loop: asyncio.AbstractEventLoop) -> None:
    """Wait until another thread's loop is at rest, has ended, or is blocked by code that does not come back."""
    rest = _Rest(loop)
    try:
        loop.call_soon_threadsafe(rest.turn)
    except RuntimeError:
        return
    rested = asyncio.wrap_future(rest.reached)
    here = asyncio.get_running_loop()
    give_up = here.time() + _BLOCKED_S
    while not rested.done() and loop.is_running() and here.time() < give_up:
        await asyncio.wait([rested], timeout=0.005)
    if rested.done():
        rested.result()


async def _come_to_rest() -> None:
    loop = asyncio.get_running_loop()
    rest = _Rest(loop)
    loop.call_soon(rest.turn)
    await asyncio.wrap_future(rest.reached)


class _Rest:
    """Turns with a loop until nothing else is ready on it; callbacks, not a task, since the loop may end meanwhile."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.reached: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._loop = loop
        self._turns = self._quiet = 0

    def turn(self) -> None:
        """See whether anything else is ready; where a loop hides that, many turns have to do."""
        ready: deque[object] | None = getattr(self._loop, "_ready", None)
        self._turns += 1
        self._quiet = self._quiet + 1 if ready is not None and not ready else 0
        if self._quiet >= 3 or (ready is None and self._turns > _BLIND_ROUNDS):
            self.reached.set_result(None)
        elif self._turns > _MOST_ROUNDS:
            busy = "the loop does not come to rest: some task turns without ever waiting for the clock"
            self.reached.set_exception(AssertionError(busy))
        else:
            self._loop.call_soon(self.turn)
