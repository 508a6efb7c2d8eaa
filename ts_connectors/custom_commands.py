"""Custom commands without a catalog: a method and the action that it answers."""

from __future__ import annotations

import inspect
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel
from pydantic_core import PydanticSerializationError, to_jsonable_python

from ts_connectors._core.plain import is_map
from ts_connectors.models import CommandAction
from ts_connectors_api.command import HANDLER_MARK, Binding, CommandContext, Lane, current_command, handles
from ts_connectors_api.errors import HandlerDefinitionError, InvalidResultError

__all__ = ["CommandContext", "current_command", "handles", "register_command"]

F = TypeVar("F", bound=Callable[..., Any])


def register_command(action: str) -> Callable[[F], F]:
    """Mark a method as the handler of a custom action.

    The method gets the command's body as it came (a text stays a text) and returns None, a dict, or the text of a JSON
    object; it may be a coroutine or a plain function, which then runs in a thread. A method without a parameter gets
    no body. By convention an action is named `TetraScience.Connector.<ConnectorName>.<CustomActionName>`.

    Raises:
        RegisteredCommandDefinedIncorrectly: the action is no name of its own; the class statement raises it for a
            method that cannot be called with one body, and for an action with two methods.
    """
    command = _CustomCommand(action=_checked(action))

    def mark(function: F) -> F:
        if not callable(function):
            raise HandlerDefinitionError(
                f"{action} is registered on a {type(function).__name__}; put @register_command right above 'def'"
            )
        setattr(function, HANDLER_MARK, command)
        return function

    return mark


def _checked(action: object) -> str:
    if not isinstance(action, str) or not action.strip():
        raise HandlerDefinitionError(
            "@register_command takes the action as text: "
            "@register_command('TetraScience.Connector.<ConnectorName>.<CustomActionName>')"
        )
    if action in tuple(CommandAction):
        raise HandlerDefinitionError(
            f"{action} is a standard action, which the connector answers by its hooks; override the hook, or choose "
            "another name for the action"
        )
    return action


@dataclass(frozen=True, slots=True, kw_only=True)
class _CustomCommand:
    action: str

    def check(self, function: Callable[..., Any], owner: str) -> None:
        if (problem := _problem_of(function)) is not None:
            name = getattr(function, "__name__", repr(function))
            raise HandlerDefinitionError(
                f"{owner}.{name} cannot handle {self.action}: {problem}; write 'def {name}(self, body)'"
            )

    def bind(self, function: Callable[..., Any]) -> Binding:
        return _RawBinding(action=self.action, function=function, takes_body=bool(_positional(function)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _RawBinding:
    action: str
    function: Callable[..., Any]
    takes_body: bool
    lane: Lane = Lane.WORK
    timeout_s: float | None = None
    is_repeatable: bool = False

    def arguments(self, body: object, context: CommandContext) -> tuple[Any, ...]:
        return (body,) if self.takes_body else ()

    def encode(self, result: object) -> Mapping[str, object] | None:
        found = _parsed(result) if isinstance(result, str) else result
        if found is None and result is None:
            return None
        try:
            plain = to_jsonable_python(found, by_alias=True) if isinstance(found, Mapping | BaseModel) else None
        except (PydanticSerializationError, ValueError):
            plain = None
        if not is_map(plain):
            raise InvalidResultError(
                f"The handler of {self.action} must return None, a dict that JSON can hold, or the text of a JSON "
                f"object; it returned {type(result).__name__}",
                action=self.action,
            )
        return plain


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _positional(function: Callable[..., Any]) -> list[inspect.Parameter]:
    kinds = (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
    )
    return [p for p in inspect.signature(function).parameters.values() if p.kind in kinds]


def _problem_of(function: Callable[..., Any]) -> str | None:
    parameters = inspect.signature(function).parameters.values()
    needed = [
        p for p in parameters if p.default is inspect.Parameter.empty and p.kind is not inspect.Parameter.VAR_KEYWORD
    ]
    if named := [p.name for p in needed if p.kind is inspect.Parameter.KEYWORD_ONLY]:
        return f"it needs the keyword {named[0]!r}, and a command gives a body only"
    if not _positional(function):
        return "it takes no 'self'"
    if len([p for p in needed if p.kind is not inspect.Parameter.VAR_POSITIONAL]) > 2:
        return f"it takes {len(needed) - 1} values, and a command gives one body"
    return None
