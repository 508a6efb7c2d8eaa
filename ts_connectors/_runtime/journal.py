"""The journal of commands: what must outlive a crash of the process."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

__all__ = ["Entry", "Journal", "Stage"]


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

    async def commit(self) -> bool:
        """Wait until everything put so far is durable; False: it is in memory only."""
        ...

    async def close(self) -> None:
        """Commit and let go of the file; a second call does nothing."""
        ...
