"""The address of a running local platform: all that other processes need to use it."""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["PlatformAddress"]

NOT_THE_CALLERS = {
    # boto must neither ask the machine's metadata service nor find the developer's own account.
    "AWS_EC2_METADATA_DISABLED": "true",
    "AWS_CONFIG_FILE": os.devnull,
    "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
    # Loopback goes through no proxy.
    "NO_PROXY": "127.0.0.1,localhost",
    "no_proxy": "127.0.0.1,localhost",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformAddress:
    """Where a platform is and what is in it; passes from process to process as one line of JSON."""

    endpoint: str
    aws_endpoint: str
    org_slug: str
    region: str
    outbound_queue: str
    datalake_bucket: str
    stream_bucket: str
    kms_key_id: str
    certificate_key: str
    user_token: str = field(repr=False)
    """Opens REST and the command service to a user, who may do everything."""
    user_access_key_id: str
    """Opens AWS to the user; what connectors put into the lake they may not read."""
    user_secret_access_key: str = field(repr=False)
    user_session_token: str = field(repr=False)
    pid: int

    def to_json(self) -> str:
        """Return it as one line."""
        return json.dumps(dataclasses.asdict(self))

    @classmethod
    def from_json(cls, line: str) -> PlatformAddress:
        """Return what a line holds."""
        return cls(**json.loads(line))

    def environment(self, connector_id: str, token: str) -> dict[str, str]:
        """Return the variables of a standalone connector's process, beside those that it inherits."""
        return self.shared_environment(connector_id) | {"CONNECTOR_TOKEN": token}

    def hub_environment(
        self, connector_id: str, hub_id: str, token_parameter: str, credentials: Mapping[str, str]
    ) -> dict[str, str]:
        """Return the variables of a connector's process on a hub: its token is in SSM, its AWS keys are at hand."""
        return {
            **self.shared_environment(connector_id),
            **credentials,
            "HUB_ID": hub_id,
            "JWT_TOKEN_PARAMETER": token_parameter,
            "TDP_CERTIFICATE_KEY": self.certificate_key,
        }

    def shared_environment(self, connector_id: str) -> dict[str, str]:
        """Return the variables that every connector's process needs."""
        return {
            **NOT_THE_CALLERS,
            "ARTIFACT_TYPE": "connector",
            "AWS_ENDPOINT_URL": self.aws_endpoint,
            "AWS_REGION": self.region,
            "CONNECTOR_ID": connector_id,
            "DATALAKE_BUCKET": self.datalake_bucket,
            "KMS_KEY_ID": self.kms_key_id,
            "ORG_SLUG": self.org_slug,
            "OUTBOUND_COMMAND_QUEUE": self.outbound_queue,
            "STREAM_BUCKET": self.stream_bucket,
            "TDP_ENDPOINT": self.endpoint,
        }
