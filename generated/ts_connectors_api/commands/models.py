# Generated from specs/commands.yaml (sha256 e3448539…) by make codegen; do not edit.
"""What the commands of every connector need and answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ts_connectors_api.models import PayloadModel


class ConfigVersion(PayloadModel):
    """Which version of the configuration is meant; GET …/config/{version} serves it."""

    version: str | int
    """The version, as text or as a number."""


class ConfigFieldFault(PayloadModel):
    """What is wrong with one field of a configuration."""

    name: str
    """Name of the field in the configuration."""
    error: str
    """What is wrong and what would be right."""


class CustomCommand(PayloadModel):
    """A command that the connector's author added."""

    action: str
    """The action that runs it."""
    method_name: str
    """Name of the method that handles it."""
    documentation: str | None = None
    """What the method's docstring says; null where there is none."""
    signature: str | None = None
    """The method's parameters and result as Python writes them; null where they cannot be told."""


class ListCustomCommandsResponse(PayloadModel):
    """What ListCustomCommands answers."""

    custom_commands: list[CustomCommand]
    """The commands, without the standard ones."""


class SetLogLevelRequest(PayloadModel):
    """What SetLogLevel needs."""

    level: str
    """NOTSET, DEBUG, INFO, WARNING, ERROR or CRITICAL, in capitals or small letters."""


class SetLogLevelResponse(PayloadModel):
    """What SetLogLevel answers."""

    previous_level: str
    """The level before the command, in capitals."""
    desired_level: str
    """The level that holds now, in capitals."""


class CancelCommandRequest(PayloadModel):
    """What CancelCommand needs."""

    command_id: Annotated[str, Field(alias="commandId", min_length=1)]
    """Id of the command to cancel."""


class CancelCommandResponse(PayloadModel):
    """What CancelCommand answers."""

    cancelled: bool
    """Whether the command was waiting or running, and is cancelled now."""


class ConfigVerdict(PayloadModel):
    """Whether a configuration can be used, and what is wrong with it where it cannot."""

    valid: bool
    """Whether the configuration can be used."""
    error: str | None = None
    """What is wrong as a whole. Absent where nothing is."""
    fields: list[ConfigFieldFault] | None = None
    """What is wrong field by field. Absent where nothing is."""
