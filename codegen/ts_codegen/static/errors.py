"""The root of the one error tree, and the errors that generated code raises.

ConnectorError
├── UsageError                  the author of the connector can mend it
│   └── HandlerDefinitionError      a command handler is missing, doubled or mistyped
├── TransportError              the network: no answer came
├── ApiError                    the platform answered with a refusal
│   ├── UnauthorizedError           401
│   ├── ForbiddenError              403
│   ├── NotFoundError               404
│   ├── RateLimitError              429
│   └── ServerError                 5xx
├── DecodeError                 the platform answered, and nobody can read the answer
└── CommandError                a command did not end well
    ├── InvalidBodyError            its payload does not fit its schema
    ├── InvalidResultError          its handler returned what its schema forbids
    ├── CommandFailed               the handler refused with a code, or the sender received a FAILURE
    ├── CommandRejected             the connector did not run it
    └── CommandTimeout              no final answer came in time
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

__all__ = [
    "ApiError",
    "CommandError",
    "CommandFailed",
    "CommandRejected",
    "CommandTimeout",
    "ConnectorError",
    "DecodeError",
    "FieldProblem",
    "ForbiddenError",
    "HandlerDefinitionError",
    "InvalidBodyError",
    "InvalidResultError",
    "NotFoundError",
    "RateLimitError",
    "ServerError",
    "TransportError",
    "UnauthorizedError",
    "UsageError",
    "refusal_class",
]

E = TypeVar("E", bound="ConnectorError")


def _restore(kind: type[E], args: tuple[object, ...], facts: dict[str, Any]) -> E:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(facts)
    return error


class ConnectorError(Exception):
    """Anything that this SDK raises on purpose."""

    def __reduce__(self) -> tuple[Any, ...]:
        # Errors with keyword-only facts cannot be rebuilt from their args alone.
        return _restore, (type(self), self.args, dict(vars(self)))


class UsageError(ConnectorError):
    """The connector's code uses the SDK in a way that cannot work."""


class HandlerDefinitionError(UsageError):
    """A command handler is missing, doubled or mistyped."""


class TransportError(ConnectorError):
    """No answer came.

    `may_have_been_executed` says whether the request can have reached the platform: False means that it was never sent
    whole, so that even a request that is not repeatable may be sent again.
    """

    def __init__(self, message: str, *, operation: str = "", may_have_been_executed: bool = True) -> None:
        super().__init__(message)
        self.operation = operation
        self.may_have_been_executed = may_have_been_executed


class ApiError(ConnectorError):
    """The platform answered, and the answer was a refusal."""

    def __init__(
        self, message: str, *, operation: str, status: int, request_id: str = "N/A", body: object = None
    ) -> None:
        super().__init__(f"{message} (ts-request-id: {request_id})")
        self.operation = operation
        self.status = status
        self.request_id = request_id
        self.body = body
        """The decoded JSON body, its text where it is no JSON, None where it is empty."""


class UnauthorizedError(ApiError):
    """401: the token is missing, expired or revoked."""


class ForbiddenError(ApiError):
    """403: the token is valid but not for this."""


class NotFoundError(ApiError):
    """404: there is no such thing."""


class RateLimitError(ApiError):
    """429: too many requests, also after the retries."""


class ServerError(ApiError):
    """5xx: the platform failed, also after the retries."""


def refusal_class(status: int) -> type[ApiError]:
    """Return the class of error that an HTTP status is raised as."""
    if status >= 500:
        return ServerError
    return {401: UnauthorizedError, 403: ForbiddenError, 404: NotFoundError, 429: RateLimitError}.get(status, ApiError)


class DecodeError(ConnectorError):
    """The answer is no JSON, or not of the declared type."""

    def __init__(self, message: str, *, operation: str, request_id: str = "N/A") -> None:
        super().__init__(f"{message} (ts-request-id: {request_id})")
        self.operation = operation
        self.request_id = request_id


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldProblem:
    """One field of a payload and what is wrong with it."""

    name: str
    """Dotted path in the payload, `""` for the payload itself; list positions as `[0]`."""
    error: str


class CommandError(ConnectorError):
    """A command did not end well.

    `code` is a short constant such as `INVALID_BODY`; "" where the other side gave none.
    """

    def __init__(self, message: str, *, code: str = "", action: str = "", command_id: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.action = action
        self.command_id = command_id


class InvalidBodyError(CommandError):
    """A command's payload does not fit its schema."""

    def __init__(self, message: str, *, action: str, fields: Sequence[FieldProblem]) -> None:
        super().__init__(message, code="INVALID_BODY", action=action)
        self.fields = tuple(fields)


class InvalidResultError(CommandError):
    """A handler returned what its command's response schema forbids."""

    def __init__(self, message: str, *, action: str) -> None:
        super().__init__(message, code="INVALID_RESULT", action=action)


class CommandFailed(CommandError):
    """A command ended in FAILURE.

    A handler raises it to answer with a declared error: `CommandFailed("NOT_CONNECTED", "The pump is off.")`. A sender
    raises it when such an answer arrives; `body` is then the answer's body.
    """

    def __init__(
        self,
        code: str,
        message: str,
        *,
        action: str = "",
        command_id: str = "",
        body: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message, code=code, action=action, command_id=command_id)
        self.body = body


class CommandRejected(CommandError):
    """The connector or the platform did not run the command; `status` is REJECTED, EXPIRED, PURGED or ERROR."""

    def __init__(
        self,
        message: str,
        *,
        status: str,
        code: str = "",
        action: str = "",
        command_id: str = "",
        body: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(message, code=code, action=action, command_id=command_id)
        self.status = status
        self.body = body


class CommandTimeout(CommandError):
    """No final answer came before the sender's deadline; the command may still run."""
