"""The life of a connector: its status, its configuration, and the commands that each change sends."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, cast

from ts_connectors.errors import UsageError
from ts_connectors.models import CommandAction
from ts_connectors.simulator.commands.desk import Desk, Order
from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.state.commands import CommandRecord
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import PLATFORM

__all__ = ["Lifecycle", "Verdict"]

SENDS = {"RUNNING": CommandAction.START, "IDLE": CommandAction.STOP, "DISABLED": CommandAction.SHUTDOWN}


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a connector says of a configuration."""

    is_valid: bool
    error: str | None = None
    fields: Sequence[tuple[str, str]] = ()
    """Name of each field at fault, and what is wrong with it."""

    def field_errors(self) -> list[dict[str, str]]:
        """Return the fields as REST spells them."""
        return [{"field": name, "error": error} for name, error in self.fields]


class Lifecycle:
    """Changes connectors. Its methods block, for a verdict up to `Timings.verdict_within`."""

    def __init__(self, state: State, desk: Desk) -> None:
        self._state = state
        self._desk = desk

    def set_status(self, connector_id: str, requested: str) -> str:
        """Give a connector another operating status, tell it so, and return the status that holds.

        ENABLED ends DISABLED and says nothing else; RUNNING and IDLE end it, too.
        """
        connector = self._state.connectors.get(connector_id)
        if requested == "ENABLED":
            if connector.is_disabled:
                self._state.connectors.write(connector_id, operating_status="IDLE")
        elif not (connector.is_disabled and requested == "DISABLED"):
            # The status first: a connector that hears the command reads its details.
            self._state.connectors.write(connector_id, operating_status=requested)
            self.tell(connector_id, SENDS[requested])
        return self._state.connectors.get(connector_id).operating_status

    def save_config(self, connector_id: str, config: Mapping[str, Any]) -> str:
        """Have a configuration judged; save it where it is valid, and return its version.

        Raises:
            Problem: 400, the connector refuses it; 504, the connector says nothing.
        """
        self._state.connectors.get(connector_id)
        version = self._state.configs.propose(connector_id, config)
        verdict = self._judge(connector_id, version)
        if not verdict.is_valid:
            raise Problem(
                400,
                verdict.error or "The connector refuses the configuration",
                more={"fields": verdict.field_errors()},
            )
        self._state.configs.accept(connector_id, version)
        self.updated(connector_id)
        return version

    def check_config(self, connector_id: str) -> Verdict:
        """Have the configuration that holds judged.

        Raises:
            Problem: 504, the connector says nothing.
        """
        self._state.connectors.get(connector_id)
        version = self._state.configs.current_version(connector_id)
        return self._judge(connector_id, version or self._state.configs.propose(connector_id, {}))

    def updated(self, connector_id: str) -> None:
        """Tell a connector that its details changed."""
        self._state.connectors.write(connector_id)
        self.tell(connector_id, CommandAction.UPDATE_CONFIG)

    def synchronise(self, connector_id: str) -> None:
        """Tell a connector to read its details again.

        Raises:
            Problem: 400, it is disabled and runs no more.
        """
        if self._state.connectors.get(connector_id).is_disabled:
            raise Problem(400, "The connector is disabled; enable it, then synchronize it")
        self.tell(connector_id, CommandAction.UPDATE_CONFIG)

    def tell(
        self,
        connector_id: str,
        action: CommandAction,
        payload: Mapping[str, Any] | None = None,
        within: timedelta | None = None,
    ) -> CommandRecord:
        """Send a connector a standard command."""
        life = within or self._state.basis.timings.lifecycle_command
        order = Order(
            target_id=connector_id,
            action=action.value,
            payload=dict(payload or {}),
            expires_at=self._state.basis.now() + life,
        )
        return self._desk.send(order, PLATFORM)

    def _judge(self, connector_id: str, version: str) -> Verdict:
        connector = self._state.connectors.get(connector_id)
        if connector.is_disabled or not self._state.connectors.is_online(connector):
            raise self._unanswered(connector_id, "The connector is offline; start it, then try again")
        within = self._state.basis.timings.verdict_within
        deadline = self._state.basis.now() + within
        command = self.tell(connector_id, CommandAction.VALIDATE_CONFIG, {"version": version}, within)

        def came_to_an_end() -> CommandRecord | None:
            now = self._state.commands.get(command.id)
            return now if now.is_final or self._state.basis.now() >= deadline else None

        try:
            ended = self._state.basis.changes.wait_until(came_to_an_end, timeout_s=None)
        except UsageError:
            raise Problem(503, "The local platform is stopping") from None
        if ended is None or not ended.is_final or ended.status in {"EXPIRED", "PURGED", "ERROR"}:
            message = f"The connector gave no verdict within {within.total_seconds():g} seconds; look into its log"
            raise self._unanswered(connector_id, message)
        return _verdict(ended)

    def _unanswered(self, connector_id: str, message: str) -> Problem:
        self._state.failures.note(CommandAction.VALIDATE_CONFIG.value, message, entity_id=connector_id)
        return Problem(504, message)


def _verdict(command: CommandRecord) -> Verdict:
    body: Mapping[str, Any] = command.response_body or {}
    if command.status != "SUCCESS":
        said = body.get("message") or body.get("reason") or "no reason given"
        return Verdict(is_valid=False, error=f"The connector could not judge the configuration: {said}")
    is_valid, error, fields = body.get("valid"), body.get("error"), body.get("fields")
    if not isinstance(is_valid, bool):
        return Verdict(is_valid=False, error="The connector's verdict does not say whether the configuration is valid")
    return Verdict(
        is_valid=is_valid,
        error=error if isinstance(error, str) else None,
        fields=[_field(one) for one in cast("Sequence[object]", fields)] if isinstance(fields, list) else (),
    )


def _field(said: object) -> tuple[str, str]:
    fault = cast("Mapping[str, Any]", said if isinstance(said, dict) else {})
    return str(fault.get("name", "")), str(fault.get("error", ""))
