"""The command path: everything between the two queues.

A message goes listener → intake (`judge`) → lane → execution → delivery:

1. The listener receives; a lease keeps the message hidden until it is deleted.
2. The intake judges it: refused and known ones are answered at once, the others get PROCESSING and a place in a lane.
3. The lane gives it its turn; the execution waits for PROCESSING to be accepted, checks the expiry, gets the body, has
   STARTED made durable, runs the handler and has the final answer made durable.
4. The delivery sends the answer and, once the queue accepted it, deletes the message.

`journal.py` says what must be durable before what.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import random
from collections.abc import Callable, Mapping, Sequence

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Blobs, CommandQueue
from ts_connectors._core.redaction import Secrets
from ts_connectors.models import CommandAction
from ts_connectors_api.command import Binding

from .batcher import Batcher
from .bodies import Bodies
from .crew import Crew
from .delivery import Delivery
from .execution import Execution
from .held import HeldCommand, Phase, Stop
from .intake import Intake
from .journal import Journal
from .judge import Trust
from .lanes import Lanes
from .leases import Lease, Leases
from .listener import Listener
from .logbook import Logbook
from .outages import Outage
from .responder import Responder
from .running import CommandOptions, HandlerRunner, HealthSink

__all__ = ["CommandPath"]

_TIDY_INTERVAL_S = 60.0
_LONGEST_FLUSH_S = 5.0
_log = logging.getLogger(__name__)


class CommandPath:
    """Receives commands, runs them, answers them.

    Made and used on one loop; `cancel`, `pause_work` and `resume_work` may be called from any thread.
    """

    def __init__(
        self,
        *,
        inbound: CommandQueue,
        outbound: CommandQueue,
        blobs: Blobs,
        journal: Journal,
        clock: Clock,
        target_id: str,
        bindings: Mapping[str, Binding],
        runner: HandlerRunner,
        options: CommandOptions,
        health: HealthSink,
        secrets: Secrets,
        jitter: Callable[[], float] = random.random,
    ) -> None:
        self._clock = clock
        self._journal = journal
        self._options = options
        self._health = health
        self._jitter = jitter
        self._held: dict[str, HeldCommand] = {}
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._draining: asyncio.Task[tuple[str, ...]] | None = None
        self._crew = Crew(clock)
        self._logbook = Logbook(journal, clock)
        self._answers = Batcher(outbound.send, clock=clock, outage=self._outage("answers", "AnswersNotSent"))
        self._deletes = Batcher(inbound.delete, clock=clock, outage=self._outage("deletes", "CommandsNotDeleted"))
        self._leases = Leases(inbound, clock=clock, give_up=self._give_up)
        responder = Responder(
            self._answers, blobs, clock=clock, target_id=target_id, options=options, mask=secrets.mask
        )
        self._delivery = Delivery(
            responder=responder,
            deletes=self._deletes,
            leases=self._leases,
            journal=journal,
            logbook=self._logbook,
            crew=self._crew,
            on_done=self._done,
            on_change=self._changed.set,
        )
        self._execution = Execution(
            bodies=Bodies(blobs, clock=clock, options=options),
            runner=runner,
            responder=responder,
            journal=journal,
            logbook=self._logbook,
            clock=clock,
            crew=self._crew,
            options=options,
            secrets=secrets,
            on_answered=self._delivery.deliver,
        )
        self._lanes = Lanes(
            self._execution.execute,
            max_concurrent_work=options.max_concurrent_commands,
            crew=self._crew,
            on_change=self._moved,
        )
        self._intake = Intake(
            held=self._held,
            target_id=target_id,
            bindings=bindings,
            trust=Trust(is_survivor=journal.is_survivor, returned=options.returned),
            deletes_early=inbound.url.endswith(".fifo"),
            journal=journal,
            logbook=self._logbook,
            leases=self._leases,
            lanes=self._lanes,
            responder=responder,
            delivery=self._delivery,
            clock=clock,
            crew=self._crew,
        )
        self._listener = Listener(
            inbound,
            intake=self._intake,
            leases=self._leases,
            room=self._room,
            outage=self._outage("commands", "CommandsNotReceived"),
            clock=clock,
            crew=self._crew,
        )

    async def run(self) -> None:
        """Receive and answer until `drain` or `close`; survive every outage."""
        if self._loop is None:
            self._loop = asyncio.get_running_loop()
            self._crew.keep(self._answers.run, "answers")
            self._crew.keep(self._deletes.run, "deletes")
            self._crew.keep(self._leases.run, "leases")
            self._crew.keep(self._tidy, "journal")
            await self._leases.read_timeout()
            for entry in self._journal.entries():
                self._intake.take_leftover(entry)
        await self._listener.run()

    async def drain(self, grace_s: float) -> tuple[str, ...]:
        """Stop receiving, let running commands end within `grace_s`, cancel the rest, flush the answers.

        A running Shutdown command is neither waited for nor cancelled, so its handler may call this. A second call
        waits for the same drain.

        Returns:
            The commands that were given back to the queue unstarted; the next start must name them in
            `CommandOptions.returned`.
        """
        if self._draining is None:
            self._draining = self._crew.spawn(self._drain(grace_s), "drain")
        return await asyncio.shield(self._draining)

    async def close(self, grace_s: float = 5.0) -> None:
        """Drain, flush also the answer of Shutdown within `grace_s`, end all tasks and close the journal."""
        end_s = self._clock.monotonic() + grace_s
        await self.drain(grace_s)
        await self._until(lambda: not self._lanes.inside and self._delivery.is_idle, end_s)
        await self._crew.cancel_all()
        await self._journal.close()

    def cancel(self, command_id: str) -> bool:
        """Cancel a command that waits or runs; it answers FAILURE, code CANCELLED. False: there is none such."""
        held = self._held.get(command_id)
        if held is None or self._loop is None or held.phase is Phase.ANSWERED:
            return False
        if held.action == CommandAction.CANCEL_COMMAND:
            return False  # it would cancel the very cancelling
        self._loop.call_soon_threadsafe(self._cancel, held)
        return True

    def pause_work(self, reason: str) -> None:
        """Start no further work command until every reason is resumed; control commands go on."""
        self._soon(self._lanes.work.pause, reason)

    def resume_work(self, reason: str) -> None:
        """Take one reason back."""
        self._soon(self._lanes.work.resume, reason)

    def _soon(self, function: Callable[[str], None], reason: str) -> None:
        if self._loop is None:
            function(reason)
        else:
            with contextlib.suppress(RuntimeError):  # the loop has ended, and all work with it
                self._loop.call_soon_threadsafe(function, reason)

    def _cancel(self, held: HeldCommand) -> None:
        if self._lanes.withdraw(held):
            self._crew.start(self._execution.cancelled(held), "cancel")
        else:
            held.stop(Stop.CANCELLED)

    async def _drain(self, grace_s: float) -> tuple[str, ...]:
        end_s = self._clock.monotonic() + grace_s
        await self._listener.stop()
        returned = await self._give_back(self._lanes.stop())
        await self._until(self._is_quiet, end_s - min(_LONGEST_FLUSH_S, grace_s / 5))
        for held in self._lanes.inside:
            if not held.outlives_drain:
                held.stop(Stop.INTERRUPTED)
        await self._until(lambda: self._is_quiet() and self._delivery.is_idle, end_s)
        await self._journal.commit()
        return returned

    def _is_quiet(self) -> bool:
        return all(held.outlives_drain for held in self._lanes.inside)

    async def _give_back(self, unstarted: Sequence[HeldCommand]) -> tuple[str, ...]:
        returned: list[str] = []
        leases: list[Lease] = []
        for held in unstarted:
            self._held.pop(held.command_id, None)
            leases += held.leases.values()
            if held.leases:
                returned.append(held.command_id)
        await self._leases.give_back(leases)
        if unstarted:
            _log.info(
                "The stop left %d command(s) unstarted: %d given back to the queue, %d kept in the journal",
                len(unstarted),
                len(returned),
                len(unstarted) - len(returned),
            )
        return tuple(returned)

    async def _tidy(self) -> None:
        while True:
            await self._clock.sleep(_TIDY_INTERVAL_S)
            self._journal.expire()
            await self._journal.commit()

    async def _until(self, condition: Callable[[], bool], end_s: float) -> None:
        while not condition() and (left_s := end_s - self._clock.monotonic()) > 0:
            self._changed.clear()
            await self._crew.first(self._changed.wait(), self._clock.sleep(left_s))

    async def _give_up(self, leases: Sequence[Lease]) -> None:
        await self._intake.give_up(leases)

    def _room(self) -> int:
        if self._journal.is_full:
            return 0
        most = self._options.max_waiting_commands
        return min(most - self._lanes.work.waiting, 2 * most - len(self._held))

    def _moved(self) -> None:
        self._changed.set()
        self._listener.freed()

    def _done(self, held: HeldCommand) -> None:
        self._held.pop(held.command_id, None)

    def _outage(self, name: str, code: str) -> Outage:
        return Outage(
            name,
            code=code,
            health=self._health,
            jitter=self._jitter,
            on_begin=lambda: self.pause_work(name),
            on_end=lambda: self.resume_work(name),
        )
