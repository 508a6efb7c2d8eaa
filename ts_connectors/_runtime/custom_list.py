"""The commands that a connector's author added, as the platform lists them."""

from __future__ import annotations

import inspect

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
            signature=str(inspect.signature(getattr(owner, name))),
        )
        for action, (name, _) in collect_handlers(owner).items()
        if action not in tuple(CommandAction)
    ]
