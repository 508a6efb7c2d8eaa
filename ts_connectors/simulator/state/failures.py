"""Failures: actions of the platform on connectors and hubs that came to nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["FailedAction", "Failures"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedAction:
    """One action that failed."""

    id: str
    entity_type: str
    entity_id: str
    action: str
    error: str
    metadata: Mapping[str, object]
    created_at: datetime


class Failures(Shelf[FailedAction]):
    """All failures that the platform remembers."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "failed action")
        self._basis = basis

    def note(
        self, action: str, error: str, *, entity_id: str, entity_type: str = "connector", **metadata: object
    ) -> None:
        """Remember a failure."""
        self.put(
            FailedAction(
                id=self._basis.new_id(),
                entity_type=entity_type,
                entity_id=entity_id,
                action=action,
                error=error,
                metadata=metadata,
                created_at=self._basis.now(),
            )
        )
