"""What all parts of the platform's state stand on: time, ids, the lock, and how long things take."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ts_connectors._core.clock import Clock
from ts_connectors.simulator.state.changes import Changes

__all__ = ["Basis", "Timings"]


def _uuid() -> str:
    return str(uuid.uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Timings:
    """How long the platform waits for things, by its own clock."""

    offline_after: timedelta = timedelta(minutes=3)
    """Age of the last heartbeat from which a connector counts as offline."""
    verdict_within: timedelta = timedelta(seconds=60)
    """How long a connector may take to judge a configuration."""
    lifecycle_command: timedelta = timedelta(minutes=5)
    """How long Start, Stop, Shutdown and UpdateConfig can be picked up."""
    credentials: timedelta = timedelta(hours=1)
    """How long AWS credentials of a standalone connector hold."""
    purge: timedelta = timedelta()
    """How long a purge goes on refusing new commands; SQS itself takes up to a minute."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """Time, ids and the lock."""

    org_slug: str
    clock: Clock
    changes: Changes = field(default_factory=Changes)
    timings: Timings = field(default_factory=Timings)
    new_id: Callable[[], str] = _uuid
    new_token: Callable[[], str] = secrets.token_urlsafe

    def now(self) -> datetime:
        """Return the platform's time."""
        return self.clock.now()
