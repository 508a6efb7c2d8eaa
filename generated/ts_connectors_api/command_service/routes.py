# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""The serving side of TDP command service: routes, and who answers them."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Protocol

from ts_connectors_api.command_service import operations
from ts_connectors_api.command_service.models import (
    CommandDto,
    CommandHistoryEntryDto,
    CommandSortField,
    CommandsResponse,
    CommandState,
    PurgeCommandsResponse,
    SortDirection,
)
from ts_connectors_api.command_service.requests import CreateCommandRequest
from ts_connectors_api.routing import QueryParameter, Route

__all__ = ["ROUTES", "CommandServiceService"]


class CommandServiceService(Protocol):
    """Answers the operations of TDP command service.

    A query argument is None where the request has none.
    """

    async def commands_create(self, body: CreateCommandRequest) -> CommandDto:
        """Send a command."""
        ...

    async def commands_get(self, id: str) -> CommandDto:
        """Read a command."""
        ...

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
        """List commands."""
        ...

    async def commands_get_history(self, id: str) -> list[CommandHistoryEntryDto]:
        """Read a command's history."""
        ...

    async def commands_list_actions(self) -> list[str]:
        """List the actions."""
        ...

    async def commands_purge(self, *, target_id: str) -> PurgeCommandsResponse:
        """Purge a target's commands."""
        ...


ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="POST",
        path="/v1/commands",
        serves="commands_create",
        operation=operations.COMMANDS_CREATE,
        request=CreateCommandRequest,
        response=CommandDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/commands/{id}",
        serves="commands_get",
        operation=operations.COMMANDS_GET,
        path_parameters=(("id", "id"),),
        response=CommandDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/commands",
        serves="commands_list",
        operation=operations.COMMANDS_LIST,
        query_parameters=(
            QueryParameter(name="target_id", wire_name="targetId", type=list[str], is_required=False),
            QueryParameter(name="action", wire_name="action", type=list[str], is_required=False),
            QueryParameter(name="status", wire_name="status", type=list[CommandState], is_required=False),
            QueryParameter(name="created_at_before", wire_name="createdAtBefore", type=datetime, is_required=False),
            QueryParameter(name="created_at_after", wire_name="createdAtAfter", type=datetime, is_required=False),
            QueryParameter(name="updated_at_before", wire_name="updatedAtBefore", type=datetime, is_required=False),
            QueryParameter(name="updated_at_after", wire_name="updatedAtAfter", type=datetime, is_required=False),
            QueryParameter(name="expires_at_before", wire_name="expiresAtBefore", type=datetime, is_required=False),
            QueryParameter(name="expires_at_after", wire_name="expiresAtAfter", type=datetime, is_required=False),
            QueryParameter(name="metadata", wire_name="metadata", type=dict[str, str], is_required=False),
            QueryParameter(name="from_", wire_name="from", type=int, is_required=False),
            QueryParameter(name="size", wire_name="size", type=int, is_required=False),
            QueryParameter(name="sort_by", wire_name="sortBy", type=CommandSortField, is_required=False),
            QueryParameter(name="sort", wire_name="sort", type=SortDirection, is_required=False),
        ),
        response=CommandsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/commands/{id}/history",
        serves="commands_get_history",
        operation=operations.COMMANDS_GET_HISTORY,
        path_parameters=(("id", "id"),),
        response=list[CommandHistoryEntryDto],
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/commands/actions",
        serves="commands_list_actions",
        operation=operations.COMMANDS_LIST_ACTIONS,
        response=list[str],
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/commands",
        serves="commands_purge",
        operation=operations.COMMANDS_PURGE,
        query_parameters=(QueryParameter(name="target_id", wire_name="targetId", type=str, is_required=True),),
        response=PurgeCommandsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
)
"""Every operation, in the order of the groups."""
