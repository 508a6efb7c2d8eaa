# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""The blocking client of TDP command service."""

from __future__ import annotations

import builtins
from collections.abc import Mapping, Sequence
from datetime import datetime

from ts_connectors_api.client import Client
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
from ts_connectors_api.flow import RetryPolicy
from ts_connectors_api.operation import ApiResponse
from ts_connectors_api.transport import Transport

__all__ = ["CommandServiceClient", "Commands", "CommandsWithResponse"]


class CommandServiceClient(Client):
    """TDP command service.

    Sends commands to connectors and other targets, and tells what became of them. Any action is accepted and
    queued; it is the target that rejects one it does not know. The schemas CommandRequest and CommandResponse
    are the messages of the queues, which no operation here names.
    """

    def __init__(self, transport: Transport, *, retry: RetryPolicy | None = None, raises: bool = True) -> None:
        super().__init__(transport, retry=retry, raises=raises)
        self.commands = Commands(self)


class Commands:
    """Commands, their state and history."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = CommandsWithResponse(client)

    def create(self, body: CreateCommandRequest) -> CommandDto:
        """Send a command.

        Puts a command into the target's queue. While the target's queue is being purged, new commands are refused
        with 400. A request may have 10 MB at most.

        Args:
            body: What is sent.

        Returns:
            The command, not yet executed.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/post
        """
        return self._client.fetch(operations.COMMANDS_CREATE, body=body)

    def get(self, id: str) -> CommandDto:
        """Read a command.

        One command with its state and, once it came, the target's answer.

        Args:
            id: The command's id.

        Returns:
            The command.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}/get
        """
        return self._client.fetch(operations.COMMANDS_GET, path={"id": id})

    def list(
        self,
        *,
        target_id: Sequence[str] | None = None,
        action: Sequence[str] | None = None,
        status: Sequence[CommandState] | None = None,
        created_at_before: datetime | None = None,
        created_at_after: datetime | None = None,
        updated_at_before: datetime | None = None,
        updated_at_after: datetime | None = None,
        expires_at_before: datetime | None = None,
        expires_at_after: datetime | None = None,
        metadata: Mapping[str, str] | None = None,
        from_: int | None = None,
        size: int | None = None,
        sort_by: CommandSortField | None = None,
        sort: SortDirection | None = None,
    ) -> CommandsResponse:
        """List commands.

        Commands that meet all given conditions, a page at a time.

        Args:
            target_id: Only commands for one of these targets.
            action: Only commands with one of these actions.
            status: Only commands in one of these states.
            created_at_before: Only commands created before this time.
            created_at_after: Only commands created after this time.
            updated_at_before: Only commands last changed before this time.
            updated_at_after: Only commands last changed after this time.
            expires_at_before: Only commands that expire before this time.
            expires_at_after: Only commands that expire after this time.
            metadata: Only commands whose metadata has these values. On the wire each condition is a parameter of
                its own, `metadata.<key>=<value>`.
            from_: Number of commands to leave out at the beginning. Left out: none.
            size: Number of commands in a page. Left out: the service chooses.
            sort_by: Time to sort by.
            sort: Whether the times rise or fall.

        Returns:
            One page of commands.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/get
        """
        return self._client.fetch(
            operations.COMMANDS_LIST,
            query={
                "targetId": target_id,
                "action": action,
                "status": status,
                "createdAtBefore": created_at_before,
                "createdAtAfter": created_at_after,
                "updatedAtBefore": updated_at_before,
                "updatedAtAfter": updated_at_after,
                "expiresAtBefore": expires_at_before,
                "expiresAtAfter": expires_at_after,
                "metadata": metadata,
                "from": from_,
                "size": size,
                "sortBy": sort_by,
                "sort": sort,
            },
        )

    def get_history(self, id: str) -> builtins.list[CommandHistoryEntryDto]:
        """Read a command's history.

        Each change of the command, with who made it and why.

        Args:
            id: The command's id.

        Returns:
            The changes.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}~1history/get
        """
        return self._client.fetch(operations.COMMANDS_GET_HISTORY, path={"id": id})

    def list_actions(self) -> builtins.list[str]:
        """List the actions.

        Every action that a command of the organization ever had.

        Returns:
            The actions.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1actions/get
        """
        return self._client.fetch(operations.COMMANDS_LIST_ACTIONS)

    def purge(self, *, target_id: str) -> PurgeCommandsResponse:
        """Purge a target's commands.

        Empties the target's queue. Commands that were not yet picked up will never run. Until it is done, new
        commands for the target are refused with 400.

        Args:
            target_id: Id of the target whose queue is emptied.

        Returns:
            The commands that were purged.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/delete
        """
        return self._client.fetch(operations.COMMANDS_PURGE, query={"targetId": target_id})


class CommandsWithResponse:
    """Commands, their state and history.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def create(self, body: CreateCommandRequest) -> ApiResponse[CommandDto]:
        """Send a command.

        Puts a command into the target's queue. While the target's queue is being purged, new commands are refused
        with 400. A request may have 10 MB at most.

        Args:
            body: What is sent.

        Returns:
            The command, not yet executed.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/post
        """
        return self._client.send(operations.COMMANDS_CREATE, body=body)

    def get(self, id: str) -> ApiResponse[CommandDto]:
        """Read a command.

        One command with its state and, once it came, the target's answer.

        Args:
            id: The command's id.

        Returns:
            The command.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}/get
        """
        return self._client.send(operations.COMMANDS_GET, path={"id": id})

    def list(
        self,
        *,
        target_id: Sequence[str] | None = None,
        action: Sequence[str] | None = None,
        status: Sequence[CommandState] | None = None,
        created_at_before: datetime | None = None,
        created_at_after: datetime | None = None,
        updated_at_before: datetime | None = None,
        updated_at_after: datetime | None = None,
        expires_at_before: datetime | None = None,
        expires_at_after: datetime | None = None,
        metadata: Mapping[str, str] | None = None,
        from_: int | None = None,
        size: int | None = None,
        sort_by: CommandSortField | None = None,
        sort: SortDirection | None = None,
    ) -> ApiResponse[CommandsResponse]:
        """List commands.

        Commands that meet all given conditions, a page at a time.

        Args:
            target_id: Only commands for one of these targets.
            action: Only commands with one of these actions.
            status: Only commands in one of these states.
            created_at_before: Only commands created before this time.
            created_at_after: Only commands created after this time.
            updated_at_before: Only commands last changed before this time.
            updated_at_after: Only commands last changed after this time.
            expires_at_before: Only commands that expire before this time.
            expires_at_after: Only commands that expire after this time.
            metadata: Only commands whose metadata has these values. On the wire each condition is a parameter of
                its own, `metadata.<key>=<value>`.
            from_: Number of commands to leave out at the beginning. Left out: none.
            size: Number of commands in a page. Left out: the service chooses.
            sort_by: Time to sort by.
            sort: Whether the times rise or fall.

        Returns:
            One page of commands.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/get
        """
        return self._client.send(
            operations.COMMANDS_LIST,
            query={
                "targetId": target_id,
                "action": action,
                "status": status,
                "createdAtBefore": created_at_before,
                "createdAtAfter": created_at_after,
                "updatedAtBefore": updated_at_before,
                "updatedAtAfter": updated_at_after,
                "expiresAtBefore": expires_at_before,
                "expiresAtAfter": expires_at_after,
                "metadata": metadata,
                "from": from_,
                "size": size,
                "sortBy": sort_by,
                "sort": sort,
            },
        )

    def get_history(self, id: str) -> ApiResponse[builtins.list[CommandHistoryEntryDto]]:
        """Read a command's history.

        Each change of the command, with who made it and why.

        Args:
            id: The command's id.

        Returns:
            The changes.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}~1history/get
        """
        return self._client.send(operations.COMMANDS_GET_HISTORY, path={"id": id})

    def list_actions(self) -> ApiResponse[builtins.list[str]]:
        """List the actions.

        Every action that a command of the organization ever had.

        Returns:
            The actions.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1actions/get
        """
        return self._client.send(operations.COMMANDS_LIST_ACTIONS)

    def purge(self, *, target_id: str) -> ApiResponse[PurgeCommandsResponse]:
        """Purge a target's commands.

        Empties the target's queue. Commands that were not yet picked up will never run. Until it is done, new
        commands for the target are refused with 400.

        Args:
            target_id: Id of the target whose queue is emptied.

        Returns:
            The commands that were purged.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/delete
        """
        return self._client.send(operations.COMMANDS_PURGE, query={"targetId": target_id})
