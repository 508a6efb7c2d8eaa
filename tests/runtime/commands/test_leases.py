"""Messages stay hidden while the connector has them, whatever the queue allows."""

import asyncio
import logging

import pytest

from tests.runtime.commands.conftest import SceneMaker
from tests.runtime.commands.scene import STANDARD_URL, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import TransportError
from ts_connectors.testing.queues import FakeQueue

HOUR_S = 3_600.0


async def test_work_that_takes_longer_than_the_visibility_timeout_starts_once(scene: Scene) -> None:
    scene.inbound = FakeQueue(STANDARD_URL, scene.clock, visibility_timeout_s=5)
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.advance(12)
    scene.handlers.release("c-1")
    await scene.final_of("c-1")
    assert scene.handlers.runs == ["c-1"]
    assert message.receive_count == 1


async def test_commands_that_wait_keep_their_leases_too(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    ids = [f"c-{number}" for number in range(25)]
    scene.handlers.hold(*ids)
    for command_id in ids:
        scene.send(command_id)
    await scene.start()
    await scene.clock.advance(300)
    assert {message.receive_count for message in scene.inbound.messages} == {1}


async def test_leases_are_extended_at_a_third_of_the_timeout_ten_a_request(scene: Scene) -> None:
    ids = [f"c-{number}" for number in range(10)]
    scene.handlers.hold(*ids)
    for command_id in ids:
        scene.send(command_id)
    await scene.start()
    await scene.clock.advance(9.9)
    assert scene.inbound.requests["extend"] == 0
    await scene.clock.advance(0.2)
    assert scene.inbound.requests["extend"] == 1
    await scene.clock.advance(60)
    assert scene.inbound.requests["extend"] == 7


async def test_the_queues_own_timeout_is_read_and_not_asked_for(scene: Scene) -> None:
    scene.inbound = FakeQueue(STANDARD_URL, scene.clock, visibility_timeout_s=90)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(29)
    assert scene.inbound.requests["extend"] == 0
    await scene.clock.advance(2)
    assert scene.inbound.requests["extend"] == 1
    assert set(scene.inbound.asked_visibility) == {None}


@pytest.mark.parametrize("own_s", [pytest.param(90, id="denied"), pytest.param(0, id="zero")])
async def test_thirty_seconds_are_asked_for_where_the_timeout_cannot_be_used(scene: Scene, own_s: int) -> None:
    scene.inbound = FakeQueue(STANDARD_URL, scene.clock, visibility_timeout_s=own_s)
    scene.inbound.denied = {"attributes"} if own_s else set()
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.advance(45)
    assert set(scene.inbound.asked_visibility) == {30}
    assert (message.receive_count, scene.handlers.runs) == (1, ["c-1"])


async def test_reading_the_timeout_may_fail_and_all_goes_on(scene: Scene) -> None:
    scene.inbound.outage = TransportError("no route")
    await scene.start()
    scene.inbound.outage = None
    scene.send("c-1")
    assert (await scene.final_of("c-1", within_s=10))["status"] == "SUCCESS"


async def test_an_extension_that_fails_is_tried_again_before_the_lease_ends(scene: Scene) -> None:
    scene.handlers.hold("c-1", "c-2")
    messages = [scene.send("c-1"), scene.send("c-2")]
    await scene.start()
    scene.inbound.fail("extend", TransportError("no route"))
    scene.inbound.refuse("extend", "InternalError", "InternalError")
    await scene.clock.advance(120)
    assert [message.receive_count for message in messages] == [1, 1]


async def test_a_lease_that_is_lost_leads_to_no_second_run(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    scene.inbound.deliver_again(message)
    await scene.clock.advance(60)
    scene.handlers.release("c-1")
    await scene.final_of("c-1")
    await scene.until_gone()
    assert scene.handlers.runs == ["c-1"]
    assert len(scene.finals("c-1")) == 1


async def test_without_the_right_to_extend_long_commands_are_journaled_and_deleted(
    scenes: SceneMaker, caplog: pytest.LogCaptureFixture
) -> None:
    scene = scenes(is_durable=True)
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.inbound.denied = {"attributes", "extend"}
    scene.handlers.hold("c-1", "c-2")
    first, second = scene.send("c-1"), scene.send("c-2")
    with caplog.at_level(logging.WARNING):
        await scene.start()
        await scene.clock.until(lambda: scene.handlers.runs)
        await scene.clock.advance(9)
        assert not first.is_deleted
        await scene.clock.until(lambda: first.is_deleted and second.is_deleted, within_s=5)
    scene.send("c-3")
    await scene.clock.advance(60)
    assert scene.inbound.requests["extend"] == 1
    assert caplog.text.count("may not change the visibility") == 1
    scene.handlers.release("c-1")
    scene.handlers.release("c-2")
    for command_id in ("c-1", "c-2", "c-3"):
        assert (await scene.final_of(command_id, within_s=5))["status"] == "SUCCESS"
    assert [message.receive_count for message in (first, second)] == [1, 1]


async def test_commands_whose_messages_went_early_survive_a_kill(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.inbound.denied = {"attributes", "extend"}
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2", body={"a": 1})
    await scene.start()
    await scene.clock.until(lambda: not scene.inbound.remaining, within_s=15)
    await scene.kill()
    await scene.start()
    interrupted, run = await scene.final_of("c-1"), await scene.final_of("c-2")
    assert (interrupted["status"], interrupted["body"]["code"]) == ("FAILURE", "INTERRUPTED")
    assert run["status"] == "SUCCESS"
    assert scene.handlers.runs == ["c-1", "c-2"]
    assert scene.handlers.bodies[-1] == {"a": 1}


async def test_without_that_right_and_without_a_file_messages_come_again_and_nothing_runs_twice(scene: Scene) -> None:
    scene.inbound.denied = {"attributes", "extend"}
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.advance(100)
    assert message.receive_count > 1
    assert not message.is_deleted
    scene.handlers.release("c-1")
    await scene.final_of("c-1")
    await scene.until_gone(within_s=60)
    assert scene.handlers.runs == ["c-1"]
    assert len(scene.finals("c-1")) == 1


async def test_work_of_more_than_twelve_hours_is_journaled_and_its_message_deleted_in_time(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.inbound = FakeQueue(STANDARD_URL, scene.clock, visibility_timeout_s=1_200)
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.until(lambda: scene.handlers.runs)
    await scene.clock.advance(11.5 * HOUR_S)
    assert not message.is_deleted
    await scene.clock.until(lambda: message.is_deleted, within_s=0.5 * HOUR_S)
    await scene.clock.advance(5 * HOUR_S)
    scene.handlers.release("c-1")
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"
    assert (message.receive_count, scene.handlers.runs) == (1, ["c-1"])


async def test_no_extension_reaches_beyond_the_twelve_hours_of_a_receipt(scenes: SceneMaker) -> None:
    scene = scenes(is_durable=True)
    scene.inbound = FakeQueue(STANDARD_URL, scene.clock, visibility_timeout_s=43_200)
    scene.handlers.hold("c-1")
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.until(lambda: scene.handlers.runs)
    await scene.clock.until(lambda: message.is_deleted, within_s=12 * HOUR_S)
    assert message.receive_count == 1


async def test_refusals_keep_their_leases_until_they_are_sent(scene: Scene) -> None:
    message = scene.send("c-1", "TetraScience.Connector.Test.Nobody")
    scene.outbound.outage = TransportError("no route")
    await scene.start()
    await scene.clock.advance(300)
    assert (message.receive_count, message.is_deleted) == (1, False)
    scene.outbound.outage = None
    await scene.final_of("c-1", within_s=10)
    await scene.until_gone()
    await asyncio.sleep(0)
    assert len(scene.finals("c-1")) == 1
