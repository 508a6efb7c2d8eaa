# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""The commands of FolderWatcher.

Commands:
    SET_SCHEDULE_INTERVAL: Change how often the folder is looked through.
    INGEST_RANGE: Upload again every file that was last changed in a period.
    LIST_PENDING: List the files that were found and have not reached the lake, with the reason.
    PAUSE: Look through the folder no more until Resume, also after a restart.
    RESUME: Look through the folder again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .commands import COMMANDS, INGEST_RANGE, LIST_PENDING, PAUSE, RESUME, SET_SCHEDULE_INTERVAL
from .dispatcher import FolderWatcherDispatcher
from .handlers import FolderWatcherHandlers
from .models import (
    IngestRangeResponse,
    ListPendingRequest,
    ListPendingResponse,
    PauseResponse,
    Period,
    ResumeResponse,
    SetScheduleIntervalRequest,
    SetScheduleIntervalResponse,
)

if TYPE_CHECKING:
    from .aio import AsyncFolderWatcherCommands
    from .client import FolderWatcherCommands

__all__ = [
    "COMMANDS",
    "INGEST_RANGE",
    "LIST_PENDING",
    "PAUSE",
    "RESUME",
    "SET_SCHEDULE_INTERVAL",
    "AsyncFolderWatcherCommands",
    "FolderWatcherCommands",
    "FolderWatcherDispatcher",
    "FolderWatcherHandlers",
    "IngestRangeResponse",
    "ListPendingRequest",
    "ListPendingResponse",
    "PauseResponse",
    "Period",
    "ResumeResponse",
    "SetScheduleIntervalRequest",
    "SetScheduleIntervalResponse",
]


def __getattr__(name: str) -> Any:
    # The senders load the command service: only whoever asks for one waits for that.
    if name == "AsyncFolderWatcherCommands":
        from .aio import AsyncFolderWatcherCommands

        return AsyncFolderWatcherCommands
    if name == "FolderWatcherCommands":
        from .client import FolderWatcherCommands

        return FolderWatcherCommands
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
