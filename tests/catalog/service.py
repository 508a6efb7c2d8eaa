"""The command service in memory, blocking and on an event loop; its time passes while somebody sleeps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from ts_connectors_api.command_service.models import CommandDto
from ts_connectors_api.command_service.requests import CreateCommandRequest
from ts_connectors_api.operation import HttpRequest, HttpResponse

START = datetime(2026, 11, 22, 12, tzinfo=UTC)

State = tuple[str, dict[str, Any] | None]


@dataclass(kw_only=True)
class Service:
    """The command service, in memory: a command goes through `states`, one a look, and stays in the last."""

    states: list[State | Exception]
    now: datetime = START
    created: list[CreateCommandRequest] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    def clock(self) -> datetime:
        """Return the time, which passes while somebody sleeps."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)

    def create(self, body: CreateCommandRequest) -> CommandDto:
        """Take a command."""
        self.created.append(body)
        return self._state(body.action, ("CREATED", None))

    def get(self, id: str) -> CommandDto:
        """Return the next state."""
        state = self.states.pop(0) if len(self.states) > 1 else self.states[0]
        if isinstance(state, Exception):
            raise state
        return self._state("TetraScience.Connector.Any", state)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Refuse: senders use the operations."""
        raise AssertionError(request)

    @property
    def commands(self) -> Service:
        """The operations."""
        return self

    @property
    def transport(self) -> Service:
        """What passes the time."""
        return self

    def _state(self, action: str, state: State) -> CommandDto:
        status, body = state
        return CommandDto.model_validate(
            {"id": "c-1", "targetId": "t-1", "action": action, "status": status, "responseBody": body}
        )


class AsyncService:
    """The same on an event loop."""

    def __init__(self, service: Service) -> None:
        self._service = service

    async def create(self, body: CreateCommandRequest) -> CommandDto:
        """Take a command."""
        return self._service.create(body)

    async def get(self, id: str) -> CommandDto:
        """Return the next state."""
        return self._service.get(id)

    async def send(self, request: HttpRequest) -> HttpResponse:
        """Refuse: senders use the operations."""
        return self._service.send(request)

    async def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self._service.sleep(seconds)

    @property
    def commands(self) -> AsyncService:
        """The operations."""
        return self

    @property
    def transport(self) -> AsyncService:
        """What passes the time."""
        return self
