"""Connectors: who they are, what they shall do, and when they were last heard."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["ConnectorRecord", "Connectors", "Label"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A label that is put on every file of a connector."""

    id: str
    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorRecord:
    """One connector as the platform knows it."""

    id: str
    name: str
    artifact_type: str
    host_type: str
    command_queue: str
    created_at: datetime
    updated_at: datetime
    description: str | None = None
    hub_id: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict[str, object])
    tags: Sequence[str] = ()
    labels: Sequence[Label] = ()
    health: str = "N/A"
    health_error_code: str | None = None
    operating_status: str = "IDLE"
    last_seen_at: datetime | None = None

    @property
    def is_disabled(self) -> bool:
        """Whether it may do nothing more, not even ask."""
        return self.operating_status == "DISABLED"


class Connectors(Shelf[ConnectorRecord]):
    """All connectors of the organisation."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "connector")
        self._basis = basis
        self._label_numbers = itertools.count(1)

    def heard(self, connector_id: str) -> ConnectorRecord:
        """Note a heartbeat."""
        return self.change(connector_id, last_seen_at=self._basis.now())

    def write(self, connector_id: str, **facts: object) -> ConnectorRecord:
        """Change facts, and say that the connector was changed now."""
        return self.change(connector_id, updated_at=self._basis.now(), **facts)

    def is_online(self, connector: ConnectorRecord) -> bool:
        """Whether the last heartbeat is recent enough."""
        seen = connector.last_seen_at
        return seen is not None and self._basis.now() - seen <= self._basis.timings.offline_after

    def new_labels(self, pairs: Sequence[tuple[str, str]]) -> list[Label]:
        """Return labels with ids, which are whole numbers as text."""
        return [Label(id=str(next(self._label_numbers)), name=name, value=value) for name, value in pairs]

    def on_hub(self, hub_id: str) -> list[ConnectorRecord]:
        """Return the connectors that run on a hub."""
        return [connector for connector in self.all() if connector.hub_id == hub_id]
