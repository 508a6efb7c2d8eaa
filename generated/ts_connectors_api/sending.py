"""How a command is sent and its answer awaited. No I/O here; the two senders drive it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias, TypeVar

from ts_connectors_api.command_service.models import CommandDto, CommandState
from ts_connectors_api.command_service.requests import CreateCommandRequest

from .command import Command
from .errors import (
    CommandFailed,
    CommandRejected,
    CommandTimeout,
    InvalidResultError,
    RateLimitError,
    ServerError,
    TransportError,
    UsageError,
)
from .models import MISSING

__all__ = ["Create", "Look", "Progress", "SendOptions", "Sending", "Step", "Wait", "send", "submit", "wait_for"]

Q = TypeVar("Q")
R = TypeVar("R")
T = TypeVar("T")

_SHORTEST_LIFE_S = 60.0
_SLACK_S = 30.0
_FIRST_WAIT_S = 0.2
_LONGEST_WAIT_S = 2.0
_FINAL = frozenset(
    {
        CommandState.SUCCESS,
        CommandState.FAILURE,
        CommandState.REJECTED,
        CommandState.EXPIRED,
        CommandState.PURGED,
        CommandState.ERROR,
    }
)
_PASSING = (TransportError, ServerError, RateLimitError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a command is."""

    status: str
    """Its state in the command service, such as PENDING or PROCESSING."""
    fraction: float | None = None
    """0 to 1; None where its handler told nothing."""
    message: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendOptions:
    """How one command is sent."""

    timeout_s: float | None = None
    """How long to wait for the final answer. None: the command's own timeout, at least 60 s, and 30 s for the way.
    The command itself expires no earlier than after that."""
    metadata: Mapping[str, str] | None = None
    """Notes for finding the command again; ASCII."""
    on_progress: Callable[[Progress], None] | None = None
    """Called with each news of the command, from the thread or loop that waits for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Create:
    """Create this command; the answer is sent back in."""

    request: CreateCommandRequest


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Read this command; it is sent back in, or what went wrong is thrown in."""

    command_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wait:
    """Wait so long; nothing is sent back in."""

    seconds: float


Step: TypeAlias = Create | Look | Wait
Sending: TypeAlias = Generator[Step, "CommandDto | None", T]
Clock: TypeAlias = Callable[[], datetime]
Payload: TypeAlias = Q | Mapping[str, object] | None


def send(command: Command[Q, R], target_id: str, payload: Payload[Q], options: SendOptions, now: Clock) -> Sending[R]:
    """Create a command, wait for its final answer and return that.

    Raises:
        CommandError: it did not end well, or not in time.
        UsageError: metadata that is not ASCII; nothing was sent.
    """
    until = _deadline(command, options, now())
    state = _existing((yield Create(request=_request(command, target_id, payload, options, now()))))
    return _settle(command, (yield from _wait(command, state, options, now, until)))


def submit(
    command: Command[Q, Any], target_id: str, payload: Payload[Q], options: SendOptions, now: Clock
) -> Sending[str]:
    """Create a command and return its id; raises as `send` does before it waits."""
    return _existing((yield Create(request=_request(command, target_id, payload, options, now())))).id


def wait_for(command: Command[Any, R], command_id: str, options: SendOptions, now: Clock) -> Sending[R]:
    """Wait for the final answer of a command that was created before; raises as `send` does."""
    until = _deadline(command, options, now())
    state = _existing((yield Look(command_id=command_id)))
    return _settle(command, (yield from _wait(command, state, options, now, until)))


def _request(
    command: Command[Q, Any], target_id: str, payload: Payload[Q], options: SendOptions, now: datetime
) -> CreateCommandRequest:
    for key, value in (options.metadata or {}).items():
        if not (key.isascii() and value.isascii()):
            raise UsageError(f"The metadata {key!r} of {command.action} is not ASCII; leave out or replace its letters")
    return CreateCommandRequest(
        target_id=target_id,
        action=command.action,
        expires_at=now + timedelta(seconds=_life_s(command, options)),
        payload=command.payload(payload),
        metadata=dict(options.metadata) if options.metadata else MISSING,
    )


def _wait(
    command: Command[Any, Any], state: CommandDto, options: SendOptions, now: Clock, until: datetime
) -> Sending[CommandDto]:
    wait_s, told, failure = _FIRST_WAIT_S, None, None
    while True:
        progress = _progress(state)
        if progress != told and options.on_progress is not None:
            options.on_progress(progress)
        told = progress
        if state.status in _FINAL:
            return state
        left_s = (until - now()).total_seconds()
        if left_s <= 0:
            raise _timeout(command, state) from failure
        yield Wait(seconds=min(wait_s, left_s))
        wait_s = min(wait_s * 1.5, _LONGEST_WAIT_S)
        try:
            state, failure = _existing((yield Look(command_id=state.id))), None
        except _PASSING as trouble:
            failure = trouble  # the command goes on without us: so does the waiting


def _deadline(command: Command[Any, Any], options: SendOptions, now: datetime) -> datetime:
    seconds = _life_s(command, options) if options.timeout_s is None else options.timeout_s
    return now + timedelta(seconds=seconds)


def _settle(command: Command[Any, R], state: CommandDto) -> R:
    body = state.response_body
    if state.status == CommandState.SUCCESS:
        try:
            return command.answer(body)
        except InvalidResultError as mistake:
            mistake.command_id = state.id
            raise
    facts = body or {}
    said = facts.get("message") or facts.get("reason")
    message = str(said) if said else f"{command.action} ended in {state.status}, no reason was given"
    code = facts.get("code")
    code = code if isinstance(code, str) else ""
    if state.status == CommandState.FAILURE:
        raise CommandFailed(code, message, action=command.action, command_id=state.id, body=body)
    raise CommandRejected(
        message, status=str(state.status), code=code, action=command.action, command_id=state.id, body=body
    )


def _life_s(command: Command[Any, Any], options: SendOptions) -> float:
    timeout_s = command.timeout_s if options.timeout_s is None else options.timeout_s
    return max(timeout_s or 0.0, _SHORTEST_LIFE_S) + _SLACK_S


def _progress(state: CommandDto) -> Progress:
    body = state.response_body if state.status == CommandState.PROCESSING else None
    fraction = (body or {}).get("progress")
    message = (body or {}).get("message")
    return Progress(
        status=str(state.status),
        fraction=float(fraction) if isinstance(fraction, int | float) and not isinstance(fraction, bool) else None,
        message=message if isinstance(message, str) else "",
    )


def _timeout(command: Command[Any, Any], state: CommandDto) -> CommandTimeout:
    return CommandTimeout(
        f"{command.action} has no final answer yet, its state is {state.status}; it may still run: look for command "
        f"{state.id} later, or give SendOptions(timeout_s=…) more time",
        code="NO_ANSWER",
        action=command.action,
        command_id=state.id,
    )


def _existing(state: CommandDto | None) -> CommandDto:
    if state is None:
        raise TypeError("the driver sent nothing back; send the command that the service answered with")
    return state
