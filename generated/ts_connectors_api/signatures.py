"""Whether a function can be the handler of a command: its parameters and annotations against the command's types."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from .errors import HandlerDefinitionError

__all__ = ["check_handler", "positional_parameters"]

_POSITIONAL = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
_NOT_ANNOTATED = object()


def check_handler(
    function: Callable[..., Any], owner: str, *, action: str, request: type | None, response: type | None
) -> None:
    """Refuse a function, still with its `self`, that cannot handle the command.

    Annotations that are no plain classes, or that only a type checker can resolve, are left to the type checker.

    Raises:
        HandlerDefinitionError: with the place and the cure.
    """
    name = getattr(function, "__name__", repr(function))
    refuse = _Refusal(f"{owner}.{name}", action)
    if inspect.isgeneratorfunction(function) or inspect.isasyncgenfunction(function):
        refuse("it yields", "return the result, and tell progress by current_command().progress(…)")
    positional = positional_parameters(function)[1:]
    least = 0 if request is None else 1
    if not _can_be_called(function, positional, least):
        wanted = "self" if request is None else f"self, request: {request.__name__}"
        refuse(
            "it takes other parameters",
            f"write 'def {name}({wanted})', with a further parameter if it needs the command's context",
        )
    hints = _known_hints(function)
    if request is not None:
        first = positional[0].name
        _check_request(hints.get(first, _NOT_ANNOTATED), request, first, refuse)
    for context in positional[least : least + 1]:
        _check_context(hints.get(context.name, _NOT_ANNOTATED), context.name, refuse)
    _check_result(hints.get("return", _NOT_ANNOTATED), response, refuse)


def positional_parameters(function: Callable[..., Any]) -> list[inspect.Parameter]:
    """Return the parameters that can be given by position, `self` of a bound method left out."""
    return [p for p in inspect.signature(function).parameters.values() if p.kind in _POSITIONAL]


class _Refusal:
    def __init__(self, place: str, action: str) -> None:
        self._place = place
        self._action = action

    def __call__(self, reason: str, cure: str) -> None:
        raise HandlerDefinitionError(f"{self._place} cannot handle {self._action}: {reason}; {cure}")


def _can_be_called(function: Callable[..., Any], positional: list[inspect.Parameter], least: int) -> bool:
    required = [p for p in positional if p.default is inspect.Parameter.empty]
    keywords = [
        p
        for p in inspect.signature(function).parameters.values()
        if p.kind is inspect.Parameter.KEYWORD_ONLY and p.default is inspect.Parameter.empty
    ]
    return not keywords and least <= len(positional) and len(required) <= least + 1


def _check_request(hint: object, wanted: type, parameter: str, refuse: _Refusal) -> None:
    if isinstance(hint, type) and hint is not Any and not _is_subclass(wanted, hint):
        refuse(
            f"parameter '{parameter}' is annotated '{hint.__name__}', the catalog says '{wanted.__name__}'",
            f"write '{wanted.__name__}'",
        )


def _check_context(hint: object, parameter: str, refuse: _Refusal) -> None:
    # A class of Python's own is certainly no context: such a parameter was meant to be something else.
    if isinstance(hint, type) and hint.__module__ == "builtins" and hint is not object:
        refuse(
            f"parameter '{parameter}' is annotated '{hint.__name__}', but gets the command's context",
            "write 'CommandContext', or make the parameter keyword-only",
        )


def _check_result(hint: object, wanted: type | None, refuse: _Refusal) -> None:
    if hint is None:
        hint = type(None)
    if not isinstance(hint, type) or hint is Any:
        return
    expected = type(None) if wanted is None else wanted
    if not _is_subclass(hint, expected):
        said, meant = _written(hint), _written(expected)
        refuse(f"the result is annotated '{said}', the catalog says '{meant}'", f"write '{meant}'")


def _written(kind: type) -> str:
    return "None" if kind is type(None) else kind.__name__


def _is_subclass(kind: type, base: type) -> bool:
    try:
        return issubclass(kind, base)
    except TypeError:
        return True  # a Protocol or TypedDict cannot be asked: the type checker has judged it


def _known_hints(function: Callable[..., Any]) -> dict[str, Any]:
    try:
        return inspect.get_annotations(function, eval_str=True)
    except (NameError, AttributeError, TypeError, SyntaxError):
        return {}  # names that exist for the type checker alone: it has checked them
