"""Clients that belong to one event loop each, behind an object that any loop may use."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import AsyncGenerator, Awaitable, Callable
from typing import Generic, TypeVar

__all__ = ["PerLoop"]

T = TypeVar("T")
_CLOSE_S = 5.0


class PerLoop(Generic[T]):
    """One resource for each event loop, made when first needed there.

    It is closed by `aclose`, and else when its loop shuts down under `asyncio.run`, so that a program that never closes
    anything leaves no socket behind.
    """

    def __init__(self, make: Callable[[], T], close: Callable[[T], Awaitable[None]]) -> None:
        self._make = make
        self._close = close
        self._lock = threading.Lock()
        self._held: dict[asyncio.AbstractEventLoop, tuple[T, AsyncGenerator[None, None]]] = {}

    async def get(self) -> T:
        """Return the running loop's resource."""
        loop = asyncio.get_running_loop()
        held = self._held.get(loop)
        if held is not None:
            return held[0]
        value = self._make()
        holder = self._hold(loop, value)
        with self._lock:
            for other in [other for other in self._held if other.is_closed()]:
                del self._held[other]
            self._held[loop] = value, holder
        # A loop closes the async generators that were started on it before it is closed itself.
        await anext(holder)
        return value

    async def aclose(self) -> None:
        """Close the resources of all loops; a later `get` makes a new one."""
        here = asyncio.get_running_loop()
        with self._lock:
            held, self._held = self._held, {}
        for loop, (_, holder) in held.items():
            if loop is here:
                await holder.aclose()
            elif loop.is_running():
                elsewhere = asyncio.run_coroutine_threadsafe(_finish(holder), loop)
                # A loop that stands still must not keep this one from ending.
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(asyncio.wrap_future(elsewhere), _CLOSE_S)

    async def _hold(self, loop: asyncio.AbstractEventLoop, value: T) -> AsyncGenerator[None, None]:
        try:
            yield
        finally:
            with self._lock:
                if self._held.get(loop, (None,))[0] is value:
                    del self._held[loop]
            await self._close(value)


async def _finish(holder: AsyncGenerator[None, None]) -> None:
    await holder.aclose()
