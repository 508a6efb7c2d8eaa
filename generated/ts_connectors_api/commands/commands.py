# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""The commands of every connector, as typed values."""

from __future__ import annotations

from typing import Any, Final

from ts_connectors_api.command import Command, Lane

from .models import (
    CancelCommandRequest,
    CancelCommandResponse,
    ConfigVerdict,
    ConfigVersion,
    ListCustomCommandsResponse,
    SetLogLevelRequest,
    SetLogLevelResponse,
)

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
]

START: Final[Command[None, None]] = Command(
    action="TetraScience.Connector.Start",
    method="handle_start",
    summary="Begin the connector's work.",
    lane=Lane.CONTROL,
)
"""Begin the connector's work.

Sent when the operating status becomes RUNNING. The connector runs its hook on_start and answers when the
hook has returned. A connector that finds itself RUNNING as it starts up runs the hook without this command.

Source: specs/commands.yaml#/commands/Start
"""

STOP: Final[Command[None, None]] = Command(
    action="TetraScience.Connector.Stop",
    method="handle_stop",
    summary="End the connector's work, but stay up.",
    lane=Lane.CONTROL,
)
"""End the connector's work, but stay up.

Sent when the operating status becomes IDLE. The connector runs its hook on_stop and goes on listening to
commands.

Source: specs/commands.yaml#/commands/Stop
"""

SHUTDOWN: Final[Command[None, None]] = Command(
    action="TetraScience.Connector.Shutdown",
    method="handle_shutdown",
    summary="Finish and end the process.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""Finish and end the process.

Sent when the connector is disabled; its container will be stopped, and its token is no longer valid. The
connector starts nothing new, lets running commands end, runs its hook on_shutdown, answers and exits.

Source: specs/commands.yaml#/commands/Shutdown
"""

UPDATE_CONFIG: Final[Command[None, None]] = Command(
    action="TetraScience.Connector.UpdateConfig",
    method="handle_update_config",
    summary="Take up the configuration that was saved.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""Take up the configuration that was saved.

Sent after a valid configuration was saved. The connector reads its details again and runs its hook
on_connector_updated with the details from before.

Source: specs/commands.yaml#/commands/UpdateConfig
"""

VALIDATE_CONFIG: Final[Command[ConfigVersion, ConfigVerdict]] = Command(
    action="TetraScience.Connector.ValidateConfig",
    method="handle_validate_config",
    request=ConfigVersion,
    response=ConfigVerdict,
    summary="Judge a configuration before it is saved.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""Judge a configuration before it is saved.

Sent when somebody saves or checks a configuration. The connector fetches that version and asks its hook
validate_config. A version that cannot be fetched, or a hook that fails, makes the configuration invalid;
the command itself still succeeds.

Source: specs/commands.yaml#/commands/ValidateConfig
"""

TEST_CONFIG: Final[Command[ConfigVersion, ConfigVerdict]] = Command(
    action="TetraScience.Connector.TestConfig",
    method="handle_test_config",
    request=ConfigVersion,
    response=ConfigVerdict,
    summary="Try a configuration out against the system that it points at.",
    lane=Lane.CONTROL,
)
"""Try a configuration out against the system that it points at.

Sent by newer platforms. The connector validates the version first and answers an invalid one as
ValidateConfig does; a valid one goes to its hook test_config. A connector without that hook rejects the
command with the code UNKNOWN_COMMAND.

Source: specs/commands.yaml#/commands/TestConfig
"""

LIST_CUSTOM_COMMANDS: Final[Command[None, ListCustomCommandsResponse]] = Command(
    action="TetraScience.Connector.ListCustomCommands",
    method="handle_list_custom_commands",
    response=ListCustomCommandsResponse,
    summary="List the commands that the connector's author added.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""List the commands that the connector's author added.

Source: specs/commands.yaml#/commands/ListCustomCommands
"""

SET_LOG_LEVEL: Final[Command[SetLogLevelRequest, SetLogLevelResponse]] = Command(
    action="TetraScience.Connector.SetLogLevel",
    method="handle_set_log_level",
    request=SetLogLevelRequest,
    response=SetLogLevelResponse,
    summary="Change how much the connector logs.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""Change how much the connector logs.

Sets the level of the SDK's root logger, which all its loggers follow, until the connector restarts. A level
that does not exist is answered with FAILURE.

Source: specs/commands.yaml#/commands/SetLogLevel
"""

CANCEL_COMMAND: Final[Command[CancelCommandRequest, CancelCommandResponse]] = Command(
    action="TetraScience.Connector.CancelCommand",
    method="handle_cancel_command",
    request=CancelCommandRequest,
    response=CancelCommandResponse,
    summary="Cancel a command that waits or runs.",
    lane=Lane.CONTROL,
    is_repeatable=True,
)
"""Cancel a command that waits or runs.

An action of this SDK, not of the platform. The cancelled command answers FAILURE with the code CANCELLED. A
command that is done, or that the connector never heard of, is no error: nothing is cancelled then.

Source: specs/commands.yaml#/commands/CancelCommand
"""

COMMANDS: Final[tuple[Command[Any, Any], ...]] = (
    START,
    STOP,
    SHUTDOWN,
    UPDATE_CONFIG,
    VALIDATE_CONFIG,
    TEST_CONFIG,
    LIST_CUSTOM_COMMANDS,
    SET_LOG_LEVEL,
    CANCEL_COMMAND,
)
"""All of them, in the order of the catalog."""
