"""A running command, and what the command path needs of those around it."""

from __future__ import annotations

import asyncio
import contextlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from ts_connectors.models import CommandAction, HealthStatus

__all__ = [
    "SERIAL_ACTIONS",
    "STANDARD_ACTIONS",
    "CommandOptions",
    "HandlerRunner",
    "HealthSink",
    "RunningCommand",
]

STANDARD_ACTIONS = frozenset(action.value for action in CommandAction)
"""Actions that every connector answers; an invalid payload of theirs is a FAILURE."""

SERIAL_ACTIONS = frozenset(
    action.value
    for action in (CommandAction.START, CommandAction.STOP, CommandAction.UPDATE_CONFIG, CommandAction.SHUTDOWN)
)
"""Control actions that run one after the other, in order of arrival."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandOptions:
    """How the command path behaves."""

    max_concurrent_commands: int = 10
    """Work commands that run at the same time."""
    max_waiting_commands: int = 1_000
    """Work commands that wait in memory before receiving pauses."""
    hook_timeout_s: float = 300
    """How long a control command without a timeout of its own may run."""
    allowed_origins: frozenset[str] = frozenset()
    """URLs whose scheme, host and port presigned URLs may have although they are not https: TDP_ENDPOINT,
    AWS_ENDPOINT_URL."""
    returned: frozenset[str] = frozenset()
    """Commands that the last clean stop gave back unstarted: they run although they were delivered before."""
    max_body_bytes: int = 100 * 1024 * 1024
    """Largest referenced body that is fetched."""


class HealthSink(Protocol):
    """Takes what is wrong, by source; the worst of all sources is what the platform sees."""

    def report(self, source: str, status: HealthStatus, code: str | None) -> None:
        """Say how a source is; it stands until the source says otherwise."""
        ...

    def clear(self, source: str) -> None:
        """Say that nothing is wrong with a source; without a report before it nothing happens."""
        ...


class RunningCommand:
    """One run of a command, as its handler (a `CommandContext`) and the runner see it.

    Safe to use from any thread; the command path makes it on its own loop.
    """

    def __init__(
        self,
        *,
        command_id: str,
        action: str,
        attempt: int,
        deadline: datetime | None,
        report: Callable[[float, str], None],
    ) -> None:
        self._command_id = command_id
        self._action = action
        self._attempt = attempt
        self._deadline = deadline
        self._report = report
        self._is_cancelled = False
        self._loop = asyncio.get_running_loop()

    @property
    def command_id(self) -> str:
        """The platform's id of the command."""
        return self._command_id

    @property
    def action(self) -> str:
        """Its full name, such as `TetraScience.Connector.Start`."""
        return self._action

    @property
    def attempt(self) -> int:
        """1, or more where an earlier run was cut off and the command is repeatable."""
        return self._attempt

    @property
    def deadline(self) -> datetime | None:
        """When it is cancelled and answered with FAILURE, code TIMEOUT; None: never."""
        return self._deadline

    @property
    def is_cancelled(self) -> bool:
        """Whether the handler should end now; a coroutine also gets CancelledError, a thread must look here."""
        return self._is_cancelled

    def progress(self, fraction: float, message: str = "") -> None:
        """Tell the sender how far it is: 0 to 1. At most one report a second travels; callable from any thread.

        Raises:
            ValueError: the fraction is no number.
        """
        if math.isnan(fraction):
            raise ValueError("progress() got NaN; give a fraction from 0 to 1")
        with contextlib.suppress(RuntimeError):  # the connector has ended, and the handler's thread has not
            self._loop.call_soon_threadsafe(self._report, min(1.0, max(0.0, float(fraction))), message)

    def cancel(self) -> None:
        """Let `is_cancelled` say so; the command path calls it when it gives the run up."""
        self._is_cancelled = True

    def __repr__(self) -> str:
        return f"RunningCommand({self._action}, {self._command_id}, attempt {self._attempt})"


class HandlerRunner(Protocol):
    """Runs handlers where they belong: coroutine functions on the user's loop, plain functions in threads."""

    async def run(self, function: Callable[..., Any], arguments: tuple[Any, ...], *, context: RunningCommand) -> object:
        """Return what the handler returned, or raise what it raised.

        Called on the command path's loop, inside the context (contextvars) that the handler is to have. Cancelling
        this call cancels a coroutine; a thread is left to itself, and `context.is_cancelled` tells it. Either way the
        call ends without waiting for a handler that does not end.
        """
        ...
