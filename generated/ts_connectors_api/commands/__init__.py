# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""The commands of every connector.

Commands:
    START: Begin the connector's work.
    STOP: End the connector's work, but stay up.
    SHUTDOWN: Finish and end the process.
    UPDATE_CONFIG: Take up the configuration that was saved.
    VALIDATE_CONFIG: Judge a configuration before it is saved.
    TEST_CONFIG: Try a configuration out against the system that it points at.
    LIST_CUSTOM_COMMANDS: List the commands that the connector's author added.
    SET_LOG_LEVEL: Change how much the connector logs.
    CANCEL_COMMAND: Cancel a command that waits or runs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .commands import (
    CANCEL_COMMAND,
    COMMANDS,
    LIST_CUSTOM_COMMANDS,
    SET_LOG_LEVEL,
    SHUTDOWN,
    START,
    STOP,
    TEST_CONFIG,
    UPDATE_CONFIG,
    VALIDATE_CONFIG,
)
from .dispatcher import StandardDispatcher
from .handlers import StandardHandlers
from .models import (
    CancelCommandRequest,
    CancelCommandResponse,
    ConfigFieldFault,
    ConfigVerdict,
    ConfigVersion,
    CustomCommand,
    ListCustomCommandsResponse,
    SetLogLevelRequest,
    SetLogLevelResponse,
)

if TYPE_CHECKING:
    from .aio import AsyncStandardCommands
    from .client import StandardCommands

__all__ = [
    "CANCEL_COMMAND",
    "COMMANDS",
    "LIST_CUSTOM_COMMANDS",
    "SET_LOG_LEVEL",
    "SHUTDOWN",
    "START",
    "STOP",
    "TEST_CONFIG",
    "UPDATE_CONFIG",
    "VALIDATE_CONFIG",
    "AsyncStandardCommands",
    "CancelCommandRequest",
    "CancelCommandResponse",
    "ConfigFieldFault",
    "ConfigVerdict",
    "ConfigVersion",
    "CustomCommand",
    "ListCustomCommandsResponse",
    "SetLogLevelRequest",
    "SetLogLevelResponse",
    "StandardCommands",
    "StandardDispatcher",
    "StandardHandlers",
]


def __getattr__(name: str) -> Any:
    # The senders load the command service: only whoever asks for one waits for that.
    if name == "AsyncStandardCommands":
        from .aio import AsyncStandardCommands

        return AsyncStandardCommands
    if name == "StandardCommands":
        from .client import StandardCommands

        return StandardCommands
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
