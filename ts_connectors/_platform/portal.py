"""One event loop in a thread of its own, for code that has none or must not use its own."""

from __future__ import annotations

import asyncio
import atexit
import functools
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from ts_connectors.errors import UsageError

__all__ = ["Portal", "shared_portal"]

T = TypeVar("T")
_STOP_S = 5.0


class Portal:
    """Runs coroutines on a loop in a daemon thread; the thread starts with the first of them.

    Blocking callers can be anywhere, also inside a running loop: that loop stands still meanwhile, this one does not.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for a coroutine's result, blocking the calling thread; an interrupt cancels the coroutine.

        Raises:
            UsageError: called from the portal's own loop, which would wait for itself.
        """
        if threading.current_thread() is self._thread:
            work.close()
            raise UsageError("Blocking calls cannot be made from inside the portal: await the asynchronous method")
        future = asyncio.run_coroutine_threadsafe(work, self._running())
        try:
            return future.result()
        except BaseException:
            future.cancel()
            raise

    async def call(self, work: Coroutine[Any, Any, T]) -> T:
        """Wait for a coroutine's result from another loop; a cancel is passed on."""
        loop = self._running()
        if loop is asyncio.get_running_loop():
            return await work
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, loop))

    def close(self) -> None:
        """Cancel what runs and end the thread; the next call starts a new one."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is None or thread is None or not thread.is_alive():
            return
        loop.call_soon_threadsafe(loop.stop)
        thread.join(_STOP_S)

    def _running(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            # A fork takes the object along but not its thread.
            if self._loop is None or self._thread is None or not self._thread.is_alive():
                self._loop, self._thread = self._start()
            return self._loop

    def _start(self) -> tuple[asyncio.AbstractEventLoop, threading.Thread]:
        loops: list[asyncio.AbstractEventLoop] = []
        ready = threading.Event()

        def serve() -> None:
            with asyncio.Runner() as runner:
                loop = runner.get_loop()
                loops.append(loop)
                loop.call_soon(ready.set)
                loop.run_forever()

        thread = threading.Thread(target=serve, name="ts-connectors-portal", daemon=True)
        thread.start()
        ready.wait()
        return loops[0], thread


@functools.cache
def shared_portal() -> Portal:
    """Return the portal of this process; it ends with the process."""
    portal = Portal()
    atexit.register(portal.close)
    return portal
