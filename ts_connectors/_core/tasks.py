"""Tasks that are held by name, so that none is collected and no error of one is lost."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any

__all__ = ["TaskManager"]

_log = logging.getLogger(__name__)


class TaskManager:
    """Tasks by name: started once, held, and cancelled together."""

    def __init__(self) -> None:
        self._tasks: dict[str, asyncio.Task[Any]] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """The tasks that have not ended."""
        return tuple(self._tasks)

    def start(self, name: str, work: Coroutine[Any, Any, Any]) -> None:
        """Run `work` on the running loop; a task of the same name is cancelled first."""
        if (previous := self._tasks.get(name)) is not None:
            previous.cancel()
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks[name] = task
        task.add_done_callback(self._forget)

    async def stop(self, name: str) -> None:
        """Cancel a task and wait for its end; a name that is not known is none."""
        if (task := self._tasks.get(name)) is not None:
            await _cancelled([task])

    async def stop_all(self) -> None:
        """Cancel all tasks and wait for their end."""
        await _cancelled(list(self._tasks.values()))

    def _forget(self, task: asyncio.Task[Any]) -> None:
        if self._tasks.get(task.get_name()) is task:
            del self._tasks[task.get_name()]
        if not task.cancelled() and (error := task.exception()) is not None:
            _log.error("The task %r failed", task.get_name(), exc_info=error)


async def _cancelled(tasks: Sequence[asyncio.Task[Any]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
