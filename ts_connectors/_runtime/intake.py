"""From messages to what is done about them."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import ReceivedMessage
from ts_connectors_api.command import Binding

from .crew import Crew
from .delivery import Delivery
from .held import HeldCommand
from .journal import Entry, Journal
from .judge import Duplicate, Interrupt, Refuse, Rerun, Resend, Run, Trust, judge, judge_leftover
from .lanes import Lanes
from .leases import Lease, Leases
from .logbook import Logbook
from .messages import BadMessage, Request, UnnamedMessage, read_request
from .responder import Responder
from .verdicts import Verdict

__all__ = ["Intake"]

_log = logging.getLogger(__name__)


class Intake:
    """Takes messages in: answers, queues or recognises each, and journals those whose message must go early."""

    def __init__(
        self,
        *,
        held: dict[str, HeldCommand],
        target_id: str,
        bindings: Mapping[str, Binding],
        trust: Trust,
        deletes_early: bool,
        journal: Journal,
        logbook: Logbook,
        leases: Leases,
        lanes: Lanes,
        responder: Responder,
        delivery: Delivery,
        clock: Clock,
        crew: Crew,
    ) -> None:
        self._held = held
        self._target_id = target_id
        self._bindings = bindings
        self._trust = trust
        self._deletes_early = deletes_early
        self._journal = journal
        self._logbook = logbook
        self._leases = leases
        self._lanes = lanes
        self._responder = responder
        self._delivery = delivery
        self._clock = clock
        self._crew = crew

    async def take(self, messages: Sequence[ReceivedMessage]) -> None:
        """Take received messages in; those of a FIFO queue are deleted as soon as they are in the journal."""
        early = self._deletes_early and self._journal.is_durable
        taken = [self._take(message, deletes_early=early) for message in messages]
        if early:
            await self.give_up(taken)

    def take_leftover(self, entry: Entry) -> None:
        """Take up what an earlier process left in the journal."""
        match judge_leftover(entry):
            case Resend(answer=answer):
                self._delivery.settle(entry.command_id, answer, ())
            case Interrupt(verdict=verdict):
                self._refuse(entry.command_id, entry.action, verdict, ())
            case Rerun(request=text):
                request = read_request(text)
                if not isinstance(request, UnnamedMessage):
                    self._act(request, text, receive_count=1, lease=None, deletes_early=True)
            case _:
                pass

    async def give_up(self, leases: Sequence[Lease]) -> None:
        """Journal commands whose messages cannot stay in the queue, then delete the messages.

        While the journal cannot be written the messages stay: they come again, and are recognised.
        """
        parted: list[tuple[HeldCommand, Lease]] = []
        for lease in leases:
            held = self._held.get(lease.command_id)
            if held is not None and held.leases.get(lease.message_id) is lease:
                del held.leases[lease.message_id]
                parted.append((held, lease))
        for held, _ in parted:
            self._logbook.accepted(held)
        if await self._journal.commit():
            for lease in leases:
                if lease.command_id not in self._held:
                    self._logbook.message_gone(lease.command_id)
            self._delivery.delete(leases)
            return
        for lease in leases:
            self._leases.drop(lease)
        for held, lease in parted:
            self._leases.keep(lease)
            held.leases[lease.message_id] = lease
            self._logbook.accepted(held)

    def _take(self, message: ReceivedMessage, *, deletes_early: bool) -> Lease:
        request = read_request(message.body)
        if isinstance(request, UnnamedMessage):
            _log.error(
                "Message %s of %d bytes has no commandId and is deleted unanswered: %s",
                message.message_id,
                request.size_bytes,
                request.problem,
            )
            lease = self._leases.add(message, "")
            if not deletes_early:
                self._delivery.delete([lease])
            return lease
        lease = self._leases.add(message, request.command_id)
        self._act(request, message.body, receive_count=message.receive_count, lease=lease, deletes_early=deletes_early)
        return lease

    def _act(
        self, request: Request | BadMessage, text: str, *, receive_count: int, lease: Lease | None, deletes_early: bool
    ) -> None:
        command_id = request.command_id
        decision = judge(
            request,
            target_id=self._target_id,
            bindings=self._bindings,
            entry=self._journal.find(command_id),
            is_live=command_id in self._held,
            receive_count=receive_count,
            trust=self._trust,
            now=self._clock.now(),
        )
        leases = () if lease is None or deletes_early else (lease,)
        match decision:
            case Duplicate(answer=None):
                self._join(self._held[command_id], lease)
            case Duplicate(answer=str() as answer):
                _log.info("Command %s came again; its answer is sent again", command_id)
                self._logbook.seen_again(command_id)
                self._delivery.settle(command_id, answer, leases)
            case Refuse(verdict=verdict):
                self._refuse(command_id, request.action, verdict, leases)
            case Run(binding=binding, attempt=attempt) if isinstance(request, Request):
                held = HeldCommand(
                    request,
                    text=text,
                    binding=binding,
                    attempt=attempt,
                    received_at=self._clock.now(),
                    began_s=self._clock.monotonic(),
                )
                self._join(held, lease)
                self._start(held)
            case _:
                raise AssertionError("only a request is run")

    def _refuse(self, command_id: str, action: str, verdict: Verdict, leases: Sequence[Lease]) -> None:
        written = self._responder.written(command_id, verdict)
        body = verdict.body or {}
        _log.warning(
            "Command %s ends without running: %s, %s",
            action[:200],
            written.status,
            body.get("code", "expired"),
            extra={"commandId": command_id, "action": action, "status": written.status.value, "durationS": 0.0},
        )
        self._logbook.answered(command_id, action, written.text)
        self._delivery.settle(command_id, written.text, leases)

    def _start(self, held: HeldCommand) -> None:
        self._held[held.command_id] = held
        self._crew.start(self._announce(held), "processing")
        self._lanes.add(held)

    async def _announce(self, held: HeldCommand) -> None:
        failure = await self._responder.send(self._responder.processing(held.command_id))
        if failure is not None:
            _log.error("PROCESSING of %s is refused by its queue (%s)", held.action, failure.code)
        held.announced.set()

    def _join(self, held: HeldCommand, lease: Lease | None) -> None:
        if lease is None:
            return
        if (older := held.leases.get(lease.message_id)) is not None:
            self._leases.drop(older)  # the same message: only its newest receipt counts
        held.leases[lease.message_id] = lease
