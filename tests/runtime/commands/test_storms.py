"""Any sequence of faults, kills and stops: what was sent is what was answered, and nothing is done twice."""

import asyncio
import tempfile
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.runtime.commands.scene import REPEATABLE, WORK, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import PortError, TransportError
from ts_connectors.models import CommandAction

RESET = TransportError("reset")
BUSY = PortError("busy", service="sqs", code="500", status=500, is_retryable=True)
ACTIONS = (WORK, REPEATABLE, CommandAction.UPDATE_CONFIG, "TetraScience.Connector.Test.Nobody")


class Storm:
    """A scene that things happen to."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.sent: dict[str, str] = {}
        self.kills = 0
        scene.options = CommandOptions(max_concurrent_commands=2)
        scene.bind(WORK, self.work)
        scene.bind(REPEATABLE, self.work, is_repeatable=True)

    async def work(self, body: object, context: object) -> object:
        self.scene.handlers.runs.append(context.command_id)  # type: ignore[attr-defined]
        await self.scene.clock.sleep(7)
        return {"run": len(self.scene.handlers.runs)}

    async def send(self) -> None:
        action = ACTIONS[len(self.sent) % len(ACTIONS)]
        command_id = f"c-{len(self.sent)}"
        self.sent[command_id] = action
        self.scene.send(command_id, action)

    async def copy(self) -> None:
        if self.sent:
            command_id = list(self.sent)[len(self.sent) // 2]
            self.scene.send(command_id, self.sent[command_id])

    async def redeliver(self) -> None:
        if self.scene.inbound.messages:
            self.scene.inbound.deliver_again(self.scene.inbound.messages[-1])

    async def wait(self) -> None:
        await self.scene.clock.advance(3)

    async def blink(self) -> None:
        await self.scene.clock.settle()

    async def fault(self) -> None:
        for queue in (self.scene.inbound, self.scene.outbound):
            for call in ("receive", "send", "delete", "extend"):
                queue.fail(call, RESET, BUSY)

    async def refuse(self) -> None:
        self.scene.outbound.refuse("send", "InternalError", "InternalError")
        self.scene.inbound.refuse("delete", "InternalError")
        self.scene.inbound.refuse("extend", "InternalError")

    async def deny(self) -> None:
        self.scene.inbound.denied ^= {"extend"}

    async def kill(self) -> None:
        self.kills += 1
        await self.scene.kill()
        await self.scene.begin()

    async def stop(self) -> None:
        returned = await self.scene.stop(grace_s=4)
        self.scene.options = CommandOptions(max_concurrent_commands=2, returned=frozenset(returned))
        await self.scene.begin()

    def check(self) -> None:
        for command_id, action in self.sent.items():
            first, *copies = self.scene.finals(command_id)
            assert all(copy == first for copy in copies), command_id
            assert (first["status"] == "REJECTED") is (action == ACTIONS[-1])
            assert first["status"] != "FAILURE" or first["body"]["code"] == "INTERRUPTED"
        for command_id, runs in Counter(self.scene.handlers.runs).items():
            assert runs == 1 or (self.sent[command_id] == REPEATABLE and runs <= 1 + self.kills), command_id


STEPS: tuple[Callable[[Storm], Awaitable[None]], ...] = (
    Storm.send,
    Storm.send,
    Storm.wait,
    Storm.blink,
    Storm.copy,
    Storm.redeliver,
    Storm.fault,
    Storm.refuse,
    Storm.deny,
    Storm.kill,
    Storm.stop,
)


async def _weather(steps: list[Callable[[Storm], Awaitable[None]]], *, is_fifo: bool, folder: Path) -> None:
    scene = Scene(is_fifo=is_fifo, state_dir=folder / "state")
    storm = Storm(scene)
    await scene.begin()
    try:
        for step in steps:
            await step(storm)
        await scene.clock.until(lambda: all(scene.finals(command_id) for command_id in storm.sent), within_s=300)
        await scene.until_gone(within_s=300)
        storm.check()
    finally:
        await scene.end()


@pytest.mark.parametrize("is_fifo", [pytest.param(False, id="standard"), pytest.param(True, id="fifo")])
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(steps=st.lists(st.sampled_from(STEPS), min_size=3, max_size=25))
def test_every_command_gets_one_answer_in_any_storm(
    steps: list[Callable[[Storm], Awaitable[None]]], is_fifo: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_weather(steps, is_fifo=is_fifo, folder=Path(folder)))
