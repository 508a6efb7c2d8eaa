"""The commands of the catalog, as a sender meets them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.examples.scene import INTERVAL_S, Scene
from ts_connectors.testing import a_command


def a_period(scene: Scene, start_s: float, end_s: float) -> dict[str, str]:
    """Return a period that began and ended so many seconds ago, by the scene's clock."""
    now = scene.clock.now()
    return {
        "start": (now - timedelta(seconds=start_s)).isoformat(),
        "end": (now - timedelta(seconds=end_s)).isoformat(),
    }


async def test_set_schedule_interval_says_what_it_was_and_holds_from_now_on(scene: Scene) -> None:
    async with scene.running() as harness:
        first = await scene.send("SetScheduleInterval", {"seconds": 60})
        await scene.looked(2)  # one at once
        await harness.advance(59)
        quiet = harness.connector.looks
        await harness.advance(2)
        await scene.looked(3)
        second = await scene.send("SetScheduleInterval", {"seconds": 1})

    assert [first.body, second.body] == [{"previous_seconds": INTERVAL_S}, {"previous_seconds": 60}]
    assert quiet == 2


@pytest.mark.parametrize("seconds", [0, -1, 86_401, "5", None])
async def test_an_interval_that_makes_no_sense_is_refused(scene: Scene, seconds: Any) -> None:
    async with scene.running():
        answer = await scene.send("SetScheduleInterval", {"seconds": seconds})

    assert answer.status == "REJECTED"
    assert [(field["name"]) for field in (answer.body or {})["fields"]] == ["seconds"]


async def test_ingest_range_uploads_the_files_of_the_period_again(scene: Scene) -> None:
    for name, age_s in {"old.csv": 3000, "first.csv": 2000, "second.csv": 1500, "new.csv": 1000}.items():
        scene.write(name, age_s=age_s)

    period = a_period(scene, 2000, 1000)

    async with scene.running() as harness:
        answers = await harness.send("TetraScience.Connector.FolderWatcher.IngestRange", period)

    assert answers[-1].body == {"found": 2, "uploaded": 2, "failed": 0}
    assert scene.uploads() == {"old.csv": 1, "first.csv": 2, "second.csv": 2, "new.csv": 1}
    assert {file["status"] for file in scene.api.files.values()} == {"SUCCESS"}
    told = [answer.body for answer in answers[:-1] if answer.body]
    assert told[0] in ({"progress": 0.5, "message": "1 of 2 files"}, {"progress": 1.0, "message": "2 of 2 files"})


async def test_a_file_keeps_its_id_when_it_is_ingested_again(scene: Scene) -> None:
    scene.write("run.csv")

    async with scene.running():
        await scene.send("IngestRange", a_period(scene, 3600, 0))

    first, second = scene.versions("run.csv")
    assert first.metadata["ts_file_id"] == second.metadata["ts_file_id"]


async def test_ingest_range_reads_times_without_an_offset_as_utc(scene: Scene) -> None:
    scene.write("run.csv", age_s=60)
    period = {name: datetime.fromisoformat(at).replace(tzinfo=None) for name, at in a_period(scene, 61, 59).items()}

    async with scene.running():
        answer = await scene.send("IngestRange", {name: at.isoformat() for name, at in period.items()})

    assert answer.body == {"found": 1, "uploaded": 1, "failed": 0}


async def test_a_file_that_fails_in_ingest_range_is_counted_and_the_schedule_tries_it_again(scene: Scene) -> None:
    scene.write("bad.csv", age_s=100)
    scene.write("good.csv")

    async with scene.running():
        scene.api.refused = {"bad.csv"}
        answer = await scene.send("IngestRange", a_period(scene, 3600, 0))
        scene.api.refused.clear()
        pending = await scene.send("ListPending", {})
        await scene.look()

    assert answer.body == {"found": 2, "uploaded": 1, "failed": 1}
    assert [file["errorMessage"] for file in (pending.body or {})["files"]] == ["refused"]
    assert {file["status"] for file in scene.api.files.values()} == {"SUCCESS"}


async def test_ingest_range_tries_a_file_again_that_was_given_up(scene: Scene) -> None:
    scene.write("run.csv")
    scene.api.refused = {"run.csv"}

    async with scene.running():
        await scene.look(times=5)
        scene.api.refused.clear()
        answer = await scene.send("IngestRange", a_period(scene, 3600, 0))

    assert answer.body == {"found": 1, "uploaded": 1, "failed": 0}
    record = scene.record("run.csv")
    assert [record["status"], record["errorCount"]] == ["SUCCESS", 0]


async def test_a_period_without_files_is_no_failure(scene: Scene) -> None:
    scene.write("run.csv")

    async with scene.running():
        answer = await scene.send("IngestRange", a_period(scene, 7200, 3600))

    assert answer.body == {"found": 0, "uploaded": 0, "failed": 0}


async def test_a_period_that_ends_before_it_begins_is_refused(scene: Scene) -> None:
    async with scene.running():
        answer = await scene.send("IngestRange", a_period(scene, 0, 60))

    assert answer.status == "FAILURE"
    assert answer.body == {
        "code": "EMPTY_PERIOD",
        "message": "The period ends before it begins; exchange start and end.",
    }


async def test_ingest_range_needs_a_connector_that_runs(scene: Scene) -> None:
    async with scene.running() as harness:
        await harness.set_status("IDLE")
        answer = await scene.send("IngestRange", a_period(scene, 60, 0))

    assert [answer.status, (answer.body or {})["code"]] == ["FAILURE", "NOT_RUNNING"]


async def test_ingest_range_says_that_the_folder_is_away(scene: Scene) -> None:
    async with scene.running():
        scene.folder.rmdir()
        answer = await scene.send("IngestRange", a_period(scene, 60, 0))

    assert answer.body == {
        "code": "FOLDER_UNREACHABLE",
        "message": "The folder cannot be read: No such file or directory.",
    }


async def test_ingest_range_ends_when_the_connector_is_stopped(scene: Scene) -> None:
    for number in range(60):
        scene.write(f"run {number}.csv")

    async with scene.running() as harness:
        stops: list[str] = []

        def stop(_path: str) -> None:
            if not stops:
                harness.api.details["operatingStatus"] = "IDLE"
                stops.append(harness.post("TetraScience.Connector.Stop"))

        scene.api.on_upload = stop
        answer = await scene.send("IngestRange", a_period(scene, 3600, 0))
        await harness.answers_to(stops[0])

    assert [answer.status, (answer.body or {})["code"]] == ["FAILURE", "STOPPED"]
    assert 60 < len(scene.api.lake.keys) / 2 < 120


async def test_what_a_cancelled_ingest_range_leaves_is_brought_by_the_schedule(scene: Scene) -> None:
    for number in range(60):
        scene.write(f"run {number}.csv")

    async with scene.running() as harness:
        cancels: list[str] = []
        ingest = a_command("TetraScience.Connector.FolderWatcher.IngestRange", a_period(scene, 3600, 0))

        def cancel(_path: str) -> None:
            if not cancels:
                body = {"command_id": ingest["commandId"]}
                cancels.append(harness.post("TetraScience.Connector.CancelCommand", body))

        scene.api.on_upload = cancel
        answers = await harness.send(ingest)
        await harness.answers_to(cancels[0])
        left = {file["status"] for file in scene.api.files.values()}
        await scene.look()

    assert [answers[-1].status, (answers[-1].body or {})["code"]] == ["FAILURE", "CANCELLED"]
    assert "SUCCESS" in left
    assert {file["status"] for file in scene.api.files.values()} == {"SUCCESS"}


async def test_list_pending_tells_what_is_not_in_the_lake_and_why(scene: Scene) -> None:
    scene.write("a.csv")
    scene.write("b.csv")
    scene.write("c.csv")
    scene.api.refused = {"a.csv", "c.csv"}

    async with scene.running():
        answer = await scene.send("ListPending", {"limit": 1})
        everything = await scene.send("ListPending", None)

    body = everything.body or {}
    assert [(answer.body or {})["total"], len((answer.body or {})["files"])] == [2, 1]
    assert {file["filepath"]: file["errorMessage"] for file in body["files"]} == {
        "instruments/a.csv": "refused",
        "instruments/c.csv": "refused",
    }


async def test_pause_stops_the_looks_and_resume_begins_them_again(scene: Scene) -> None:
    async with scene.running() as harness:
        answers = [await scene.send("Pause"), await scene.send("Pause")]
        scene.write("run.csv")
        await harness.advance(10 * INTERVAL_S)
        looks, paused = harness.connector.looks, scene.uploads()
        answers += [await scene.send("Resume"), await scene.send("Resume")]
        await scene.clock.until(lambda: scene.uploads())

    assert [(answer.body or {})["was_paused"] for answer in answers] == [False, True, True, False]
    assert [looks, paused] == [1, {}]
    assert scene.uploads() == {"run.csv": 1}


async def test_a_pause_lets_the_file_under_way_arrive_and_begins_no_other(scene: Scene) -> None:
    async with scene.running() as harness:
        for number in range(20):
            scene.write(f"run {number:02}.csv")
        sent: list[str] = []

        def pause(_path: str) -> None:
            if not sent:
                sent.append(harness.post("TetraScience.Connector.FolderWatcher.Pause"))

        scene.api.on_upload = pause
        await scene.look()
        await harness.answers_to(sent[0])
        arrived = len(scene.uploads())
        await scene.send("Resume")
        await scene.looked(3)

    assert 1 <= arrived < 20
    assert scene.uploads() == {f"run {number:02}.csv": 1 for number in range(20)}
    assert {file["status"] for file in scene.api.files.values()} == {"SUCCESS"}


async def test_many_commands_at_once_leave_one_schedule(scene: Scene) -> None:
    async with scene.running() as harness:
        ids = [
            harness.post(f"TetraScience.Connector.FolderWatcher.{name}", body)
            for name, body in [
                ("Pause", None),
                ("Resume", None),
                ("SetScheduleInterval", {"seconds": 20}),
                ("Pause", None),
                ("Resume", None),
                ("SetScheduleInterval", {"seconds": 10}),
            ]
        ]
        for command_id in ids:
            await harness.answers_to(command_id)
        await harness.clock.settle()
        await scene.send("Resume")
        await scene.looked(2)
        await harness.clock.settle()
        before = harness.connector.looks
        await harness.advance(21)
        await scene.looked(before + 1)

    assert harness.connector.looks <= before + 3
