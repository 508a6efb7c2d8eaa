"""The runtime's own thread and loop, and every task on it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import random
import threading
import weakref
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from ts_connectors._core.clock import Clock
from ts_connectors._core.threads import in_thread

__all__ = ["Supervisor"]

R = TypeVar("R")

_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 30.0
_STABLE_AFTER_S = 60.0
_MOST_CANCELS = 5

_log = logging.getLogger(__name__)


class Supervisor:
    """Runs coroutines on a daemon thread of its own, so that no code of a connector can hold them up.

    A task that fails is started again, after a wait that doubles with each failure. All methods may be called from any
    thread; those that are coroutines from any loop but the supervisor's own, unless they say otherwise.

    Args:
        clock: measures and waits between starts.
        name: of the thread.
        jitter: gives 0 to 1.
        cancel_s: real seconds until a task that has swallowed its cancel is cancelled again.
    """

    def __init__(
        self,
        *,
        clock: Clock,
        name: str = "ts-connectors",
        jitter: Callable[[], float] = random.random,
        cancel_s: float = 1.0,
    ) -> None:
        self._clock = clock
        self._cancel_s = cancel_s
        self._name = name
        self._jitter = jitter
        self._lock = threading.RLock()  # a signal handler may come in while its thread holds it
        self._thread: threading.Thread | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._stop: asyncio.Event | None = None
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._ending: weakref.WeakSet[asyncio.Task[None]] = weakref.WeakSet()

    @property
    def is_running(self) -> bool:
        """Whether its thread is there."""
        return self._thread is not None and self._thread.is_alive()

    def start(self) -> asyncio.AbstractEventLoop:
        """Start the thread where it does not run yet, and return its loop."""
        with self._lock:
            if self._loop is None or not self.is_running:
                ready: concurrent.futures.Future[asyncio.AbstractEventLoop] = concurrent.futures.Future()
                self._thread = threading.Thread(target=self._live, args=(ready,), name=self._name, daemon=True)
                self._thread.start()
                self._loop = ready.result()
            return self._loop

    async def run(self, work: Coroutine[Any, Any, R]) -> R:
        """Run a coroutine on the runtime's loop and return its result; cancelling cancels it. From any loop."""
        loop = self.start()
        if loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))

    def run_blocking(self, work: Coroutine[Any, Any, R]) -> R:
        """Run a coroutine on the runtime's loop and wait for it; for threads that run no loop."""
        return asyncio.run_coroutine_threadsafe(work, self.start()).result()

    def call_soon(self, function: Callable[..., object], *args: object) -> None:
        """Call a function on the runtime's loop soon."""
        self.start().call_soon_threadsafe(function, *args)

    def keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        """Run `work` as a task until it returns, again when it fails; does nothing while that name runs."""
        self.call_soon(self._keep, name, work)

    async def end(self, name: str) -> None:
        """Cancel a task and wait for its end; a name that is not known is none. From any loop."""
        if self.is_running:
            await self.run(self._end(name))

    async def close(self) -> None:
        """Cancel all tasks, end the loop and the thread; a second call does nothing."""
        thread, loop, stop = self._thread, self._loop, self._stop
        if thread is None or loop is None or stop is None or not thread.is_alive():
            return
        loop.call_soon_threadsafe(stop.set)
        await in_thread(thread.join)

    def _live(self, ready: concurrent.futures.Future[asyncio.AbstractEventLoop]) -> None:
        async def main() -> None:
            self._stop = asyncio.Event()
            self._tasks = {}
            ready.set_result(asyncio.get_running_loop())
            await self._stop.wait()
            for name in tuple(self._tasks):
                await self._end(name)

        asyncio.run(main())

    def _keep(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        if name not in self._tasks:
            task = self._tasks[name] = asyncio.create_task(self._restarted(name, work), name=name)
            task.add_done_callback(lambda _: self._tasks.pop(name, None))

    async def _end(self, name: str) -> None:
        task = self._tasks.get(name)
        if task is None:
            return
        self._ending.add(task)
        for _ in range(_MOST_CANCELS):
            # A library can swallow a cancel that comes at a bad moment.
            task.cancel()
            done, _ = await asyncio.wait([task], timeout=self._cancel_s)
            if done:
                return
        _log.error("The task %r does not end; it is left to itself", name)

    async def _restarted(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        failures = 0
        while True:
            began = self._clock.monotonic()
            try:
                return await work()
            except Exception:  # noqa: BLE001 - the edge of the task: logged, and started again
                if asyncio.current_task() in self._ending:
                    return None
                _log.exception("The task %r failed; it is started again", name)
            if self._clock.monotonic() - began >= _STABLE_AFTER_S:
                failures = 0
            wait_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**failures)
            failures += 1
            await self._clock.sleep(wait_s * (0.5 + self._jitter() / 2))
