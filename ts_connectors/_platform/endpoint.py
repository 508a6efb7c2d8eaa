"""The REST service as one connector addresses it: base URL and the headers of a request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from ts_connectors_api.operation import HttpRequest

__all__ = ["Endpoint"]

_OURS = frozenset({"authorization", "ts-auth-token", "x-org-slug"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """Where the service is and how it is addressed."""

    base_url: str
    org_slug: str
    sends_bearer: bool = True
    """Whether the token goes as `Authorization: Bearer`, as deployed SDKs send it; else bare as `ts-auth-token`."""
    timeout_s: float = 10.0
    """For connecting, for sending and for each wait for more of the answer."""

    @property
    def host(self) -> str:
        """Host and port, for messages."""
        return urlsplit(self.base_url).netloc

    def headers(self, request: HttpRequest, token: str, extra: Mapping[str, str]) -> dict[str, str]:
        """Return the headers of a request; `extra` wins."""
        headers = {"accept": "*/*", "accept-encoding": "gzip, deflate"}
        if request.sends_org:
            headers["x-org-slug"] = self.org_slug
        if request.sends_token:
            headers |= {"authorization": f"Bearer {token}"} if self.sends_bearer else {"ts-auth-token": token}
        # An open operation gets neither token nor organisation, whoever names them.
        headers |= {name: text for name, text in extra.items() if request.sends_token or name not in _OURS}
        return headers | ({"content-type": request.content_type} if request.content_type else {})
