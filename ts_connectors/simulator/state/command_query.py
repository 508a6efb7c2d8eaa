"""A query for commands: conditions, order and page."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.commands import CommandRecord

__all__ = ["CommandQuery", "Span"]

DEFAULT_SIZE = 50
TIMES: dict[str, Callable[[CommandRecord], datetime]] = {
    "createdAt": lambda record: record.created_at,
    "updatedAt": lambda record: record.updated_at,
    "expiresAt": lambda record: record.expires_at,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A condition on a time; neither end is part of it."""

    after: datetime | None = None
    before: datetime | None = None

    def holds(self, time: datetime) -> bool:
        """Whether a time lies in it."""
        return (self.after is None or time > self.after) and (self.before is None or time < self.before)


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandQuery:
    """What `GET /v1/commands` asks for; an empty condition is none."""

    target_ids: Sequence[str] = ()
    actions: Sequence[str] = ()
    statuses: Sequence[str] = ()
    spans: Mapping[str, Span] = field(default_factory=dict[str, Span])
    """By the wire name of the time."""
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])
    start: int = 0
    size: int = DEFAULT_SIZE
    sort_by: str = "createdAt"
    is_descending: bool = True

    def check(self) -> None:
        """Refuse what cannot be asked.

        Raises:
            Problem: 400, naming every parameter at fault.
        """
        faults: list[Validation] = []
        if self.start < 0:
            faults.append(Validation(field="from", reason="is below 0"))
        if self.size < 1:
            faults.append(Validation(field="size", reason="is below 1"))
        if faults:
            raise Problem(400, "The request is not valid", faults)

    def page(self, records: Sequence[CommandRecord]) -> tuple[list[CommandRecord], bool]:
        """Return the page, and whether more commands follow."""
        found = [record for record in records if self._takes(record)]
        found.sort(key=TIMES[self.sort_by], reverse=self.is_descending)
        end = self.start + self.size
        return found[self.start : end], len(found) > end

    def _takes(self, record: CommandRecord) -> bool:
        return (
            (not self.target_ids or record.target_id in self.target_ids)
            and (not self.actions or record.action in self.actions)
            and (not self.statuses or record.status in self.statuses)
            and all(span.holds(TIMES[name](record)) for name, span in self.spans.items())
            and all(record.metadata.get(key) == text for key, text in self.metadata.items())
        )
