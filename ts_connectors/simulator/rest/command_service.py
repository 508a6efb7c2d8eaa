"""The command service over REST."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from ts_connectors._core.threads import in_thread
from ts_connectors.simulator.commands.desk import Order
from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.rest.caller import CALLER
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.state.command_query import DEFAULT_SIZE, CommandQuery, Span
from ts_connectors.simulator.state.commands import CommandRecord
from ts_connectors_api.command_service.models import (
    CommandDto,
    CommandHistoryEntryDto,
    CommandRequestBodyDto,
    CommandSortField,
    CommandsResponse,
    CommandState,
    PayloadDelivery,
    PurgeCommandsResponse,
    PurgedCommandDto,
    SortDirection,
)
from ts_connectors_api.command_service.requests import CreateCommandRequest
from ts_connectors_api.models import MISSING

__all__ = ["ServedCommandService"]

LEAST_LIFE = timedelta(seconds=60)


class ServedCommandService(Served):
    """Sends commands and tells what became of them."""

    async def commands_create(self, body: CreateCommandRequest) -> CommandDto:
        """Send a command."""
        self._check(body)
        order = Order(
            target_id=body.target_id,
            action=body.action,
            expires_at=body.expires_at,
            payload=body.payload,
            metadata={} if body.metadata is MISSING else body.metadata,
            delivery=None if body.payload_delivery is MISSING else body.payload_delivery.value,
        )
        return self._view(await in_thread(self._engine.desk.send, order, CALLER.get()))

    async def commands_get(self, id: str) -> CommandDto:
        """Return a command."""
        return self._view(self._state.commands.get(id))

    async def commands_list(
        self,
        *,
        target_id: list[str] | None,
        action: list[str] | None,
        status: list[CommandState] | None,
        created_at_before: datetime | None,
        created_at_after: datetime | None,
        updated_at_before: datetime | None,
        updated_at_after: datetime | None,
        expires_at_before: datetime | None,
        expires_at_after: datetime | None,
        metadata: dict[str, str] | None,
        from_: int | None,
        size: int | None,
        sort_by: CommandSortField | None,
        sort: SortDirection | None,
    ) -> CommandsResponse:
        """Return a page of commands; left out, the newest come first."""
        query = CommandQuery(
            target_ids=target_id or (),
            actions=action or (),
            statuses=[one.value for one in status or ()],
            spans={
                "createdAt": Span(after=created_at_after, before=created_at_before),
                "updatedAt": Span(after=updated_at_after, before=updated_at_before),
                "expiresAt": Span(after=expires_at_after, before=expires_at_before),
            },
            metadata=metadata or {},
            start=from_ or 0,
            size=DEFAULT_SIZE if size is None else size,
            sort_by=(sort_by or CommandSortField.CREATED_AT).value,
            is_descending=sort != SortDirection.ASC,
        )
        query.check()
        page, has_next = query.page(self._state.commands.all())
        return CommandsResponse(
            hits=[self._view(command) for command in page],
            has_next=has_next,
            from_=query.start,
            size=query.size,
            sort={query.sort_by: "desc" if query.is_descending else "asc"},
        )

    async def commands_get_history(self, id: str) -> list[CommandHistoryEntryDto]:
        """Return a command's changes."""
        return [
            CommandHistoryEntryDto(
                id=entry.id,
                command_id=id,
                reason=entry.reason,
                updated_by=entry.updated_by,
                updated_at=entry.updated_at,
            )
            for entry in self._state.commands.get(id).history
        ]

    async def commands_list_actions(self) -> list[str]:
        """Return every action ever seen."""
        return sorted({command.action for command in self._state.commands.all()})

    async def commands_purge(self, *, target_id: str) -> PurgeCommandsResponse:
        """Empty a target's queue."""
        purged = await in_thread(self._engine.desk.purge, target_id)
        return PurgeCommandsResponse(purged=[PurgedCommandDto(command_id=command_id) for command_id in purged])

    def _check(self, body: CreateCommandRequest) -> None:
        faults: list[Validation] = []
        if body.expires_at.tzinfo is None:
            faults.append(Validation(field="expiresAt", reason="has no offset from UTC"))
        elif body.expires_at < self._state.basis.now() + LEAST_LIFE:
            faults.append(Validation(field="expiresAt", reason="is less than 60 seconds ahead"))
        notes: Mapping[str, str] = {} if body.metadata is MISSING else body.metadata
        for name, text in notes.items():
            if not (name.isascii() and text.isascii()):
                faults.append(Validation(field=f"metadata.{name}", reason="is not ASCII"))
        if faults:
            raise Problem(400, "The request is not valid", faults)

    def _view(self, command: CommandRecord) -> CommandDto:
        return CommandDto(
            id=command.id,
            org_slug=self._state.basis.org_slug,
            target_id=command.target_id,
            action=command.action,
            expires_at=command.expires_at,
            metadata=dict(command.metadata),
            status=CommandState(command.status),
            request_body=CommandRequestBodyDto(
                body=command.payload,
                action=command.action,
                target_id=command.target_id,
                command_id=command.id,
                created_at=command.created_at,
                expires_at=command.expires_at,
            ),
            response_body=None if command.response_body is None else dict(command.response_body),
            request_payload_delivery=PayloadDelivery(command.delivery),
            created_by_entity=command.created_by_entity,
            created_by=command.created_by,
            created_at=command.created_at,
            updated_at=command.updated_at,
        )
