"""File records: what connectors note about the files that they take to the lake."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from ts_connectors.simulator.state.basis import Basis

__all__ = ["FileFailure", "FileRecord", "FileStep", "Files"]

STATUSES = ("PENDING", "PROCESSING", "SKIPPED", "SUCCESS", "ERROR")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRecord:
    """One file of a connector."""

    id: str
    unique_external_id: str
    created_at: datetime
    updated_at: datetime
    filepath: str = ""
    status: str = "PENDING"
    metadata: Mapping[str, Any] | None = None
    error_count: int = 0
    error_message: str | None = None


@dataclass(eq=False, kw_only=True)
class FileFailure(Exception):
    """Why one record of several was not written."""

    message: str
    file_id: str | None = None
    unique_external_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStep:
    """A record's change to a status."""

    time: datetime
    status: str


@dataclass(slots=True)
class _Folder:
    records: dict[str, FileRecord] = field(default_factory=dict[str, FileRecord])
    names: dict[str, str] = field(default_factory=dict[str, str])
    """Ids by unique external id."""
    steps: list[FileStep] = field(default_factory=list[FileStep])


class Files:
    """Records by connector and id."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._folders: dict[str, _Folder] = {}

    def all(self, connector_id: str) -> list[FileRecord]:
        """Return a connector's records, the oldest first."""
        with self._basis.changes:
            return list(self._folder(connector_id).records.values())

    def steps(self, connector_id: str) -> list[FileStep]:
        """Return each change of a status, the oldest first."""
        with self._basis.changes:
            return list(self._folder(connector_id).steps)

    def counts(self, connector_id: str) -> dict[str, int]:
        """Return how many records have each status."""
        statuses = [record.status for record in self.all(connector_id)]
        return {status: statuses.count(status) for status in STATUSES}

    def save(self, connector_id: str, facts: Mapping[str, Any]) -> FileRecord:
        """Update the record with this `id`, else the one with this `unique_external_id`, else make one.

        Args:
            connector_id: whose record.
            facts: fields of `FileRecord`; those that are left out stay.

        Raises:
            FileFailure: the record cannot be written.
        """
        with self._basis.changes:
            folder = self._folder(connector_id)
            _check(facts)
            record = self._found(folder, facts) or self._made(facts)
            written = replace(record, **{**facts, "id": record.id}, updated_at=self._basis.now())
            self._put(folder, record, written)
        return written

    def forget(self, connector_id: str) -> None:
        """Drop a connector's records."""
        with self._basis.changes:
            self._folders.pop(connector_id, None)

    def _folder(self, connector_id: str) -> _Folder:
        return self._folders.setdefault(connector_id, _Folder())

    def _found(self, folder: _Folder, facts: Mapping[str, Any]) -> FileRecord | None:
        by_id = folder.records.get(facts.get("id", ""))
        if by_id is not None:
            return by_id
        if "unique_external_id" in facts:
            return folder.records.get(folder.names.get(facts["unique_external_id"], ""))
        if "id" in facts:
            raise _failure(facts, "There is no record with this id, and a new one needs a uniqueExternalId")
        raise _failure(facts, "A record needs an id or a uniqueExternalId")

    def _made(self, facts: Mapping[str, Any]) -> FileRecord:
        now = self._basis.now()
        return FileRecord(
            id=self._basis.new_id(), unique_external_id=facts["unique_external_id"], created_at=now, updated_at=now
        )

    def _put(self, folder: _Folder, before: FileRecord, after: FileRecord) -> None:
        owner = folder.names.get(after.unique_external_id, after.id)
        if owner != after.id:
            raise FileFailure(
                message=f"The uniqueExternalId belongs to the record {owner} already",
                file_id=after.id,
                unique_external_id=after.unique_external_id,
            )
        if after.id not in folder.records or after.status != before.status:
            folder.steps.append(FileStep(time=after.updated_at, status=after.status))
        folder.names.pop(before.unique_external_id, None)
        folder.names[after.unique_external_id] = after.id
        folder.records[after.id] = after


def _check(facts: Mapping[str, Any]) -> None:
    if facts.get("status", "PENDING") not in STATUSES:
        raise _failure(facts, f"The status {facts['status']!r} is unknown; use one of {', '.join(STATUSES)}")
    if facts.get("error_count", 0) < 0:
        raise _failure(facts, "The errorCount is below 0")
    if facts.get("unique_external_id", "-") == "":
        raise _failure(facts, "The uniqueExternalId is empty")


def _failure(facts: Mapping[str, Any], message: str) -> FileFailure:
    return FileFailure(message=message, file_id=facts.get("id"), unique_external_id=facts.get("unique_external_id"))
