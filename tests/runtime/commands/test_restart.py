"""A killed process and its successor, over one journal and one queue."""

import logging

import pytest

from tests.runtime.commands.conftest import SceneMaker
from tests.runtime.commands.scene import REPEATABLE, WORK, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import TransportError
from ts_connectors.models import CommandAction


async def _started(scene: Scene, *command_ids: str) -> None:
    await scene.start()
    await scene.clock.until(lambda: set(command_ids) <= set(scene.handlers.runs))


async def test_a_command_that_was_cut_off_is_answered_interrupted_and_not_run_again(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await _started(scene, "c-1")
    await scene.clock.advance(2)
    await scene.kill()
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    await scene.until_gone(within_s=60)
    assert scene.handlers.runs == ["c-1"]
    assert all(again == answer for again in scene.finals("c-1"))


async def test_a_repeatable_command_that_was_cut_off_runs_again_as_its_next_attempt(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1", REPEATABLE)
    await _started(scene, "c-1")
    await scene.kill()
    await scene.start()
    await scene.clock.advance(31)
    await scene.kill()
    scene.handlers.release("c-1")
    await scene.start()
    assert (await scene.final_of("c-1", within_s=40))["status"] == "SUCCESS"
    await scene.until_gone()
    assert scene.handlers.attempts == [1, 2, 3]
    assert len(scene.finals("c-1")) == 1


async def _until_attempt(scene: Scene, attempt: int) -> None:
    await scene.clock.until(lambda: len(scene.handlers.runs) == attempt, within_s=40)


async def test_a_repeatable_command_that_kills_its_process_each_time_is_given_up(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1", REPEATABLE)
    for attempt in range(1, 6):
        await scene.start()
        await _until_attempt(scene, attempt)
        await scene.kill()
    await scene.start()
    answer = await scene.final_of("c-1", within_s=40)
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    assert scene.handlers.attempts == [1, 2, 3, 4, 5]


async def test_a_repeatable_command_that_was_cut_off_and_then_expired_is_interrupted(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1", REPEATABLE, expires_in_s=20)
    await _started(scene, "c-1")
    await scene.kill()
    await scene.start()
    answer = await scene.final_of("c-1", within_s=60)
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    assert scene.handlers.attempts == [1]


async def test_an_answer_that_was_decided_and_not_sent_goes_out_as_it_was(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await _started(scene, "c-1")
    scene.outbound.outage = TransportError("no route")
    scene.handlers.release("c-1")
    await scene.clock.until(lambda: (entry := scene.journal.find("c-1")) is not None and entry.answer is not None)
    await scene.journal.commit()
    decided = scene.journal.find("c-1")
    await scene.kill()
    scene.outbound.outage = None
    await scene.clock.advance(3_600)
    await scene.start()
    await scene.final_of("c-1")
    await scene.until_gone(within_s=60)
    assert decided is not None
    assert set(scene.outbound.sent[1:]) == {decided.answer}
    assert scene.handlers.runs == ["c-1"]


async def test_a_kill_between_the_answer_and_the_deletion_leads_to_an_identical_copy(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.inbound.fail("delete", *[TransportError("no route")] * 5)
    scene.send("c-1")
    await scene.start()
    await scene.final_of("c-1")
    await scene.clock.settle()
    await scene.kill()
    await scene.start()
    await scene.until_gone(within_s=60)
    first, *copies = scene.finals("c-1")
    assert copies
    assert all(copy == first for copy in copies)
    assert scene.handlers.runs == ["c-1"]


async def test_commands_that_waited_when_the_process_was_killed_run_afterwards(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.options = CommandOptions(max_concurrent_commands=2)
    ids = [f"c-{number}" for number in range(20)]
    scene.handlers.hold("c-0", "c-1")
    for command_id in ids:
        scene.send(command_id)
    await _started(scene, "c-0", "c-1")
    await scene.clock.advance(9)
    await scene.kill()
    await scene.start()
    await scene.until_gone(within_s=120)
    finals = {command_id: scene.finals(command_id) for command_id in ids}
    assert all(answers and all(answer == answers[0] for answer in answers) for answers in finals.values())
    assert [finals[command_id][0]["status"] for command_id in ids] == ["FAILURE"] * 2 + ["SUCCESS"] * 18
    assert sorted(scene.handlers.runs) == sorted(ids)


async def test_a_start_that_was_cut_off_is_interrupted(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("start")
    scene.send("start", CommandAction.START)
    await _started(scene, "start")
    await scene.kill()
    await scene.start()
    assert (await scene.final_of("start"))["body"]["code"] == "INTERRUPTED"


async def test_without_a_surviving_journal_a_command_that_came_before_is_interrupted(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await _started(scene, "c-1")
    await scene.kill()
    await scene.start()
    answer = await scene.final_of("c-1", within_s=60)
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    await scene.until_gone()
    assert scene.handlers.runs == ["c-1"]


async def test_without_a_surviving_journal_a_new_file_trusts_no_message_that_came_before(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.send("c-1", receive_count=1)
    await scene.start()
    assert (await scene.final_of("c-1"))["body"]["code"] == "INTERRUPTED"
    assert scene.handlers.runs == []


@pytest.mark.parametrize(
    ("action", "receive_count", "returned"),
    [
        pytest.param(WORK, 0, frozenset[str](), id="its first delivery"),
        pytest.param(REPEATABLE, 3, frozenset[str](), id="repeatable"),
        pytest.param(WORK, 3, frozenset({"c-1"}), id="given back by a clean stop"),
    ],
)
async def test_without_a_surviving_journal_a_command_runs_if_it_cannot_or_may_have_run_before(
    scene: Scene, action: str, receive_count: int, returned: frozenset[str]
) -> None:
    scene.options = CommandOptions(returned=returned)
    scene.send("c-1", action, receive_count=receive_count)
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"


async def test_with_a_surviving_journal_a_command_it_does_not_know_has_not_run(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    await scene.start()
    await scene.kill()
    scene.send("c-1", receive_count=3)
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"


async def test_a_result_that_no_answer_could_carry_is_kept(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)

    async def returning(body: object, context: object) -> object:
        return {"text": "x" * 1_100_000}

    scene.bind(WORK, returning)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"]["code"] == "RESULT_TOO_LARGE"
    await scene.kill()
    await scene.start()
    kept = await scene.journal.kept_result("c-1")  # type: ignore[attr-defined]
    assert kept is not None
    assert len(kept) < 10_000


def _is_durable(scene: Scene) -> bool:
    return scene.journal.is_durable


async def test_a_disk_that_is_full_changes_no_answer(scenes: SceneMaker, caplog: pytest.LogCaptureFixture) -> None:
    scene = scenes(is_durable=True)
    await scene.start()
    connection = scene.journal._file._connection  # type: ignore[attr-defined]
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()
    with caplog.at_level(logging.INFO):
        for number in range(30):
            scene.send(f"c-{number}", body={"a": number})
        await scene.until_gone(within_s=30)
        assert _is_durable(scene) is False
        connection.execute("PRAGMA max_page_count = 1000000").fetchone()
        scene.send("last")
        await scene.until_gone(within_s=30)
    assert _is_durable(scene) is True
    assert caplog.text.count("cannot be written") == 1
    assert [len(scene.finals(f"c-{number}")) for number in range(30)] == [1] * 30
    await scene.kill()
    await scene.start()
    assert scene.journal.find("c-0") is not None
