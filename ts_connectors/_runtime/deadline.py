"""Waiting for something no longer than so long, on a clock that tests can move."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from ts_connectors._core.clock import Clock

__all__ = ["within"]

R = TypeVar("R")


async def within(work: Coroutine[Any, Any, R], seconds: float, clock: Clock) -> R:
    """Return what `work` returns, and cancel it when it takes longer.

    Raises:
        TimeoutError: it took longer; whether it heeds the cancel is not waited for.
    """
    loop = asyncio.get_running_loop()
    task, timer = loop.create_task(work), loop.create_task(clock.sleep(seconds))
    try:
        await asyncio.wait([task, timer], return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            raise TimeoutError(f"it did not end within {seconds:g} s")
        return task.result()
    finally:
        timer.cancel()
        if not task.done():
            task.cancel()
