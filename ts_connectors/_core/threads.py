"""Plain functions in threads of their own, which still know the loop they came from."""

from __future__ import annotations

import asyncio
import contextlib
import contextvars
import threading
from collections.abc import Callable
from typing import Any, TypeVar

from ts_connectors.errors import UsageError

__all__ = ["HOME_LOOP", "home_loop", "in_thread"]

R = TypeVar("R")

HOME_LOOP: contextvars.ContextVar[asyncio.AbstractEventLoop | None] = contextvars.ContextVar(
    "ts_connectors_home_loop", default=None
)
"""The loop that code in a thread belongs to."""


def home_loop() -> asyncio.AbstractEventLoop:
    """Return the running loop, or the loop that started the function which runs in this thread.

    Raises:
        UsageError: there is neither.
    """
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        loop = HOME_LOOP.get()
    if loop is None or loop.is_closed():
        raise UsageError(
            "No event loop belongs to this thread; call it from a coroutine, from a hook or handler of a connector, "
            "or from a function that a Poll runs"
        )
    return loop


async def in_thread(function: Callable[..., R], *args: Any, home: asyncio.AbstractEventLoop | None = None) -> R:
    """Run a blocking function in a daemon thread and return what it returns.

    A thread a call: no pool that long calls could fill up, and none that would hold the process back at its end.
    Cancelling gives up waiting; the thread itself runs on. Context variables are the caller's.

    Args:
        function: what to call.
        args: with what.
        home: the loop that the function belongs to; None: the running one.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[R] = loop.create_future()
    context = contextvars.copy_context()
    context.run(HOME_LOOP.set, home or loop)

    def settle(result: Any, error: BaseException | None) -> None:
        if outcome.done():
            return
        if error is None:
            outcome.set_result(result)
        else:
            outcome.set_exception(_settable(error))

    def body() -> None:
        result, error = None, None
        try:
            result = context.run(function, *args)
        except BaseException as raised:  # noqa: BLE001 - it is raised again where the call is awaited
            error = raised
        with contextlib.suppress(RuntimeError):  # the loop has ended, so nobody waits any more
            loop.call_soon_threadsafe(settle, result, error)

    threading.Thread(target=body, name=f"ts-connectors:{_name_of(function)}", daemon=True).start()
    return await outcome


def _settable(error: BaseException) -> BaseException:
    if isinstance(error, StopIteration):  # a future refuses it, as it would end the coroutine that awaits
        replacement = RuntimeError("the function raised StopIteration")
        replacement.__cause__ = error
        return replacement
    return error


def _name_of(function: Callable[..., object]) -> str:
    return getattr(function, "__qualname__", type(function).__name__)
