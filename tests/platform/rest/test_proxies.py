from __future__ import annotations

import logging
from pathlib import Path

import pytest

from ts_connectors._platform.proxies import ProxyRules, export_proxies, exports, parse_env_file, passwords
from ts_connectors.settings import environment
from ts_connectors.tdp_api import TdpApi

HUB_FILE = """
# written by the hub
HTTP_PROXY=http://user:pa#ss@proxy.hub:3128
HTTPS_PROXY="proxy.hub:3129"  # for TLS
export NO_PROXY='localhost,.internal'
OTHER=1
"""


def test_the_hubs_file_is_read_with_quotes_and_comments() -> None:
    assert parse_env_file(HUB_FILE) == {
        "HTTP_PROXY": "http://user:pa#ss@proxy.hub:3128",
        "HTTPS_PROXY": "proxy.hub:3129",
        "NO_PROXY": "localhost,.internal",
        "OTHER": "1",
    }


def test_the_hubs_file_wins_over_what_is_set_and_sets_proxies_only() -> None:
    found = exports({"HTTP_PROXY": "http://old:1", "https_proxy": "http://old:2"}, HUB_FILE)
    assert found == {
        "HTTP_PROXY": "http://user:pa#ss@proxy.hub:3128",
        "HTTPS_PROXY": "http://proxy.hub:3129",
        "NO_PROXY": "localhost,.internal",
        "https_proxy": "http://proxy.hub:3129",
    }


def test_without_the_file_lower_case_is_copied_where_only_that_is_set() -> None:
    given = {"http_proxy": "proxy:1", "https_proxy": "http://proxy:2", "HTTPS_PROXY": "http://kept:3"}
    assert exports(given, None) == {"HTTP_PROXY": "http://proxy:1"}


def test_with_the_file_nothing_is_copied_from_lower_case() -> None:
    assert exports({"no_proxy": "a"}, "HTTP_PROXY=http://p:1") == {"HTTP_PROXY": "http://p:1"}


def test_the_hubs_file_reaches_the_environment(tmp_path: Path) -> None:
    (tmp_path / "proxy.env").write_text(HUB_FILE)
    export_proxies(tmp_path / "proxy.env")
    assert environment()["HTTPS_PROXY"] == "http://proxy.hub:3129"


def test_an_unreadable_file_is_logged_and_survived(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    (tmp_path / "proxy.env").write_bytes(b"HTTP_PROXY=\xff\xfe")
    with caplog.at_level(logging.WARNING):
        export_proxies(tmp_path / "proxy.env")
    assert "cannot be read" in caplog.text
    assert "HTTP_PROXY" not in environment()


def test_constructing_tdp_api_exports_the_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("https_proxy", "10.0.0.1:3128")
    TdpApi()
    assert environment()["HTTPS_PROXY"] == "http://10.0.0.1:3128"


def test_a_proxys_password_is_a_secret_of_tdp_api(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://user:canary%21@proxy:3128")
    assert TdpApi().secrets.mask("canary%21 canary!") == "*** ***"


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://proxy:1", ()),
        ("user:pass@proxy:1", ("user:pass", "pass")),
        ("http://user:p%40ss@proxy", ("user:p%40ss", "p%40ss", "p@ss")),
        ("http://user:p@ss@proxy", ("user:p@ss", "p@ss")),
    ],
)
def test_what_must_not_be_shown_of_a_proxy(url: str, found: tuple[str, ...]) -> None:
    assert passwords(url) == found


@pytest.mark.parametrize(
    ("no_proxy", "url", "is_direct"),
    [
        pytest.param("", "https://a.example.com", False, id="no exception"),
        pytest.param("*", "https://a.example.com", True, id="everything"),
        pytest.param("example.com", "https://a.example.com", True, id="below a domain"),
        pytest.param(".example.com", "https://example.com", True, id="leading dot"),
        pytest.param("*.example.com", "https://a.example.com", True, id="star and dot"),
        pytest.param("ample.com", "https://example.com", False, id="only whole names"),
        pytest.param("EXAMPLE.com", "https://example.COM", True, id="any case"),
        pytest.param("a.com:8443", "https://a.com:8443", True, id="that port"),
        pytest.param("a.com:8443", "https://a.com", False, id="another port"),
        pytest.param("a.com:443", "https://a.com", True, id="the scheme's own port"),
        pytest.param("10.0.0.0/8", "http://10.1.2.3:80", True, id="in a network"),
        pytest.param("10.0.0.0/8", "http://11.1.2.3", False, id="outside a network"),
        pytest.param("10.0.0.0/8", "http://name", False, id="a name is in no network"),
        pytest.param("::1", "http://[::1]:8080", True, id="IPv6"),
        pytest.param("[::1]:8080", "http://[::1]:8080", True, id="IPv6 and port"),
        pytest.param("a.com, b.com", "http://b.com", True, id="a list with blanks"),
        pytest.param("", "http://b.com", False, id="empty"),
    ],
)
def test_no_proxy_names_what_is_reached_directly(no_proxy: str, url: str, is_direct: bool) -> None:
    rules = ProxyRules.of({"HTTP_PROXY": "p:1", "HTTPS_PROXY": "p:2", "NO_PROXY": no_proxy})
    assert (rules.for_url(url) is None) is is_direct


def test_each_scheme_has_its_own_proxy() -> None:
    rules = ProxyRules.of({"HTTP_PROXY": "p:1", "https_proxy": "http://p:2"})
    assert (rules.for_url("http://a"), rules.for_url("https://a")) == ("http://p:1", "http://p:2")


def test_the_rules_repr_hides_the_proxies() -> None:
    assert "canary" not in repr(ProxyRules.everywhere("http://user:canary@proxy"))
