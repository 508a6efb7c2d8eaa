"""What an operator hears of a configuration, and what a new one changes."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from examples.folder_watcher.connector import FolderWatcher
from tests.examples.scene import Scene
from ts_connectors.testing import FakeTdpApi, run_config_test, run_config_validation


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        pytest.param({"folder": None}, "folder", "Input is not a valid path for <class 'pathlib.Path'>", id="null"),
        pytest.param(
            {"folder": "inbox"}, "folder", "the path does not begin at the root; write it in full", id="relative"
        ),
        pytest.param(
            {"folder": ""}, "folder", "the path does not begin at the root; write it in full", id="empty folder"
        ),
        pytest.param(
            {"folder": "/nowhere/at all"},
            "folder",
            "there is no folder /nowhere/at all where the connector runs",
            id="missing folder",
        ),
        pytest.param(
            {"interval_seconds": 0}, "interval_seconds", "Input should be greater than or equal to 0.1", id="interval"
        ),
        pytest.param(
            {"source_type": "HPLC file"}, "source_type", "String should match pattern '^[-a-z0-9]+$'", id="source type"
        ),
        pytest.param({"labels": {"site": ""}}, "labels.site", "String should have at least 1 character", id="label"),
        pytest.param({"foldr": "/tmp"}, "foldr", "Extra inputs are not permitted", id="misspelled"),
    ],
)
async def test_a_wrong_field_is_named(tmp_path: Path, wrong: dict[str, Any], field: str, error: str) -> None:
    verdict = await run_config_validation(a_watcher(), {"folder": str(tmp_path), **wrong})

    assert verdict == {"valid": False, "error": f"Correct {field}", "fields": [{"name": field, "error": error}]}


async def test_all_wrong_fields_are_named_at_once(tmp_path: Path) -> None:
    config = {"folder": str(tmp_path), "interval_seconds": "soon", "retry_seconds": -1}

    verdict = await run_config_validation(a_watcher(), config)

    assert [field["name"] for field in verdict.get("fields", [])] == ["interval_seconds", "retry_seconds"]


async def test_an_empty_configuration_lacks_its_folder() -> None:
    verdict = await run_config_validation(a_watcher(), {})

    assert verdict.get("fields") == [{"name": "folder", "error": "Field required"}]


async def test_a_folder_that_can_be_read_passes_the_test(tmp_path: Path) -> None:
    assert await run_config_test(a_watcher(), {"folder": str(tmp_path)}) == {"valid": True}


async def test_a_new_configuration_holds_at_once(scene: Scene, tmp_path: Path) -> None:
    scene.write("old place.csv")
    other = tmp_path / "other"
    other.mkdir()

    async with scene.running() as harness:
        scene.folder = other
        scene.write("new place.csv")
        verdict = await harness.save_config({**scene.config, "folder": str(other), "destination": "lab/7/"})
        await scene.clock.until(lambda: len(scene.api.lake.keys) == 4)

    assert verdict["valid"] is True
    assert scene.api.lake.keys[-1].endswith("/RAW/lab/7/new place.csv")


async def test_a_connector_without_configuration_says_so_and_recovers(scene: Scene) -> None:
    config, scene.config = scene.config, {}
    scene.write("run.csv")
    scene.api.details["operatingStatus"] = "IDLE"

    async with scene.running() as harness:
        await harness.set_status("RUNNING")
        await scene.clock.until(lambda: scene.api.healths == [("WARNING", "NotConfigured")])
        refused = await scene.send("SetScheduleInterval", {"seconds": 5})
        await harness.save_config(config)
        await scene.looked(1)
        await scene.clock.until(lambda: scene.api.healths[-1] == ("HEALTHY", None))

    assert [refused.status, (refused.body or {})["code"]] == ["FAILURE", "NOT_CONFIGURED"]
    assert scene.uploads() == {"run.csv": 1}


def a_watcher() -> FolderWatcher:
    return FolderWatcher(FakeTdpApi())  # type: ignore[arg-type]
