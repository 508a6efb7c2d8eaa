"""Receiving: for ever, whatever the queue does."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import CommandQueue

from .crew import Crew
from .intake import Intake
from .leases import Leases
from .outages import Outage

__all__ = ["Listener"]

_BATCH = 10
_LONG_POLL_S = 20
_LOOK_AGAIN_S = 1.0
_log = logging.getLogger(__name__)


class Listener:
    """Receives while there is room, until it is stopped."""

    def __init__(
        self,
        queue: CommandQueue,
        *,
        intake: Intake,
        leases: Leases,
        room: Callable[[], int],
        outage: Outage,
        clock: Clock,
        crew: Crew,
    ) -> None:
        self._queue = queue
        self._intake = intake
        self._leases = leases
        self._room = room
        self._outage = outage
        self._clock = clock
        self._crew = crew
        self._freed = asyncio.Event()
        self._stopped = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()

    async def run(self) -> None:
        """Receive until `stop`."""
        self._idle.clear()
        try:
            while not self._stopped.is_set():
                await self._turn()
        finally:
            self._idle.set()

    async def stop(self) -> None:
        """End the poll that is under way and receive nothing more; wait until what came is taken in."""
        self._stopped.set()
        await self._idle.wait()

    def freed(self) -> None:
        """Say that a waiting command got its turn."""
        self._freed.set()

    async def _turn(self) -> None:
        room = await self._until_room()
        if self._stopped.is_set():
            return
        receiving = self._crew.spawn(
            self._queue.receive(limit=min(_BATCH, room), wait_s=_LONG_POLL_S, visibility_timeout_s=self._leases.ask_s),
            "receive",
        )
        try:
            await self._crew.first(_ended(receiving), self._stopped.wait())
            if not receiving.done():
                return
            messages = receiving.result()
        except Exception as error:  # noqa: BLE001 - the edge of the loop: the outage logs it
            await self._crew.first(self._clock.sleep(self._outage.failed(error)), self._stopped.wait())
            return
        finally:
            receiving.cancel()
        self._outage.worked()
        if messages:
            await self._intake.take(messages)

    async def _until_room(self) -> int:
        room = self._room()
        if room > 0:
            return room
        _log.warning("Receiving pauses: too many commands wait, or the journal is full; it goes on when there is room")
        while (room := self._room()) <= 0 and not self._stopped.is_set():
            self._freed.clear()
            await self._crew.first(self._freed.wait(), self._clock.sleep(_LOOK_AGAIN_S), self._stopped.wait())
        _log.info("Receiving goes on")
        return room


async def _ended(task: asyncio.Task[object]) -> None:
    await asyncio.wait([task])
