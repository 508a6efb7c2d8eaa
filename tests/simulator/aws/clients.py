"""Real AWS clients of the local AWS, and a clock to move."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from botocore.client import BaseClient
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.session import Session

from ts_connectors._core.clock import SystemClock
from ts_connectors.simulator.aws import AwsServer, Credentials, Policy

__all__ = ["Clients", "MovedClock", "error_of"]

ONE_TRY: dict[str, Any] = {"total_max_attempts": 1}


@dataclass
class MovedClock(SystemClock):
    """The machine's time, shifted."""

    shift: timedelta = timedelta()

    def now(self) -> datetime:
        return SystemClock.now(self).astimezone(UTC) + self.shift


@dataclass(frozen=True)
class Clients:
    """Makes clients that try once, so that a refusal is seen at once."""

    aws: AwsServer
    session: Session
    made: list[BaseClient] = field(default_factory=list[BaseClient])

    def credentials(self, policy: Policy = Policy.CONNECTOR, *, certificate: str | None = None) -> Credentials:
        return self.aws.issue_credentials(
            lifetime=timedelta(hours=1), name="connector", policy=policy, certificate=certificate
        )

    def client(
        self, service: str, credentials: Credentials | None = None, *, region: str | None = None, **config: Any
    ) -> Any:
        holder = credentials or self.credentials()
        client = self.session.create_client(
            service,
            region_name=region or self.aws.region,
            endpoint_url=self.aws.endpoint,
            aws_access_key_id=holder.access_key_id,
            aws_secret_access_key=holder.secret_access_key,
            aws_session_token=holder.session_token,
            config=Config(retries={"total_max_attempts": 1}, **config),
        )
        self.made.append(client)
        return client

    def admin(self, service: str, *, region: str | None = None) -> Any:
        return self.client(service, self.aws.admin, region=region)

    def with_other(self, **changes: Any) -> Credentials:
        """Return new credentials of a connector in which something is not as issued."""
        return replace(self.credentials(), **changes)

    def close(self) -> None:
        for client in self.made:
            client.close()


def error_of(call: Callable[[], object]) -> str:
    """Return the code with which a call is refused."""
    with pytest.raises(ClientError) as caught:
        call()
    return caught.value.response.get("Error", {}).get("Code", "")
