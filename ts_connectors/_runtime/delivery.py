"""From a durable final answer to a deleted message."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

from ts_connectors._core.ports import SendFailure

from . import verdicts
from .batcher import Batcher
from .crew import Crew
from .held import HeldCommand
from .journal import Journal
from .leases import Lease, Leases
from .logbook import Logbook
from .responder import Responder

__all__ = ["Delivery"]

_REFUSED_BY_QUEUE = "ANSWER_REFUSED"
_log = logging.getLogger(__name__)


class Delivery:
    """Sends final answers, and deletes messages once their answer was accepted."""

    def __init__(
        self,
        *,
        responder: Responder,
        deletes: Batcher,
        leases: Leases,
        journal: Journal,
        logbook: Logbook,
        crew: Crew,
        on_done: Callable[[HeldCommand], None],
        on_change: Callable[[], None],
    ) -> None:
        self._responder = responder
        self._deletes = deletes
        self._leases = leases
        self._journal = journal
        self._logbook = logbook
        self._crew = crew
        self._on_done = on_done
        self._on_change = on_change
        self._open = 0

    @property
    def is_idle(self) -> bool:
        """Whether every answer was accepted and every message of an answered command is gone."""
        return self._open == 0

    def deliver(self, held: HeldCommand, answer: str) -> None:
        """Send the answer of a command of this process; its entry is durable."""
        self._begin(lambda: self._deliver(held, answer))

    def settle(self, command_id: str, answer: str, leases: Sequence[Lease]) -> None:
        """Make an answer durable, send it and delete its messages: refusals, and answers of the journal."""
        self._begin(lambda: self._settle(command_id, answer, leases))

    def delete(self, leases: Sequence[Lease]) -> None:
        """Delete messages that need no answer any more."""
        self._begin(lambda: self._delete(leases))

    def _begin(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._open += 1
        self._crew.start(self._counted(work), "delivery")

    async def _counted(self, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        try:
            await work()
        finally:
            self._open -= 1
            self._on_change()

    async def _deliver(self, held: HeldCommand, answer: str) -> None:
        await held.announced.wait()
        if (failure := await self._responder.send(answer)) is not None and not await self._replace(held, failure):
            # The messages stay: when they come again, the answer of the journal is tried again.
            for lease in held.leases.values():
                self._leases.drop(lease)
            self._on_done(held)
            return
        self._logbook.sent(held.command_id)
        while held.leases:  # a copy may come while the others are being deleted
            leases = list(held.leases.values())
            held.leases.clear()
            await self._delete(leases)
        self._logbook.message_gone(held.command_id)
        self._on_done(held)
        await self._journal.commit()

    async def _settle(self, command_id: str, answer: str, leases: Sequence[Lease]) -> None:
        await self._journal.commit()
        if (failure := await self._responder.send(answer)) is not None:
            _log.error("The answer of command %s is refused by its queue (%s)", command_id, failure.code)
            for lease in leases:
                self._leases.drop(lease)
            return
        self._logbook.sent(command_id)
        if leases:
            await self._delete(leases)
            self._logbook.message_gone(command_id)
        await self._journal.commit()

    async def _replace(self, held: HeldCommand, failure: SendFailure) -> bool:
        _log.error(
            "The answer of %s is refused by its queue (%s); a FAILURE takes its place", held.action, failure.code
        )
        verdict = verdicts.failure(f"The queue of answers refused the answer: {failure.code}", _REFUSED_BY_QUEUE)
        written = self._responder.written(held.command_id, verdict)
        self._logbook.answered(held.command_id, held.action, written.text)
        await self._journal.commit()
        return await self._responder.send(written.text) is None

    async def _delete(self, leases: Sequence[Lease]) -> None:
        posted = [self._deletes.post(lease.receipt) for lease in leases]
        for lease, deletion in zip(leases, posted, strict=True):
            if (failure := await deletion.outcome) is not None:
                _log.warning("Message %s cannot be deleted (%s); it will come again", lease.message_id, failure.code)
            self._leases.drop(lease)
