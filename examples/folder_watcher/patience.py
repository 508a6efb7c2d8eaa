"""Patience with files: those that somebody still writes to, and those that failed."""

from __future__ import annotations

from collections.abc import Iterable

from examples.folder_watcher.folder import FoundFile
from ts_connectors.connector import Connector

__all__ = ["Patience"]


class Patience:
    """Says which files' time has come."""

    def __init__(self, connector: Connector, settle_seconds: float) -> None:
        self._clock = connector.surroundings.clock
        self._settle_s = settle_seconds
        self._first_seen: dict[str, float] = {}
        self._not_before: dict[str, float] = {}

    def is_settled(self, file: FoundFile) -> bool:
        """Return whether nobody has written to the file for a while.

        A file from a machine whose clock is ahead is settled once it has looked the same for that long.
        """
        age_s = self._clock.now().timestamp() - file.modified_ns / 1e9
        first_seen = self._first_seen.setdefault(file.unique_external_id, self._clock.monotonic())
        return age_s >= self._settle_s or self._clock.monotonic() - first_seen >= self._settle_s

    def is_due(self, file: FoundFile) -> bool:
        """Return whether a file that had to wait has waited long enough."""
        return self._clock.monotonic() >= self._not_before.get(file.unique_external_id, 0.0)

    def wait(self, file: FoundFile, seconds: float) -> None:
        """Leave this version of the file alone for so long."""
        self._not_before[file.unique_external_id] = self._clock.monotonic() + seconds

    def forget_all_but(self, files: Iterable[FoundFile]) -> None:
        """Forget versions that nobody asks about any more."""
        ids = {file.unique_external_id for file in files}
        self._first_seen = {key: value for key, value in self._first_seen.items() if key in ids}
        self._not_before = {key: value for key, value in self._not_before.items() if key in ids}
