"""A policy: which calls the holder of some credentials may make."""

from __future__ import annotations

from enum import Enum

__all__ = ["Policy"]

_CONNECTOR = frozenset(
    {
        "logs:CreateLogStream",
        "logs:PutLogEvents",
        "s3:AbortMultipartUpload",
        "s3:PutObject",
        "sqs:DeleteMessage",
        "sqs:ReceiveMessage",
        "sqs:SendMessage",
        "ssm:GetParameter",
    }
)
# IAM lets everybody ask who they are.
_EVERYBODY = frozenset({"sts:GetCallerIdentity"})


class Policy(Enum):
    """What a role may do; anything else is answered with AccessDenied."""

    CONNECTOR = _CONNECTOR
    """What a connector's role allows as far as is known, and no more."""
    CONNECTOR_PLUS = _CONNECTOR | {"sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"}
    """A more generous role, under which leases can be read and extended."""
    ADMIN = frozenset[str]()
    """Everything: the platform itself."""

    def allows(self, permission: str) -> bool:
        """Whether the permission (`sqs:SendMessage`) is granted, on whatever resource."""
        return self is Policy.ADMIN or permission in self.value or permission in _EVERYBODY
