"""A running command for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(kw_only=True)
class Running:
    """Notes the progress that a handler tells."""

    command_id: str = "c-1"
    action: str = "TetraScience.Connector.ColonyCounter.SetScheduleInterval"
    attempt: int = 1
    deadline: datetime | None = None
    is_cancelled: bool = False
    told: list[tuple[float, str]] = field(default_factory=list)

    def progress(self, fraction: float, message: str = "") -> None:
        """Note it."""
        self.told.append((fraction, message))
