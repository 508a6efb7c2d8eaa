"""The journal of commands: what must outlive a crash of the process.

What is durable before what (`await journal.commit()` stands between the two):

1. FIFO, and messages whose lease cannot be kept: the entry with the message's text (ACCEPTED), or its refusal
   (ANSWERED), before the message is deleted. A command without a message is then still known.
2. Every command: STARTED before its handler begins. So an earlier process's STARTED without an answer means "it may
   have run", and a command that a surviving journal does not know has not.
3. Every final answer, refusals too: ANSWERED with the whole text before it is sent. So after a crash the same text
   goes out again, never another one.
4. Accepted by the outbound queue before the message is deleted; this order needs no journal.

Not waited for: `is_sent` and `settled_at`. A crash that loses them costs an identical copy of an answer, or an entry
that stays a while longer. PROCESSING and progress are never journaled.

Where a commit fails (a full disk), memory stays right, the next commit writes all that is still unwritten, and
meanwhile the command path treats the journal as memory: it deletes no message early.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from ts_connectors._core.clock import Clock

__all__ = ["KEPT_S", "LIMIT_BYTES", "Entry", "Journal", "Ledger", "MemoryJournal", "Stage"]

KEPT_S = 15 * 60.0
"""How long an entry stays once its answer is sent and its message gone."""
LIMIT_BYTES = 24 * 1024 * 1024
"""Of entries; with the overhead of pages and the write-ahead log the files stay under 32 MiB."""
_LONGEST_RETENTION_S = 14 * 24 * 3600.0
_ENTRY_OVERHEAD_BYTES = 400


class Stage(StrEnum):
    """How far a command is."""

    ACCEPTED = "accepted"
    """Its message is gone and its handler has not started; only with `request`."""
    STARTED = "started"
    """Its handler may have begun."""
    ANSWERED = "answered"
    """Its final answer is decided; whether it was sent, `is_sent` says."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What the journal knows of one command."""

    command_id: str
    action: str
    stage: Stage
    received_at: float
    """Unix time."""
    attempt: int = 1
    is_repeatable: bool = False
    request: str | None = field(default=None, repr=False)
    """The message's text; only where the message is deleted before the command has started."""
    answer: str | None = field(default=None, repr=False)
    """The final answer as it goes, or went, to the outbound queue."""
    is_sent: bool = False
    """Whether the outbound queue accepted the answer."""
    has_message: bool = True
    """Whether a message of it may still be in the inbound queue."""
    settled_at: float | None = None
    """Unix time from which on its answer was sent and its message gone; None: not yet."""

    @property
    def size_bytes(self) -> int:
        """What it takes of the journal's limit."""
        texts = (self.command_id, self.action, self.request or "", self.answer or "")
        return _ENTRY_OVERHEAD_BYTES + sum(len(text.encode("utf-8", "surrogatepass")) for text in texts)


class Journal(Protocol):
    """Entries by command. Reading is from memory; `commit` makes what was put durable."""

    @property
    def is_durable(self) -> bool:
        """Whether what is committed outlives the process."""
        ...

    @property
    def is_survivor(self) -> bool:
        """Whether it holds what an earlier process wrote, so that a command it does not know never started."""
        ...

    @property
    def is_full(self) -> bool:
        """Whether its limit is reached by entries that must stay."""
        ...

    def find(self, command_id: str) -> Entry | None:
        """Return what is known of a command."""
        ...

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in order of arrival."""
        ...

    def put(self, entry: Entry, *, result: bytes | None = None) -> None:
        """Set an entry; `result` is kept with it for people to recover where the answer could not carry it."""
        ...

    def forget(self, command_id: str) -> None:
        """Remove an entry; none is no error."""
        ...

    def expire(self) -> None:
        """Remove the entries whose 15 minutes are over."""
        ...

    async def commit(self) -> bool:
        """Wait until everything put so far is durable; False: it is in memory only."""
        ...

    async def close(self) -> None:
        """Commit and let go of the file; a second call does nothing."""
        ...


class Ledger:
    """Entries in memory within a limit: settled ones leave after 15 minutes, or earlier where room is needed."""

    def __init__(self, clock: Clock, *, limit_bytes: int = LIMIT_BYTES) -> None:
        self._clock = clock
        self._limit_bytes = limit_bytes
        self._entries: dict[str, Entry] = {}
        self._results: dict[str, int] = {}
        self._settled: dict[str, float] = {}
        self._total_bytes = 0

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached by entries that must stay."""
        return self._total_bytes >= self._limit_bytes

    def find(self, command_id: str) -> Entry | None:
        """Return what is known of a command."""
        return self._entries.get(command_id)

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries in order of arrival."""
        return tuple(self._entries.values())

    def put(self, entry: Entry, *, result: bytes | None = None) -> None:
        """Set an entry, and make room."""
        known = self._entries.get(entry.command_id)
        self._entries[entry.command_id] = entry
        self._total_bytes += entry.size_bytes - (0 if known is None else known.size_bytes)
        if result is not None:
            self._total_bytes += len(result) - self._results.get(entry.command_id, 0)
            self._results[entry.command_id] = len(result)
        self._settled.pop(entry.command_id, None)
        if entry.settled_at is not None:
            self._settled[entry.command_id] = entry.settled_at
        self._written(entry.command_id, result)
        self.expire()

    def forget(self, command_id: str) -> None:
        """Remove an entry; none is no error."""
        entry = self._entries.pop(command_id, None)
        if entry is not None:
            self._total_bytes -= entry.size_bytes + self._results.pop(command_id, 0)
            self._settled.pop(command_id, None)
            self._written(command_id, None)

    def _written(self, command_id: str, result: bytes | None) -> None:
        """Take note of a change; a durable journal writes it."""

    def _load(self, found: Iterable[tuple[Entry, int]]) -> None:
        now = self._clock.now().timestamp()
        for entry, result_bytes in found:
            self._entries[entry.command_id] = entry
            self._results[entry.command_id] = result_bytes
            self._total_bytes += entry.size_bytes + result_bytes
            if entry.is_sent and now - entry.received_at > _LONGEST_RETENTION_S:
                self._settled[entry.command_id] = 0.0  # no queue keeps a message so long
            elif entry.settled_at is not None:
                self._settled[entry.command_id] = entry.settled_at
        self._settled = dict(sorted(self._settled.items(), key=lambda item: item[1]))
        self.expire()

    def expire(self) -> None:
        """Remove the entries whose 15 minutes are over, and more of the settled ones where room is needed."""
        now = self._clock.now().timestamp()
        while self._settled:
            command_id, settled_at = next(iter(self._settled.items()))  # the longest settled
            if now - settled_at < KEPT_S and not self.is_full:
                return
            self.forget(command_id)


class MemoryJournal(Ledger):
    """The journal where no file can be written: duplicates are known, crashes are not survived."""

    @property
    def is_durable(self) -> bool:
        """Nothing outlives the process."""
        return False

    @property
    def is_survivor(self) -> bool:
        """Nothing was there before."""
        return False

    async def commit(self) -> bool:
        """Return False: memory is all there is."""
        return False

    async def close(self) -> None:
        """Do nothing."""
