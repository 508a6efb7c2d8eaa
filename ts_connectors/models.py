"""The words of the platform as enums, and the models of commands under the names that users know."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from ts_connectors_api.command_service import models as command_service
from ts_connectors_api.command_service.models import CommandStatus, PayloadDelivery
from ts_connectors_api.data_acquisition.models import HealthStatus, OperatingStatus
from ts_connectors_api.models import ResponseModel

__all__ = [
    "CommandAction",
    "CommandRequest",
    "CommandResponse",
    "CommandResponseBody",
    "CommandStatus",
    "HealthStatus",
    "OperatingStatus",
    "PayloadDelivery",
    "RegisteredCommandInfo",
]

CommandResponseBody: TypeAlias = Mapping[str, Any] | str | None
"""What the handler of a custom command returns: nothing, an object, or the text of a JSON object."""


class CommandAction(StrEnum):
    """The standard actions, which every connector answers."""

    START = "TetraScience.Connector.Start"
    STOP = "TetraScience.Connector.Stop"
    SHUTDOWN = "TetraScience.Connector.Shutdown"
    UPDATE_CONFIG = "TetraScience.Connector.UpdateConfig"
    VALIDATE_CONFIG = "TetraScience.Connector.ValidateConfig"
    TEST_CONFIG = "TetraScience.Connector.TestConfig"
    LIST_CUSTOM_COMMANDS = "TetraScience.Connector.ListCustomCommands"
    SET_LOG_LEVEL = "TetraScience.Connector.SetLogLevel"
    CANCEL_COMMAND = "TetraScience.Connector.CancelCommand"


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredCommandInfo:
    """A custom command as ListCustomCommands shows it."""

    action: str
    method_name: str
    documentation: str
    """The handler's docstring, `""` without one."""
    signature: str
    """The handler's parameters and result as Python writes them, with `self`."""


# The fields of the generated models are resolved where a subclass stands, so their types must have a name here.
_NAMED_IN_FIELDS = (Annotated, Field, datetime)


class _WireNames(ResponseModel):
    """Lets the fields of a generated model be read by their wire names too, as users do."""

    def __getattr__(self, name: str) -> Any:
        for field, info in type(self).model_fields.items():
            if info.alias == name:
                return getattr(self, field)
        return super().__getattr__(name)  # type: ignore[misc]


class CommandRequest(_WireNames, command_service.CommandRequest):
    """A command as it comes; `commandId` and `command_id` are the same."""


class CommandResponse(_WireNames, command_service.CommandResponse):
    """An answer as it goes; `commandId` and `command_id` are the same."""
