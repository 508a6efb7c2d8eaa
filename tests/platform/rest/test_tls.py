from __future__ import annotations

import logging
import ssl
from pathlib import Path

import pytest

from tests.platform.rest.authority import Authority
from tests.platform.rest.conftest import TOKEN
from tests.platform.rest.service import Service
from tests.platform.rest.tunnel import Proxy
from ts_connectors._platform.tls import local_chain, ssl_context
from ts_connectors.errors import ConfigurationError, TdpApiError
from ts_connectors.settings import ConfigValues, TdpApiConfig
from ts_connectors.tdp_api import TdpApi


@pytest.fixture
def over_tls(tls_service: Service) -> TdpApiConfig:
    return TdpApiConfig(connector_token=TOKEN, org_slug="acme", tdp_endpoint=tls_service.url)


@pytest.fixture
def chain(authority: Authority, tmp_path: Path) -> str:
    path = tmp_path / "chain.pem"
    path.write_text(f"subject=Prüfstelle\n{authority.pem}", encoding="utf-8")
    return str(path)


async def test_the_local_chain_makes_a_private_authority_trusted(
    over_tls: TdpApiConfig, tls_service: Service, chain: str
) -> None:
    api = await TdpApi(config=over_tls, local_certificate_file=chain).init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()


async def test_the_readmes_keyword_for_the_chain_does_the_same(over_tls: TdpApiConfig, chain: str) -> None:
    api = await TdpApi(config=over_tls, local_certificate_pem_location=chain).init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()


async def test_an_unknown_authority_is_refused_with_what_to_do(over_tls: TdpApiConfig, tls_service: Service) -> None:
    api = await TdpApi(config=over_tls).init_client()
    with pytest.raises(TdpApiError) as caught:
        await api.heartbeat("c-1")
    await api.aclose()
    assert "its certificate is not trusted (unable to get local issuer certificate)" in str(caught.value)
    assert "LOCAL_CERTIFICATE_PEM_LOCATION" in str(caught.value)
    assert not caught.value.may_have_been_executed
    assert tls_service.requests == []


@pytest.mark.parametrize(
    ("values", "disable"),
    [
        pytest.param({}, True, id="by argument"),
        pytest.param({"tdp_tls_reject_unauthorized": False}, False, id="by configuration"),
    ],
)
async def test_verification_is_off_only_when_asked_and_with_a_warning(
    over_tls: TdpApiConfig, values: ConfigValues, disable: bool, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        api = await TdpApi(config=over_tls, **values).init_client(disable_verify=disable)
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()
    assert "TLS certificates are not verified" in caplog.text


async def test_trust_holds_through_a_tunnel(over_tls: TdpApiConfig, chain: str, proxy: Proxy) -> None:
    api = await TdpApi(config=over_tls, local_certificate_file=chain).init_client(proxy_url=proxy.address)
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()
    assert proxy.tunnels == [over_tls.need("TDP_ENDPOINT").removeprefix("https://")]


async def test_an_unknown_authority_is_refused_through_a_tunnel(over_tls: TdpApiConfig, proxy: Proxy) -> None:
    api = await TdpApi(config=over_tls).init_client(proxy_url=proxy.url)
    with pytest.raises(TdpApiError, match="its certificate is not trusted"):
        await api.heartbeat("c-1")
    await api.aclose()


async def test_a_missing_local_chain_is_no_fault(tmp_path: Path) -> None:
    assert await local_chain(str(tmp_path / "none.pem")) == ""


async def test_a_missing_bundle_is_one(over_tls: TdpApiConfig, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="does not exist: mount it, or correct the path"):
        await TdpApi(config=over_tls, tdp_certificate_bundle=str(tmp_path / "none.pem")).init_client()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("no certificate at all", "holds no PEM certificate"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "cannot be read"),
    ],
)
async def test_a_broken_chain_is_named(over_tls: TdpApiConfig, tmp_path: Path, text: str, fault: str) -> None:
    (tmp_path / "chain.pem").write_text(text)
    with pytest.raises(ConfigurationError, match=fault):
        await TdpApi(config=over_tls, local_certificate_file=str(tmp_path / "chain.pem")).init_client()


def test_a_context_verifies_names_and_the_public_authorities() -> None:
    context = ssl_context()
    assert (context.verify_mode, context.check_hostname) == (ssl.CERT_REQUIRED, True)
    assert len(context.get_ca_certs()) > 50
