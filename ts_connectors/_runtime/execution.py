"""One command from its turn in the lane to its final answer."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from datetime import datetime
from typing import Any

from ts_connectors._core.clock import Clock
from ts_connectors._core.log_context import log_fields
from ts_connectors._core.redaction import Secrets
from ts_connectors.errors import CommandError, UnknownCommandError
from ts_connectors.models import CommandStatus
from ts_connectors_api.command import running_command
from ts_connectors_api.secrecy import secret_values

from . import verdicts
from .bodies import Bodies
from .crew import Crew
from .held import HeldCommand, Phase, Stop, Stopped
from .journal import Journal
from .judge import deadline_of, judge_start
from .logbook import Logbook
from .progress import Progress
from .responder import Responder
from .running import CommandOptions, HandlerRunner, RunningCommand
from .verdicts import Verdict, verdict_of

__all__ = ["Execution"]

_log = logging.getLogger(__name__)


class Execution:
    """Runs commands; what it decides is in the journal before `on_answered` is called with it."""

    def __init__(
        self,
        *,
        bodies: Bodies,
        runner: HandlerRunner,
        responder: Responder,
        journal: Journal,
        logbook: Logbook,
        clock: Clock,
        crew: Crew,
        options: CommandOptions,
        secrets: Secrets,
        on_answered: Callable[[HeldCommand, str], None],
    ) -> None:
        self._bodies = bodies
        self._runner = runner
        self._responder = responder
        self._journal = journal
        self._logbook = logbook
        self._clock = clock
        self._crew = crew
        self._options = options
        self._secrets = secrets
        self._on_answered = on_answered

    async def execute(self, held: HeldCommand) -> None:
        """Run a command whose turn has come, and answer it; one that is given back unstarted gets no answer."""
        with log_fields(commandId=held.command_id, action=held.action):
            try:
                verdict = await self._verdict(held)
            except Stopped as stopped:
                if stopped.reason is Stop.RETURNED:
                    return
                verdict = _given_up(stopped.reason)
            except Exception as error:  # noqa: BLE001 - whatever happens, the sender gets an answer
                _log.exception("The command %s could not be run", held.action)
                verdict = verdict_of(error, action=held.action)
            await self.answer(held, verdict)

    async def cancelled(self, held: HeldCommand) -> None:
        """Answer a command that was cancelled before its turn."""
        with log_fields(commandId=held.command_id, action=held.action):
            await self.answer(held, _given_up(Stop.CANCELLED))

    async def answer(self, held: HeldCommand, verdict: Verdict) -> None:
        """Write the final answer, make it durable and hand it over."""
        held.phase = Phase.ANSWERED
        written = await self._responder.write(held.command_id, verdict, upload_url=held.request.upload_url)
        self._logbook.answered(held.command_id, held.action, written.text, result=written.lost_result)
        await self._journal.commit()
        self._log_end(held, written.status)
        self._on_answered(held, written.text)

    async def _verdict(self, held: HeldCommand) -> Verdict:
        prepared = await held.unless_stopped(self._prepare(held), self._crew)
        held.check()  # what is given back gets no answer, not even a refusal
        if isinstance(prepared, Verdict):
            return prepared
        running, arguments, progress = prepared
        self._logbook.started(held)
        await self._journal.commit()
        try:
            held.check()
        except Stopped:
            self._logbook.not_started(held)
            raise
        held.phase = Phase.RUNNING
        held.running = running
        held.began_s = self._clock.monotonic()
        try:
            return await self._run(held, running, arguments)
        finally:
            await progress.close()

    async def _prepare(self, held: HeldCommand) -> Verdict | tuple[RunningCommand, tuple[Any, ...], Progress]:
        await held.announced.wait()
        if (refusal := judge_start(held.request, attempt=held.attempt, now=self._clock.now())) is not None:
            return refusal
        try:
            body = await self._bodies.of(held.request)
            deadline = deadline_of(
                held.binding, held.request, hook_timeout_s=self._options.hook_timeout_s, now=self._clock.now()
            )
            progress = Progress(
                answers=self._responder.batcher,
                encode=lambda fraction, note: self._responder.processing(held.command_id, (fraction, note)),
                clock=self._clock,
                crew=self._crew,
            )
            running = self._running(held, deadline, progress)
            arguments = held.binding.arguments(body, running)
            # From here on no log line and no answer shows what the catalog marks secret.
            self._secrets.add(*secret_values(arguments))
            return running, arguments, progress
        except Exception as error:  # noqa: BLE001 - a body that cannot be had or read is an answer
            return verdict_of(error, action=held.action)

    async def _run(self, held: HeldCommand, running: RunningCommand, arguments: tuple[Any, ...]) -> Verdict:
        timeout_s = None if running.deadline is None else (running.deadline - self._clock.now()).total_seconds()
        _log.info("Command %s begins, attempt %d", held.action, held.attempt)
        call = self._crew.spawn(self._call(held, running, arguments), f"handler {held.action}")
        try:
            await held.unless_stopped(self._until(call, timeout_s), self._crew)
        except Stopped as stopped:
            verdict = _given_up(stopped.reason)
        else:
            if call.done():
                return call.result()
            verdict = verdicts.failure(f"The command did not end within {timeout_s:g} s", verdicts.TIMEOUT)
        if call.done():
            return call.result()
        running.cancel()
        call.cancel()
        return verdict

    async def _until(self, call: asyncio.Task[Verdict], timeout_s: float | None) -> None:
        timer = None if timeout_s is None else self._crew.spawn(self._clock.sleep(timeout_s), "deadline")
        try:
            await asyncio.wait([call] if timer is None else [call, timer], return_when=asyncio.FIRST_COMPLETED)
        finally:
            if timer is not None:
                timer.cancel()

    async def _call(self, held: HeldCommand, running: RunningCommand, arguments: tuple[Any, ...]) -> Verdict:
        try:
            with running_command(running):
                result = await self._runner.run(held.binding.function, arguments, context=running)
            return Verdict(status=CommandStatus.SUCCESS, body=held.binding.encode(result))
        except asyncio.CancelledError:
            if running.is_cancelled:
                raise
            return verdicts.failure("The handler was cancelled by the connector's own code")
        except (SystemExit, KeyboardInterrupt) as leaving:
            return verdicts.failure(f"The handler raised {type(leaving).__name__}; it must return or raise an error")
        except Exception as error:  # noqa: BLE001 - what a handler raises is the command's answer
            refuses = isinstance(error, CommandError | UnknownCommandError)
            _log.warning("The handler of %s failed", held.action, exc_info=None if refuses else error)
            return verdict_of(error, action=held.action)

    def _running(self, held: HeldCommand, deadline: datetime | None, progress: Progress) -> RunningCommand:
        return RunningCommand(
            command_id=held.command_id,
            action=held.action,
            attempt=held.attempt,
            deadline=deadline,
            report=progress.report,
        )

    def _log_end(self, held: HeldCommand, status: CommandStatus) -> None:
        duration_s = self._clock.monotonic() - held.began_s
        _log.info(
            "Command %s ends: %s after %.3f s",
            held.action,
            status,
            duration_s,
            extra={
                "commandId": held.command_id,
                "action": held.action,
                "status": status.value,
                "durationS": round(duration_s, 3),
            },
        )


def _given_up(reason: Stop) -> Verdict:
    if reason is Stop.CANCELLED:
        return verdicts.failure("The command was cancelled", verdicts.CANCELLED)
    return verdicts.failure("The connector stopped before the command had ended", verdicts.INTERRUPTED)
