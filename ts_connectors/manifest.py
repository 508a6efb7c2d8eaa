"""What a connector is: its manifest, and the name under which it speaks to the platform."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass, fields
from pathlib import Path

from ts_connectors._core.plain import is_map
from ts_connectors.errors import ConfigurationError

__all__ = ["USER_AGENT_KEY", "ConnectorManifest", "get_connector_manifest", "user_agent"]

USER_AGENT_KEY = "TS_SDK"
"""Key of the data store under which an operator can forbid the user agent."""

_USER_AGENT_SWITCH = "TS_SDK_DISABLE_USER_AGENT_HTTP_HEADER"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectorManifest:
    """The contents of `manifest.json`; what it leaves out is `""`."""

    type: str = ""
    """`connector` or `data-app`."""
    slug: str = ""
    namespace: str = ""
    version: str = ""
    description: str = ""


def get_connector_manifest(path: Path | str | None = None) -> ConnectorManifest | None:
    """Read the connector's manifest; None where there is none.

    Args:
        path: the file; None looks for `manifest.json` in the working directory, then beside the main script.

    Raises:
        ConfigurationError: the file is no JSON object.
    """
    for candidate in [Path(path)] if path is not None else _places():
        if candidate.is_file():
            return _read(candidate)
    return None


def user_agent(manifest: ConnectorManifest | None, class_name: str, switch: object = None) -> str | None:
    """Return the `user-agent` header, None where the HTTP library's own is to stay.

    Args:
        manifest: the connector's manifest; without one, or without its slug, the class names the connector.
        class_name: the connector's class.
        switch: the value of the data store's key `TS_SDK`.
    """
    if is_map(switch) and str(switch.get(_USER_AGENT_SWITCH, "")).strip().lower() == "true":
        return None
    if manifest is None or not manifest.slug:
        return _header_text(f"PluggableConnector {class_name}")
    version = manifest.version.removeprefix("v")
    return _header_text(f"{manifest.slug} v{version}" if version else manifest.slug)


def _header_text(text: str) -> str:
    return "".join(letter if letter.isascii() and letter.isprintable() else "?" for letter in text)


def _places() -> list[Path]:
    places = [Path.cwd()]
    main = getattr(sys.modules.get("__main__"), "__file__", None)
    if main:
        places.append(Path(main).resolve().parent)
    return [place / "manifest.json" for place in places]


def _read(path: Path) -> ConnectorManifest:
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"{path} cannot be read as JSON ({error}); write an object with type, slug, …"
        ) from None
    if not is_map(found):
        raise ConfigurationError(f"{path} holds a {type(found).__name__}; write an object with type, slug, version, …")
    known = {field.name for field in fields(ConnectorManifest)}
    return ConnectorManifest(**{name: str(value) for name, value in found.items() if name in known and value})
