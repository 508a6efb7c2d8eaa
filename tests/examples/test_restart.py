"""What outlives a restart, and what a crash leaves behind."""

from __future__ import annotations

from tests.examples.scene import INTERVAL_S, Scene
from ts_connectors.errors import TransportError


async def test_a_restart_uploads_nothing_twice_and_what_came_meanwhile_once(scene: Scene) -> None:
    scene.write("before.csv")
    async with scene.running():
        pass

    scene.write("between.csv")
    async with scene.running():
        await scene.look()

    assert scene.uploads() == {"before.csv": 1, "between.csv": 1}


async def test_a_file_that_changed_while_the_watcher_was_off_becomes_a_new_version(scene: Scene) -> None:
    scene.write("run.csv", b"first")
    async with scene.running():
        pass

    scene.write("run.csv", b"second", age_s=30)
    async with scene.running():
        pass

    assert [version.content for version in scene.versions("run.csv")] == [b"first", b"second"]


async def test_without_its_memory_the_watcher_finds_in_the_records_what_it_brought(scene: Scene) -> None:
    for number in range(60):
        scene.write(f"run {number}.csv")
    async with scene.running():
        pass

    scene.api.values.clear()
    async with scene.running():
        await scene.look()

    assert set(scene.uploads().values()) == {1}
    assert len(scene.api.files) == 60


async def test_a_memory_that_cannot_be_read_is_no_obstacle(scene: Scene) -> None:
    scene.write("run.csv")
    async with scene.running():
        pass

    for value in scene.api.values.values():
        value["value"] = {"is_paused": "perhaps", "run.csv": 7}
    async with scene.running():
        await scene.look()

    assert scene.uploads() == {"run.csv": 1}


async def test_an_upload_that_was_cut_off_goes_on_under_the_same_file_id(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.lake.fail("PutObject", TransportError("the process ends here"))
    async with scene.running():
        left = dict(scene.record("run.csv"))

    async with scene.running():
        pass

    (version,) = scene.versions("run.csv")
    assert left["status"] == "PROCESSING"
    assert left["metadata"]["file_id"] == version.metadata["ts_file_id"]
    assert scene.record("run.csv")["status"] == "SUCCESS"


async def test_a_crash_after_the_record_and_before_the_memory_uploads_nothing_twice(scene: Scene) -> None:
    scene.write("run.csv", b"first")
    async with scene.running():
        remembered = {key: dict(value) for key, value in scene.api.values.items()}
        scene.write("run.csv", b"second", age_s=10)
        await scene.look()

    scene.api.values = remembered
    async with scene.running():
        await scene.look()

    assert [version.content for version in scene.versions("run.csv")] == [b"first", b"second"]


async def test_a_pause_outlives_a_restart(scene: Scene) -> None:
    async with scene.running():
        await scene.send("Pause")

    scene.write("run.csv")
    async with scene.running() as harness:
        await harness.advance(10 * INTERVAL_S)
        paused, looks = scene.uploads(), harness.connector.looks
        answer = await scene.send("Resume")
        await scene.looked(1)

    assert [paused, looks] == [{}, 0]
    assert answer.body == {"was_paused": True}
    assert scene.uploads() == {"run.csv": 1}


async def test_a_pause_of_an_idle_connector_holds_when_it_is_started(scene: Scene) -> None:
    scene.api.details["operatingStatus"] = "IDLE"
    scene.write("run.csv")

    async with scene.running() as harness:
        answers = [await scene.send("Pause"), await scene.send("Pause")]
        await harness.set_status("RUNNING")
        await harness.advance(10 * INTERVAL_S)

    assert [(answer.body or {})["was_paused"] for answer in answers] == [False, True]
    assert scene.uploads() == {}


async def test_an_interval_outlives_a_restart_until_another_one_is_configured(scene: Scene) -> None:
    async with scene.running():
        await scene.send("SetScheduleInterval", {"seconds": 60})
    async with scene.running():
        restarted = await scene.send("SetScheduleInterval", {"seconds": 30})
    scene.config["interval_seconds"] = 7
    async with scene.running():
        configured = await scene.send("SetScheduleInterval", {"seconds": 30})

    assert [restarted.body, configured.body] == [{"previous_seconds": 60}, {"previous_seconds": 7}]


async def test_files_that_left_the_folder_are_forgotten_and_known_again_when_they_come_back(scene: Scene) -> None:
    path = scene.write("run.csv")
    scene.write("other.csv")
    away = scene.folder.with_name("run.csv")

    async with scene.running():
        path.rename(away)
        await scene.look()
        remembered = str(scene.api.values)
        away.rename(path)
        await scene.look()

    assert "run.csv" not in remembered
    assert scene.uploads() == {"run.csv": 1, "other.csv": 1}
