"""The steps of a command as entries of the journal."""

from __future__ import annotations

from dataclasses import replace

from ts_connectors._core.clock import Clock

from .held import HeldCommand, Phase
from .journal import Entry, Journal, Stage

__all__ = ["Logbook"]


class Logbook:
    """Writes each step so that it keeps what earlier steps said; `Journal.commit` makes them durable."""

    def __init__(self, journal: Journal, clock: Clock) -> None:
        self._journal = journal
        self._clock = clock

    def accepted(self, held: HeldCommand) -> None:
        """Its message is about to go; before the handler has begun the message's text stays."""
        known = self._journal.find(held.command_id)
        if known is None:
            known = self._new(held.command_id, held.action, Stage.ACCEPTED)
            known = replace(known, is_repeatable=held.binding.is_repeatable)
        is_open = held.phase is Phase.WAITING or held.binding.is_repeatable
        keeps_text = known.stage is not Stage.ANSWERED and is_open
        self._journal.put(replace(known, request=held.text if keeps_text else None, has_message=bool(held.leases)))

    def started(self, held: HeldCommand) -> None:
        """Its handler is about to begin."""
        known = self._journal.find(held.command_id) or self._new(held.command_id, held.action, Stage.STARTED)
        self._journal.put(
            replace(
                known,
                stage=Stage.STARTED,
                attempt=held.attempt,
                is_repeatable=held.binding.is_repeatable,
                # A command that never runs again needs its text no more.
                request=known.request if held.binding.is_repeatable else None,
            )
        )

    def answered(self, command_id: str, action: str, answer: str, *, result: bytes | None = None) -> None:
        """Its final answer is decided."""
        known = self._journal.find(command_id) or self._new(command_id, action, Stage.ANSWERED)
        self._journal.put(
            replace(known, stage=Stage.ANSWERED, answer=answer, request=None, is_sent=False), result=result
        )

    def sent(self, command_id: str) -> None:
        """The outbound queue accepted its final answer; without a message its 15 minutes begin."""
        if (known := self._journal.find(command_id)) is not None:
            self._journal.put(replace(known, is_sent=True, settled_at=None if known.has_message else self._now()))

    def seen_again(self, command_id: str) -> None:
        """A message of it is there again."""
        if (known := self._journal.find(command_id)) is not None:
            self._journal.put(replace(known, has_message=True, settled_at=None))

    def message_gone(self, command_id: str) -> None:
        """No message of it is in the queue any more; once its answer was sent, its 15 minutes begin."""
        if (known := self._journal.find(command_id)) is not None:
            self._journal.put(replace(known, has_message=False, settled_at=self._now() if known.is_sent else None))

    def not_started(self, held: HeldCommand) -> None:
        """Its handler did not begin after all: say what was known before, so that it may run in the next process."""
        known = self._journal.find(held.command_id)
        if known is None or known.stage is not Stage.STARTED:
            return
        if held.attempt > 1:
            self._journal.put(replace(known, attempt=held.attempt - 1))
        elif held.leases:
            self._journal.forget(held.command_id)
        else:
            self._journal.put(replace(known, stage=Stage.ACCEPTED, request=held.text))

    def _new(self, command_id: str, action: str, stage: Stage) -> Entry:
        return Entry(command_id=command_id, action=action, stage=stage, received_at=self._now())

    def _now(self) -> float:
        return self._clock.now().timestamp()
