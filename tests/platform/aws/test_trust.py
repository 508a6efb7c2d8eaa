"""TLS and proxies: whom the clients trust, also behind a proxy, and which way they go."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from tests.platform.aws.conftest import REGION, Issuer
from tests.platform.rest.authority import Authority
from tests.platform.rest.tunnel import Proxy
from ts_connectors._platform.aws import Aws
from ts_connectors.errors import TransportError

pytestmark = pytest.mark.integration

EMPTY_QUEUE = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}"
)


@pytest.fixture(scope="module")
def authority() -> Authority:
    return Authority()


@pytest.fixture
def bundle(authority: Authority, tmp_path: Path) -> Path:
    path = tmp_path / "bundle.pem"
    path.write_text(authority.pem, encoding="utf-8")
    return path


@pytest.fixture
async def endpoint(authority: Authority, tmp_path: Path) -> AsyncIterator[str]:
    """An SQS behind TLS whose queues are always empty."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = next(line.split(":")[1] for line in head.splitlines() if line.startswith("content-length"))
        await reader.readexactly(int(length))
        writer.write(EMPTY_QUEUE)
        writer.close()

    listener = await asyncio.start_server(answer, "127.0.0.1", 0, ssl=authority.server_context(tmp_path))
    async with listener:
        yield f"https://127.0.0.1:{listener.sockets[0].getsockname()[1]}"


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    with Proxy(user="user", password="pass-word") as running:
        yield running


def url_of(proxy: Proxy) -> str:
    return f"http://user:pass-word@{proxy.address}"


@asynccontextmanager
async def opened(
    issuer: Issuer, endpoint: str, *, trust: str | ssl.SSLContext | bool | None, proxy_url: str | None = None
) -> AsyncIterator[Aws]:
    aws = Aws(region=REGION, credentials=issuer, endpoint_url=endpoint, ca_bundle=trust, proxy_url=proxy_url)
    yield aws
    await aws.aclose()


async def receive(aws: Aws) -> int:
    return len(await aws.queues.queue("https://sqs.test/1/q").receive(wait_s=0))


@pytest.mark.parametrize(
    "through_proxy", [pytest.param(False, id="directly"), pytest.param(True, id="through a proxy")]
)
async def test_an_authority_of_nobody_is_not_trusted(
    issuer: Issuer, endpoint: str, proxy: Proxy, through_proxy: bool
) -> None:
    async with opened(issuer, endpoint, trust=None, proxy_url=url_of(proxy) if through_proxy else None) as aws:
        with pytest.raises(TransportError, match=r"not sent.*certificate") as caught:
            await receive(aws)
    assert not caught.value.may_have_been_executed


@pytest.mark.parametrize(
    "through_proxy", [pytest.param(False, id="directly"), pytest.param(True, id="through a proxy")]
)
async def test_the_authorities_of_a_file_are_trusted(
    issuer: Issuer, endpoint: str, proxy: Proxy, bundle: Path, through_proxy: bool
) -> None:
    async with opened(issuer, endpoint, trust=str(bundle), proxy_url=url_of(proxy) if through_proxy else None) as aws:
        assert await receive(aws) == 0
    assert len(proxy.tunnels) == int(through_proxy)


@pytest.mark.parametrize(
    "through_proxy", [pytest.param(False, id="directly"), pytest.param(True, id="through a proxy")]
)
async def test_a_context_made_elsewhere_is_used(
    issuer: Issuer, endpoint: str, proxy: Proxy, bundle: Path, through_proxy: bool
) -> None:
    context = ssl.create_default_context(cafile=bundle)
    async with opened(issuer, endpoint, trust=context, proxy_url=url_of(proxy) if through_proxy else None) as aws:
        assert await receive(aws) == 0


async def test_verification_can_be_turned_off(issuer: Issuer, endpoint: str) -> None:
    async with opened(issuer, endpoint, trust=False) as aws:
        assert await receive(aws) == 0


async def test_a_bundle_of_the_environment_is_honoured(
    issuer: Issuer, endpoint: str, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("AWS_CA_BUNDLE", str(bundle))
    async with opened(issuer, endpoint, trust=None) as aws:
        assert await receive(aws) == 0


async def test_a_proxy_gets_its_password_and_opens_a_tunnel(
    issuer: Issuer, endpoint: str, proxy: Proxy, bundle: Path
) -> None:
    async with opened(issuer, endpoint, trust=str(bundle), proxy_url=url_of(proxy)) as aws:
        await receive(aws)
    assert (proxy.tunnels, proxy.refused) == ([endpoint.removeprefix("https://")], 0)


async def test_without_a_proxy_of_its_own_that_of_the_environment_is_used(
    issuer: Issuer, endpoint: str, proxy: Proxy, bundle: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", url_of(proxy))
    async with opened(issuer, endpoint, trust=str(bundle)) as aws:
        await receive(aws)
    assert len(proxy.tunnels) == 1


async def test_a_proxy_that_is_not_there_is_named_without_its_password(
    issuer: Issuer, endpoint: str, unused_tcp_port: int
) -> None:
    proxy_url = f"http://user:pass-word@127.0.0.1:{unused_tcp_port}"
    async with opened(issuer, endpoint, trust=None, proxy_url=proxy_url) as aws:
        with pytest.raises(TransportError, match="it was not sent") as caught:
            await receive(aws)
    assert not caught.value.may_have_been_executed
    assert "pass-word" not in str(caught.value)
