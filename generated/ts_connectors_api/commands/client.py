# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""Sends the commands of every connector, blocking."""

from __future__ import annotations

from ts_connectors_api.sender import CommandSender, SendOptions
from ts_connectors_api.sender import given as _given

from .commands import (
    CANCEL_COMMAND,
    LIST_CUSTOM_COMMANDS,
    SET_LOG_LEVEL,
    SHUTDOWN,
    START,
    STOP,
    TEST_CONFIG,
    UPDATE_CONFIG,
    VALIDATE_CONFIG,
)
from .models import CancelCommandResponse, ConfigVerdict, ListCustomCommandsResponse, SetLogLevelResponse

__all__ = ["StandardCommands"]


class StandardCommands(CommandSender):
    """Sends commands to a connector and returns their answers, blocking.

    Made of the command service and the connector's id: `StandardCommands(CommandServiceClient(transport),
    connector_id)`. Each method validates the payload first and raises what `send_command` raises.
    """

    def start(self, *, options: SendOptions | None = None) -> None:
        """Begin the connector's work.

        Sent when the operating status becomes RUNNING. The connector runs its hook on_start and answers when the
        hook has returned. A connector that finds itself RUNNING as it starts up runs the hook without this command.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(START, None, options)

    def stop(self, *, options: SendOptions | None = None) -> None:
        """End the connector's work, but stay up.

        Sent when the operating status becomes IDLE. The connector runs its hook on_stop and goes on listening to
        commands.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(STOP, None, options)

    def shutdown(self, *, options: SendOptions | None = None) -> None:
        """Finish and end the process.

        Sent when the connector is disabled; its container will be stopped, and its token is no longer valid. The
        connector starts nothing new, lets running commands end, runs its hook on_shutdown, answers and exits.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(SHUTDOWN, None, options)

    def update_config(self, *, options: SendOptions | None = None) -> None:
        """Take up the configuration that was saved.

        Sent after a valid configuration was saved. The connector reads its details again and runs its hook
        on_connector_updated with the details from before.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(UPDATE_CONFIG, None, options)

    def validate_config(self, *, version: str | int, options: SendOptions | None = None) -> ConfigVerdict:
        """Judge a configuration before it is saved.

        Sent when somebody saves or checks a configuration. The connector fetches that version and asks its hook
        validate_config. A version that cannot be fetched, or a hook that fails, makes the configuration invalid;
        the command itself still succeeds.

        Args:
            version: The version, as text or as a number.
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(VALIDATE_CONFIG, _given({"version": version}, {}), options)

    def test_config(self, *, version: str | int, options: SendOptions | None = None) -> ConfigVerdict:
        """Try a configuration out against the system that it points at.

        Sent by newer platforms. The connector validates the version first and answers an invalid one as
        ValidateConfig does; a valid one goes to its hook test_config. A connector without that hook rejects the
        command with the code UNKNOWN_COMMAND.

        Args:
            version: The version, as text or as a number.
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(TEST_CONFIG, _given({"version": version}, {}), options)

    def list_custom_commands(self, *, options: SendOptions | None = None) -> ListCustomCommandsResponse:
        """List the commands that the connector's author added.

        Args:
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(LIST_CUSTOM_COMMANDS, None, options)

    def set_log_level(self, *, level: str, options: SendOptions | None = None) -> SetLogLevelResponse:
        """Change how much the connector logs.

        Sets the level of the SDK's root logger, which all its loggers follow, until the connector restarts. A level
        that does not exist is answered with FAILURE.

        Args:
            level: NOTSET, DEBUG, INFO, WARNING, ERROR or CRITICAL, in capitals or small letters.
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(SET_LOG_LEVEL, _given({"level": level}, {}), options)

    def cancel_command(self, *, command_id: str, options: SendOptions | None = None) -> CancelCommandResponse:
        """Cancel a command that waits or runs.

        An action of this SDK, not of the platform. The cancelled command answers FAILURE with the code CANCELLED. A
        command that is done, or that the connector never heard of, is no error: nothing is cancelled then.

        Args:
            command_id: Id of the command to cancel.
            options: timeout, metadata, and what is called with progress.
        """
        return self.send_command(CANCEL_COMMAND, _given({"command_id": command_id}, {}), options)
