"""The requests that came, for tests that count them and for people who look on."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from datetime import datetime

from ts_connectors.simulator.state.changes import Changes

__all__ = ["RequestsSeen", "SeenRequest"]

MOST = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRequest:
    """One request, without its body and query: those can hold secrets."""

    time: datetime
    method: str
    path: str
    operation: str
    """Name of the method that serves it, such as `connectors_heartbeat`; empty where no route is there."""
    caller: str
    """Whose token it carried; empty for none that holds."""
    status: int
    request_id: str


class RequestsSeen:
    """The latest requests, the oldest first."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._requests: deque[SeenRequest] = deque(maxlen=MOST)

    def add(self, request: SeenRequest) -> None:
        """Note a request that was answered."""
        with self._changes:
            self._requests.append(request)

    def all(self) -> list[SeenRequest]:
        """Return them."""
        with self._changes:
            return list(self._requests)
