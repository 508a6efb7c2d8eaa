"""What happens to files that do not reach the lake, and to the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.examples.scene import Scene
from ts_connectors.errors import TransportError


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def a_dangling_link(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("nowhere"))


def swap_once(scene: Scene, name: str, swap: Callable[[Path], None]) -> None:
    """Let something else take a file's place after it was found and before it is opened."""
    paths = iter([scene.folder / name])

    def on_begin(filepath: str) -> None:
        if filepath.endswith(name):
            for path in paths:
                swap(path)

    scene.api.on_begin = on_begin


@pytest.mark.parametrize(
    ("swap", "reason"),
    [
        pytest.param(a_folder, "Is a directory", id="a folder in its place"),
        pytest.param(a_pipe, "no regular file any more", id="a pipe in its place"),
        pytest.param(a_dangling_link, "Too many levels of symbolic links", id="a link in its place"),
        pytest.param(Path.unlink, "No such file", id="gone"),
    ],
)
async def test_a_file_that_cannot_be_read_gets_a_record_that_says_why_and_the_others_arrive(
    scene: Scene, swap: Callable[[Path], None], reason: str
) -> None:
    for name in ("a.csv", "bad.csv", "z.csv"):
        scene.write(name)
    swap_once(scene, "bad.csv", swap)

    async with scene.running():
        record = scene.record("bad.csv")

    assert [record["status"], record["errorCount"]] == ["ERROR", 1]
    assert reason in record["errorMessage"]
    assert scene.uploads() == {"a.csv": 1, "z.csv": 1}


async def test_a_failed_file_is_tried_again_after_a_while_and_its_record_forgets_the_errors(scene: Scene) -> None:
    scene.write("run.csv")
    scene.config["retry_seconds"] = 12
    swap_once(scene, "run.csv", a_folder)

    async with scene.running():
        (scene.folder / "run.csv").rmdir()
        found = scene.record("run.csv")["uniqueExternalId"]
        _write_as_it_was(scene, found)
        await scene.look(times=2)
        early = scene.uploads()
        await scene.look(times=2)

    assert early == {}
    assert scene.uploads() == {"run.csv": 1}
    record = scene.record("run.csv")
    assert [record["status"], record["errorCount"], record["errorMessage"]] == ["SUCCESS", 0, ""]


async def test_five_errors_are_enough(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.refused = {"run.csv"}
    tries: list[str] = []
    scene.api.on_upload = tries.append

    async with scene.running():
        await scene.look(times=8)
        record = dict(scene.record("run.csv"))

    assert [record["status"], record["errorCount"], record["errorMessage"]] == ["ERROR", 5, "refused"]
    assert len(tries) == 5


async def test_a_file_that_was_given_up_is_tried_again_once_it_changes(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.refused = {"run.csv"}

    async with scene.running():
        await scene.look(times=4)
        scene.api.refused.clear()
        scene.write("run.csv", b"mended", age_s=10)
        await scene.look()

    assert [version.content for version in scene.versions("run.csv")] == [b"mended"]


async def test_a_file_that_was_given_up_is_tried_again_once_somebody_sets_its_errors_back(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.refused = {"run.csv"}

    async with scene.running():
        await scene.look(times=4)
        scene.api.refused.clear()
        scene.record("run.csv").update(status="PENDING", errorCount=0)
        await scene.look(times=120)

    assert scene.uploads() == {"run.csv": 1}


async def test_a_file_that_was_brought_is_brought_again_once_somebody_sets_its_record_to_pending(scene: Scene) -> None:
    scene.write("run.csv")

    async with scene.running():
        scene.record("run.csv").update(status="PENDING")
        await scene.look()

    assert scene.uploads() == {"run.csv": 2}


async def test_a_pending_file_that_vanished_counts_errors_until_it_is_given_up(scene: Scene) -> None:
    scene.write("run.csv")
    scene.write("other.csv")
    swap_once(scene, "run.csv", Path.unlink)

    async with scene.running():
        await scene.look(times=8)
        record = scene.record("run.csv")

    assert [record["status"], record["errorCount"]] == ["ERROR", 5]
    assert record["errorMessage"] == "The file is not there any more"


async def test_a_version_that_never_arrived_is_skipped_for_its_successor(scene: Scene) -> None:
    scene.write("run.csv", b"first")
    scene.api.refused = {"run.csv"}

    async with scene.running():
        scene.api.refused.clear()
        scene.write("run.csv", b"second", age_s=10)
        await scene.look()

    assert [record["status"] for record in scene.records("run.csv")] == ["SKIPPED", "SUCCESS"]
    assert [version.content for version in scene.versions("run.csv")] == [b"second"]


async def test_an_outage_counts_no_error_against_the_file(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.lake.outage = TransportError("the network is down")

    async with scene.running():
        await scene.look(times=7)
        await scene.clock.until(lambda: scene.api.healths[-1:] == [("WARNING", "LookFailed")])
        during = dict(scene.record("run.csv"))
        scene.api.lake.outage = None
        await scene.look()

    assert [during["status"], during["errorCount"]] == ["PROCESSING", 0]
    assert scene.uploads() == {"run.csv": 1}


async def test_a_platform_that_refuses_a_record_is_asked_again_and_the_others_arrive(scene: Scene) -> None:
    scene.write("bad.csv")
    scene.write("good.csv", age_s=50)
    scene.api.refuse("update_connector_files", 500)

    async with scene.running():
        first = scene.uploads()
        await scene.look()

    assert first == {}
    assert scene.uploads() == {"bad.csv": 1, "good.csv": 1}


async def test_a_folder_below_that_vanishes_during_a_look_harms_nobody(scene: Scene) -> None:
    scene.write("sub/run.csv")
    scene.write("run.csv", age_s=90)

    def vanish(filepath: str) -> None:
        if filepath.endswith("sub/run.csv") and (scene.folder / "sub").exists():
            (scene.folder / "sub/run.csv").unlink()
            (scene.folder / "sub").rmdir()

    scene.api.on_begin = vanish

    async with scene.running():
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}
    assert scene.record("sub/run.csv")["status"] == "ERROR"


def _write_as_it_was(scene: Scene, unique_external_id: str) -> None:
    """Put the file back with the time and size that its record's id names."""
    _key, modified_ns, size = unique_external_id.split("-")
    path = scene.folder / "run.csv"
    path.write_bytes(b"x" * int(size))
    os.utime(path, ns=(int(modified_ns), int(modified_ns)))
