from __future__ import annotations

import pytest

from tests.platform.rest.service import Service, reply_json
from tests.platform.rest.tunnel import Proxy
from ts_connectors.errors import TdpApiError
from ts_connectors.settings import TdpApiConfig
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_sync import TdpApiSync


async def test_a_proxy_of_the_environment_is_used(
    standalone: TdpApiConfig, service: Service, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", proxy.address)
    api = await TdpApi(config=standalone).init_client()
    await api.heartbeat("c-1")
    await api.aclose()
    assert len(proxy.forwarded) == len(service.requests) == 1


async def test_what_no_proxy_names_is_reached_directly(
    standalone: TdpApiConfig, service: Service, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", proxy.url)
    monkeypatch.setenv("NO_PROXY", "127.0.0.0/8")
    api = await TdpApi(config=standalone).init_client()
    await api.heartbeat("c-1")
    await api.aclose()
    assert (proxy.forwarded, len(service.requests)) == ([], 1)


def test_a_proxy_url_without_scheme_wins_over_the_environment(
    standalone: TdpApiConfig, proxy: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    api = TdpApiSync(config=standalone).init_client(proxy_url=proxy.address)
    assert api.heartbeat("c-1").status_code == 200
    api.close()
    assert len(proxy.forwarded) == 1


async def test_the_credentials_request_never_goes_through_the_proxy_for_aws(
    standalone: TdpApiConfig, service: Service, proxy: Proxy
) -> None:
    service.by_path["/v1/data-acquisition/connectors/c-1/credentials"] = reply_json({"message": "no"}, 403)
    api = await TdpApi(config=standalone, iam_proxy=proxy.url).init_client()
    with pytest.raises(Exception, match="403"):
        await api.lake.get("bucket", "key")
    await api.aclose()
    assert [request.target.rsplit("/", 1)[1] for request in service.requests] == ["credentials"]
    assert (proxy.forwarded, proxy.tunnels) == ([], [])


async def test_presigned_urls_go_through_the_proxy_for_aws(
    standalone: TdpApiConfig, service: Service, proxy: Proxy
) -> None:
    api = await TdpApi(config=standalone, iam_proxy=proxy.url).init_client()
    await api.blobs.fetch(f"{service.url}/blob", limit_bytes=10)
    await api.heartbeat("c-1")
    await api.aclose()
    assert proxy.forwarded == [f"{service.url}/blob"]


async def test_a_proxy_that_asks_for_a_password_gets_it(standalone: TdpApiConfig, tls_service: Service) -> None:
    with Proxy(user="hub", password="canary") as guarded:
        url = guarded.url.replace("//", "//hub:canary@")
        api = await TdpApi(config=standalone, tdp_endpoint=tls_service.url).init_client(url, disable_verify=True)
        assert (await api.heartbeat("c-1")).status_code == 200
        await api.aclose()
        assert guarded.refused == 0


async def test_a_proxy_that_refuses_is_named_without_its_password(
    standalone: TdpApiConfig, tls_service: Service
) -> None:
    with Proxy(user="hub", password="right") as guarded:
        url = guarded.url.replace("//", "//hub:canary@")
        api = await TdpApi(config=standalone, tdp_endpoint=tls_service.url).init_client(url, disable_verify=True)
        with pytest.raises(TdpApiError) as caught:
            await api.heartbeat("c-1")
        await api.aclose()
    assert "the proxy refused; check HTTPS_PROXY and its user and password" in str(caught.value)
    assert not caught.value.may_have_been_executed
    assert "canary" not in f"{caught.value!r} {caught.value.__cause__!r} {api!r}"
    assert api.secrets.mask("canary") == "***"
