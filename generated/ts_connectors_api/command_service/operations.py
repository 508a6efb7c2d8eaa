# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""The operations of TDP command service, as data."""

from __future__ import annotations

from typing import Any, Final

from ts_connectors_api.command_service.models import (
    CommandDto,
    CommandHistoryEntryDto,
    CommandsResponse,
    PurgeCommandsResponse,
)
from ts_connectors_api.operation import Operation

__all__ = [
    "COMMANDS_CREATE",
    "COMMANDS_GET",
    "COMMANDS_GET_HISTORY",
    "COMMANDS_LIST",
    "COMMANDS_LIST_ACTIONS",
    "COMMANDS_PURGE",
    "OPERATIONS",
]

COMMANDS_CREATE: Final[Operation[CommandDto]] = Operation(
    id="commands.create",
    method="POST",
    path="/v1/commands",
    answer=CommandDto,
    statuses=(200,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"body", "payload", "responseBody"}),
)
"""Send a command.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/post
"""

COMMANDS_GET: Final[Operation[CommandDto]] = Operation(
    id="commands.get",
    method="GET",
    path="/v1/commands/{id}",
    answer=CommandDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"body", "responseBody"}),
)
"""Read a command.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}/get
"""

COMMANDS_LIST: Final[Operation[CommandsResponse]] = Operation(
    id="commands.list",
    method="GET",
    path="/v1/commands",
    answer=CommandsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"body", "responseBody"}),
)
"""List commands.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/get
"""

COMMANDS_GET_HISTORY: Final[Operation[list[CommandHistoryEntryDto]]] = Operation(
    id="commands.get_history",
    method="GET",
    path="/v1/commands/{id}/history",
    answer=list[CommandHistoryEntryDto],
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read a command's history.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1{id}~1history/get
"""

COMMANDS_LIST_ACTIONS: Final[Operation[list[str]]] = Operation(
    id="commands.list_actions",
    method="GET",
    path="/v1/commands/actions",
    answer=list[str],
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List the actions.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands~1actions/get
"""

COMMANDS_PURGE: Final[Operation[PurgeCommandsResponse]] = Operation(
    id="commands.purge",
    method="DELETE",
    path="/v1/commands",
    answer=PurgeCommandsResponse,
    statuses=(200,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Purge a target's commands.

Source: specs/command-service.openapi.yaml#/paths/~1v1~1commands/delete
"""

OPERATIONS: Final[tuple[Operation[Any], ...]] = (
    COMMANDS_CREATE,
    COMMANDS_GET,
    COMMANDS_LIST,
    COMMANDS_GET_HISTORY,
    COMMANDS_LIST_ACTIONS,
    COMMANDS_PURGE,
)
"""All of them, in the order of the groups."""
