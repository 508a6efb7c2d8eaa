"""What becomes of a message, and of a command whose turn has come: pure decisions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from ts_connectors_api.command import Binding, Lane

from . import verdicts
from .journal import Entry, Stage
from .messages import BadMessage, Request
from .running import SERIAL_ACTIONS
from .verdicts import Verdict

__all__ = [
    "MOST_ATTEMPTS",
    "Decision",
    "Duplicate",
    "Interrupt",
    "Refuse",
    "Rerun",
    "Resend",
    "Run",
    "Trust",
    "Wait",
    "deadline_of",
    "is_serial",
    "judge",
    "judge_leftover",
    "judge_start",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Run it: PROCESSING, then its lane."""

    binding: Binding
    attempt: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Answer it without running it."""

    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Duplicate:
    """It is known: send the stored answer again, or let the run that is under way answer for both."""

    answer: str | None


MOST_ATTEMPTS = 5
"""How often a repeatable command is begun: one that kills its process each time must not do so for ever."""

Decision: TypeAlias = Run | Refuse | Duplicate


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """What tells whether a command that the journal does not know may have run before."""

    is_survivor: bool
    """The journal was there before this process: what it does not know never started."""
    returned: frozenset[str]
    """Given back unstarted by a clean stop."""


def judge(
    request: Request | BadMessage,
    *,
    target_id: str,
    bindings: Mapping[str, Binding],
    entry: Entry | None,
    is_live: bool,
    receive_count: int,
    trust: Trust,
    now: datetime,
) -> Decision:
    """Decide on a message at its receipt; `is_live`: this process holds its command."""
    if is_live:
        return Duplicate(answer=None)
    if entry is not None and entry.answer is not None:
        return Duplicate(answer=entry.answer)
    if isinstance(request, BadMessage):
        return Refuse(verdict=verdicts.rejection(f"The message is refused: {request.problem}", verdicts.BAD_REQUEST))
    if request.target_id != target_id:
        return Refuse(
            verdict=verdicts.rejection("The command is for another connector than this one", verdicts.WRONG_TARGET)
        )
    if entry is not None:
        return _judge_known(request, bindings, entry, now)
    if _is_expired(request, now):
        return Refuse(verdict=verdicts.expired())
    binding = bindings.get(request.action)
    if binding is None:
        return Refuse(verdict=_unknown(request.action))
    may_have_run = receive_count > 1 and not trust.is_survivor and request.command_id not in trust.returned
    if may_have_run and not binding.is_repeatable:
        return Refuse(verdict=_interrupted())
    return Run(binding=binding, attempt=1)


def judge_start(request: Request, *, attempt: int, now: datetime) -> Verdict | None:
    """Return why a command must not start now, None where it may."""
    if not _is_expired(request, now):
        return None
    return verdicts.expired() if attempt == 1 else _interrupted()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resend:
    """Send the stored answer, whose acceptance is not known."""

    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupt:
    """Answer that its run was cut off."""

    verdict: Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Rerun:
    """Take its stored message as if it came now."""

    request: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Nothing to do: its message comes again, or all is done."""


def judge_leftover(entry: Entry) -> Resend | Interrupt | Rerun | Wait:
    """Decide what an entry of an earlier process asks for."""
    if entry.answer is not None:
        return Wait() if entry.is_sent else Resend(answer=entry.answer)
    if entry.stage is Stage.STARTED and not entry.is_repeatable:
        return Interrupt(verdict=_interrupted())
    if entry.request is not None:
        return Rerun(request=entry.request)
    return Wait() if entry.has_message else Interrupt(verdict=_interrupted())


def is_serial(binding: Binding) -> bool:
    """Whether it runs in order of arrival with the other serial control commands."""
    return binding.lane is Lane.CONTROL and binding.action in SERIAL_ACTIONS


def deadline_of(binding: Binding, request: Request, *, hook_timeout_s: float, now: datetime) -> datetime | None:
    """Return when a command that starts now is given up."""
    if binding.timeout_s is not None:
        return now + timedelta(seconds=binding.timeout_s)
    if binding.lane is Lane.CONTROL:
        return now + timedelta(seconds=hook_timeout_s)
    return request.expires_at


def _judge_known(request: Request, bindings: Mapping[str, Binding], entry: Entry, now: datetime) -> Decision:
    attempt = entry.attempt + (1 if entry.stage is Stage.STARTED else 0)
    binding = bindings.get(request.action)
    if binding is None:
        return Refuse(verdict=_unknown(request.action))
    if attempt > 1 and (not entry.is_repeatable or attempt > MOST_ATTEMPTS):
        return Refuse(verdict=_interrupted())
    if (verdict := judge_start(request, attempt=attempt, now=now)) is not None:
        return Refuse(verdict=verdict)
    return Run(binding=binding, attempt=attempt)


def _is_expired(request: Request, now: datetime) -> bool:
    return request.expires_at is not None and request.expires_at <= now


def _unknown(action: str) -> Verdict:
    return verdicts.rejection(f"This connector has no handler for the action {action[:200]}", verdicts.UNKNOWN_COMMAND)


def _interrupted() -> Verdict:
    return verdicts.failure(
        "The connector was stopped while the command may have been running, and the command must not run twice; see "
        "what it did, and send it again if need be",
        verdicts.INTERRUPTED,
    )
