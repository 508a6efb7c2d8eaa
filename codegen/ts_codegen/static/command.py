"""A command as a typed value, and the decorator that makes a method its handler."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeAlias, TypeVar, cast, overload

from pydantic import BaseModel, ValidationError
from pydantic_core import to_json

from .binding import HANDLER_MARK, Binding, HandlerMark, Lane, bind
from .context import CommandContext, current_command, running_command
from .errors import FieldProblem, HandlerDefinitionError, InvalidBodyError, InvalidResultError
from .models import closed_enums
from .signatures import check_handler, positional_parameters

__all__ = [
    "HANDLER_MARK",
    "Answer",
    "Binding",
    "Command",
    "CommandContext",
    "HandlerMark",
    "Lane",
    "bind",
    "current_command",
    "handles",
    "running_command",
]

Q = TypeVar("Q")
R = TypeVar("R")
S = TypeVar("S")
F = TypeVar("F", bound=Callable[..., Any])

Answer: TypeAlias = R | Awaitable[R]
"""What a handler gives: the result, by a plain function or by a coroutine."""


# Without slots: Python 3.11 cannot make `Command[…](…)` of a frozen class that has them.
@dataclass(frozen=True, kw_only=True)
class Command(Generic[Q, R]):
    """A command of a catalog: its name, its types and its rules."""

    action: str
    """Its full name on the wire."""
    method: str
    """The name of its handler method; its sender's method is called so too, without a leading `handle_`."""
    request: type[Q] | None = None
    """The payload's model; None: it takes none."""
    response: type[R] | None = None
    """The answer's model; None: it gives none."""
    summary: str = ""
    lane: Lane = Lane.WORK
    timeout_s: float | None = None
    """How long its handler may run, counted from its start; None: until the command expires."""
    is_repeatable: bool = False
    """Whether it may run again after a crash."""
    is_deprecated: bool = False
    errors: Mapping[str, str] = field(default_factory=dict[str, str])
    """Codes that it can fail with, and what each means."""

    def check(self, function: Callable[..., Any], owner: str) -> None:
        """Refuse a function whose parameters or annotations do not fit the command's types.

        Raises:
            HandlerDefinitionError: with the place and the cure.
        """
        check_handler(function, owner, action=self.action, request=self.request, response=self.response)

    def bind(self, function: Callable[..., Any]) -> Binding:
        """Return the binding of a bound method or a plain function to this command."""
        least = 1 if self.request is not None else 0
        return _TypedBinding(
            command=self, function=function, wants_context=len(positional_parameters(function)) > least
        )

    def decode(self, body: object) -> Q | None:
        """Return the payload as its model, None where the command takes none.

        A text is read as the JSON that it holds. Unknown fields are kept; a value outside an enum is refused.

        Raises:
            InvalidBodyError: it does not fit; `fields` names every field at fault.
        """
        if self.request is None:
            return None
        try:
            return _read(self.request, {} if body is None else body)
        except ValidationError as mistakes:
            raise self._invalid_body(_fields_at_fault(mistakes)) from None
        except ValueError:
            fault = FieldProblem(name="", error="is no JSON object in Unicode text")
            raise self._invalid_body([fault]) from None

    def encode(self, result: object) -> Mapping[str, object] | None:
        """Return a handler's result as a JSON object.

        Raises:
            InvalidResultError: it is not what the catalog promises.
        """
        if self.response is None:
            if result is None:
                return None
            raise InvalidResultError(
                f"{self.action} gives no result, its handler returned {type(result).__name__}; return nothing",
                action=self.action,
            )
        try:
            checked = result if isinstance(result, self.response) else _read(self.response, result)
        except ValueError as mistake:
            count = mistake.error_count() if isinstance(mistake, ValidationError) else 1
            raise InvalidResultError(
                f"The handler of {self.action} must return {self.response.__name__}, it returned "
                f"{type(result).__name__} with {count} field(s) at fault",
                action=self.action,
            ) from None
        return _dump(checked)

    def payload(self, given: Q | Mapping[str, object] | None) -> dict[str, Any]:
        """Return what a sender puts into the command, as a JSON object with wire names.

        Args:
            given: the payload's model, or its fields by Python or wire name; None where the command takes none.

        Raises:
            InvalidBodyError: it does not fit; nothing was sent.
        """
        if self.request is None:
            if given:
                raise self._invalid_body([FieldProblem(name="", error="the command takes no payload")])
            return {}
        try:
            with closed_enums():
                model = given if isinstance(given, self.request) else _model(self.request).model_validate(given or {})
        except ValidationError as mistakes:
            raise self._invalid_body(_fields_at_fault(mistakes)) from None
        return _dump(model)

    def answer(self, body: object) -> R:
        """Return the answer's body as its model, None where the command gives none.

        Unknown fields and enum values are kept: the connector may be newer than the sender.

        Raises:
            InvalidResultError: it does not fit.
        """
        if self.response is None:
            return cast(R, None)
        try:
            answered = _model(self.response).model_validate_json(to_json({} if body is None else body))
        except ValueError as mistake:
            count = mistake.error_count() if isinstance(mistake, ValidationError) else 1
            raise InvalidResultError(
                f"{self.action} was answered with {count} field(s) that do not fit {self.response.__name__}; "
                "compare the connector's catalog with the sender's",
                action=self.action,
            ) from None
        return cast(R, answered)

    def _invalid_body(self, fields: list[FieldProblem]) -> InvalidBodyError:
        listed = "; ".join(f"{problem.name or 'body'}: {problem.error}" for problem in fields)
        return InvalidBodyError(f"The payload of {self.action} is invalid: {listed}", action=self.action, fields=fields)


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


class _Handles(Protocol[Q, R]):
    """The decorator for a command with a payload: takes the method with or without a context parameter."""

    @overload
    def __call__(
        self, function: Callable[[S, Q], Coroutine[Any, Any, R]], /
    ) -> Callable[[S, Q], Coroutine[Any, Any, R]]: ...
    @overload
    def __call__(self, function: Callable[[S, Q], R], /) -> Callable[[S, Q], R]: ...
    @overload
    def __call__(
        self, function: Callable[[S, Q, CommandContext], Coroutine[Any, Any, R]], /
    ) -> Callable[[S, Q, CommandContext], Coroutine[Any, Any, R]]: ...
    @overload
    def __call__(self, function: Callable[[S, Q, CommandContext], R], /) -> Callable[[S, Q, CommandContext], R]: ...


class _HandlesBare(Protocol[R]):
    """The decorator for a command without a payload."""

    @overload
    def __call__(self, function: Callable[[S], Coroutine[Any, Any, R]], /) -> Callable[[S], Coroutine[Any, Any, R]]: ...
    @overload
    def __call__(self, function: Callable[[S], R], /) -> Callable[[S], R]: ...
    @overload
    def __call__(
        self, function: Callable[[S, CommandContext], Coroutine[Any, Any, R]], /
    ) -> Callable[[S, CommandContext], Coroutine[Any, Any, R]]: ...
    @overload
    def __call__(self, function: Callable[[S, CommandContext], R], /) -> Callable[[S, CommandContext], R]: ...


# The first overload is the narrower one and is tried first, which is what the overlap means to say.
@overload
def handles(command: Command[None, R]) -> _HandlesBare[R]: ...  # pyright: ignore[reportOverlappingOverload]
@overload
def handles(command: Command[Q, R]) -> _Handles[Q, R]: ...
def handles(command: Command[Any, Any]) -> Any:
    """Mark a method as the handler of `command`; it may have any name, and be a coroutine or a plain function.

    A type checker refuses a method whose payload or result is not the command's. A second parameter gets the
    `CommandContext`.

    Raises:
        HandlerDefinitionError: the method handles another command already.
    """

    def mark(function: F) -> F:
        before: HandlerMark | None = getattr(function, HANDLER_MARK, None)
        if before is not None:
            raise HandlerDefinitionError(
                f"{function.__qualname__} is marked as the handler of {before.action} already; write one method for "
                f"that and one for {command.action}"
            )
        setattr(function, HANDLER_MARK, command)
        return function

    return mark


def _model(kind: type[Any]) -> type[BaseModel]:
    if not issubclass(kind, BaseModel):
        raise TypeError(f"{kind.__name__} is no pydantic model; a command's request and response are models or None")
    return kind


def _read(kind: type[Q], value: object) -> Q:
    """Validate as JSON, so that strictness is JSON Schema's: "5" is no number, a date-time is text."""
    text = value if isinstance(value, str) else to_json(value)
    if isinstance(value, str):
        json.loads(value)  # pydantic takes a broken text for a value that does not fit
    with closed_enums():
        return cast(Q, _model(kind).model_validate_json(text, strict=True))


def _dump(model: Any) -> dict[str, Any]:
    dumped: dict[str, Any] = model.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return dumped


def _fields_at_fault(mistakes: ValidationError) -> list[FieldProblem]:
    return [
        FieldProblem(name=_dotted(mistake["loc"]), error=mistake["msg"])
        for mistake in mistakes.errors(include_url=False, include_input=False, include_context=False)
    ]


def _dotted(path: tuple[int | str, ...]) -> str:
    return "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path).removeprefix(".")
