"""A connector's manifest, and the name it gives the user agent."""

from __future__ import annotations

import sys
from pathlib import Path
from types import ModuleType

import pytest

from ts_connectors.errors import ConfigurationError
from ts_connectors.manifest import ConnectorManifest, get_connector_manifest, user_agent

TEXT = '{"type": "connector", "slug": "plate-reader", "namespace": "common", "version": "v1.2.3", "more": [1]}'


def test_the_manifest_of_the_working_directory_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "manifest.json").write_text(TEXT)
    monkeypatch.chdir(tmp_path)
    assert get_connector_manifest() == ConnectorManifest(
        type="connector", slug="plate-reader", namespace="common", version="v1.2.3"
    )


def test_else_the_manifest_beside_the_main_script_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "app").mkdir()
    (tmp_path / "app" / "manifest.json").write_text(TEXT)
    main = ModuleType("__main__")
    main.__file__ = str(tmp_path / "app" / "main.py")
    monkeypatch.setitem(sys.modules, "__main__", main)
    monkeypatch.chdir(tmp_path)
    found = get_connector_manifest()
    assert found is not None
    assert found.slug == "plate-reader"


def test_no_manifest_is_no_error(tmp_path: Path) -> None:
    assert get_connector_manifest(tmp_path / "manifest.json") is None


@pytest.mark.parametrize("text", [pytest.param("{", id="no JSON"), pytest.param("[]", id="no object")])
def test_a_broken_manifest_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(text)
    with pytest.raises(ConfigurationError, match="write an object with type, slug"):
        get_connector_manifest(path)


@pytest.mark.parametrize(
    ("manifest", "agent"),
    [
        pytest.param(ConnectorManifest(slug="reader", version="v1.2.3"), "reader v1.2.3", id="no second v"),
        pytest.param(ConnectorManifest(slug="reader", version="1.2.3"), "reader v1.2.3", id="a v is added"),
        pytest.param(ConnectorManifest(slug="reader"), "reader", id="no version"),
        pytest.param(ConnectorManifest(version="1"), "PluggableConnector PlateReader", id="no slug"),
        pytest.param(None, "PluggableConnector PlateReader", id="no manifest"),
    ],
)
def test_the_user_agent_names_the_connector(manifest: ConnectorManifest | None, agent: str) -> None:
    assert user_agent(manifest, "PlateReader") == agent


def test_the_user_agent_is_ascii() -> None:
    assert user_agent(None, "Gerät") == "PluggableConnector Ger?t"


@pytest.mark.parametrize("value", [True, "true", "True"])
def test_the_data_store_can_forbid_the_user_agent(value: object) -> None:
    assert user_agent(None, "PlateReader", {"TS_SDK_DISABLE_USER_AGENT_HTTP_HEADER": value}) is None


@pytest.mark.parametrize("value", [False, "false", None, 1])
def test_anything_else_in_the_data_store_allows_it(value: object) -> None:
    assert user_agent(None, "X", {"TS_SDK_DISABLE_USER_AGENT_HTTP_HEADER": value}) == "PluggableConnector X"


@pytest.mark.parametrize("switch", [None, "text", [1]])
def test_a_switch_that_is_no_object_allows_it(switch: object) -> None:
    assert user_agent(None, "X", switch) == "PluggableConnector X"
