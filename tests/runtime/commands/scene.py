"""A command path over fakes: two queues, handlers that wait for the test, a moved clock, a journal of choice."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from ts_connectors._core.redaction import Secrets
from ts_connectors._runtime.command_path import CommandPath
from ts_connectors._runtime.journal import Journal, MemoryJournal
from ts_connectors._runtime.running import CommandOptions, RunningCommand
from ts_connectors._runtime.sqlite_journal import SqliteJournal, open_journal
from ts_connectors.errors import InvalidResultError
from ts_connectors.models import CommandAction, HealthStatus
from ts_connectors.testing.blobs import FakeBlobs
from ts_connectors.testing.clock import ManualClock
from ts_connectors.testing.queues import CuttableQueue, FakeQueue, QueuedMessage
from ts_connectors_api.command import Binding, CommandContext, Lane

TARGET = "connector-1"
WORK = "TetraScience.Connector.Test.Work"
REPEATABLE = "TetraScience.Connector.Test.Repeatable"
STANDARD_URL = "https://sqs.test/1/commands"
FIFO_URL = "https://sqs.test/1/commands.fifo"

Handler = Callable[[object, CommandContext], Awaitable[object]]


@dataclass(frozen=True, kw_only=True)
class ABinding:
    """A binding that passes the body and the context on, and takes an object or nothing as result."""

    action: str
    function: Callable[..., Any]
    lane: Lane = Lane.WORK
    timeout_s: float | None = None
    is_repeatable: bool = False
    check: Callable[[object], None] = lambda body: None

    def arguments(self, body: object, context: CommandContext) -> tuple[Any, ...]:
        self.check(body)
        return body, context

    def encode(self, result: object) -> Mapping[str, object] | None:
        if result is None or isinstance(result, dict):
            return result
        raise InvalidResultError(f"{self.action} returned {type(result).__name__}", action=self.action)


class DirectRunner:
    """Runs coroutine handlers on the path's own loop."""

    async def run(self, function: Callable[..., Any], arguments: tuple[Any, ...], *, context: RunningCommand) -> object:
        return await function(*arguments)


@dataclass
class HealthLog:
    """What was reported, by source."""

    reported: dict[str, tuple[HealthStatus, str | None]] = field(default_factory=dict)
    history: list[tuple[str, HealthStatus | None]] = field(default_factory=list)

    def report(self, source: str, status: HealthStatus, code: str | None) -> None:
        self.reported[source] = (status, code)
        self.history.append((source, status))

    def clear(self, source: str) -> None:
        self.reported.pop(source, None)
        self.history.append((source, None))


class Handlers:
    """Handlers that note their runs; those of held commands wait until `release`."""

    def __init__(self) -> None:
        self.runs: list[str] = []
        self.attempts: list[int] = []
        self.bodies: list[object] = []
        self.ended: list[str] = []
        self.cancelled: list[str] = []
        self._gates: dict[str, asyncio.Event] = {}

    def hold(self, *command_ids: str) -> None:
        """Let the handlers of these commands wait."""
        self._gates |= {command_id: asyncio.Event() for command_id in command_ids}

    def release(self, command_id: str) -> None:
        """Let a handler return."""
        self._gates[command_id].set()

    async def work(self, body: object, context: CommandContext) -> object:
        self.runs.append(context.command_id)
        self.attempts.append(context.attempt)
        self.bodies.append(body)
        try:
            if (gate := self._gates.get(context.command_id)) is not None:
                await gate.wait()
        except asyncio.CancelledError:
            self.cancelled.append(context.command_id)
            raise
        self.ended.append(context.command_id)
        return {"did": context.command_id}


def _never_written(changes: object) -> None:
    raise OSError("the process is gone")


class Scene:
    """What one test sees. A restart builds a second path over the same queues and the journal's files."""

    def __init__(self, *, is_fifo: bool = False, state_dir: Path | None = None) -> None:
        self.clock = ManualClock()
        self.inbound = FakeQueue(FIFO_URL if is_fifo else STANDARD_URL, self.clock)
        self.outbound = FakeQueue("https://sqs.test/1/answers", self.clock)
        self.blobs = FakeBlobs()
        self.health = HealthLog()
        self.handlers = Handlers()
        self.options = CommandOptions()
        self.secrets = Secrets()
        self.state_dir = state_dir
        self.bindings: dict[str, Binding] = {}
        self.bind(WORK, self.handlers.work)
        self.bind(REPEATABLE, self.handlers.work, is_repeatable=True)
        for action in (CommandAction.START, CommandAction.STOP, CommandAction.UPDATE_CONFIG, CommandAction.SHUTDOWN):
            self.bind(action, self.handlers.work, lane=Lane.CONTROL)
        for action in (CommandAction.VALIDATE_CONFIG, CommandAction.LIST_CUSTOM_COMMANDS):
            self.bind(action, self.handlers.work, lane=Lane.CONTROL)
        self.journal: Journal = MemoryJournal(self.clock)
        self._connections: list[CuttableQueue] = []
        self._running: asyncio.Task[None] | None = None
        self._killed: list[Journal] = []
        self._generation = 0
        self.path: CommandPath

    def bind(self, action: str, function: Callable[..., Any], **rules: Any) -> None:
        """Bind a handler."""
        self.bindings[action] = ABinding(action=action, function=function, **rules)

    async def start(self) -> None:
        """Start the connector's command path, as a new process would, and let it come to rest."""
        await self.begin()
        await self.clock.settle()

    async def begin(self) -> None:
        """Start the command path; not a turn has passed when this returns."""
        if self.state_dir is None:
            self.journal = MemoryJournal(self.clock)
        else:
            self.journal = await open_journal(self.state_dir, clock=self.clock)
            self.clock.stand_still_while(lambda: self._is_writing())
        self._connections = [CuttableQueue(self.inbound), CuttableQueue(self.outbound)]
        self.path = CommandPath(
            inbound=self._connections[0],
            outbound=self._connections[1],
            blobs=self.blobs,
            journal=self.journal,
            clock=self.clock,
            target_id=TARGET,
            bindings=self.bindings,
            runner=DirectRunner(),
            options=self.options,
            health=self.health,
            secrets=self.secrets,
            jitter=lambda: 1.0,
        )
        self._running = asyncio.get_running_loop().create_task(self.path.run())

    def _is_writing(self) -> bool:
        writing: asyncio.Task[bool] | None = getattr(self.journal, "_writing", None)
        return writing is not None and not writing.done()

    async def kill(self) -> None:
        """End the process as SIGKILL does: nothing more leaves it, and only what is on the disk survives."""
        for connection in self._connections:
            connection.cut()
        if isinstance(self.journal, SqliteJournal):
            # The transaction that is being written ends, as the disk would end it; no other one begins.
            self.journal._file.write = _never_written  # type: ignore[method-assign]
            await asyncio.get_running_loop().run_in_executor(self.journal._executor, lambda: None)
        if self.state_dir is not None:
            self._generation += 1
            survived = self.state_dir.with_name(f"state-{self._generation}")
            shutil.copytree(self.state_dir, survived)
            self.state_dir = survived
        self._killed.append(self.journal)
        await self._end()

    async def stop(self, grace_s: float = 25.0) -> tuple[str, ...]:
        """Stop in order and return what was given back."""
        draining = asyncio.get_running_loop().create_task(self.path.drain(grace_s))
        await self.clock.until(draining.done, within_s=grace_s + 1)
        await self._end()
        return draining.result()

    async def end(self) -> None:
        """Tidy up after the test."""
        if self._running is not None:
            await self._end()
        for journal in self._killed:
            await journal.close()

    async def _end(self) -> None:
        assert self._running is not None
        self._running.cancel()
        await asyncio.wait([self._running])
        self._running = None
        await self.path._crew.cancel_all()
        if self.journal not in self._killed:
            await self.journal.close()

    def send(self, command_id: str, action: str = WORK, *, receive_count: int = 0, **fields: Any) -> QueuedMessage:
        """Put a command into the inbound queue; `expires_in_s` sets expiresAt."""
        if "expires_in_s" in fields:
            fields["expiresAt"] = (self.clock.now() + timedelta(seconds=fields.pop("expires_in_s"))).isoformat()
        message = {"commandId": command_id, "targetId": TARGET, "action": action, **fields}
        return self.inbound.put(json.dumps(message), receive_count=receive_count)

    def answers(self, command_id: str) -> list[dict[str, Any]]:
        """All that was sent for a command, in order."""
        return [answer for answer in map(json.loads, self.outbound.sent) if answer["commandId"] == command_id]

    def statuses(self, command_id: str) -> list[str]:
        """The statuses of `answers`."""
        return [answer["status"] for answer in self.answers(command_id)]

    def finals(self, command_id: str) -> list[dict[str, Any]]:
        """The final answers."""
        return [answer for answer in self.answers(command_id) if answer["status"] != "PROCESSING"]

    def final(self, command_id: str) -> dict[str, Any]:
        """The one final answer."""
        (answer,) = self.finals(command_id)
        return answer

    async def final_of(self, command_id: str, *, within_s: float = 1.0) -> dict[str, Any]:
        """Wait for the first final answer and return it."""
        await self.clock.until(lambda: self.finals(command_id), within_s=within_s)
        return self.finals(command_id)[0]

    async def until_gone(self, *, within_s: float = 1.0) -> None:
        """Wait until the inbound queue is empty and the journal at rest."""
        await self.clock.until(lambda: not self.inbound.remaining, within_s=within_s)
        await self.journal.commit()
        await self.clock.settle()
