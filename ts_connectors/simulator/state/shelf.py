"""A shelf: records of one kind by their id, in the order in which they came."""

from __future__ import annotations

import dataclasses
from typing import Any, Generic, Protocol, TypeVar

from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.state.changes import Changes

__all__ = ["Shelf"]


class _Record(Protocol):
    @property
    def id(self) -> str: ...


T = TypeVar("T", bound=_Record)


class Shelf(Generic[T]):
    """Keeps frozen dataclasses; a change replaces one as a whole."""

    def __init__(self, changes: Changes, noun: str) -> None:
        self._changes = changes
        self._noun = noun
        self._records: dict[str, T] = {}

    def put(self, record: T) -> T:
        """Add a record, or replace the one with its id."""
        with self._changes:
            self._records[record.id] = record
        return record

    def get(self, record_id: str) -> T:
        """Return a record.

        Raises:
            Problem: 404, there is none.
        """
        record = self.find(record_id)
        if record is None:
            raise Problem(404, f"There is no {self._noun} {record_id!r}")
        return record

    def find(self, record_id: str) -> T | None:
        """Return a record, or None."""
        return self._records.get(record_id)

    def all(self) -> list[T]:
        """Return all records, the oldest first."""
        with self._changes:
            return list(self._records.values())

    def change(self, record_id: str, **facts: Any) -> T:
        """Replace facts of a record and return it as it is now.

        Raises:
            Problem: 404, there is none.
        """
        with self._changes:
            record: Any = self.get(record_id)
            return self.put(dataclasses.replace(record, **facts))

    def remove(self, record_id: str) -> T:
        """Take a record away and return it.

        Raises:
            Problem: 404, there is none.
        """
        with self._changes:
            record = self.get(record_id)
            del self._records[record_id]
        return record
