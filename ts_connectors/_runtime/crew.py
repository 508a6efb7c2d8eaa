"""The tasks of the command path, each held and none unheard."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from ts_connectors._core.clock import Clock

__all__ = ["Crew"]

R = TypeVar("R")
_RESTART_WAIT_S = 1.0
_log = logging.getLogger(__name__)


class Crew:
    """Owns tasks on the running loop until they end or all are cancelled."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._tasks: set[asyncio.Task[Any]] = set()

    def spawn(self, work: Coroutine[Any, Any, R], name: str) -> asyncio.Task[R]:
        """Start a task; its result and its error are the caller's."""
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def keep(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        """Start a task that is started again when it fails."""
        self.start(self._kept(work, name), name)

    def start(self, work: Coroutine[Any, Any, object], name: str) -> None:
        """Start a task that nobody waits for."""
        self.spawn(work, name).add_done_callback(_complain)

    async def first(self, *works: Coroutine[Any, Any, object]) -> None:
        """Wait until one of them ends, then cancel the others."""
        tasks = [self.spawn(work, "wait") for work in works]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()

    async def cancel_all(self) -> None:
        """Cancel every task but the calling one, and wait for their ends."""
        while tasks := self._tasks - {asyncio.current_task()}:
            for task in tasks:
                task.cancel()
            await asyncio.wait(tasks)

    async def _kept(self, work: Callable[[], Coroutine[Any, Any, None]], name: str) -> None:
        while True:
            try:
                return await work()
            except Exception:  # noqa: BLE001 - the edge of the task: logged, and started again
                _log.exception("The task %r failed; it goes on in %g s", name, _RESTART_WAIT_S)
            await self._clock.sleep(_RESTART_WAIT_S)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            task.exception()  # whoever wants it has it; asyncio shall not complain about the others


def _complain(task: asyncio.Task[Any]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.error("The task %r ended with an error", task.get_name(), exc_info=error)
