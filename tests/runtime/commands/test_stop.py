"""Stopping in order: what runs ends or is cancelled, what waits is given back, what is answered is sent."""

import asyncio
import threading

import pytest

from tests.runtime.commands.conftest import SceneMaker
from tests.runtime.commands.scene import REPEATABLE, WORK, Scene
from ts_connectors._runtime.journal_file import Change
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import PortError, TransportError
from ts_connectors.models import CommandAction
from ts_connectors_api.command import CommandContext, Lane


async def test_a_running_command_ends_and_is_answered_within_the_grace(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    draining = asyncio.get_running_loop().create_task(scene.path.drain(25))
    await scene.clock.advance(5)
    assert not draining.done()
    scene.handlers.release("c-1")
    await scene.clock.advance(0.1)
    assert draining.result() == ()
    assert scene.final("c-1")["status"] == "SUCCESS"
    assert scene.inbound.remaining == []


async def test_a_command_that_outlasts_the_grace_is_cancelled_and_answered_interrupted(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1", REPEATABLE)
    await scene.start()
    began = scene.clock.monotonic()
    assert await scene.stop(grace_s=25) == ()
    assert scene.clock.monotonic() - began <= 25
    answer = scene.final("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    assert scene.handlers.cancelled == ["c-1"]
    assert scene.inbound.remaining == []


async def test_unstarted_commands_are_given_back_at_once_and_run_in_the_next_process(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    messages = [scene.send(f"c-{number}") for number in (1, 2, 3)]
    await scene.start()
    draining = asyncio.get_running_loop().create_task(scene.path.drain(25))
    await scene.clock.settle()
    assert [message.visible_at <= scene.clock.monotonic() for message in messages] == [False, True, True]
    scene.handlers.release("c-1")
    await scene.clock.advance(0.1)
    returned = draining.result()
    assert returned == ("c-2", "c-3")
    await scene.stop()
    scene.options = CommandOptions(returned=frozenset(returned))
    await scene.start()
    await scene.until_gone(within_s=5)
    assert scene.handlers.runs == ["c-1", "c-2", "c-3"]
    assert [scene.final(f"c-{number}")["status"] for number in (1, 2, 3)] == ["SUCCESS"] * 3


async def test_a_command_that_has_its_turn_but_not_its_processing_is_given_back(scene: Scene) -> None:
    scene.outbound.outage = TransportError("no route")
    message = scene.send("c-1")
    await scene.start()
    assert await scene.stop() == ("c-1",)
    assert (message.is_deleted, scene.handlers.runs) == (False, [])
    assert scene.journal.find("c-1") is None


async def test_waiting_control_commands_are_given_back_too(scene: Scene) -> None:
    scene.handlers.hold("start")
    scene.send("start", CommandAction.START)
    scene.send("stop", CommandAction.STOP)
    await scene.start()
    assert await scene.stop() == ("stop",)
    assert scene.final("start")["body"]["code"] == "INTERRUPTED"


async def test_giving_back_may_be_denied_and_is_named_all_the_same(scene: Scene) -> None:
    scene.inbound.fail("extend", PortError("no", service="sqs", code="AccessDenied", status=403))
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2")
    await scene.start()
    assert await scene.stop() == ("c-2",)


async def test_nothing_is_received_after_the_stop_began(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    draining = asyncio.get_running_loop().create_task(scene.path.drain(25))
    await scene.clock.settle()
    late = scene.send("late")
    await scene.clock.advance(30)
    assert draining.done()
    assert late.receive_count == 0


async def test_a_second_drain_waits_for_the_first_and_returns_the_same(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2")
    await scene.start()
    both = asyncio.gather(scene.path.drain(25), scene.path.drain(3))
    await scene.clock.advance(30)
    assert [*both.result()] == [("c-2",), ("c-2",)]


async def test_a_stop_in_an_outage_ends_with_the_grace_and_the_answer_is_sent_by_the_next_process(
    scenes: SceneMaker,
) -> None:
    scene = scenes(is_durable=True)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    await scene.clock.until(lambda: scene.handlers.runs)
    scene.outbound.outage = TransportError("no route")
    scene.handlers.release("c-1")
    began = scene.clock.monotonic()
    await scene.stop(grace_s=25)
    assert scene.clock.monotonic() - began <= 25
    scene.outbound.outage = None
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"
    await scene.until_gone(within_s=60)
    assert scene.handlers.runs == ["c-1"]


async def test_an_idle_path_stops_at_once(scene: Scene) -> None:
    await scene.start()
    draining = asyncio.get_running_loop().create_task(scene.path.drain(25))
    await scene.clock.settle()
    assert draining.done()


async def test_the_handler_of_shutdown_drains_the_others_and_answers_last(scene: Scene) -> None:
    order: list[str] = []

    async def shutdown(body: object, context: CommandContext) -> None:
        await scene.path.drain(20)
        order.append(scene.final("c-1")["status"])

    scene.bind(CommandAction.SHUTDOWN, shutdown, lane=Lane.CONTROL)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.send("bye", CommandAction.SHUTDOWN)
    await scene.clock.advance(1)
    assert scene.statuses("bye") == ["PROCESSING"]
    late = scene.send("late")
    scene.handlers.release("c-1")
    closing = asyncio.get_running_loop().create_task(scene.path.close())
    await scene.clock.advance(1)
    assert closing.done()
    assert order == ["SUCCESS"]
    assert scene.final("bye")["status"] == "SUCCESS"
    assert late.receive_count == 0
    assert scene.inbound.remaining == [late]


@pytest.mark.parametrize("action", [pytest.param(WORK, id="once"), pytest.param(REPEATABLE, id="repeatable")])
@pytest.mark.parametrize("is_fifo", [pytest.param(False, id="standard"), pytest.param(True, id="fifo")])
async def test_a_stop_in_the_moment_before_a_handler_begins_leaves_the_command_to_the_next_process(
    scenes: SceneMaker, action: str, is_fifo: bool
) -> None:
    scene = scenes(is_durable=True, is_fifo=is_fifo)
    await scene.start()
    begins, goes_on = threading.Event(), threading.Event()
    file = scene.journal._file  # type: ignore[attr-defined]
    write = file.write

    def slow_write(changes: list[Change]) -> None:
        if any(b'"started"' in (record or b"") for _, record, _ in changes):
            begins.set()
            assert goes_on.wait(10)
        write(changes)

    file.write = slow_write
    scene.send("c-1", action)
    await asyncio.to_thread(begins.wait, 10)
    draining = asyncio.get_running_loop().create_task(scene.path.drain(25))
    for _ in range(50):
        await asyncio.sleep(0)
    goes_on.set()
    await scene.clock.until(draining.done)
    assert draining.result() == (() if is_fifo else ("c-1",))
    await scene.stop()
    await scene.start()
    assert (await scene.final_of("c-1", within_s=40))["status"] == "SUCCESS"
    assert scene.handlers.attempts == [1]
    await scene.until_gone()


async def test_closing_twice_is_closing_once(scene: Scene) -> None:
    await scene.start()
    await scene.path.close()
    await scene.path.close()


async def test_a_clean_stop_causes_no_second_run(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.options = CommandOptions(max_concurrent_commands=2)
    ids = [f"c-{number}" for number in range(10)]
    scene.handlers.hold("c-0", "c-1")
    for command_id in ids:
        scene.send(command_id, REPEATABLE)
    await scene.start()
    await scene.clock.until(lambda: len(scene.handlers.runs) == 2)
    returned = await scene.stop()
    assert set(returned) == set(ids[2:])
    await scene.start()
    await scene.until_gone(within_s=60)
    assert sorted(scene.handlers.runs) == ids
    assert [len(scene.finals(command_id)) for command_id in ids] == [1] * 10
