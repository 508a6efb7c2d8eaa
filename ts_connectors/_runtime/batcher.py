"""Single entries to a batch call of a queue: gathered, sent, and sent again until the queue takes them."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import SendFailure

from .outages import Outage

__all__ = ["Batcher", "Posted"]

BATCH = 10
LINGER_S = 0.005
"""How long a batch is gathered while there is traffic; an entry that comes alone goes at once."""


@dataclass(eq=False, slots=True)
class Posted:
    """An entry on its way. Its `outcome` is None once the queue took it, else why it never will."""

    text: str = field(repr=False)
    outcome: asyncio.Future[SendFailure | None]
    is_droppable: bool = False
    """Given up at the first failure."""
    is_under_way: bool = False
    """Part of a request whose reply has not come."""


class Batcher:
    """Sends one request at a time; what comes meanwhile goes with the next one."""

    def __init__(
        self, call: Callable[[Sequence[str]], Awaitable[Sequence[SendFailure]]], *, clock: Clock, outage: Outage
    ) -> None:
        self._call = call
        self._clock = clock
        self._outage = outage
        self._waiting: deque[Posted] = deque()
        self._arrived = asyncio.Event()
        self._linger_until_s = float("-inf")

    def post(self, text: str, *, is_droppable: bool = False) -> Posted:
        """Hand an entry over; await its `outcome`."""
        posted = Posted(text, asyncio.get_running_loop().create_future(), is_droppable)
        self._waiting.append(posted)
        self._arrived.set()
        return posted

    async def put(self, text: str) -> SendFailure | None:
        """Hand an entry over and wait until it was accepted; return why it never will be."""
        return await self.post(text).outcome

    async def withdraw(self, posted: Posted) -> None:
        """Take back an entry that is not on its way; for one that is, wait until it arrived or failed."""
        if posted.is_under_way:
            await asyncio.wait([posted.outcome])
        elif not posted.outcome.done():
            posted.outcome.cancel()

    async def run(self) -> None:
        """Send for ever."""
        while True:
            await self._arrived.wait()
            # One turn: what is handed over at the same moment goes along.
            await self._clock.sleep(LINGER_S if self._clock.monotonic() < self._linger_until_s else 0)
            batch = self._take()
            if batch:
                wait_s = await self._send(batch)
                if len(batch) > 1:
                    self._linger_until_s = self._clock.monotonic() + LINGER_S
                if wait_s:
                    await self._clock.sleep(wait_s)

    def _take(self) -> list[Posted]:
        batch: list[Posted] = []
        while self._waiting and len(batch) < BATCH:
            posted = self._waiting.popleft()
            if not posted.outcome.done():
                batch.append(posted)
        if not self._waiting:
            self._arrived.clear()
        return batch

    async def _send(self, batch: list[Posted]) -> float:
        for posted in batch:
            posted.is_under_way = True
        try:
            failures = await self._call([posted.text for posted in batch])
        except Exception as error:  # noqa: BLE001 - the edge of the loop: the outage logs it, the entries go again
            self._again(batch, SendFailure(index=0, code="unreachable", message=str(error), is_sender_fault=False))
            return self._outage.failed(error)
        finally:
            for posted in batch:
                posted.is_under_way = False
        refused = {failure.index: failure for failure in failures}
        for index, posted in enumerate(batch):
            failure = refused.get(index)
            if failure is None or failure.is_sender_fault:
                _resolve(posted, failure)
            else:
                self._again([posted], failure)
        if any(not failure.is_sender_fault for failure in failures):
            return self._outage.failed(_Refused(f"{len(failures)} of {len(batch)} entries, {failures[0].code}"))
        self._outage.worked()
        return 0.0

    def _again(self, batch: list[Posted], failure: SendFailure) -> None:
        for posted in batch:
            if posted.is_droppable:
                _resolve(posted, failure)
            elif not posted.outcome.done():
                self._waiting.append(posted)
                self._arrived.set()


class _Refused(Exception):
    """Entries of a batch were refused for a reason that passes."""


def _resolve(posted: Posted, failure: SendFailure | None) -> None:
    if not posted.outcome.done():
        posted.outcome.set_result(failure)
