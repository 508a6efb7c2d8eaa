"""Classes of command handlers: what they must implement, found and checked when the class is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar, TypeVar

from .command import HANDLER_MARK, Binding, Command, HandlerMark
from .errors import HandlerDefinitionError

__all__ = ["Handlers", "bindings_of", "collect_handlers", "unhandled"]

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
        handled = collect_handlers(cls)
        missing = [command for command in _catalog(cls) if command.action not in handled]
        if missing and not partial:
            listed = "".join(f"\n  {_signature(command)}  # {command.action}" for command in missing)
            raise HandlerDefinitionError(
                f"{cls.__qualname__} leaves {len(missing)} command(s) of its catalog without a handler; add:{listed}\n"
                f"or write 'class {cls.__qualname__}(…, partial=True)' where a subclass is to add them"
            )


def unhandled(function: F) -> F:
    """Mark a generated method as the mere declaration of a handler."""
    setattr(function, _UNHANDLED_MARK, True)
    return function


def collect_handlers(owner: type) -> Mapping[str, tuple[str, HandlerMark]]:
    """Return the handlers of a class: action to attribute name and command, in order of definition, bases first.

    Raises:
        HandlerDefinitionError: an action has two handlers, or a handler's signature does not fit its command.
    """
    found: dict[str, list[tuple[str, HandlerMark]]] = {}
    by_method = {command.method: command for command in _catalog(owner)}
    for name in _attributes(owner):
        function = getattr(owner, name, None)
        if not callable(function) or getattr(function, _UNHANDLED_MARK, False):
            continue
        mark: HandlerMark | None = getattr(function, HANDLER_MARK, None) or by_method.get(name)
        if mark is not None:
            found.setdefault(mark.action, []).append((name, mark))
    problems: list[str] = []
    for action, places in found.items():
        if len(places) > 1:
            names = " and ".join(name for name, _ in places)
            problems.append(f"{owner.__qualname__} handles {action} twice, in {names}; keep one")
        for name, mark in places:
            try:
                mark.check(getattr(owner, name), owner.__qualname__)
            except HandlerDefinitionError as mistake:
                problems.append(str(mistake))
    if problems:
        raise HandlerDefinitionError("\n".join(problems))
    return {action: places[0] for action, places in found.items()}


def bindings_of(instance: object) -> Mapping[str, Binding]:
    """Return the bound handlers of an instance, action to binding."""
    return {
        action: mark.bind(getattr(instance, name)) for action, (name, mark) in collect_handlers(type(instance)).items()
    }


def _catalog(owner: type) -> list[Command[Any, Any]]:
    seen: dict[str, Command[Any, Any]] = {}
    for base in reversed(owner.__mro__):
        for command in base.__dict__.get("__ts_catalog__", ()):
            seen[command.action] = command
    return list(seen.values())


def _attributes(owner: type) -> list[str]:
    names: dict[str, None] = {}
    for base in reversed(owner.__mro__[:-1]):
        names.update(dict.fromkeys(base.__dict__))
    return list(names)


def _signature(command: Command[Any, Any]) -> str:
    request = "" if command.request is None else f", request: {command.request.__name__}"
    response = "None" if command.response is None else command.response.__name__
    return f"async def {command.method}(self{request}) -> {response}: ..."
