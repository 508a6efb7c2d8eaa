# Generated from catalog.yaml (sha256 6a39e5c3…) by ts-connectors codegen; do not edit.
"""What the commands of FolderWatcher need and answer."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from ts_connectors_api.data_acquisition.models import ConnectorFileDto
from ts_connectors_api.models import PayloadModel


class Period(PayloadModel):
    """Files that were last changed in this period. A time without an offset is UTC."""

    start: datetime
    """The first moment that counts."""
    end: datetime
    """The first moment that no longer counts."""


class SetScheduleIntervalRequest(PayloadModel):
    """What SetScheduleInterval needs."""

    seconds: Annotated[float, Field(ge=0.1, le=86400.0)]
    """Time from one look to the next."""


class SetScheduleIntervalResponse(PayloadModel):
    """What SetScheduleInterval answers."""

    previous_seconds: float
    """The time between two looks before."""


class IngestRangeResponse(PayloadModel):
    """What IngestRange answers."""

    found: Annotated[int, Field(ge=0)]
    """Files of the period."""
    uploaded: Annotated[int, Field(ge=0)]
    """Those that reached the lake."""
    failed: Annotated[int, Field(ge=0)]
    """Those that did not; ListPending says why."""


class ListPendingRequest(PayloadModel):
    """What ListPending needs."""

    limit: Annotated[int | None, Field(ge=1, le=1000)] = None
    """Records in the answer; 100 if left out."""


class ListPendingResponse(PayloadModel):
    """What ListPending answers."""

    total: Annotated[int, Field(ge=0)]
    """How many there are."""
    files: list[ConnectorFileDto]
    """Their records, the latest change first."""


class PauseResponse(PayloadModel):
    """What Pause answers."""

    was_paused: bool
    """Whether it was paused already."""


class ResumeResponse(PayloadModel):
    """What Resume answers."""

    was_paused: bool
    """Whether it was paused before."""
