"""A user of the platform: REST and the command service with a token, the lake with AWS keys."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
from botocore.config import Config
from botocore.configprovider import ConstantProvider
from botocore.session import Session

from ts_connectors.errors import TransportError
from ts_connectors.simulator.address import PlatformAddress
from ts_connectors_api.command_service.client import CommandServiceClient
from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.operation import HttpRequest, HttpResponse

__all__ = ["Lake", "LakeVersion", "User"]

TIMEOUT_S = 15.0
"""Saving a configuration waits for the connector's verdict: the platform gives it a minute, the demo less."""
LONGEST_WAIT_S = 0.05
"""Against the real platform wait as long as told; on loopback nobody minds, and short commands show progress, too."""


class User:
    """The generated clients, for one user.

    Args:
        address: the platform.
        on_wait: called again and again while something is waited for; what it raises ends the waiting.
    """

    def __init__(self, address: PlatformAddress, on_wait: Callable[[], None] = lambda: None) -> None:
        self._http = httpx.Client(base_url=address.endpoint, timeout=TIMEOUT_S, trust_env=False)
        headers = {"authorization": f"Bearer {address.user_token}", "x-org-slug": address.org_slug}
        transport = UserTransport(self._http, headers, on_wait)
        self.connectors = DataAcquisitionClient(transport).connectors
        self.command_service = CommandServiceClient(transport)
        self.lake = Lake(address)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()
        self.lake.close()


class UserTransport:
    """Carries what generated clients send: any HTTP library will do."""

    def __init__(self, http: httpx.Client, headers: Mapping[str, str], on_wait: Callable[[], None]) -> None:
        self._http = http
        self._headers = dict(headers)
        self._on_wait = on_wait

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send once and return any answer."""
        headers = self._headers | ({"content-type": request.content_type} if request.content_type else {})
        try:
            answer = self._http.request(request.method, request.target, content=request.content, headers=headers)
        except httpx.HTTPError as problem:
            raise TransportError(f"The platform gave no answer: {problem}", operation=request.operation) from problem
        return HttpResponse(status=answer.status_code, headers=dict(answer.headers), content=answer.content)

    def sleep(self, seconds: float) -> None:
        """Wait before the next attempt, and between two looks at a command."""
        self._on_wait()
        threading.Event().wait(min(seconds, LONGEST_WAIT_S))


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeVersion:
    """A version of an object, as it was downloaded."""

    key: str
    version_id: str
    content: bytes = field(repr=False)
    metadata: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The content as JSON."""
        return json.loads(self.content)


class Lake:
    """The data lake over S3."""

    def __init__(self, address: PlatformAddress) -> None:
        self._bucket = address.datalake_bucket
        self._s3: Any = _session().create_client(
            "s3",
            region_name=address.region,
            endpoint_url=address.aws_endpoint,
            aws_access_key_id=address.user_access_key_id,
            aws_secret_access_key=address.user_secret_access_key,
            aws_session_token=address.user_session_token,
            config=Config(proxies={}),
        )

    def versions(self) -> dict[str, list[LakeVersion]]:
        """Download all versions of all objects: by key, the newest first."""
        found: dict[str, list[LakeVersion]] = {}
        for page in self._s3.get_paginator("list_object_versions").paginate(Bucket=self._bucket):
            for version in page.get("Versions", []):
                found.setdefault(version["Key"], []).append(self._download(version["Key"], version["VersionId"]))
        return found

    def close(self) -> None:
        """Close the connections."""
        self._s3.close()

    def _download(self, key: str, version_id: str) -> LakeVersion:
        answer = self._s3.get_object(Bucket=self._bucket, Key=key, VersionId=version_id)
        with answer["Body"] as body:
            content = body.read()
        return LakeVersion(key=key, version_id=version_id, content=content, metadata=answer["Metadata"])


def _session() -> Session:
    """Return a session that knows nothing of the caller's own profiles and accounts."""
    session = Session()
    session.get_component("config_store").set_config_provider("profile", ConstantProvider(None))
    session.set_config_variable("config_file", os.devnull)
    session.set_config_variable("credentials_file", os.devnull)
    return session
