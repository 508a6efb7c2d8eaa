"""Final answers before they are written: a status and a body, from results, refusals and exceptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ts_connectors.errors import CommandFailed, InvalidBodyError, InvalidResultError, UnknownCommandError
from ts_connectors.models import CommandStatus

from .running import STANDARD_ACTIONS

__all__ = [
    "BAD_REQUEST",
    "BODY_UNAVAILABLE",
    "CANCELLED",
    "INTERRUPTED",
    "INVALID_RESULT",
    "RESULT_TOO_LARGE",
    "TIMEOUT",
    "UNKNOWN_COMMAND",
    "UPLOAD_FAILED",
    "WRONG_TARGET",
    "Verdict",
    "expired",
    "failure",
    "rejection",
    "verdict_of",
]

BAD_REQUEST = "BAD_REQUEST"
BODY_UNAVAILABLE = "BODY_UNAVAILABLE"
CANCELLED = "CANCELLED"
INTERRUPTED = "INTERRUPTED"
INVALID_RESULT = "INVALID_RESULT"
RESULT_TOO_LARGE = "RESULT_TOO_LARGE"
TIMEOUT = "TIMEOUT"
UNKNOWN_COMMAND = "UNKNOWN_COMMAND"
UPLOAD_FAILED = "UPLOAD_FAILED"
WRONG_TARGET = "WRONG_TARGET"
_LONGEST_MESSAGE = 16_000
_LONGEST_FIELD_TEXT = 500
_MOST_FIELDS = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How a command ended."""

    status: CommandStatus
    body: Mapping[str, Any] | None = field(default=None, repr=False)


def failure(message: str, code: str | None = None, **facts: object) -> Verdict:
    """Return FAILURE with a message, and a code where one says more."""
    return Verdict(status=CommandStatus.FAILURE, body=_body(message, code, facts))


def rejection(message: str, code: str, **facts: object) -> Verdict:
    """Return REJECTED: the handler did not run."""
    return Verdict(status=CommandStatus.REJECTED, body=_body(message, code, facts))


def expired() -> Verdict:
    """Return the answer of a command whose time has passed."""
    return Verdict(
        status=CommandStatus.REJECTED, body={"reason": "The command expired before the connector could start it."}
    )


def verdict_of(error: Exception, *, action: str) -> Verdict:
    """Return the answer for what was raised while a command was prepared, run or its result encoded."""
    match error:
        case InvalidBodyError() if action in STANDARD_ACTIONS:
            return failure(error.message)
        case InvalidBodyError():
            fields = [
                {"name": problem.name[:_LONGEST_FIELD_TEXT], "error": problem.error[:_LONGEST_FIELD_TEXT]}
                for problem in error.fields[:_MOST_FIELDS]
            ]
            return rejection(error.message, error.code, fields=fields)
        case InvalidResultError():
            return failure(error.message, INVALID_RESULT)
        case CommandFailed():
            return failure(error.message, error.code or None)
        case UnknownCommandError():
            return rejection(str(error), UNKNOWN_COMMAND)
        case _:
            # An exception without a text would leave the sender with nothing.
            return failure(str(error) or type(error).__name__)


def _body(message: str, code: str | None, facts: Mapping[str, object]) -> dict[str, object]:
    shown = message if len(message) <= _LONGEST_MESSAGE else f"{message[:_LONGEST_MESSAGE]}… (cut)"
    return {"message": shown, **({} if code is None else {"code": code}), **facts}
