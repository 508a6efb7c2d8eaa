"""The estate: what the platform owns in AWS, and what it makes there for each connector."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta

from ts_connectors.simulator.aws import AwsServer, Credentials
from ts_connectors.simulator.state.certificates import AUTHORITY

__all__ = ["Estate"]

DATALAKE_BUCKET = "tdp-local-datalake"
STREAM_BUCKET = "tdp-local-stream"
CERTIFICATE_KEY = "certificates/tdp-chain.pem"
OUTBOUND_QUEUE = "command-responses"


@dataclass(frozen=True, slots=True, kw_only=True)
class Estate:
    """The resources that all connectors share, and the making of those that each has to itself."""

    aws: AwsServer
    org_slug: str
    outbound_queue: str
    kms_key_id: str
    datalake_bucket: str = DATALAKE_BUCKET
    stream_bucket: str = STREAM_BUCKET
    certificate_key: str = CERTIFICATE_KEY
    issued: dict[str, list[str]] = field(default_factory=dict[str, list[str]], repr=False)
    """Ids of the access keys of each connector."""

    @classmethod
    def build(cls, aws: AwsServer, org_slug: str) -> Estate:
        """Make what all connectors share, in a running AWS."""
        for bucket in (DATALAKE_BUCKET, STREAM_BUCKET):
            aws.create_bucket(bucket)
        aws.put_object(STREAM_BUCKET, CERTIFICATE_KEY, AUTHORITY.encode())
        return cls(
            aws=aws,
            org_slug=org_slug,
            outbound_queue=aws.create_queue(OUTBOUND_QUEUE),
            kms_key_id=aws.create_kms_key(),
        )

    def make_queue(self, target_id: str, *, is_fifo: bool) -> str:
        """Make a target's command queue and return its URL."""
        name = f"onprem-{target_id}" if is_fifo else f"connector-{target_id}"
        return self.aws.create_queue(name, fifo=is_fifo)

    def log_group(self, connector_id: str) -> str:
        """Name the group of a connector's logs."""
        return f"/connector/{self.org_slug}/{connector_id}"

    def make_log_group(self, connector_id: str) -> None:
        """Make the group of a connector's logs; connectors make only streams."""
        self.aws.create_log_group(self.log_group(connector_id))

    def token_parameter(self, connector_id: str) -> str:
        """Name the SSM parameter in which a connector in the cloud or on a hub finds its token."""
        return f"/{self.org_slug}/connectors/{connector_id}/token"

    def store_token(self, connector_id: str, token: str) -> None:
        """Put a connector's token where it looks for it."""
        self.aws.put_parameter(self.token_parameter(connector_id), token)

    def revoke_credentials(self, connector_id: str) -> None:
        """Make all credentials of a connector unknown."""
        for access_key_id in self.issued.pop(connector_id, ()):
            self.aws.revoke(access_key_id)

    def credentials(self, connector_id: str, lifetime: timedelta) -> Credentials:
        """Issue AWS credentials of a connector's role, which may also read the certificate chain."""
        credentials = self.aws.issue_credentials(
            lifetime=lifetime, name=connector_id, certificate=f"{self.stream_bucket}/{self.certificate_key}"
        )
        self.issued.setdefault(connector_id, []).append(credentials.access_key_id)
        return credentials
