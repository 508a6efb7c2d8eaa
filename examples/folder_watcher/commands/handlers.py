# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""What a connector implements to handle the commands of FolderWatcher."""

from __future__ import annotations

from ts_connectors_api.command import Answer
from ts_connectors_api.handlers import Handlers, no_handler, unhandled

from .commands import COMMANDS, INGEST_RANGE, LIST_PENDING, PAUSE, RESUME, SET_SCHEDULE_INTERVAL
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

__all__ = ["FolderWatcherHandlers"]


class FolderWatcherHandlers(Handlers):
    """Handlers of the commands of FolderWatcher.

    `class MyConnector(Connector, FolderWatcherHandlers)` must have each method, as a coroutine or as a plain
    function, or one marked with `@handles`; a missing one is refused when the class is made.
    `current_command()` gives the running command, to tell progress by.
    """

    __ts_catalog__ = COMMANDS

    @unhandled
    def set_schedule_interval(self, request: SetScheduleIntervalRequest) -> Answer[SetScheduleIntervalResponse]:
        """Change how often the folder is looked through.

        The interval survives a restart. It ends when a configuration is saved with another interval.

        Raises:
            CommandFailed('NOT_CONFIGURED'): No configuration was saved yet.

        Source: catalog.yaml#/commands/SetScheduleInterval
        """
        raise no_handler(self, SET_SCHEDULE_INTERVAL)

    @unhandled
    def ingest_range(self, request: Period) -> Answer[IngestRangeResponse]:
        """Upload again every file that was last changed in a period.

        Each file goes to the same place in the lake and becomes a new version there. One that fails is tried again
        by the schedule, as any other.

        Raises:
            CommandFailed('EMPTY_PERIOD'): The period ends before it begins.
            CommandFailed('FOLDER_UNREACHABLE'): The folder cannot be read.
            CommandFailed('NOT_RUNNING'): The connector has no configuration, or its status is not RUNNING.
            CommandFailed('STOPPED'): The connector was stopped or got another configuration before the last file.

        Source: catalog.yaml#/commands/IngestRange
        """
        raise no_handler(self, INGEST_RANGE)

    @unhandled
    def list_pending(self, request: ListPendingRequest) -> Answer[ListPendingResponse]:
        """List the files that were found and have not reached the lake, with the reason.

        Source: catalog.yaml#/commands/ListPending
        """
        raise no_handler(self, LIST_PENDING)

    @unhandled
    def pause(self) -> Answer[PauseResponse]:
        """Look through the folder no more until Resume, also after a restart.

        Source: catalog.yaml#/commands/Pause
        """
        raise no_handler(self, PAUSE)

    @unhandled
    def resume(self) -> Answer[ResumeResponse]:
        """Look through the folder again.

        Source: catalog.yaml#/commands/Resume
        """
        raise no_handler(self, RESUME)
