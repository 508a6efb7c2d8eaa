"""The loop that called `start()`: hooks and handlers run on it, plain functions in threads beside it."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import inspect
from collections.abc import Awaitable, Callable
from typing import Any

from ts_connectors._core.threads import in_thread
from ts_connectors.errors import ConnectorError

from .running import RunningCommand

__all__ = ["UserLoop"]


class UserLoop:
    """Runs a connector's own code where it belongs; a `HandlerRunner`. Callable from any loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop

    @classmethod
    def here(cls) -> UserLoop:
        """Return the running loop as the user's."""
        return cls(asyncio.get_running_loop())

    async def run(self, function: Callable[..., Any], arguments: tuple[Any, ...], *, context: RunningCommand) -> object:
        """Return what a handler returned, or raise what it raised; cancelling ends the call at once.

        A coroutine is cancelled with it; a thread is left to itself and sees `context.is_cancelled`.
        """
        return await self.call(function, *arguments)

    async def call(self, function: Callable[..., Any], *args: Any) -> Any:
        """Call a coroutine function on the user's loop, or a plain function in a thread, and return its result."""
        if inspect.iscoroutinefunction(function):
            return await self._on_loop(lambda: function(*args))
        try:
            result = await in_thread(function, *args, home=self.loop)
        except (SystemExit, KeyboardInterrupt) as exit_asked:  # here it would end the runtime, not the process
            raise ConnectorError(
                f"{_name_of(function)} called for the end of the process; call shutdown() instead"
            ) from exit_asked
        return await self._on_loop(lambda: result) if inspect.isawaitable(result) else result

    async def _on_loop(self, begin: Callable[[], Awaitable[Any]]) -> Any:
        here = asyncio.get_running_loop()
        run = _Run(here)
        context = contextvars.copy_context()
        try:
            self.loop.call_soon_threadsafe(run.begin, begin, context)
        except RuntimeError as closed:
            raise ConnectorError(
                "The event loop that called start() has ended, so no hook or handler can run; keep it running until "
                "shutdown() has returned"
            ) from closed
        try:
            return await run.outcome
        finally:
            if not run.is_done:
                with contextlib.suppress(RuntimeError):  # that loop has ended, and its tasks with it
                    self.loop.call_soon_threadsafe(run.cancel)


class _Run:
    """One call on the user's loop, and the future on the caller's loop that gets its outcome."""

    def __init__(self, caller: asyncio.AbstractEventLoop) -> None:
        self.outcome: asyncio.Future[Any] = caller.create_future()
        self.is_done = False
        self._caller = caller
        self._is_cancelled = False
        self._task: asyncio.Task[Any] | None = None

    def begin(self, begin: Callable[[], Awaitable[Any]], context: contextvars.Context) -> None:
        if not self._is_cancelled:
            self._task = asyncio.get_running_loop().create_task(_awaited(begin), context=context)
            self._task.add_done_callback(self._report)

    def cancel(self) -> None:
        self._is_cancelled = True
        if self._task is not None:
            self._task.cancel()

    def _report(self, task: asyncio.Task[Any]) -> None:
        self.is_done = True
        if task.cancelled():
            error: BaseException | None = ConnectorError("It was cancelled on its own loop")
        else:
            error = task.exception()
        with contextlib.suppress(RuntimeError):  # the caller's loop has ended, so nobody waits any more
            self._caller.call_soon_threadsafe(self._settle, None if error else task.result(), error)

    def _settle(self, result: Any, error: BaseException | None) -> None:
        if self.outcome.done():
            return
        if error is None:
            self.outcome.set_result(result)
        else:
            self.outcome.set_exception(error)


async def _awaited(begin: Callable[[], Awaitable[Any]]) -> Any:
    return await begin()


def _name_of(function: Callable[..., object]) -> str:
    return getattr(function, "__qualname__", type(function).__name__)
