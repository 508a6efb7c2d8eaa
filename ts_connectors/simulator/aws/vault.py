"""The parameters, keys and log groups of an account, for the platform's own use."""

from __future__ import annotations

from dataclasses import dataclass

from ts_connectors.simulator.aws.account import Account

__all__ = ["StoredEvent", "Vault"]

DEFAULT_KEY = "alias/aws/ssm"


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEvent:
    """A line of a log, as CloudWatch Logs keeps it."""

    timestamp_ms: int
    message: str


class Vault:
    """Writes what connectors find, and reads what they wrote, past the gate."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def put_parameter(self, name: str, value: str) -> None:
        """Store a SecureString, or replace it."""
        with self._account.locks["ssm"]:
            self._account.ssm.put_parameter(
                name=name,
                description="",
                value=value,
                parameter_type="SecureString",
                allowed_pattern="",
                keyid=DEFAULT_KEY,
                overwrite=True,
                tags=[],
                data_type="text",
                tier=None,
                policies=None,
            )

    def create_key(self) -> str:
        """Make a key and return its ARN, which is also a legal key id."""
        with self._account.locks["kms"]:
            return self._account.kms.create_key(
                None, "ENCRYPT_DECRYPT", "SYMMETRIC_DEFAULT", "local platform", None
            ).arn

    def create_log_group(self, name: str) -> None:
        """Make a log group; one of this name is kept as it is."""
        with self._account.locks["logs"]:
            self._account.logs.ensure_log_group(name)

    def log_streams(self, group: str) -> list[str]:
        """Return the names of a group's streams, in order.

        Raises:
            KeyError: there is no such group.
        """
        with self._account.locks["logs"]:
            return sorted(self._account.logs.groups[group].streams)

    def log_events(self, group: str, stream: str) -> list[StoredEvent]:
        """Return a stream's events in order of time.

        Raises:
            KeyError: there is no such group or stream.
        """
        with self._account.locks["logs"]:
            events = self._account.logs.groups[group].streams[stream].events
            stored = [StoredEvent(timestamp_ms=event.timestamp, message=event.message) for event in events]
        return sorted(stored, key=lambda event: event.timestamp_ms)
