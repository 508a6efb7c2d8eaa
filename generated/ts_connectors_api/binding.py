"""A handler bound to its command: what a dispatcher needs to know to run it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Protocol

from .context import CommandContext

__all__ = ["HANDLER_MARK", "Binding", "HandlerMark", "Lane", "bind"]

HANDLER_MARK = "__ts_command__"
"""The attribute of a function that says which command it handles; holds a `HandlerMark`."""


class Lane(StrEnum):
    """Where a command waits: control commands never wait for work."""

    CONTROL = "control"
    WORK = "work"


class Binding(Protocol):
    """A handler function bound to its command: what a dispatcher needs to know to run it."""

    @property
    def action(self) -> str:
        """The action that it answers."""
        ...

    @property
    def lane(self) -> Lane:
        """The lane that it waits in."""
        ...

    @property
    def timeout_s(self) -> float | None:
        """How long it may run, counted from its start; None: until the command expires."""
        ...

    @property
    def is_repeatable(self) -> bool:
        """Whether it may run again after a crash."""
        ...

    @property
    def function(self) -> Callable[..., Any]:
        """The handler, bound to its instance."""
        ...

    def arguments(self, body: object, context: CommandContext) -> tuple[Any, ...]:
        """Return what the handler is called with.

        Raises:
            InvalidBodyError: the body does not fit; `fields` names every field at fault.
        """
        ...

    def encode(self, result: object) -> Mapping[str, object] | None:
        """Return the answer's body.

        Raises:
            InvalidResultError: the handler returned something else than it should.
        """
        ...


class HandlerMark(Protocol):
    """What `HANDLER_MARK` holds: a command that can be bound to a function."""

    @property
    def action(self) -> str:
        """The action that is handled."""
        ...

    def check(self, function: Callable[..., Any], owner: str) -> None:
        """Refuse a function that cannot handle it; `function` still has its `self`.

        Raises:
            HandlerDefinitionError: with the place and the cure.
        """
        ...

    def bind(self, function: Callable[..., Any]) -> Binding:
        """Return the binding of a bound method or a plain function."""
        ...


def bind(command: HandlerMark, function: Callable[..., Any]) -> Binding:
    """Bind a function to a command."""
    return command.bind(function)
