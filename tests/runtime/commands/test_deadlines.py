"""Deadlines, cancelling and progress of running commands."""

import asyncio
import threading
from datetime import timedelta
from typing import Any

import pytest

from tests.runtime.commands.scene import WORK, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import TransportError
from ts_connectors.models import CommandAction
from ts_connectors_api.command import CommandContext, Lane


@pytest.mark.parametrize(
    ("rules", "fields", "limit_s"),
    [
        pytest.param({"timeout_s": 40.0}, {"expires_in_s": 10}, 40, id="its own timeout, counted from the start"),
        pytest.param({}, {"expires_in_s": 70}, 70, id="else until it expires"),
        pytest.param({"lane": Lane.CONTROL}, {"expires_in_s": 10}, 300, id="a control command has the hooks' deadline"),
    ],
)
async def test_a_command_past_its_deadline_is_cancelled_and_fails(
    scene: Scene, rules: dict[str, object], fields: dict[str, Any], limit_s: float
) -> None:
    scene.bind(WORK, scene.handlers.work, **rules)
    scene.handlers.hold("c-1")
    scene.send("c-1", **fields)
    await scene.start()
    await scene.clock.advance(limit_s - 0.1)
    assert scene.finals("c-1") == []
    await scene.clock.advance(0.2)
    answer = scene.final("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "TIMEOUT")
    assert scene.handlers.cancelled == ["c-1"]


async def test_a_command_without_timeout_and_expiry_may_run_for_ever(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(100_000)
    assert scene.finals("c-1") == []


async def test_after_the_deadline_of_a_hook_the_lane_goes_on_even_if_the_hook_does_not_end(scene: Scene) -> None:
    never = asyncio.Event()

    async def stubborn(body: object, context: CommandContext) -> None:
        while not never.is_set():
            try:
                await never.wait()
            except asyncio.CancelledError:
                continue

    scene.options = CommandOptions(hook_timeout_s=10)
    scene.bind(CommandAction.START, stubborn, lane=Lane.CONTROL)
    scene.send("start", CommandAction.START)
    scene.send("stop", CommandAction.STOP)
    await scene.start()
    await scene.clock.advance(11)
    assert scene.final("start")["body"]["code"] == "TIMEOUT"
    assert scene.final("stop")["status"] == "SUCCESS"
    never.set()


async def test_the_handler_knows_its_deadline_and_that_it_was_given_up(scene: Scene) -> None:
    seen: list[CommandContext] = []

    async def work(body: object, context: CommandContext) -> None:
        seen.append(context)
        await asyncio.Event().wait()

    scene.bind(WORK, work, timeout_s=40.0)
    scene.send("c-1")
    await scene.start()
    assert seen[0].deadline == scene.clock.now() + timedelta(seconds=40)
    assert not seen[0].is_cancelled
    await scene.clock.advance(41)
    assert seen[0].is_cancelled


async def test_a_running_command_can_be_cancelled(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    assert scene.path.cancel("c-1")
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "CANCELLED")
    assert scene.handlers.cancelled == ["c-1"]
    await scene.until_gone()


async def test_a_waiting_command_can_be_cancelled_and_never_runs(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2")
    await scene.start()
    assert scene.path.cancel("c-2")
    assert (await scene.final_of("c-2"))["body"]["code"] == "CANCELLED"
    assert scene.statuses("c-2") == ["PROCESSING", "FAILURE"]
    scene.handlers.release("c-1")
    await scene.until_gone()
    assert scene.handlers.runs == ["c-1"]


async def test_cancelling_what_is_unknown_done_or_a_cancelling_itself_says_no(scene: Scene) -> None:
    scene.bind(CommandAction.CANCEL_COMMAND, scene.handlers.work, lane=Lane.CONTROL)
    scene.handlers.hold("cancel")
    scene.send("c-1")
    scene.send("cancel", CommandAction.CANCEL_COMMAND)
    await scene.start()
    await scene.final_of("c-1")
    assert [scene.path.cancel(command_id) for command_id in ("c-1", "c-2", "cancel")] == [False] * 3


async def test_cancelling_works_from_another_thread(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    thread = threading.Thread(target=scene.path.cancel, args=["c-1"])
    thread.start()
    thread.join()
    assert (await scene.final_of("c-1"))["body"]["code"] == "CANCELLED"


async def test_a_handler_that_ends_just_as_it_is_cancelled_keeps_its_result(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.handlers.release("c-1")
    scene.path.cancel("c-1")
    await scene.clock.advance(1)
    assert len(scene.finals("c-1")) == 1


async def test_progress_travels_as_processing_at_most_once_a_second_with_the_newest_report(scene: Scene) -> None:
    async def work(body: object, context: CommandContext) -> None:
        for step in range(1, 7):
            context.progress(step / 100, f"step {step}")
            await scene.clock.sleep(0.45)

    scene.bind(WORK, work)
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(10)
    reports = [answer["body"] for answer in scene.answers("c-1")[1:-1]]
    assert [answer["status"] for answer in scene.answers("c-1")] == ["PROCESSING"] * 4 + ["SUCCESS"]
    assert reports[0] == {"progress": 0.01, "message": "step 1"}
    assert [report["message"] for report in reports[1:]] == ["step 3", "step 5"]


async def test_no_progress_follows_the_final_answer(scene: Scene) -> None:
    contexts: list[CommandContext] = []

    async def work(body: object, context: CommandContext) -> None:
        contexts.append(context)
        context.progress(0.1)
        await scene.clock.sleep(0.5)
        context.progress(0.9)

    scene.bind(WORK, work)
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(10)
    contexts[0].progress(1.0)
    await scene.clock.advance(10)
    assert scene.statuses("c-1") == ["PROCESSING", "PROCESSING", "SUCCESS"]


async def test_progress_from_a_thread_is_bounded_and_masked(scene: Scene) -> None:
    async def work(body: object, context: CommandContext) -> None:
        thread = threading.Thread(target=context.progress, args=[7, "at s3cret"])
        thread.start()
        thread.join()
        await scene.clock.sleep(5)

    scene.secrets.add("s3cret")
    scene.bind(WORK, work)
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(10)
    assert scene.answers("c-1")[1]["body"] == {"progress": 1.0, "message": "at ***"}


async def test_progress_that_is_no_number_is_the_handlers_mistake(scene: Scene) -> None:
    async def work(body: object, context: CommandContext) -> None:
        context.progress(float("nan"))

    scene.bind(WORK, work)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "FAILURE"


async def test_progress_in_an_outage_is_dropped_and_the_answer_is_not(scene: Scene) -> None:
    async def work(body: object, context: CommandContext) -> None:
        scene.outbound.outage = TransportError("no route")
        context.progress(0.5)
        await scene.clock.sleep(0.2)

    scene.bind(WORK, work)
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(10)
    scene.outbound.outage = None
    await scene.final_of("c-1", within_s=10)
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]
