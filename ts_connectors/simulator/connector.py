"""A connector of the local platform, as whoever made it sees it."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["LocalConnector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalConnector:
    """What a process needs to be this connector, beside the platform's address."""

    id: str
    name: str
    token: str = field(repr=False)
    command_queue_url: str
    host_type: str = "standalone"
    hub_id: str | None = None
