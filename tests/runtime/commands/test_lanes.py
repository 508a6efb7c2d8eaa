"""Control never waits for work, and serial control commands keep their order."""

import logging

import pytest

from tests.runtime.commands.scene import WORK, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.models import CommandAction


async def test_control_commands_are_answered_beside_a_full_work_lane(scene: Scene) -> None:
    ids = [f"c-{number}" for number in range(15)]
    scene.handlers.hold(*ids)
    for command_id in ids:
        scene.send(command_id)
    await scene.start()
    await scene.clock.advance(0.1)
    scene.send("stop", CommandAction.STOP)
    scene.send("validate", CommandAction.VALIDATE_CONFIG)
    await scene.clock.advance(0.1)
    assert scene.statuses("stop") == ["PROCESSING", "SUCCESS"]
    assert scene.statuses("validate") == ["PROCESSING", "SUCCESS"]


async def test_at_most_ten_work_commands_run_at_once_by_default(scene: Scene) -> None:
    ids = [f"c-{number}" for number in range(12)]
    scene.handlers.hold(*ids)
    for command_id in ids:
        scene.send(command_id)
    await scene.start()
    await scene.clock.advance(1)
    assert scene.handlers.runs == ids[:10]
    scene.handlers.release("c-3")
    await scene.clock.advance(1)
    assert scene.handlers.runs == ids[:11]


async def test_commands_that_wait_in_a_lane_have_their_processing(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2")
    await scene.start()
    await scene.clock.advance(1)
    assert scene.statuses("c-2") == ["PROCESSING"]


async def test_serial_control_commands_run_one_after_the_other_in_order(scene: Scene) -> None:
    scene.handlers.hold("start", "update")
    scene.send("start", CommandAction.START)
    scene.send("update", CommandAction.UPDATE_CONFIG)
    scene.send("stop", CommandAction.STOP)
    await scene.start()
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["start"]
    scene.handlers.release("start")
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["start", "update"]
    scene.handlers.release("update")
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["start", "update", "stop"]


async def test_other_control_commands_run_beside_a_serial_one(scene: Scene) -> None:
    scene.handlers.hold("start", "validate")
    scene.send("start", CommandAction.START)
    scene.send("validate", CommandAction.VALIDATE_CONFIG)
    scene.send("list", CommandAction.LIST_CUSTOM_COMMANDS)
    await scene.start()
    await scene.clock.advance(1)
    assert scene.statuses("list") == ["PROCESSING", "SUCCESS"]
    assert set(scene.handlers.runs) == {"start", "validate", "list"}


async def test_receiving_pauses_with_one_log_line_while_too_many_commands_wait(
    scene: Scene, caplog: pytest.LogCaptureFixture
) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1, max_waiting_commands=25)
    for number in range(40):
        scene.handlers.hold(f"c-{number}")
        scene.send(f"c-{number}")
    with caplog.at_level(logging.WARNING):
        await scene.start()
        await scene.clock.advance(15)
    received = [message for message in scene.inbound.messages if message.receive_count]
    assert len(received) == 26  # one runs, 25 wait
    assert caplog.text.count("Receiving pauses") == 1
    for number in range(40):
        scene.handlers.release(f"c-{number}")
    await scene.until_gone(within_s=30)
    assert len(scene.handlers.runs) == 40


async def test_work_pauses_until_every_reason_is_gone_and_control_goes_on(scene: Scene) -> None:
    await scene.start()
    scene.path.pause_work("rest")
    scene.path.pause_work("queue")
    scene.send("work")
    scene.send("start", CommandAction.START)
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["start"]
    scene.path.resume_work("rest")
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["start"]
    scene.path.resume_work("queue")
    await scene.final_of("work")


async def test_commands_of_a_lane_get_their_turn_in_order_of_arrival(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    for number in range(30):
        scene.send(f"c-{number}", WORK)
    await scene.start()
    await scene.until_gone(within_s=5)
    assert scene.handlers.runs == [f"c-{number}" for number in range(30)]
