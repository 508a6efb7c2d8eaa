"""Which files reach the lake, and how."""

from __future__ import annotations

import hashlib
import json
import os
import sys

import pytest

from tests.examples.scene import Scene


async def test_a_file_arrives_with_its_content_checksum_and_labels(scene: Scene) -> None:
    scene.write("hplc/run 42.csv", b"time,signal\n0,1\n")
    scene.config["labels"] = {"site": "Basel"}

    async with scene.running():
        (version,) = scene.versions("hplc/run 42.csv")

    assert version.content == b"time,signal\n0,1\n"
    assert version.metadata["ts_raw_sha256_checksum"] == hashlib.sha256(version.content).hexdigest()
    assert version.metadata["ts_source_type"] == "instrument-file"
    labels = scene.api.lake.find(
        version.bucket,
        version.key.replace("/RAW/", "/TMP/") + f"/{version.metadata['ts_file_id']}.labels",
    )
    assert json.loads(labels.content) == [
        {"name": "site", "value": "Basel"},
        {"name": "folder", "value": "hplc"},
        {"name": "file", "value": "run 42.csv"},
    ]


async def test_a_record_goes_from_pending_over_processing_to_success(scene: Scene) -> None:
    scene.write("run.csv")
    seen: list[str] = []
    scene.api.on_begin = lambda _path: seen.append(scene.record("run.csv")["status"])

    async with scene.running():
        record = scene.record("run.csv")
        (version,) = scene.versions("run.csv")

    assert [seen, record["status"], record["errorCount"]] == [["PROCESSING"], "SUCCESS", 0]
    assert record["metadata"] == {
        "file_id": version.metadata["ts_file_id"],
        "sha256": version.metadata["ts_raw_sha256_checksum"],
        "version_id": version.version_id,
    }


async def test_the_next_look_uploads_nothing_again(scene: Scene) -> None:
    scene.write("run.csv")

    async with scene.running():
        await scene.look()
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}


async def test_a_changed_file_becomes_a_new_version(scene: Scene) -> None:
    scene.write("run.csv", b"first")

    async with scene.running():
        scene.write("run.csv", b"second", age_s=10)
        await scene.look()

    assert [version.content for version in scene.versions("run.csv")] == [b"first", b"second"]
    assert [record["status"] for record in scene.records("run.csv")] == ["SUCCESS", "SUCCESS"]


async def test_a_file_that_was_only_touched_stays_as_it_is(scene: Scene) -> None:
    scene.write("run.csv")

    async with scene.running():
        scene.touch("run.csv", age_s=10)
        await scene.look()
        scene.touch("run.csv", age_s=5)
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}
    assert len(scene.records("run.csv")) == 1


async def test_a_file_set_back_to_an_older_version_is_uploaded_again(scene: Scene) -> None:
    first = scene.write("run.csv", b"first").stat()

    async with scene.running():
        scene.write("run.csv", b"second", age_s=10)
        await scene.look()
        os.utime(scene.write("run.csv", b"first"), ns=(first.st_atime_ns, first.st_mtime_ns))
        await scene.look()

    assert [version.content for version in scene.versions("run.csv")] == [b"first", b"second", b"first"]


async def test_a_file_that_is_still_being_written_waits(scene: Scene) -> None:
    scene.config["settle_seconds"] = 7

    async with scene.running():
        scene.write("run.csv", b"beginning", age_s=0)
        await scene.look()
        scene.write("run.csv", b"beginning and end", age_s=0)
        await scene.look()
        early = scene.uploads()
        await scene.look()

    assert early == {}
    assert [version.content for version in scene.versions("run.csv")] == [b"beginning and end"]


async def test_a_file_from_a_machine_whose_clock_is_ahead_arrives_all_the_same(scene: Scene) -> None:
    scene.write("run.csv", age_s=-86_400)

    async with scene.running():
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}


async def test_a_file_that_changes_while_it_is_read_reaches_the_lake_only_whole(scene: Scene) -> None:
    before, after = b"a" * 3_000_000, b"b" * 3_000_000
    scene.write("run.csv", before)
    others = iter([after])

    def write_again(_path: str) -> None:
        for content in others:
            scene.write("run.csv", content, age_s=30)

    scene.api.on_upload = write_again

    async with scene.running():
        await scene.look()

    assert [version.content for version in scene.versions("run.csv")] == [after]
    assert [record["status"] for record in scene.records("run.csv")] == ["SKIPPED", "SUCCESS"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Gerät T5, Essigsäure.txt", id="umlauts"),
        pytest.param("übersicht/測定/結果.csv", id="japanese folder"),
        pytest.param("a/b/c/d/e/run.csv", id="deep folder"),
        pytest.param("100% + #1 & 'more'.csv", id="signs"),
        pytest.param("two\nlines.txt", id="a line break"),
    ],
)
async def test_any_name_arrives(scene: Scene, name: str) -> None:
    scene.write(name)

    async with scene.running():
        pass

    assert scene.uploads() == {name: 1}


@pytest.mark.skipif(sys.platform != "linux", reason="the file system takes text only")
async def test_a_name_that_is_no_text_arrives_escaped_and_holds_up_nobody(scene: Scene) -> None:
    scene.write(os.fsdecode(b"Ger\xe4t.txt"), b"old instrument")
    scene.write("run.csv")

    async with scene.running():
        await scene.look()

    assert scene.uploads() == {r"Ger\xe4t.txt": 1, "run.csv": 1}


async def test_an_empty_file_arrives(scene: Scene) -> None:
    scene.write("empty.csv", b"")

    async with scene.running():
        await scene.look()

    assert [version.content for version in scene.versions("empty.csv")] == [b""]


async def test_only_the_names_that_count_arrive(scene: Scene) -> None:
    scene.config |= {"include": ["*.csv", "*.txt"], "exclude": ["~$*", "draft*"]}
    for name in ("run.CSV", "sub/notes.txt", "photo.png", "~$notes.txt", "Draft.csv", ".hidden.csv", ".git/x.csv"):
        scene.write(name)

    async with scene.running():
        pass

    assert scene.uploads() == {"run.CSV": 1, "sub/notes.txt": 1}


async def test_links_pipes_and_folders_are_no_files(scene: Scene) -> None:
    target = scene.write("run.csv")
    (scene.folder / "link.csv").symlink_to(target)
    (scene.folder / "dangling.csv").symlink_to(scene.folder / "nowhere")
    (scene.folder / "around").symlink_to(scene.folder, target_is_directory=True)
    os.mkfifo(scene.folder / "pipe.csv")
    (scene.folder / "folder.csv").mkdir()

    async with scene.running():
        pass

    assert scene.uploads() == {"run.csv": 1}


async def test_an_empty_folder_asks_the_platform_for_no_file(scene: Scene) -> None:
    async with scene.running():
        await scene.look()

    assert [scene.api.calls["get_connector_files"], scene.api.calls["update_connector_files"]] == [0, 0]


async def test_a_large_folder_goes_in_batches(scene: Scene) -> None:
    for number in range(130):
        scene.write(f"run {number:03}.csv", age_s=200 - number)

    async with scene.running():
        pass

    assert scene.uploads() == {f"run {number:03}.csv": 1 for number in range(130)}
    assert scene.api.most_pending <= 50
    assert max(scene.api.ids_asked) == 50


async def test_the_oldest_file_comes_first(scene: Scene) -> None:
    for number in range(60):
        scene.write(f"run {number:02}.csv", age_s=number + 10)

    async with scene.running():
        pass

    assert set(list(scene.uploads())[:50]) == {f"run {number:02}.csv" for number in range(10, 60)}


async def test_a_folder_that_is_away_makes_a_warning_until_it_is_back(scene: Scene) -> None:
    scene.write("run.csv")
    away = scene.folder.with_name("away")

    async with scene.running():
        scene.folder.rename(away)
        await scene.look()
        await scene.clock.until(lambda: scene.api.healths[-1:] == [("WARNING", "FolderUnreachable")])
        away.rename(scene.folder)
        await scene.look()
        await scene.clock.until(lambda: scene.api.healths[-1:] == [("HEALTHY", None)])

    assert scene.uploads() == {"run.csv": 1}


async def test_a_share_that_shows_an_empty_folder_for_a_while_leads_to_nothing(scene: Scene) -> None:
    scene.write("run.csv")
    away = scene.folder.with_name("away")

    async with scene.running():
        scene.folder.rename(away)
        scene.folder.mkdir()
        await scene.look()
        scene.folder.rmdir()
        away.rename(scene.folder)
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}
    assert [file["status"] for file in scene.api.files.values()] == ["SUCCESS"]


@pytest.mark.parametrize("modified_s", [-(2**40), 2**40])
async def test_a_file_with_a_time_that_no_calendar_knows_arrives(scene: Scene, modified_s: int) -> None:
    os.utime(scene.write("run.csv"), (modified_s, modified_s))

    async with scene.running():
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}
