"""The running command, as its handler sees it."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Protocol

from .errors import UsageError

__all__ = ["CommandContext", "current_command", "running_command"]


class CommandContext(Protocol):
    """The running command, as its handler sees it."""

    @property
    def command_id(self) -> str:
        """The platform's id of the command."""
        ...

    @property
    def action(self) -> str:
        """Its full name, such as `TetraScience.Connector.Start`."""
        ...

    @property
    def attempt(self) -> int:
        """1, or more where an earlier run was cut off and the command is repeatable."""
        ...

    @property
    def deadline(self) -> datetime | None:
        """When it is cancelled and answered with FAILURE, code TIMEOUT; None: never."""
        ...

    @property
    def is_cancelled(self) -> bool:
        """Whether the handler should end now; a coroutine also gets CancelledError, a thread must look here."""
        ...

    def progress(self, fraction: float, message: str = "") -> None:
        """Tell the sender how far it is: 0 to 1. At most one report a second travels; callable from any thread."""
        ...


_current: ContextVar[CommandContext] = ContextVar("ts_connectors_current_command")


def current_command() -> CommandContext:
    """Return the context of the command whose handler runs here.

    For handlers without a context parameter, and for what they call. It follows into tasks and `asyncio.to_thread`,
    not into threads that are started by hand: pass it to those.

    Raises:
        UsageError: no handler runs here.
    """
    try:
        return _current.get()
    except LookupError:
        raise UsageError(
            "No command is running here: call current_command() inside a command handler, and pass its result to "
            "threads that you start yourself"
        ) from None


@contextmanager
def running_command(context: CommandContext) -> Generator[None]:
    """Make `context` what `current_command` returns inside the block; for whatever runs handlers."""
    token = _current.set(context)
    try:
        yield
    finally:
        _current.reset(token)
