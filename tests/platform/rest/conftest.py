"""Real services on loopback, plain and over TLS, and proxies."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from tests.platform.rest.authority import Authority
from tests.platform.rest.service import Service
from tests.platform.rest.tunnel import Proxy
from ts_connectors.settings import TdpApiConfig
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_sync import TdpApiSync

TOKEN = "ey-canary-token-of-the-connector"


@pytest.fixture(autouse=True)
def _no_proxies_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    # Set and removed again, so that whatever a test exports is undone.
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY"):
        for spelling in (name, name.lower()):
            monkeypatch.setenv(spelling, "to be undone")
            monkeypatch.delenv(spelling)


@pytest.fixture
def service() -> Iterator[Service]:
    with Service() as running:
        yield running


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def tls_service(authority: Authority, tmp_path: Path) -> Iterator[Service]:
    with Service(authority.server_context(tmp_path)) as running:
        yield running


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy() as running:
        yield running


@pytest.fixture
def standalone(service: Service) -> TdpApiConfig:
    """The configuration of a standalone connector."""
    return TdpApiConfig(
        aws_region="us-east-1",
        connector_id="c-1",
        connector_token=TOKEN,
        org_slug="acme",
        tdp_endpoint=service.url,
    )


@pytest.fixture
async def api(standalone: TdpApiConfig) -> AsyncIterator[TdpApi]:
    opened = await TdpApi(config=standalone).init_client()
    yield opened
    await opened.aclose()


@pytest.fixture
def api_sync(standalone: TdpApiConfig) -> Iterator[TdpApiSync]:
    opened = TdpApiSync(config=standalone).init_client()
    yield opened
    opened.close()
