"""Each row of the protocol's table of situations."""

from tests.runtime.commands.scene import WORK, Scene


async def test_an_accepted_command_is_answered_processing_and_then_success(scene: Scene) -> None:
    scene.send("c-1", body={"a": 1})
    await scene.start()
    await scene.clock.advance(1)
    assert [(answer["status"], answer["body"]) for answer in scene.answers("c-1")] == [
        ("PROCESSING", None),
        ("SUCCESS", {"did": "c-1"}),
    ]
    assert scene.handlers.bodies == [{"a": 1}]
    assert scene.inbound.remaining == []


async def test_the_answer_says_whose_it_is_and_when_it_was_made(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(1)
    assert scene.final("c-1") == {
        "commandId": "c-1",
        "targetId": "connector-1",
        "status": "SUCCESS",
        "body": {"did": "c-1"},
        "responseBodyDelivery": "embedded",
        "createdAt": "2026-01-01T00:00:00.000Z",
    }
