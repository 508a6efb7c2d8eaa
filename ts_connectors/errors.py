"""All errors of the SDK in one place: the generated tree, and what the runtime adds to it.

ConnectorError                  (ts_connectors_api.errors shows the generated part)
├── ConfigurationError          the operator can mend it: a variable, a file, a certificate, a proxy
├── UsageError                  the author of the connector can mend it
│   └── UploadError                 a file cannot be uploaded as asked
├── PortError                   AWS or a presigned URL refused
├── ApiError                    TDP refused
│   └── TdpApiError is a TransportError with a ts-request-id
├── SaveFilesError              the platform saved some file records only
└── UnknownCommandError         no handler for the action
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ts_connectors_api.errors import (
    ApiError,
    CommandError,
    CommandFailed,
    CommandRejected,
    CommandTimeout,
    ConnectorError,
    DecodeError,
    FieldProblem,
    ForbiddenError,
    HandlerDefinitionError,
    InvalidBodyError,
    InvalidResultError,
    NotFoundError,
    RateLimitError,
    ServerError,
    TransportError,
    UnauthorizedError,
    UsageError,
)

__all__ = [
    "ApiError",
    "CommandError",
    "CommandFailed",
    "CommandRejected",
    "CommandTimeout",
    "ConfigurationError",
    "ConnectorError",
    "DecodeError",
    "FieldProblem",
    "ForbiddenError",
    "HandlerDefinitionError",
    "InvalidBodyError",
    "InvalidResultError",
    "NotFoundError",
    "PortError",
    "RateLimitError",
    "RegisteredCommandDefinedIncorrectly",
    "SaveFilesError",
    "ServerError",
    "TdpApiError",
    "TransportError",
    "UnauthorizedError",
    "UnknownCommandError",
    "UploadError",
    "UsageError",
]

RegisteredCommandDefinedIncorrectly = HandlerDefinitionError
"""The name that users of `register_command` know."""


class ConfigurationError(ConnectorError):
    """The process is not set up right: a variable, a file, a certificate, a proxy."""


class UploadError(UsageError):
    """A file cannot be uploaded as it was asked for."""


class SaveFilesError(ConnectorError):
    """The platform saved some of the file records only."""

    def __init__(self, message: str, *, saved: Sequence[Any], failures: Sequence[Any]) -> None:
        super().__init__(message)
        self.saved = tuple(saved)
        """The records that were saved."""
        self.failures = tuple(failures)
        """What the platform says of the others: `{file_id, unique_external_id, message}`, or a text."""


class UnknownCommandError(ConnectorError):
    """No handler for the action."""


class PortError(ConnectorError):
    """AWS, or the host of a presigned URL, answered with a refusal."""

    def __init__(self, message: str, *, service: str, code: str, status: int, is_retryable: bool = False) -> None:
        super().__init__(message)
        self.service = service
        """sqs, s3, ssm, logs, or blob for presigned URLs."""
        self.code = code
        """The service's own error code, such as AccessDenied."""
        self.status = status
        self.is_retryable = is_retryable

    @property
    def is_denied(self) -> bool:
        """Whether the role lacks the right to this call, so that trying again is no use."""
        return self.code in {"AccessDenied", "AccessDeniedException", "AWS.SimpleQueueService.AccessDenied"}


class TdpApiError(TransportError):
    """A call to TDP got no answer that could be read."""

    def __init__(
        self,
        message: str,
        *,
        operation: str = "",
        may_have_been_executed: bool = True,
        ts_request_id: str = "N/A",
    ) -> None:
        super().__init__(
            f"{message} (ts-request-id: {ts_request_id})",
            operation=operation,
            may_have_been_executed=may_have_been_executed,
        )
        self.ts_request_id = ts_request_id
