"""Leases of messages: hidden in the queue for as long as the connector has them."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import CommandQueue, ReceivedMessage, SendFailure
from ts_connectors.errors import PortError, TransportError

__all__ = ["FALLBACK_TIMEOUT_S", "Lease", "Leases"]

FALLBACK_TIMEOUT_S = 30
"""The visibility timeout that is asked for where the queue's own cannot be read."""
RECEIPT_LIFE_S = 12 * 3600.0
_LIFE_RESERVE_S = 300.0
_DENIED_CODES = frozenset({"AccessDenied", "AccessDeniedException", "AWS.SimpleQueueService.AccessDenied"})
_log = logging.getLogger(__name__)


@dataclass(eq=False, slots=True, kw_only=True)
class Lease:
    """One message that was received and not deleted; times are monotonic."""

    message_id: str
    receipt: str = field(repr=False)
    command_id: str
    received_s: float
    due_s: float
    """When it is to be extended."""


class Leases:
    """Extends all leases at a third of their time, ten a request.

    Leases that cannot be kept (the role may not extend them, or the receipt's 12 hours end) go to `give_up`, which
    journals and deletes them.
    """

    def __init__(
        self, queue: CommandQueue, *, clock: Clock, give_up: Callable[[Sequence[Lease]], Awaitable[None]]
    ) -> None:
        self._queue = queue
        self._clock = clock
        self._give_up = give_up
        self._leases: set[Lease] = set()
        self._changed = asyncio.Event()
        self._timeout_s = FALLBACK_TIMEOUT_S
        self._is_denied = False
        self.ask_s: int | None = FALLBACK_TIMEOUT_S
        """The visibility timeout to receive with; None: the queue's own."""

    async def read_timeout(self) -> None:
        """Ask the queue for its visibility timeout, once."""
        try:
            own_s = await self._queue.visibility_timeout_s()
        except (TransportError, PortError) as error:
            _log.info("The queue's visibility timeout cannot be read (%s); %d s are used", error, FALLBACK_TIMEOUT_S)
            return
        if own_s is not None and own_s > 0:
            self._timeout_s, self.ask_s = own_s, None

    def add(self, message: ReceivedMessage, command_id: str) -> Lease:
        """Take a message that was just received."""
        now = self._clock.monotonic()
        lease = Lease(
            message_id=message.message_id, receipt=message.receipt, command_id=command_id, received_s=now, due_s=now
        )
        self.keep(lease)
        return lease

    def keep(self, lease: Lease) -> None:
        """Keep a message hidden from now on, also one that could not be given up."""
        lease.due_s = self._clock.monotonic() + self._timeout_s / 3
        self._leases.add(lease)
        self._changed.set()

    def drop(self, lease: Lease) -> None:
        """Keep a message hidden no more; it is deleted, or comes back by itself."""
        self._leases.discard(lease)

    async def give_back(self, leases: Sequence[Lease]) -> None:
        """Make messages visible at once; where that fails they come back when their time ends."""
        for lease in leases:
            self.drop(lease)
        if not leases or self._is_denied:
            return
        try:
            await self._queue.extend([lease.receipt for lease in leases], 0)
        except (TransportError, PortError) as error:
            _log.info("%d message(s) cannot be given back at once (%s); they come back later", len(leases), error)

    async def run(self) -> None:
        """Extend for ever."""
        while True:
            if not self._leases:
                self._changed.clear()
                await self._changed.wait()
                continue
            now = self._clock.monotonic()
            due_s = min(lease.due_s for lease in self._leases)
            if due_s > now:
                await self._clock.sleep(due_s - now)
                continue
            # Those that are due soon go along, so that leases of one time stay together.
            await self._extend([lease for lease in self._leases if lease.due_s <= now + self._timeout_s / 6])

    async def _extend(self, due: Sequence[Lease]) -> None:
        now = self._clock.monotonic()
        old = [lease for lease in due if self._is_denied or now > lease.received_s + RECEIPT_LIFE_S - _LIFE_RESERVE_S]
        young = [lease for lease in due if lease not in old]
        if young:
            old += await self._extend_young(young, now)
        if old:
            for lease in old:
                self.drop(lease)
            await self._give_up(old)

    async def _extend_young(self, leases: list[Lease], now: float) -> list[Lease]:
        oldest_s = max(now - lease.received_s for lease in leases)
        timeout_s = max(1, min(self._timeout_s, int(RECEIPT_LIFE_S - oldest_s) - 1))
        for lease in leases:
            lease.due_s = min(now + timeout_s / 3, lease.received_s + RECEIPT_LIFE_S - _LIFE_RESERVE_S + 1)
        try:
            failures = await self._queue.extend([lease.receipt for lease in leases], timeout_s)
        except (TransportError, PortError) as error:
            if isinstance(error, PortError) and error.is_denied:
                return self._deny(leases)
            self._retry_soon(leases, now, str(error))
            return []
        return self._sort_out(leases, failures, now)

    def _sort_out(self, leases: list[Lease], failures: Sequence[SendFailure], now: float) -> list[Lease]:
        if any(failure.code in _DENIED_CODES for failure in failures):
            return self._deny([leases[failure.index] for failure in failures])
        for failure in failures:
            lease = leases[failure.index]
            if failure.is_sender_fault:
                _log.warning("The lease of message %s is lost (%s); it will come again", lease.message_id, failure.code)
                self.drop(lease)
            else:
                self._retry_soon([lease], now, failure.code)
        return []

    def _deny(self, leases: list[Lease]) -> list[Lease]:
        if not self._is_denied:
            _log.warning(
                "The role may not change the visibility of messages: commands that take longer than the queue's "
                "visibility timeout are journaled and their messages deleted early. Allow sqs:ChangeMessageVisibility."
            )
        self._is_denied = True
        return leases

    def _retry_soon(self, leases: list[Lease], now: float, reason: str) -> None:
        _log.info("%d lease(s) could not be extended (%s); it is tried again", len(leases), reason)
        for lease in leases:
            lease.due_s = now + max(1.0, self._timeout_s / 10)
