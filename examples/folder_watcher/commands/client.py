# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""Sends the commands of FolderWatcher, blocking."""

from __future__ import annotations

from datetime import datetime

from ts_connectors_api.sender import CommandSender, SendOptions
from ts_connectors_api.sender import given as _given

from .commands import INGEST_RANGE, LIST_PENDING, PAUSE, RESUME, SET_SCHEDULE_INTERVAL
from .models import IngestRangeResponse, ListPendingResponse, PauseResponse, ResumeResponse, SetScheduleIntervalResponse

__all__ = ["FolderWatcherCommands"]


class FolderWatcherCommands(CommandSender):
    """Sends commands to a connector and returns their answers, blocking.

    Made of the command service and the connector's id: `FolderWatcherCommands(CommandServiceClient(transport),
    connector_id)`. Each method validates the payload first and raises what `send_command` raises.
    """

    def set_schedule_interval(
        self, *, seconds: float, options: SendOptions | None = None
    ) -> SetScheduleIntervalResponse:
        """Change how often the folder is looked through.

        The interval survives a restart. It ends when a configuration is saved with another interval.

        Args:
            seconds: Time from one look to the next.
            options: timeout, metadata, and what is called with progress.

        Raises:
            CommandFailed with code 'NOT_CONFIGURED': No configuration was saved yet.
        """
        return self.send_command(SET_SCHEDULE_INTERVAL, _given({"seconds": seconds}, {}), options)

    def ingest_range(
        self, *, start: datetime, end: datetime, options: SendOptions | None = None
    ) -> IngestRangeResponse:
        """Upload again every file that was last changed in a period.

        Each file goes to the same place in the lake and becomes a new version there. One that fails is tried again
        by the schedule, as any other.

        Args:
            start: The first moment that counts.
            end: The first moment that no longer counts.
            options: timeout, metadata, and what is called with progress.

        Raises:
            CommandFailed with code 'EMPTY_PERIOD': The period ends before it begins.
            CommandFailed with code 'FOLDER_UNREACHABLE': The folder cannot be read.
            CommandFailed with code 'NOT_RUNNING': The connector has no configuration, or its status is not RUNNING.
            CommandFailed with code 'STOPPED': The connector was stopped or got another configuration before the
                last file.
        """
        return self.send_command(INGEST_RANGE, _given({"start": start, "end": end}, {}), options)

    def list_pending(self, *, limit: int | None = None, options: SendOptions | None = None) -> ListPendingResponse:
        """List the files that were found and have not reached the lake, with the reason.

        Args:
            limit: Records in the answer; 100 if left out.
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(LIST_PENDING, _given({}, {"limit": limit}), options)

    def pause(self, *, options: SendOptions | None = None) -> PauseResponse:
        """Look through the folder no more until Resume, also after a restart.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(PAUSE, None, options)

    def resume(self, *, options: SendOptions | None = None) -> ResumeResponse:
        """Look through the folder again.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(RESUME, None, options)
