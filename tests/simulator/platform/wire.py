"""Clients of a local platform over loopback HTTP, for a user and for a connector."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import httpx

from ts_connectors.simulator import LocalPlatform
from ts_connectors_api.certificates.client import CertificatesClient
from ts_connectors_api.command_service.client import CommandServiceClient
from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.flow import RetryPolicy
from ts_connectors_api.operation import HttpRequest, HttpResponse

__all__ = ["Caller", "WireTransport"]

ONCE = RetryPolicy(attempts=1)


@dataclass
class WireTransport:
    """Sends what generated clients build, and remembers the last answer."""

    http: httpx.Client
    endpoint: str
    headers: Mapping[str, str]
    answers: list[HttpResponse] = field(default_factory=list[HttpResponse])

    def send(self, request: HttpRequest) -> HttpResponse:
        headers = dict(self.headers)
        if request.content_type:
            headers["content-type"] = request.content_type
        answer = self.http.request(
            request.method, self.endpoint + request.target, content=request.content, headers=headers
        )
        self.answers.append(
            HttpResponse(status=answer.status_code, headers=dict(answer.headers), content=answer.content)
        )
        return self.answers[-1]

    def sleep(self, seconds: float) -> None:
        raise AssertionError("these clients try once")


class Caller:
    """The three generated clients with one token."""

    def __init__(self, http: httpx.Client, platform: LocalPlatform, token: str) -> None:
        self.token = token
        self.headers = {"authorization": f"Bearer {token}", "x-org-slug": platform.address.org_slug}
        self._http = http
        self._endpoint = platform.endpoint
        transport = WireTransport(http, platform.endpoint, self.headers)
        self.data_acquisition = DataAcquisitionClient(transport, retry=ONCE)
        self.connectors = self.data_acquisition.connectors
        self.commands = CommandServiceClient(transport, retry=ONCE).commands
        self.certificates = CertificatesClient(transport, retry=ONCE).certificates

    def request(
        self, method: str, path: str, *, content: bytes | str | None = None, headers: Mapping[str, str] | None = None
    ) -> httpx.Response:
        """Send what no generated client would."""
        return self._http.request(
            method, self._endpoint + path, content=content, headers=self.headers if headers is None else headers
        )
