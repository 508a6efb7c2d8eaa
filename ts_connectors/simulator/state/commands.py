"""Commands: what was asked, how it stands, and everything that was answered."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["FINAL", "CommandAnswer", "CommandRecord", "Commands", "HistoryEntry"]

FINAL = frozenset({"SUCCESS", "FAILURE", "REJECTED", "EXPIRED", "PURGED", "ERROR"})
WAITING = frozenset({"CREATED", "UNSENT", "PENDING"})


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryEntry:
    """One change of a command, or something that happened to it and changed nothing."""

    id: str
    reason: str
    updated_by: str
    updated_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandAnswer:
    """One message that answered a command."""

    status: str
    body: Mapping[str, Any] | None = field(repr=False)
    delivery: str
    sent_at: datetime | None
    """When the target says that it made it."""
    received_at: datetime
    is_late: bool
    """Whether the command had come to its end before: such an answer changes nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRecord:
    """One command."""

    id: str
    target_id: str
    action: str
    payload: Any = field(repr=False)
    expires_at: datetime
    created_at: datetime
    updated_at: datetime
    created_by: str
    created_by_entity: str
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])
    delivery: str = "embedded"
    status: str = "CREATED"
    response_body: Mapping[str, Any] | None = field(default=None, repr=False)
    history: Sequence[HistoryEntry] = ()
    answers: Sequence[CommandAnswer] = ()

    @property
    def is_final(self) -> bool:
        """Whether nothing can change it any more."""
        return self.status in FINAL


class Commands(Shelf[CommandRecord]):
    """All commands of the organisation."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "command")
        self._basis = basis
        self.odd_answers: list[str] = []
        """Why messages of the outbound queue could not be taken for an answer; never their text."""

    def get(self, record_id: str) -> CommandRecord:
        """Return a command as it stands now."""
        self.expire()
        return super().get(record_id)

    def all(self) -> list[CommandRecord]:
        """Return all commands as they stand now, the oldest first."""
        self.expire()
        return super().all()

    def move(self, command_id: str, status: str, *, by: str, reason: str = "") -> CommandRecord:
        """Give a command another status, unless it has come to its end."""
        with self._basis.changes:
            record = super().get(command_id)
            if record.is_final:
                return record
            said = f"{record.status} -> {status}" + (f": {reason}" if reason else "")
            return self._write(record, said, by, status=status)

    def answer(self, command_id: str, answer: CommandAnswer, *, by: str) -> CommandRecord:
        """Take an answer in; one that comes late, or out of order, is remembered and changes nothing."""
        with self._basis.changes:
            record = super().get(command_id)
            if record.is_final:
                late = dataclasses.replace(answer, is_late=True)
                said = f"late answer {answer.status}, the command stays {record.status}"
                return self._write(record, said, by, answers=(*record.answers, late))
            said = f"{record.status} -> {answer.status}"
            # A PROCESSING without a body says nothing new of the progress told before.
            keeps_body = answer.body is None and answer.status == "PROCESSING"
            return self._write(
                record,
                said,
                by,
                status=answer.status,
                response_body=record.response_body if keeps_body else answer.body,
                answers=(*record.answers, answer),
            )

    def note(self, command_id: str, reason: str, *, by: str) -> CommandRecord:
        """Remember something that changes nothing."""
        with self._basis.changes:
            return self._write(super().get(command_id), reason, by)

    def expire(self) -> None:
        """End the commands that nobody picked up in time."""
        now = self._basis.now()
        due = [record for record in super().all() if record.status in WAITING and record.expires_at <= now]
        for record in due:
            self.move(record.id, "EXPIRED", by="platform", reason="nobody picked it up in time")

    def _write(self, record: CommandRecord, reason: str, by: str, **facts: Any) -> CommandRecord:
        now = self._basis.now()
        entry = HistoryEntry(id=self._basis.new_id(), reason=reason, updated_by=by, updated_at=now)
        return self.put(dataclasses.replace(record, updated_at=now, history=(*record.history, entry), **facts))
