"""Proxies: where they are configured, which one a URL goes through, and how to write one without its password."""

from __future__ import annotations

import ipaddress
import logging
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from ts_connectors import settings

__all__ = ["HUB_PROXY_FILE", "ProxyRules", "export_proxies", "passwords", "with_scheme"]

HUB_PROXY_FILE = Path("/etc/hub/proxy.env")
_VARIABLES = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_log = logging.getLogger(__name__)


def export_proxies(hub_file: Path = HUB_PROXY_FILE) -> None:
    """Set the proxy variables of the process, so that other libraries use the same proxies.

    A hub's own file wins over what is set. Without it, a variable in lower case is copied to its name in capitals where
    only that one is missing.
    """
    try:
        text = hub_file.read_text(encoding="utf-8")
    except FileNotFoundError:
        text = None
    except (OSError, ValueError) as problem:
        _log.warning("The hub's proxies in %s cannot be read (%s): the environment's are used", hub_file, problem)
        text = None
    settings.export(exports(settings.environment(), text))


def exports(environment: Mapping[str, str], hub_file: str | None) -> dict[str, str]:
    """Return the variables to set, given the environment and the text of the hub's file, None where there is none."""
    if hub_file is None:
        lower = {name: environment[name.lower()] for name in _VARIABLES if name.lower() in environment}
        return {name: _value(name, text) for name, text in lower.items() if name not in environment}
    found = {name: _value(name, text) for name, text in parse_env_file(hub_file).items() if name in _VARIABLES}
    # Most libraries look at the name in lower case first: an older value there would win over the hub's.
    older = {name.lower(): value for name, value in found.items() if name.lower() in environment}
    return found | older


def parse_env_file(text: str) -> dict[str, str]:
    """Return the variables of lines `KEY=value`, names in capitals; quotes are optional, `#` starts a comment."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        name, sign, value = line.strip().removeprefix("export ").partition("=")
        if sign and not name.startswith("#"):
            found[name.strip().upper()] = _unquoted(value.strip())
    return found


def _unquoted(value: str) -> str:
    quote = value[:1]
    if quote in {"'", '"'} and quote in value[1:]:
        return value[1 : value.index(quote, 1)]
    # A password may hold a `#`; only one behind a space starts a comment.
    return value.partition(" #")[0].strip()


def with_scheme(url: str) -> str:
    """Return a proxy's URL with its scheme, which is http where none is written."""
    return url if not url or "://" in url else f"http://{url}"


def _value(name: str, text: str) -> str:
    return text.strip() if name == "NO_PROXY" else with_scheme(text.strip())


def passwords(*urls: str | None) -> tuple[str, ...]:
    """Return what must not be shown of proxy URLs: their passwords, as written and decoded."""
    found: list[str] = []
    for url in filter(None, urls):
        userinfo, sign, _ = with_scheme(url).partition("://")[2].rpartition("@")
        password = userinfo.partition(":")[2]
        if sign and password:
            found += [userinfo, password, unquote(password)]
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True, kw_only=True)
class ProxyRules:
    """Which proxy a URL goes through."""

    http: str | None = field(default=None, repr=False)
    https: str | None = field(default=None, repr=False)
    exceptions: tuple[str, ...] = ()
    """Entries of NO_PROXY: `*`, a domain with all below it, an address, a network, each also with `:port`."""

    @classmethod
    def everywhere(cls, url: str) -> ProxyRules:
        """Return the rules that send everything through one proxy."""
        return cls(http=with_scheme(url), https=with_scheme(url))

    @classmethod
    def of(cls, environment: Mapping[str, str]) -> ProxyRules:
        """Return the rules of the environment; names in capitals win."""
        found = {name: environment.get(name, environment.get(name.lower(), "")).strip() for name in _VARIABLES}
        return cls(
            http=with_scheme(found["HTTP_PROXY"]) or None,
            https=with_scheme(found["HTTPS_PROXY"]) or None,
            exceptions=tuple(found["NO_PROXY"].replace(",", " ").split()),
        )

    def for_url(self, url: str) -> str | None:
        """Return the proxy's URL, None to go there directly."""
        parts = urlsplit(url)
        proxy = self.https if parts.scheme == "https" else self.http
        host, port = parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)
        if proxy is None or any(_excepts(entry, host, port) for entry in self.exceptions):
            return None
        return proxy


def _excepts(entry: str, host: str, port: int) -> bool:
    if entry == "*":
        return True
    if "/" in entry:
        return _is_in_network(host, entry)
    # More than one colon without brackets is an IPv6 address, not a host and a port.
    with_port = re.fullmatch(r"(\[[^]]*]|[^:]*):(\d+)", entry)
    if with_port:
        return int(with_port[2]) == port and _excepts(with_port[1], host, port)
    domain = entry.strip("[]").removeprefix("*").removeprefix(".").lower()
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))


def _is_in_network(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
