"""The commands that a connector's author added, as the platform lists them."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

from ts_connectors.models import CommandAction, RegisteredCommandInfo
from ts_connectors_api.handlers import collect_handlers

__all__ = ["custom_commands"]


def custom_commands(owner: type) -> list[RegisteredCommandInfo]:
    """Return the handlers of a connector's class, without those of standard actions, in order of definition."""
    return [
        RegisteredCommandInfo(
            action=action,
            method_name=name,
            documentation=inspect.getdoc(getattr(owner, name)) or "",
            signature=_signature(getattr(owner, name)),
        )
        for action, (name, _) in collect_handlers(owner).items()
        if action not in tuple(CommandAction)
    ]


class _AsWritten:
    """An annotation that is shown without quotes."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __repr__(self) -> str:
        return self._text


def _signature(handler: Callable[..., Any]) -> str:
    signature = inspect.signature(handler)
    parameters = [
        parameter.replace(annotation=_shown(parameter.annotation)) for parameter in signature.parameters.values()
    ]
    return str(signature.replace(parameters=parameters, return_annotation=_shown(signature.return_annotation)))


def _shown(annotation: object) -> object:
    return _AsWritten(annotation) if isinstance(annotation, str) else annotation
