"""A command as a typed value, and what a handler gets beside its payload."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, Protocol, TypeVar, overload

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from .errors import FieldProblem, HandlerDefinitionError, InvalidBodyError, InvalidResultError

__all__ = ["Binding", "Command", "CommandContext", "HandlerMark", "Lane", "bind", "handles"]

Q = TypeVar("Q")
R = TypeVar("R")
F = TypeVar("F", bound=Callable[..., Any])

HANDLER_MARK = "__ts_command__"
"""The attribute of a function that says which command it handles; holds a `HandlerMark`."""


class Lane(StrEnum):
    """Where a command waits: control commands never wait for work."""

    CONTROL = "control"
    WORK = "work"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Command(Generic[Q, R]):
    """A command of a catalog: its name, its types and its rules."""

    action: str
    """Its full name on the wire."""
    method: str
    """The name of its handler method and of its sender's method."""
    request: type[Q] | None = None
    """The payload's model; None: it takes none."""
    response: type[R] | None = None
    """The answer's model; None: it gives none."""
    summary: str = ""
    lane: Lane = Lane.WORK
    timeout_s: float | None = None
    is_repeatable: bool = False
    is_deprecated: bool = False
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """Codes that it can fail with, and what each means."""

    def check(self, function: Callable[..., Any], owner: str) -> None:
        """Refuse a function whose parameters or annotations do not fit the command's types."""
        least, most = (1, 2) if self.request is not None else (0, 1)
        positional = _positional(function)[1:]
        required = [p for p in positional if p.default is inspect.Parameter.empty]
        if len(required) > most or len(positional) < least:
            wanted = f"self, request: {self.request.__name__}" if self.request is not None else "self"
            raise HandlerDefinitionError(
                f"{owner}.{function.__name__} cannot handle {self.action}: write "
                f"'def {function.__name__}({wanted})', with a further parameter if it needs the command's context"
            )
        self._check_annotations(function, owner, positional)

    def bind(self, function: Callable[..., Any]) -> Binding:
        """Return the binding of a bound method or a plain function to this command."""
        least = 1 if self.request is not None else 0
        return _TypedBinding(command=self, function=function, wants_context=len(_positional(function)) > least)

    def _check_annotations(
        self, function: Callable[..., Any], owner: str, positional: list[inspect.Parameter]
    ) -> None:
        hints = _known_hints(function)
        found: list[tuple[str, object, object]] = []
        if self.request is not None:
            found.append((f"parameter '{positional[0].name}'", hints.get(positional[0].name), self.request))
        found.append(("the result", hints.get("return"), self.response))
        for place, hint, wanted in found:
            if isinstance(hint, type) and isinstance(wanted, type) and not _fits(hint, wanted, place):
                raise HandlerDefinitionError(
                    f"{owner}.{function.__name__} cannot handle {self.action}: {place} is annotated "
                    f"'{hint.__name__}', the catalog says '{wanted.__name__}'; write '{wanted.__name__}'"
                )

    def decode(self, body: object) -> Q | None:
        """Return the payload as its model, None where the command takes none.

        Raises:
            InvalidBodyError: it does not fit; `fields` names every field at fault.
        """
        if self.request is None:
            return None
        try:
            # Through JSON, so that strictness is JSON Schema's: "5" is no number, a date-time is text.
            return _validate(self.request, {} if body is None else body)
        except ValidationError as mistakes:
            fields = [
                FieldProblem(name=_dotted(mistake["loc"]), error=mistake["msg"])
                for mistake in mistakes.errors(include_url=False, include_input=False)
            ]
            listed = "; ".join(f"{problem.name or 'body'}: {problem.error}" for problem in fields)
            raise InvalidBodyError(
                f"The payload of {self.action} is invalid: {listed}", action=self.action, fields=fields
            ) from None

    def encode(self, result: object) -> Mapping[str, object] | None:
        """Return a handler's result as a JSON object.

        Raises:
            InvalidResultError: it is not what the catalog promises.
        """
        if self.response is None:
            if result is None:
                return None
            raise InvalidResultError(
                f"{self.action} gives no result, its handler returned {type(result).__name__}", action=self.action
            )
        try:
            checked = result if isinstance(result, self.response) else _validate(self.response, result)
        except (ValidationError, ValueError) as mistake:
            count = mistake.error_count() if isinstance(mistake, ValidationError) else 1
            raise InvalidResultError(
                f"The handler of {self.action} must return {self.response.__name__}, it returned "
                f"{type(result).__name__} with {count} field(s) at fault",
                action=self.action,
            ) from None
        assert isinstance(checked, BaseModel)  # noqa: S101 - the catalog makes models only
        return checked.model_dump(mode="json", by_alias=True, exclude_unset=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _TypedBinding:
    command: Command[Any, Any]
    function: Callable[..., Any]
    wants_context: bool

    @property
    def action(self) -> str:
        return self.command.action

    @property
    def lane(self) -> Lane:
        return self.command.lane

    @property
    def timeout_s(self) -> float | None:
        return self.command.timeout_s

    @property
    def is_repeatable(self) -> bool:
        return self.command.is_repeatable

    def arguments(self, body: object, context: CommandContext) -> tuple[Any, ...]:
        payload = () if self.command.request is None else (self.command.decode(body),)
        return (*payload, context) if self.wants_context else payload

    def encode(self, result: object) -> Mapping[str, object] | None:
        return self.command.encode(result)


def bind(command: HandlerMark, function: Callable[..., Any]) -> Binding:
    """Bind a function to a command."""
    return command.bind(function)


class _Handles(Protocol[Q, R]):
    """The decorator for a command with a payload: takes the method with or without a context parameter."""

    @overload
    def __call__(
        self, function: Callable[[Any, Q], Awaitable[R]], /
    ) -> Callable[[Any, Q], Awaitable[R]]: ...
    @overload
    def __call__(self, function: Callable[[Any, Q], R], /) -> Callable[[Any, Q], R]: ...
    @overload
    def __call__(
        self, function: Callable[[Any, Q, CommandContext], Awaitable[R]], /
    ) -> Callable[[Any, Q, CommandContext], Awaitable[R]]: ...
    @overload
    def __call__(
        self, function: Callable[[Any, Q, CommandContext], R], /
    ) -> Callable[[Any, Q, CommandContext], R]: ...


class _HandlesBare(Protocol[R]):
    """The decorator for a command without a payload."""

    @overload
    def __call__(self, function: Callable[[Any], Awaitable[R]], /) -> Callable[[Any], Awaitable[R]]: ...
    @overload
    def __call__(self, function: Callable[[Any], R], /) -> Callable[[Any], R]: ...
    @overload
    def __call__(
        self, function: Callable[[Any, CommandContext], Awaitable[R]], /
    ) -> Callable[[Any, CommandContext], Awaitable[R]]: ...
    @overload
    def __call__(self, function: Callable[[Any, CommandContext], R], /) -> Callable[[Any, CommandContext], R]: ...


@overload
def handles(command: Command[None, R]) -> _HandlesBare[R]: ...
@overload
def handles(command: Command[Q, R]) -> _Handles[Q, R]: ...
def handles(command: Command[Any, Any]) -> Any:
    """Mark a method as the handler of `command`; it may have any name, and be a coroutine or a plain function.

    A type checker refuses a method whose payload or result is not the command's. A second parameter gets the
    `CommandContext`.
    """

    def mark(function: F) -> F:
        setattr(function, HANDLER_MARK, command)
        return function

    return mark


def _positional(function: Callable[..., Any]) -> list[inspect.Parameter]:
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    return [p for p in inspect.signature(function).parameters.values() if p.kind in kinds]


def _known_hints(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        return inspect.get_annotations(function, eval_str=True)
    except (NameError, AttributeError, TypeError, SyntaxError):
        return {}  # names that exist for the type checker alone: it has checked them


def _fits(hint: type, wanted: type, place: str) -> bool:
    return issubclass(hint, wanted) if place == "the result" else issubclass(wanted, hint)


def _validate(model: type[Q], value: object) -> Q:
    assert issubclass(model, BaseModel)  # noqa: S101 - the catalog makes models only
    return model.model_validate_json(to_json(value), strict=True)


def _dotted(path: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
