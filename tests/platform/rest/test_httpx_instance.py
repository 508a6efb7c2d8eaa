from __future__ import annotations

import logging
import ssl

import httpx
import pytest

from tests.platform.rest.authority import Authority
from tests.platform.rest.samples import CERTIFICATE
from tests.platform.rest.service import Service
from ts_connectors.errors import ForbiddenError
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_sync import TdpApiSync


@pytest.fixture
def trusted(service: Service, authority: Authority) -> None:
    """The organization trusts the authority of another system."""
    service.answers_json([{**CERTIFICATE, "content": authority.pem}])


@pytest.mark.usefixtures("trusted")
async def test_a_client_trusts_what_the_organization_trusts(
    api: TdpApi, service: Service, tls_service: Service
) -> None:
    client = await api.create_httpx_instance(tls_service.url, timeout=3, headers={"x-own": "1"})
    async with client:
        answer = await client.get("/orders")
    assert (answer.status_code, client.timeout) == (200, httpx.Timeout(3))
    assert (tls_service.requests[0].target, tls_service.requests[0].headers["x-own"]) == ("/orders", "1")
    assert service.requests[0].target == "/v1/certificates?includeContent=true&includeDisabled=false"


@pytest.mark.usefixtures("trusted")
async def test_the_connectors_token_stays_with_tdp(api: TdpApi, tls_service: Service) -> None:
    async with await api.create_httpx_instance(tls_service.url) as client:
        await client.get("/")
    assert tls_service.requests[0].headers.keys() & {"authorization", "ts-auth-token", "x-org-slug"} == set()


@pytest.mark.usefixtures("trusted")
def test_the_blocking_class_gives_a_blocking_client(api_sync: TdpApiSync, tls_service: Service) -> None:
    with api_sync.create_httpx_instance(tls_service.url) as client:
        assert client.get("/").status_code == 200
        assert client.timeout == httpx.Timeout(10)


async def test_what_nobody_trusts_is_refused(api: TdpApi, service: Service, tls_service: Service) -> None:
    service.answers_json([])
    async with await api.create_httpx_instance(tls_service.url) as client:
        with pytest.raises(httpx.ConnectError):
            await client.get("/")


async def test_without_verification_no_certificates_are_read(
    api: TdpApi, service: Service, tls_service: Service
) -> None:
    async with await api.create_httpx_instance(tls_service.url, verify=False) as client:
        assert (await client.get("/")).status_code == 200
    assert service.requests == []


async def test_a_context_of_the_callers_own_is_taken(api: TdpApi, service: Service) -> None:
    async with await api.create_httpx_instance(service.url, verify=ssl.create_default_context()) as client:
        assert (await client.get("/")).status_code == 200
    assert len(service.requests) == 1


async def test_disabled_and_broken_certificates_are_left_out_and_the_others_hold(
    api: TdpApi, service: Service, tls_service: Service, authority: Authority, caplog: pytest.LogCaptureFixture
) -> None:
    broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----"
    service.answers_json(
        [
            {**CERTIFICATE, "name": "Broken", "content": broken},
            {**CERTIFICATE, "name": "Disabled", "content": Authority("Other").pem, "disabled": True},
            {**CERTIFICATE, "content": authority.pem},
        ]
    )
    with caplog.at_level(logging.WARNING):
        async with await api.create_httpx_instance(tls_service.url) as client:
            assert (await client.get("/")).status_code == 200
    assert "certificate Broken is left out" in caplog.text
    assert "Disabled" not in caplog.text


async def test_refused_certificates_are_an_error(api: TdpApi, service: Service, tls_service: Service) -> None:
    service.answers_json({"message": "no"}, 403)
    with pytest.raises(ForbiddenError, match="was refused with 403: no"):
        await api.create_httpx_instance(tls_service.url)
