"""Sends commands through the command service and waits for their answers, blocking or on an event loop."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Protocol, TypeVar

from ts_connectors_api.command_service.models import CommandDto
from ts_connectors_api.command_service.requests import CreateCommandRequest

from .command import Command
from .models import MISSING
from .sending import Create, Look, Payload, Progress, Sending, SendOptions, Step, Wait, send, submit, wait_for
from .transport import AsyncTransport, Transport

__all__ = [
    "AsyncCommandSender",
    "AsyncCommandService",
    "CommandSender",
    "CommandService",
    "Progress",
    "SendOptions",
    "given",
]

Q = TypeVar("Q")
R = TypeVar("R")
T = TypeVar("T")


def utc_now() -> datetime:
    """Return the time of the system's clock."""
    return datetime.fromtimestamp(time.time(), tz=UTC)


def given(always: Mapping[str, object], when_set: Mapping[str, object]) -> dict[str, object]:
    """Return the fields of a payload: those of `when_set` only where they are not None; MISSING is never sent."""
    fields = {**always, **{name: value for name, value in when_set.items() if value is not None}}
    return {name: value for name, value in fields.items() if value is not MISSING}


class CommandsGroup(Protocol):
    """What a blocking sender calls of the command service."""

    def create(self, body: CreateCommandRequest) -> CommandDto:
        """Create a command."""
        ...

    def get(self, id: str) -> CommandDto:
        """Read a command."""
        ...


class CommandService(Protocol):
    """The generated `CommandServiceClient`, or what stands in for it."""

    @property
    def commands(self) -> CommandsGroup:
        """Its operations."""
        ...

    @property
    def transport(self) -> Transport:
        """Whose `sleep` passes the time between two looks."""
        ...


class AsyncCommandsGroup(Protocol):
    """What an asynchronous sender calls of the command service."""

    async def create(self, body: CreateCommandRequest) -> CommandDto:
        """Create a command."""
        ...

    async def get(self, id: str) -> CommandDto:
        """Read a command."""
        ...


class AsyncCommandService(Protocol):
    """The generated `AsyncCommandServiceClient`, or what stands in for it."""

    @property
    def commands(self) -> AsyncCommandsGroup:
        """Its operations."""
        ...

    @property
    def transport(self) -> AsyncTransport:
        """Whose `sleep` passes the time between two looks."""
        ...


class CommandSender:
    """Base of the generated blocking senders: commands for one connector.

    Args:
        service: the command service.
        target_id: id of the connector.
        now: the clock.
    """

    def __init__(self, service: CommandService, target_id: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self.target_id = target_id
        self._service = service
        self._now = now

    def send_command(
        self,
        command: Command[Q, R],
        payload: Payload[Q] = None,
        options: SendOptions | None = None,
    ) -> R:
        """Send a command and return its answer.

        Interrupting the call does not cancel the command.

        Raises:
            InvalidBodyError: the payload does not fit; nothing was sent.
            CommandFailed: the connector tried in vain; `code` may tell why.
            CommandRejected: it was not run; `status` and `code` tell why.
            CommandTimeout: no final answer came in time; the command may still run.
            InvalidResultError: the answer does not fit the catalog.
            ApiError: the service refused the command.
            TransportError: no answer came to its creation; it may have been created all the same.
        """
        flow = send(command, self.target_id, payload, options or SendOptions(), self._now)
        return self._drive(flow)

    def submit_command(
        self,
        command: Command[Q, Any],
        payload: Payload[Q] = None,
        options: SendOptions | None = None,
    ) -> str:
        """Send a command and return its id at once, for `wait_for_command`; raises what sending raises."""
        flow = submit(command, self.target_id, payload, options or SendOptions(), self._now)
        return self._drive(flow)

    def wait_for_command(self, command: Command[Any, R], command_id: str, options: SendOptions | None = None) -> R:
        """Return the answer of a command that was sent before; raises what `send_command` raises."""
        flow = wait_for(command, command_id, options or SendOptions(), self._now)
        return self._drive(flow)

    def _drive(self, flow: Sending[T]) -> T:
        try:
            step = next(flow)
            while True:
                try:
                    state = self._take(step)
                except Exception as failure:  # noqa: BLE001 - thrown into the flow, whose affair it is
                    step = flow.throw(failure)
                else:
                    step = flow.send(state)
        except StopIteration as done:
            result: T = done.value
            return result

    def _take(self, step: Step) -> CommandDto | None:
        match step:
            case Create():
                return self._service.commands.create(step.request)
            case Look():
                return self._service.commands.get(step.command_id)
            case Wait():
                self._service.transport.sleep(step.seconds)
                return None


class AsyncCommandSender:
    """Base of the generated asynchronous senders: commands for one connector.

    Args:
        service: the command service.
        target_id: id of the connector.
        now: the clock.
    """

    def __init__(self, service: AsyncCommandService, target_id: str, *, now: Callable[[], datetime] = utc_now) -> None:
        self.target_id = target_id
        self._service = service
        self._now = now

    async def send_command(
        self,
        command: Command[Q, R],
        payload: Payload[Q] = None,
        options: SendOptions | None = None,
    ) -> R:
        """Send a command and return its answer.

        Cancelling the call does not cancel the command.

        Raises:
            InvalidBodyError: the payload does not fit; nothing was sent.
            CommandFailed: the connector tried in vain; `code` may tell why.
            CommandRejected: it was not run; `status` and `code` tell why.
            CommandTimeout: no final answer came in time; the command may still run.
            InvalidResultError: the answer does not fit the catalog.
            ApiError: the service refused the command.
            TransportError: no answer came to its creation; it may have been created all the same.
        """
        flow = send(command, self.target_id, payload, options or SendOptions(), self._now)
        return await self._drive(flow)

    async def submit_command(
        self,
        command: Command[Q, Any],
        payload: Payload[Q] = None,
        options: SendOptions | None = None,
    ) -> str:
        """Send a command and return its id at once, for `wait_for_command`; raises what sending raises."""
        flow = submit(command, self.target_id, payload, options or SendOptions(), self._now)
        return await self._drive(flow)

    async def wait_for_command(
        self, command: Command[Any, R], command_id: str, options: SendOptions | None = None
    ) -> R:
        """Return the answer of a command that was sent before; raises what `send_command` raises."""
        flow = wait_for(command, command_id, options or SendOptions(), self._now)
        return await self._drive(flow)

    async def _drive(self, flow: Sending[T]) -> T:
        try:
            step = next(flow)
            while True:
                try:
                    state = await self._take(step)
                except Exception as failure:  # noqa: BLE001 - thrown into the flow, whose affair it is
                    step = flow.throw(failure)
                else:
                    step = flow.send(state)
        except StopIteration as done:
            result: T = done.value
            return result

    async def _take(self, step: Step) -> CommandDto | None:
        match step:
            case Create():
                return await self._service.commands.create(step.request)
            case Look():
                return await self._service.commands.get(step.command_id)
            case Wait():
                await self._service.transport.sleep(step.seconds)
                return None
