# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""What a connector implements to handle the commands of every connector."""

from __future__ import annotations

from ts_connectors_api.command import Answer
from ts_connectors_api.handlers import Handlers, no_handler, unhandled

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
from .models import (
    CancelCommandRequest,
    CancelCommandResponse,
    ConfigVerdict,
    ConfigVersion,
    ListCustomCommandsResponse,
    SetLogLevelRequest,
    SetLogLevelResponse,
)

__all__ = ["StandardHandlers"]


class StandardHandlers(Handlers):
    """Handlers of the commands of every connector.

    `class MyConnector(Connector, StandardHandlers)` must have each method, as a coroutine or as a plain
    function, or one marked with `@handles`; a missing one is refused when the class is made.
    `current_command()` gives the running command, to tell progress by.
    """

    __ts_catalog__ = COMMANDS

    @unhandled
    def handle_start(self) -> Answer[None]:
        """Begin the connector's work.

        Sent when the operating status becomes RUNNING. The connector runs its hook on_start and answers when the
        hook has returned. A connector that finds itself RUNNING as it starts up runs the hook without this command.

        Source: specs/commands.yaml#/commands/Start
        """
        raise no_handler(self, START)

    @unhandled
    def handle_stop(self) -> Answer[None]:
        """End the connector's work, but stay up.

        Sent when the operating status becomes IDLE. The connector runs its hook on_stop and goes on listening to
        commands.

        Source: specs/commands.yaml#/commands/Stop
        """
        raise no_handler(self, STOP)

    @unhandled
    def handle_shutdown(self) -> Answer[None]:
        """Finish and end the process.

        Sent when the connector is disabled; its container will be stopped, and its token is no longer valid. The
        connector starts nothing new, lets running commands end, runs its hook on_shutdown, answers and exits.

        Source: specs/commands.yaml#/commands/Shutdown
        """
        raise no_handler(self, SHUTDOWN)

    @unhandled
    def handle_update_config(self) -> Answer[None]:
        """Take up the configuration that was saved.

        Sent after a valid configuration was saved. The connector reads its details again and runs its hook
        on_connector_updated with the details from before.

        Source: specs/commands.yaml#/commands/UpdateConfig
        """
        raise no_handler(self, UPDATE_CONFIG)

    @unhandled
    def handle_validate_config(self, request: ConfigVersion) -> Answer[ConfigVerdict]:
        """Judge a configuration before it is saved.

        Sent when somebody saves or checks a configuration. The connector fetches that version and asks its hook
        validate_config. A version that cannot be fetched, or a hook that fails, makes the configuration invalid;
        the command itself still succeeds.

        Source: specs/commands.yaml#/commands/ValidateConfig
        """
        raise no_handler(self, VALIDATE_CONFIG)

    @unhandled
    def handle_test_config(self, request: ConfigVersion) -> Answer[ConfigVerdict]:
        """Try a configuration out against the system that it points at.

        Sent by newer platforms. The connector validates the version first and answers an invalid one as
        ValidateConfig does; a valid one goes to its hook test_config. A connector without that hook rejects the
        command with the code UNKNOWN_COMMAND.

        Source: specs/commands.yaml#/commands/TestConfig
        """
        raise no_handler(self, TEST_CONFIG)

    @unhandled
    def handle_list_custom_commands(self) -> Answer[ListCustomCommandsResponse]:
        """List the commands that the connector's author added.

        Source: specs/commands.yaml#/commands/ListCustomCommands
        """
        raise no_handler(self, LIST_CUSTOM_COMMANDS)

    @unhandled
    def handle_set_log_level(self, request: SetLogLevelRequest) -> Answer[SetLogLevelResponse]:
        """Change how much the connector logs.

        Sets the level of the SDK's root logger, which all its loggers follow, until the connector restarts. A level
        that does not exist is answered with FAILURE.

        Source: specs/commands.yaml#/commands/SetLogLevel
        """
        raise no_handler(self, SET_LOG_LEVEL)

    @unhandled
    def handle_cancel_command(self, request: CancelCommandRequest) -> Answer[CancelCommandResponse]:
        """Cancel a command that waits or runs.

        An action of this SDK, not of the platform. The cancelled command answers FAILURE with the code CANCELLED. A
        command that is done, or that the connector never heard of, is no error: nothing is cancelled then.

        Source: specs/commands.yaml#/commands/CancelCommand
        """
        raise no_handler(self, CANCEL_COMMAND)
