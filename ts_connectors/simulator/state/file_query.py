"""A query for file records: conditions, order and page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.files import FileRecord

__all__ = ["FileQuery"]

DEFAULT_TAKE = 50
ORDERS: dict[str, Callable[[FileRecord], Any]] = {
    "filepath": lambda record: record.filepath,
    "status": lambda record: record.status,
    "errorCount": lambda record: record.error_count,
    "updatedAt": lambda record: record.updated_at,
    "createdAt": lambda record: record.created_at,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FileQuery:
    """What `GET …/files` asks for; None is no condition, and an empty list meets nothing or excludes nothing."""

    file_ids: Sequence[str] | None = None
    exclude_file_ids: Sequence[str] | None = None
    unique_external_ids: Sequence[str] | None = None
    exclude_unique_external_ids: Sequence[str] | None = None
    statuses: Sequence[str] | None = None
    max_errors: int | None = None
    created_before: datetime | None = None
    created_after: datetime | None = None
    updated_before: datetime | None = None
    updated_after: datetime | None = None
    order_by: str | None = None
    is_descending: bool = False
    take: int | None = None
    skip: int | None = None

    def check(self) -> None:
        """Refuse what cannot be asked.

        Raises:
            Problem: 400, naming every parameter at fault.
        """
        faults: list[Validation] = []
        if self.order_by is not None and self.order_by not in ORDERS:
            faults.append(Validation(field="orderBy", reason=f"is none of {', '.join(ORDERS)}"))
        for name, number in (("maxErrors", self.max_errors), ("take", self.take), ("skip", self.skip)):
            if number is not None and number < 0:
                faults.append(Validation(field=name, reason="is below 0"))
        if faults:
            raise Problem(400, "The request is not valid", faults)

    def page(self, records: Sequence[FileRecord]) -> tuple[list[FileRecord], int]:
        """Return the page, and the number of records that meet the conditions on all pages."""
        found = [record for record in records if self._takes(record)]
        if self.order_by is not None:
            # Sorting is stable, also in reverse: records that are equal stay in the order of their creation.
            found.sort(key=ORDERS[self.order_by], reverse=self.is_descending)
        start = self.skip or 0
        take = DEFAULT_TAKE if self.take is None else self.take
        return found[start : start + take], len(found)

    def _takes(self, record: FileRecord) -> bool:
        return (
            _is_in(record.id, self.file_ids, self.exclude_file_ids)
            and _is_in(record.unique_external_id, self.unique_external_ids, self.exclude_unique_external_ids)
            and _is_in(record.status, self.statuses, None)
            and (self.max_errors is None or record.error_count <= self.max_errors)
            and _is_between(record.created_at, self.created_after, self.created_before)
            and _is_between(record.updated_at, self.updated_after, self.updated_before)
        )


def _is_in(value: str, wanted: Sequence[str] | None, unwanted: Sequence[str] | None) -> bool:
    return (wanted is None or value in wanted) and value not in (unwanted or ())


def _is_between(time: datetime, after: datetime | None, before: datetime | None) -> bool:
    return (after is None or time > after) and (before is None or time < before)
