"""A kill at any moment: whatever it cuts off, each command gets one answer and no work is done twice."""

import asyncio
from collections import Counter

import pytest

from tests.runtime.commands.conftest import SceneMaker
from tests.runtime.commands.scene import REPEATABLE, WORK, Scene
from ts_connectors._runtime.running import CommandOptions

ONCE = [f"once-{number}" for number in range(4)]
AGAIN = [f"again-{number}" for number in range(2)]


async def _work_in_steps(scene: Scene) -> None:
    async def work(body: object, context: object) -> object:
        scene.handlers.runs.append(context.command_id)  # type: ignore[attr-defined]
        for _ in range(3):
            await asyncio.sleep(0)
        return {"n": len(scene.handlers.runs)}

    scene.bind(WORK, work)
    scene.bind(REPEATABLE, work, is_repeatable=True)
    scene.options = CommandOptions(max_concurrent_commands=2)
    for command_id in ONCE:
        scene.send(command_id)
    for command_id in AGAIN:
        scene.send(command_id, REPEATABLE)
    scene.send("nobody", "TetraScience.Connector.Test.Nobody")


@pytest.mark.parametrize("is_fifo", [pytest.param(False, id="standard"), pytest.param(True, id="fifo")])
@pytest.mark.parametrize("turns", range(0, 60, 2))
async def test_a_kill_at_any_turn_leaves_one_answer_and_no_second_run(
    scenes: SceneMaker, turns: int, is_fifo: bool
) -> None:
    scene = scenes(is_fifo=is_fifo, is_durable=True)
    await _work_in_steps(scene)
    await scene.begin()
    for _ in range(turns):
        await asyncio.sleep(0.0002 if turns % 3 else 0)
    await scene.kill()
    await scene.start()
    every = [*ONCE, *AGAIN, "nobody"]
    await scene.clock.until(lambda: all(scene.finals(command_id) for command_id in every), within_s=120)
    await scene.until_gone(within_s=120)
    for command_id in every:
        first, *copies = scene.finals(command_id)
        assert all(copy == first for copy in copies), command_id
    runs = Counter(scene.handlers.runs)
    assert all(runs[command_id] <= 1 for command_id in ONCE)
    assert all(1 <= runs[command_id] <= 2 for command_id in AGAIN)
    interrupted = [i for i in ONCE if scene.finals(i)[0]["status"] == "FAILURE"]
    assert all(scene.finals(command_id)[0]["body"]["code"] == "INTERRUPTED" for command_id in interrupted)
    assert scene.finals("nobody")[0]["body"]["code"] == "UNKNOWN_COMMAND"
