"""The desk: takes commands in and puts them into their targets' queues."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from ts_connectors.simulator.commands.message import QUEUE_LIMIT_BYTES, encoded, request_fields
from ts_connectors.simulator.estate import Estate
from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.commands import WAITING, CommandRecord
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import PLATFORM, Caller

__all__ = ["Desk", "Order"]

LONGEST_URL_S = 7 * 24 * 3600
SHORTEST_URL = timedelta(hours=1)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A command that somebody wants to have executed."""

    target_id: str
    action: str
    expires_at: datetime
    payload: Any = field(default_factory=dict[str, Any], repr=False)
    metadata: Mapping[str, str] = field(default_factory=dict[str, str])
    delivery: str | None = None
    """`embedded` or `referenced`; None: embedded if it fits the queue."""


class Desk:
    """Sends and purges. Its methods block for as long as SQS and S3 take, and may be called from any thread."""

    def __init__(self, state: State, estate: Estate) -> None:
        self._state = state
        self._estate = estate
        self._purged_until: dict[str, datetime | None] = {}

    def send(self, order: Order, by: Caller) -> CommandRecord:
        """Put a command into its target's queue.

        Raises:
            Problem: 400, there is no such target, its queue is being purged, or the payload does not fit.
        """
        queue = self._queue(order.target_id)
        command, message = self._written(self._created(order, by), order.delivery)
        # Nobody sees a command that waits whose message is not in the queue yet.
        with self._state.basis.changes:
            if self._is_purging(order.target_id):
                raise Problem(400, f"The queue of {order.target_id} is being purged; send the command again later")
            self._state.commands.put(command)
            self._post(command, queue, message)
        return self._state.commands.get(command.id)

    def purge(self, target_id: str) -> list[str]:
        """Empty a target's queue, and return the ids of the commands that nobody had picked up."""
        queue = self._queue(target_id)
        with self._state.basis.changes:
            self._purged_until[target_id] = None
        try:
            bodies = self._estate.aws.purge(queue)
        finally:
            with self._state.basis.changes:
                self._purged_until[target_id] = self._state.basis.now() + self._state.basis.timings.purge
        waiting = [command_id for body in bodies if (command_id := self._waiting(body)) is not None]
        for command_id in waiting:
            self._state.commands.move(command_id, "PURGED", by=PLATFORM.id)
        return waiting

    def _queue(self, target_id: str) -> str:
        target = self._state.connectors.find(target_id) or self._state.data_apps.find(target_id)
        if target is None:
            reason = "is no connector and no data app"
            raise Problem(400, "The request is not valid", [Validation(field="targetId", reason=reason)])
        return target.command_queue

    def _is_purging(self, target_id: str) -> bool:
        if target_id not in self._purged_until:
            return False
        until = self._purged_until[target_id]
        return until is None or self._state.basis.now() < until

    def _created(self, order: Order, by: Caller) -> CommandRecord:
        now = self._state.basis.now()
        return CommandRecord(
            id=self._state.basis.new_id(),
            target_id=order.target_id,
            action=order.action,
            payload=order.payload,
            expires_at=order.expires_at,
            metadata=order.metadata,
            created_at=now,
            updated_at=now,
            created_by=by.id,
            created_by_entity="service" if by is PLATFORM else by.entity,
        )

    def _written(self, command: CommandRecord, wanted: str | None) -> tuple[CommandRecord, str]:
        fields = request_fields(command) | {"responseBodyUploadUrl": self._upload_url(command)}
        embedded = encoded({**fields, "body": command.payload, "bodyDelivery": "embedded"})
        fits = len(embedded) <= QUEUE_LIMIT_BYTES
        if wanted == "embedded" and not fits:
            reason = f"makes a message of {len(embedded)} bytes, the queue takes {QUEUE_LIMIT_BYTES}; leave it out"
            raise Problem(400, "The request is not valid", [Validation(field="payloadDelivery", reason=reason)])
        if fits and wanted != "referenced":
            return command, embedded
        return replace(command, delivery="referenced"), self._referenced(command, fields)

    def _post(self, command: CommandRecord, queue: str, message: str) -> None:
        group = command.target_id if queue.endswith(".fifo") else None
        try:
            self._estate.aws.send_message(queue, message, group=group)
        except Exception as problem:  # noqa: BLE001 - whatever AWS has against it, the command is there, unsent
            _log.exception("Command %s could not be sent", command.id)
            self._state.commands.move(command.id, "UNSENT", by=PLATFORM.id, reason=type(problem).__name__)
            self._state.failures.note(
                "SendCommand", type(problem).__name__, entity_id=command.target_id, commandId=command.id
            )
        else:
            self._state.commands.move(command.id, "PENDING", by=PLATFORM.id)

    def _referenced(self, command: CommandRecord, fields: Mapping[str, Any]) -> str:
        key = f"commands/{command.id}/request.json"
        self._estate.aws.put_object(self._estate.stream_bucket, key, encoded(command.payload).encode())
        url = self._estate.aws.presign("GET", self._estate.stream_bucket, key, expires_s=self._url_life_s(command))
        return encoded({**fields, "body": None, "bodyDelivery": "referenced", "bodyUrl": url})

    def _upload_url(self, command: CommandRecord) -> str:
        return self._estate.aws.presign(
            "PUT", self._estate.stream_bucket, response_key(command.id), expires_s=self._url_life_s(command)
        )

    def _url_life_s(self, command: CommandRecord) -> int:
        # The work may go on after the command can no longer be picked up.
        life = max(command.expires_at - self._state.basis.now(), timedelta()) + SHORTEST_URL
        return min(int(life.total_seconds()), LONGEST_URL_S)

    def _waiting(self, body: str) -> str | None:
        command_id = str(json.loads(body).get("commandId"))
        record = self._state.commands.find(command_id)
        return command_id if record is not None and record.status in WAITING else None


def response_key(command_id: str) -> str:
    """Name the object that holds an answer too large for the queue."""
    return f"commands/{command_id}/response.json"
