# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""From the actions of every connector to their handlers."""

from __future__ import annotations

from ts_connectors_api.dispatch import Dispatcher

from .handlers import StandardHandlers

__all__ = ["StandardDispatcher"]


class StandardDispatcher(Dispatcher[StandardHandlers]):
    """Runs the handlers of every connector: validates what comes and what they return."""
