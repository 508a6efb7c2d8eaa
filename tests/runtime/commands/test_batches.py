"""Few requests for many commands, and no waiting for one."""

import json

from tests.runtime.commands.scene import Scene
from ts_connectors.models import CommandAction


async def test_a_hundred_commands_that_do_nothing_need_few_requests(scene: Scene) -> None:
    for number in range(100):
        scene.send(f"c-{number}")
    await scene.start()
    await scene.until_gone(within_s=5)
    assert len(scene.handlers.runs) == 100
    assert scene.inbound.requests["receive"] <= 11  # ten batches, and the poll that finds nothing
    assert scene.outbound.requests["send"] <= 30
    assert scene.inbound.requests["delete"] <= 20
    assert scene.inbound.requests["extend"] == 0


async def test_a_single_command_is_answered_without_any_waiting(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    assert scene.clock.monotonic() == 0
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]
    assert scene.inbound.remaining == []


async def test_a_gathered_batch_waits_a_few_milliseconds_at_most(scene: Scene) -> None:
    for number in range(10):
        scene.send(f"c-{number}")
    await scene.start()
    await scene.clock.advance(0.02)
    assert scene.inbound.remaining == []


async def test_no_batch_has_more_than_ten_entries_or_256_kib(scene: Scene) -> None:
    async def returning(body: object, context: object) -> object:
        return {"text": "x" * 100_000}

    scene.bind(CommandAction.VALIDATE_CONFIG, returning)
    for number in range(25):
        scene.send(f"c-{number}", CommandAction.VALIDATE_CONFIG)
    await scene.start()
    await scene.until_gone(within_s=5)
    assert max(len(batch) for batch in scene.outbound.batches) <= 10
    assert max(sum(len(text) for text in batch) for batch in scene.outbound.batches) <= 262_144
    assert len({json.loads(text)["commandId"] for text in scene.outbound.sent}) == 25
