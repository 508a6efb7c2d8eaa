# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""From the actions of FolderWatcher to their handlers."""

from __future__ import annotations

from ts_connectors_api.dispatch import Dispatcher

from .handlers import FolderWatcherHandlers

__all__ = ["FolderWatcherDispatcher"]


class FolderWatcherDispatcher(Dispatcher[FolderWatcherHandlers]):
    """Runs the handlers of FolderWatcher: validates what comes and what they return."""
