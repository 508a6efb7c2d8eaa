# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""The commands of FolderWatcher, as typed values."""

from __future__ import annotations

from typing import Any, Final

from ts_connectors_api.command import Command

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

__all__ = ["COMMANDS", "INGEST_RANGE", "LIST_PENDING", "PAUSE", "RESUME", "SET_SCHEDULE_INTERVAL"]

SET_SCHEDULE_INTERVAL: Final[Command[SetScheduleIntervalRequest, SetScheduleIntervalResponse]] = Command(
    action="TetraScience.Connector.FolderWatcher.SetScheduleInterval",
    method="set_schedule_interval",
    request=SetScheduleIntervalRequest,
    response=SetScheduleIntervalResponse,
    summary="Change how often the folder is looked through.",
    is_repeatable=True,
    errors={"NOT_CONFIGURED": "No configuration was saved yet."},
)
"""Change how often the folder is looked through.

The interval survives a restart. It ends when a configuration is saved with another interval.

Source: catalog.yaml#/commands/SetScheduleInterval
"""

INGEST_RANGE: Final[Command[Period, IngestRangeResponse]] = Command(
    action="TetraScience.Connector.FolderWatcher.IngestRange",
    method="ingest_range",
    request=Period,
    response=IngestRangeResponse,
    summary="Upload again every file that was last changed in a period.",
    timeout_s=3600.0,
    errors={
        "EMPTY_PERIOD": "The period ends before it begins.",
        "FOLDER_UNREACHABLE": "The folder cannot be read.",
        "NOT_RUNNING": "The connector has no configuration, or its status is not RUNNING.",
        "STOPPED": "The connector was stopped or got another configuration before the last file.",
    },
)
"""Upload again every file that was last changed in a period.

Each file goes to the same place in the lake and becomes a new version there. One that fails is tried again
by the schedule, as any other.

Source: catalog.yaml#/commands/IngestRange
"""

LIST_PENDING: Final[Command[ListPendingRequest, ListPendingResponse]] = Command(
    action="TetraScience.Connector.FolderWatcher.ListPending",
    method="list_pending",
    request=ListPendingRequest,
    response=ListPendingResponse,
    summary="List the files that were found and have not reached the lake, with the reason.",
    is_repeatable=True,
)
"""List the files that were found and have not reached the lake, with the reason.

Source: catalog.yaml#/commands/ListPending
"""

PAUSE: Final[Command[None, PauseResponse]] = Command(
    action="TetraScience.Connector.FolderWatcher.Pause",
    method="pause",
    response=PauseResponse,
    summary="Look through the folder no more until Resume, also after a restart.",
    is_repeatable=True,
)
"""Look through the folder no more until Resume, also after a restart.

Source: catalog.yaml#/commands/Pause
"""

RESUME: Final[Command[None, ResumeResponse]] = Command(
    action="TetraScience.Connector.FolderWatcher.Resume",
    method="resume",
    response=ResumeResponse,
    summary="Look through the folder again.",
    is_repeatable=True,
)
"""Look through the folder again.

Source: catalog.yaml#/commands/Resume
"""

COMMANDS: Final[tuple[Command[Any, Any], ...]] = (
    SET_SCHEDULE_INTERVAL,
    INGEST_RANGE,
    LIST_PENDING,
    PAUSE,
    RESUME,
)
"""All of them, in the order of the catalog."""
