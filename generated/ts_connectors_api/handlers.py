"""Classes of command handlers: what they must implement, found and checked when the class is made."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from .binding import HANDLER_MARK, Binding, HandlerMark
from .command import Command
from .errors import HandlerDefinitionError, UsageError

__all__ = ["Handlers", "bindings_of", "collect_handlers", "no_handler", "unhandled"]

F = TypeVar("F", bound=Callable[..., Any])

_UNHANDLED_MARK = "__ts_unhandled__"


class Handlers:
    """Base of the generated handlers classes.

    A subclass of a generated class must handle each of its commands once, by a method of the command's name or by
    one marked with `@handles`; the class statement raises `HandlerDefinitionError` with all that is amiss. With
    `partial=True` (`class Base(Connector, XHandlers, partial=True)`) it may leave some out.
    """

    __ts_catalog__: ClassVar[tuple[Command[Any, Any], ...]] = ()
    """The commands that this very class declares; set by generated classes only."""

    def __init_subclass__(cls, *, partial: bool = False, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "__ts_catalog__" in cls.__dict__:
            return
        handled, problems = _found(cls)
        if not partial:
            problems += _missing(cls, handled)
        if problems:
            raise HandlerDefinitionError("\n".join(problems))


def unhandled(function: F) -> F:
    """Mark a generated method as the mere declaration of a handler."""
    setattr(function, _UNHANDLED_MARK, True)
    return function


def no_handler(owner: object, command: Command[Any, Any]) -> UsageError:
    """Return the error that a declared handler raises when it is called without having been written."""
    return UsageError(f"{type(owner).__qualname__} has no handler for {command.action}; write\n  {_signature(command)}")


def collect_handlers(owner: type) -> Mapping[str, tuple[str, HandlerMark]]:
    """Return the handlers of a class: action to attribute name and command, in order of definition, bases first.

    A method that replaces a marked one of a base class handles the same command; set it to None to handle it no more.

    Raises:
        HandlerDefinitionError: an action has two handlers, or a handler's signature does not fit its command.
    """
    found, problems = _found(owner)
    if problems:
        raise HandlerDefinitionError("\n".join(problems))
    return found


def bindings_of(instance: object) -> Mapping[str, Binding]:
    """Return the bound handlers of an instance, action to binding.

    Raises:
        HandlerDefinitionError: as `collect_handlers`.
    """
    return {
        action: mark.bind(getattr(instance, name)) for action, (name, mark) in collect_handlers(type(instance)).items()
    }


def _found(owner: type) -> tuple[dict[str, tuple[str, HandlerMark]], list[str]]:
    by_method = {command.method: command for command in _catalog(owner)}
    places: dict[str, list[tuple[str, HandlerMark]]] = {}
    problems: list[str] = []
    for name, function in _attributes(owner).items():
        if not callable(function) or getattr(function, _UNHANDLED_MARK, False):
            continue
        mark = _mark_of(owner, name) or by_method.get(name)
        if mark is None:
            continue
        places.setdefault(mark.action, []).append((name, mark))
        try:
            _check(mark, function, owner.__qualname__)
        except HandlerDefinitionError as mistake:
            problems.append(str(mistake))
    for action, handlers in places.items():
        if len(handlers) > 1:
            names = " and ".join(name for name, _ in handlers)
            problems.append(f"{owner.__qualname__} handles {action} twice, in {names}; keep one")
    return {action: handlers[0] for action, handlers in places.items()}, problems


def _check(mark: HandlerMark, function: Any, owner: str) -> None:
    if isinstance(function, staticmethod | classmethod):
        kind = "staticmethod" if isinstance(function, staticmethod) else "classmethod"
        raise HandlerDefinitionError(
            f"{owner}.{function.__name__} cannot handle {mark.action}: it is a {kind}; remove '@{kind}' and take self"
        )
    mark.check(function, owner)


def _missing(owner: type, handled: Mapping[str, object]) -> list[str]:
    missing = [command for command in _catalog(owner) if command.action not in handled]
    if not missing:
        return []
    listed = "".join(f"\n  {_signature(command)}  # {command.action}{_hint(owner, command)}" for command in missing)
    return [
        f"{owner.__qualname__} leaves {len(missing)} command(s) of its catalog without a handler; add:{listed}\n"
        f"or write 'class {owner.__qualname__}(…, partial=True)' where a subclass is to add them"
    ]


def _hint(owner: type, command: Command[Any, Any]) -> str:
    own = [name for name, value in owner.__dict__.items() if callable(value) and not name.startswith("_")]
    near = difflib.get_close_matches(command.method, own, n=1, cutoff=0.8)
    return f" (or rename {near[0]}?)" if near else ""


def _catalog(owner: type) -> list[Command[Any, Any]]:
    seen: dict[str, Command[Any, Any]] = {}
    for base in reversed(owner.__mro__):
        for command in base.__dict__.get("__ts_catalog__", ()):
            seen[command.action] = command
    return list(seen.values())


def _attributes(owner: type) -> dict[str, Any]:
    """Return the attributes as they stand in the classes: no property is read, no method bound."""
    found: dict[str, Any] = {}
    for base in reversed(owner.__mro__[:-1]):
        found.update(base.__dict__)
    return found


def _mark_of(owner: type, name: str) -> HandlerMark | None:
    for base in owner.__mro__:
        function = base.__dict__.get(name)
        mark: HandlerMark | None = getattr(function, HANDLER_MARK, None)
        if mark is not None:
            return mark
    return None


def _signature(command: Command[Any, Any]) -> str:
    request = "" if command.request is None else f", request: {command.request.__name__}"
    response = "None" if command.response is None else command.response.__name__
    return f"async def {command.method}(self{request}) -> {response}: ..."
