"""FIFO queues: a message goes as soon as its command is in the journal, and the command does not get lost."""

import pytest

from tests.runtime.commands.conftest import SceneMaker
from tests.runtime.commands.scene import REPEATABLE, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import TransportError
from ts_connectors.models import CommandAction


@pytest.fixture
def fifo(scenes: SceneMaker) -> Scene:
    return scenes(is_fifo=True, is_durable=True)


async def _until_started(scene: Scene, command_id: str) -> None:
    await scene.clock.until(lambda: command_id in scene.handlers.runs)


async def test_a_message_is_deleted_while_its_command_runs(fifo: Scene) -> None:
    fifo.handlers.hold("c-1")
    fifo.send("c-1")
    await fifo.start()
    await _until_started(fifo, "c-1")
    await fifo.until_gone()
    assert fifo.statuses("c-1") == ["PROCESSING"]
    fifo.handlers.release("c-1")
    assert (await fifo.final_of("c-1"))["status"] == "SUCCESS"


async def test_stop_is_heard_while_work_of_the_same_group_runs(fifo: Scene) -> None:
    fifo.handlers.hold("c-1")
    fifo.send("c-1")
    fifo.send("stop", CommandAction.STOP)
    await fifo.start()
    assert (await fifo.final_of("stop"))["status"] == "SUCCESS"
    assert fifo.finals("c-1") == []


async def test_no_message_is_deleted_before_its_command_is_on_the_disk(fifo: Scene) -> None:
    await fifo.start()
    connection = fifo.journal._file._connection  # type: ignore[attr-defined]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    ids = [f"c-{number}" for number in range(5)]
    fifo.handlers.hold(*ids)
    for command_id in ids:
        fifo.send(command_id, body="x" * 10_000)
    await fifo.clock.until(lambda: fifo.handlers.runs, within_s=1)
    await fifo.clock.advance(100)
    assert len(fifo.inbound.remaining) == 5
    for command_id in ids:
        fifo.handlers.release(command_id)
    await fifo.until_gone(within_s=10)
    assert [len(fifo.finals(command_id)) for command_id in ids] == [1] * 5


async def test_while_the_disk_is_full_refusals_and_messages_without_id_block_no_group(fifo: Scene) -> None:
    await fifo.start()
    connection = fifo.journal._file._connection  # type: ignore[attr-defined]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    fifo.inbound.put("no id at all" * 1_000)
    fifo.send("c-1", "TetraScience.Connector.Test.Nobody" * 100)
    fifo.send("c-2", body="x" * 20_000)
    await fifo.until_gone(within_s=100)
    assert [fifo.finals(command_id)[0]["status"] for command_id in ("c-1", "c-2")] == ["REJECTED", "SUCCESS"]
    assert fifo.handlers.runs == ["c-2"]


async def test_without_a_file_messages_stay_until_their_answer_is_sent(scenes: SceneMaker) -> None:
    scene = scenes(is_fifo=True)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(100)
    assert len(scene.inbound.remaining) == 1
    scene.handlers.release("c-1")
    await scene.until_gone()
    assert scene.handlers.runs == ["c-1"]
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]


async def test_stored_commands_that_had_not_started_run_after_a_kill_in_order(fifo: Scene) -> None:
    fifo.options = CommandOptions(max_concurrent_commands=1)
    fifo.handlers.hold("c-0")
    for number in range(5):
        fifo.send(f"c-{number}", body={"n": number})
    await fifo.start()
    await _until_started(fifo, "c-0")
    await fifo.until_gone()
    await fifo.kill()
    await fifo.start()
    await fifo.clock.until(lambda: all(fifo.finals(f"c-{number}") for number in range(5)), within_s=5)
    assert fifo.handlers.runs == [f"c-{number}" for number in range(5)]
    assert fifo.handlers.bodies[1:] == [{"n": number} for number in range(1, 5)]
    assert [fifo.final(f"c-{number}")["status"] for number in range(5)] == ["FAILURE"] + ["SUCCESS"] * 4


async def test_a_repeatable_command_that_was_cut_off_runs_again_from_the_journal(fifo: Scene) -> None:
    fifo.handlers.hold("c-1")
    fifo.send("c-1", REPEATABLE, body={"a": 1})
    await fifo.start()
    await _until_started(fifo, "c-1")
    await fifo.until_gone()
    await fifo.kill()
    fifo.handlers.release("c-1")
    await fifo.start()
    assert (await fifo.final_of("c-1"))["status"] == "SUCCESS"
    assert fifo.handlers.attempts == [1, 2]
    assert fifo.handlers.bodies == [{"a": 1}] * 2


async def test_a_stored_command_that_expired_meanwhile_is_rejected(fifo: Scene) -> None:
    fifo.options = CommandOptions(max_concurrent_commands=1)
    fifo.handlers.hold("c-1")
    fifo.send("c-1")
    fifo.send("c-2", expires_in_s=60)
    await fifo.start()
    await _until_started(fifo, "c-1")
    await fifo.until_gone()
    await fifo.kill()
    await fifo.clock.advance(100)
    await fifo.start()
    answer = await fifo.final_of("c-2")
    assert (answer["status"], set(answer["body"])) == ("REJECTED", {"reason"})


async def test_refusals_and_messages_without_id_are_deleted_too_and_block_no_group(fifo: Scene) -> None:
    fifo.outbound.outage = TransportError("no route")
    fifo.inbound.put("no id at all")
    fifo.send("c-1", "TetraScience.Connector.Test.Nobody")
    fifo.inbound.put('{"commandId": "c-2", ')
    fifo.send("c-3", expires_in_s=-1)
    await fifo.start()
    await fifo.until_gone(within_s=5)
    await fifo.kill()
    fifo.outbound.outage = None
    await fifo.start()
    await fifo.clock.until(lambda: fifo.finals("c-3"), within_s=5)
    assert [fifo.final(command_id)["status"] for command_id in ("c-1", "c-2", "c-3")] == ["REJECTED"] * 3


async def test_a_copy_is_answered_identically_and_deleted(fifo: Scene) -> None:
    fifo.send("c-1")
    await fifo.start()
    await fifo.final_of("c-1")
    fifo.send("c-1")
    await fifo.clock.until(lambda: len(fifo.finals("c-1")) == 2, within_s=5)
    await fifo.until_gone()
    first, second = fifo.finals("c-1")
    assert first == second
    assert fifo.handlers.runs == ["c-1"]


async def test_the_text_of_a_command_is_stored_for_fifo_only_and_goes_with_its_start(scenes: SceneMaker) -> None:
    fifo, standard = scenes(is_fifo=True, is_durable=True), scenes()
    for scene in (fifo, standard):
        scene.options = CommandOptions(max_concurrent_commands=1)
        scene.handlers.hold("c-1")
        scene.send("c-1", body="canary-1")
        scene.send("c-2", body="canary-2")
        await scene.start()
        await _until_started(scene, "c-1")
    await fifo.until_gone()
    stored = {entry.command_id: entry.request for entry in fifo.journal.entries()}
    assert stored["c-1"] is None
    assert "canary-2" in (stored["c-2"] or "")
    assert all(entry.request is None for entry in standard.journal.entries())


async def test_receiving_pauses_while_the_journal_is_full(fifo: Scene) -> None:
    await fifo.start()
    fifo.journal._limit_bytes = 50_000  # type: ignore[attr-defined]
    ids = [f"c-{number}" for number in range(30)]
    fifo.handlers.hold(*ids)
    for command_id in ids:
        fifo.send(command_id, REPEATABLE, body="x" * 10_000)
    await fifo.clock.until(lambda: fifo.journal.is_full, within_s=5)
    await fifo.clock.advance(10)
    assert len(fifo.inbound.remaining) == 20
    for command_id in ids:
        fifo.handlers.release(command_id)
    await fifo.clock.until(lambda: len(fifo.handlers.runs) == 30, within_s=20)
    await fifo.until_gone()


async def test_a_clean_stop_leaves_unstarted_commands_in_the_journal_for_the_next_start(fifo: Scene) -> None:
    fifo.options = CommandOptions(max_concurrent_commands=1)
    fifo.handlers.hold("c-1")
    fifo.send("c-1")
    fifo.send("c-2")
    await fifo.start()
    await _until_started(fifo, "c-1")
    await fifo.until_gone()
    fifo.handlers.release("c-1")
    fifo.path.pause_work("stop")
    assert await fifo.stop() == ()
    await fifo.start()
    await fifo.clock.until(lambda: fifo.finals("c-2"), within_s=5)
    assert fifo.handlers.runs == ["c-1", "c-2"]
    assert [len(fifo.finals(command_id)) for command_id in ("c-1", "c-2")] == [1, 1]
