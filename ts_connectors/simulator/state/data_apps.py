"""Data apps: who they are, and what they run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["DataAppRecord", "DataApps"]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataAppRecord:
    """One data app; it starts IDLE and was never heard."""

    id: str
    name: str
    artifact_type: str
    host_type: str
    command_queue: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    provider_ids: Sequence[str] = ()


class DataApps(Shelf[DataAppRecord]):
    """All data apps of the organisation."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "data app")
