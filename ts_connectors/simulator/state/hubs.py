"""Hubs: machines in the customer's network that run connectors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["HubRecord", "Hubs"]

ACTIVATION = timedelta(hours=24)
CHOSEN_SETTINGS: Mapping[str, object] = {
    "l7_proxy_reverse_mqtt_port": 8883,
    "l7_proxy_socat_mqtt_port": 8884,
    "l7_proxy_whitelist": "",
    "l7_proxy_maximum_memory_mb": 1024,
}
"""What the platform chooses where a request leaves it out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HubRecord:
    """One hub."""

    id: str
    name: str
    created_at: datetime
    updated_at: datetime
    activation_expires_at: datetime
    description: str | None = None
    is_enabled: bool = True
    settings: Mapping[str, object] = field(default_factory=dict[str, object])
    """Settings of its proxy, by the names of the request's fields."""


class Hubs(Shelf[HubRecord]):
    """All hubs of the organisation."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "hub")
        self._basis = basis

    def create(self, name: str, description: str | None, settings: Mapping[str, object]) -> HubRecord:
        """Add a hub, enabled."""
        now = self._basis.now()
        return self.put(
            HubRecord(
                id=self._basis.new_id(),
                name=name,
                description=description,
                settings={**CHOSEN_SETTINGS, **settings},
                created_at=now,
                updated_at=now,
                activation_expires_at=now + ACTIVATION,
            )
        )

    def write(self, hub_id: str, **facts: object) -> HubRecord:
        """Change facts, and say that the hub was changed now; settings that are left out stay."""
        with self._basis.changes:
            settings = facts.get("settings")
            if isinstance(settings, Mapping):
                facts["settings"] = {**self.get(hub_id).settings, **settings}
            return self.change(hub_id, updated_at=self._basis.now(), **facts)
