"""A connector under test: started on fakes, sent commands as the platform would, looked into."""

from __future__ import annotations

import asyncio
import functools
import inspect
import json
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Generic, Self, TypeVar

from ts_connectors.connector import Connector
from ts_connectors.errors import UsageError
from ts_connectors.models import CommandAction, CommandResponse, CommandStatus, OperatingStatus

from .builders import INBOUND_QUEUE, OUTBOUND_QUEUE, a_command, a_connector
from .clock import ManualClock
from .tdp_api import FakeTdpApi

__all__ = ["ConnectorHarness"]

C = TypeVar("C", bound=Connector)

_HOOKS = (
    "on_initializing",
    "on_initialized",
    "on_start",
    "on_stop",
    "on_connector_updated",
    "on_shutdown",
    "validate_config",
    "test_config",
)
_REAL_LIMIT_S = 20.0
_CREEP_S = 0.005
_STATUS_ACTIONS = {
    OperatingStatus.RUNNING: CommandAction.START,
    OperatingStatus.IDLE: CommandAction.STOP,
    OperatingStatus.DISABLED: CommandAction.SHUTDOWN,
}


class ConnectorHarness(Generic[C]):
    """Starts a connector on a fake TDP, and stops it at the end of `async with`.

    ```python
    async with ConnectorHarness(MyConnector) as harness:
        answers = await harness.send("TetraScience.Connector.MyConnector.Recount", {"plate": 7})
    assert answers[-1].status == "SUCCESS"
    ```

    Its clock stands still until `advance`, but for moments while the harness waits; the connector's own timers are its
    own affair.

    Args:
        make: makes the connector, given its `tdp_api`: the class, or a function.
        status: the operating status that it starts in.
        config: its config.
        api: the fake TDP, with a `ManualClock`; None makes one.
    """

    def __init__(
        self,
        make: Callable[[Any], C],
        *,
        status: OperatingStatus | str = OperatingStatus.IDLE,
        config: Mapping[str, Any] | None = None,
        api: FakeTdpApi | None = None,
    ) -> None:
        self.api = api or FakeTdpApi(a_connector(status=status, config=config), clock=ManualClock())
        if not isinstance(self.api.clock, ManualClock):
            raise UsageError("The harness moves the clock; give it FakeTdpApi(clock=ManualClock())")
        self.clock = self.api.clock
        self.connector: C = make(self.api)
        self.connector.options = replace(self.connector.options, exit_on_shutdown=False, handle_signals=False)
        self.hooks_run: list[str] = []
        """The names of the hooks that were called, in order."""
        self.inbound = self.api.queues.fake(INBOUND_QUEUE)
        self.outbound = self.api.queues.fake(OUTBOUND_QUEUE)
        for hook in _HOOKS:
            setattr(self.connector, hook, self._recorded(hook, getattr(self.connector, hook)))

    async def __aenter__(self) -> Self:
        await self._finished(self.connector.start())
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._finished(self.connector.shutdown())

    async def send(
        self, command: str | Mapping[str, Any], body: Any = None, *, expires_at: datetime | None = None
    ) -> list[CommandResponse]:
        """Send a command and return its answers, the final one last; PROCESSING comes first where it is accepted.

        Args:
            command: an action, or a whole message as `a_command()` makes it.
            body: the action's body.
            expires_at: when it is not worth running any more.
        """
        return await self.answers_to(self.post(command, body, expires_at=expires_at))

    def post(self, command: str | Mapping[str, Any], body: Any = None, *, expires_at: datetime | None = None) -> str:
        """Send a command without waiting, and return its commandId."""
        message = a_command(command, body, expires_at=expires_at) if isinstance(command, str) else dict(command)
        self.inbound.put(json.dumps(message))
        return str(message["commandId"])

    async def answers_to(self, command_id: str) -> list[CommandResponse]:
        """Wait for a command's final answer, and return all of its answers."""
        await self.until(lambda: any(answer.status != CommandStatus.PROCESSING for answer in self._of(command_id)))
        return self._of(command_id)

    async def set_status(self, status: OperatingStatus | str) -> list[CommandResponse]:
        """Set the operating status as somebody does on the platform, and return the answers to the command it sends."""
        self.api.details["operatingStatus"] = str(OperatingStatus(status))
        return await self.send(_STATUS_ACTIONS[OperatingStatus(status)])

    async def save_config(self, config: Mapping[str, Any]) -> Mapping[str, Any]:
        """Save a config as the platform does: only a valid one counts; return the connector's verdict."""
        version = self.api.offer_config(config)
        answers = await self.send(CommandAction.VALIDATE_CONFIG, {"version": version})
        verdict: Mapping[str, Any] = answers[-1].body or {}
        if verdict.get("valid"):
            self.api.details["config"] = dict(config)
            await self.send(CommandAction.UPDATE_CONFIG)
        return verdict

    async def advance(self, seconds: float) -> None:
        """Let time pass: heartbeats, metrics, expiry."""
        await self.clock.advance(seconds)

    async def until(self, condition: Callable[[], object]) -> None:
        """Wait until something holds that the connector, or one of its threads, makes true.

        Raises:
            AssertionError: it does not hold after 20 real seconds.
        """
        loop = asyncio.get_running_loop()
        give_up = loop.time() + _REAL_LIMIT_S
        while not condition():
            if loop.time() > give_up:
                raise AssertionError(f"It does not hold after {_REAL_LIMIT_S:g} s")
            # Moments only: answers wait some milliseconds for others to travel with.
            await self.clock.advance(_CREEP_S)
            await asyncio.sleep(0.001)

    async def _finished(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        await self.until(task.done)
        await task

    def _of(self, command_id: str) -> list[CommandResponse]:
        answers = [CommandResponse.model_validate_json(body) for body in tuple(self.outbound.sent)]
        return [answer for answer in answers if answer.command_id == command_id]

    def _recorded(self, name: str, hook: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(hook)
        async def awaited(*args: Any) -> Any:
            self.hooks_run.append(name)
            return await hook(*args)

        @functools.wraps(hook)
        def called(*args: Any) -> Any:
            self.hooks_run.append(name)
            return hook(*args)

        return awaited if inspect.iscoroutinefunction(hook) else called
