"""One command, one run, one answer: however often its message comes."""

from tests.runtime.commands.scene import WORK, Scene
from ts_connectors.errors import PortError, TransportError


async def test_two_messages_of_one_command_make_one_run_and_one_answer(scene: Scene) -> None:
    scene.send("c-1")
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["c-1"]
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]
    assert scene.inbound.remaining == []


async def test_a_copy_that_comes_while_the_command_runs_joins_it(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.send("c-1")
    await scene.clock.advance(1)
    scene.handlers.release("c-1")
    await scene.clock.advance(1)
    assert scene.handlers.runs == ["c-1"]
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]
    assert scene.inbound.remaining == []


async def test_a_copy_that_comes_after_the_answer_gets_the_identical_answer_again(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(60)
    scene.send("c-1")
    await scene.clock.advance(1)
    first, second = scene.finals("c-1")
    assert first == second
    assert scene.handlers.runs == ["c-1"]
    assert scene.inbound.remaining == []


async def test_the_same_message_delivered_again_after_its_deletion_gets_the_identical_answer(scene: Scene) -> None:
    message = scene.send("c-1")
    await scene.start()
    await scene.clock.advance(60)
    scene.inbound.deliver_again(message)
    await scene.clock.advance(1)
    first, second = scene.finals("c-1")
    assert first == second
    assert scene.handlers.runs == ["c-1"]
    assert message.is_deleted


async def test_an_answer_is_known_for_fifteen_minutes_after_its_message_is_gone(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(14 * 60)
    scene.send("c-1")
    await scene.clock.advance(14 * 60)  # the copy began the time anew
    scene.send("c-1")
    await scene.clock.advance(1)
    assert len(scene.finals("c-1")) == 3
    assert scene.handlers.runs == ["c-1"]
    await scene.clock.advance(17 * 60)
    assert scene.journal.entries() == ()


async def test_a_refusal_that_comes_again_is_answered_identically(scene: Scene) -> None:
    scene.send("c-1", "TetraScience.Connector.Test.Nobody")
    await scene.start()
    await scene.clock.advance(60)
    scene.send("c-1", WORK)
    await scene.clock.advance(1)
    first, second = scene.finals("c-1")
    assert first == second
    assert scene.handlers.runs == []


async def test_an_answer_whose_acceptance_is_unknown_is_sent_again_identically(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.outbound.fail("send", TransportError("reset"), PortError("no", service="sqs", code="500", status=500))
    scene.handlers.release("c-1")
    await scene.clock.advance(10)
    assert len(scene.finals("c-1")) == 1
    assert scene.handlers.runs == ["c-1"]


async def test_entries_of_a_batch_that_were_refused_are_sent_again(scene: Scene) -> None:
    scene.outbound.refuse("send", "InternalError", "ThrottlingException")
    for number in range(3):
        scene.send(f"c-{number}")
    await scene.start()
    await scene.clock.advance(10)
    assert [scene.statuses(f"c-{number}") for number in range(3)] == [["PROCESSING", "SUCCESS"]] * 3


async def test_a_deletion_that_was_refused_is_tried_again(scene: Scene) -> None:
    scene.inbound.refuse("delete", "InternalError")
    scene.inbound.fail("delete", TransportError("reset"))
    scene.send("c-1")
    await scene.start()
    await scene.until_gone(within_s=10)
    assert len(scene.finals("c-1")) == 1


async def test_a_deletion_that_can_never_work_leads_to_a_second_identical_answer(scene: Scene) -> None:
    scene.inbound.refuse("delete", "ReceiptHandleIsInvalid", is_sender_fault=True)
    scene.send("c-1")
    await scene.start()
    await scene.until_gone(within_s=60)
    first, second = scene.finals("c-1")
    assert first == second
    assert scene.handlers.runs == ["c-1"]


async def test_a_broken_message_with_the_id_of_a_running_command_does_it_no_harm(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.inbound.put('{"commandId": "c-1", ')
    await scene.clock.advance(1)
    scene.handlers.release("c-1")
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"
    await scene.until_gone()
    assert len(scene.finals("c-1")) == 1
