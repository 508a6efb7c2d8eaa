"""The configuration: what an operator sets in the platform, and what is said of a wrong one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from ts_connectors.connector import ConfigValidationResult, FieldValidationError

__all__ = ["FolderConfig", "judge_config", "read_config", "try_folder"]


class FolderConfig(BaseModel):
    """Which folder is watched, and where its files go."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: Path
    """The folder that is looked through, with all folders below it."""
    include: tuple[str, ...] = ("*",)
    """Names of the files that count, as shell patterns, whatever their case."""
    exclude: tuple[str, ...] = ("~$*", "*.tmp", "*.part")
    """Names of those that do not; files and folders whose name begins with a dot never count."""
    interval_seconds: Annotated[float, Field(ge=0.1, le=86400)] = 5.0
    """Time from one look to the next; the command SetScheduleInterval changes it."""
    settle_seconds: Annotated[float, Field(ge=0, le=3600)] = 1.0
    """A file that changed less than this ago may still be written to, and waits."""
    retry_seconds: Annotated[float, Field(ge=0, le=86400)] = 30.0
    """How long a file that failed waits before it is tried again."""
    destination: str = "instruments"
    """The folder of the data lake, below the connector's own; may be empty."""
    source_type: Annotated[str, Field(pattern=r"^[-a-z0-9]+$")] = "instrument-file"
    """The source type that files get."""
    labels: dict[Annotated[str, Field(min_length=1, max_length=128)], Annotated[str, Field(min_length=1)]] = {}
    """Labels that each file gets beside its own."""

    @field_validator("folder")
    @classmethod
    def _is_absolute(cls, folder: Path) -> Path:
        if not folder.is_absolute():
            raise ValueError("the path does not begin at the root; write it in full")
        return folder

    def place_in_lake(self, name: str) -> str:
        """Return where a file goes, below the connector's own folder."""
        return "/".join(part for part in (self.destination.strip("/"), name) if part)


def read_config(config: Mapping[str, Any]) -> FolderConfig | None:
    """Return a saved configuration, None where it cannot be used.

    Whether the folder is there is not asked: a network share that is away for a while comes back.
    """
    try:
        return FolderConfig.model_validate(config)
    except ValidationError:
        return None


def judge_config(config: Mapping[str, Any]) -> ConfigValidationResult:
    """Return whether a configuration can be saved, with every field that is wrong. Asks the disk."""
    try:
        read = FolderConfig.model_validate(config)
    except ValidationError as mistakes:
        return _refusal([_told(".".join(map(str, one["loc"])), one["msg"]) for one in mistakes.errors()])
    if not read.folder.is_dir():
        return _refusal([_told("folder", f"there is no folder {read.folder} where the connector runs")])
    return {"valid": True}


def try_folder(config: Mapping[str, Any]) -> ConfigValidationResult:
    """Return whether the folder of a valid configuration can be read. Asks the disk."""
    read = FolderConfig.model_validate(config)
    try:
        next(read.folder.iterdir(), None)
    except OSError as problem:
        return _refusal([_told("folder", f"{read.folder} cannot be read: {problem.strerror}")])
    return {"valid": True}


def _refusal(fields: list[FieldValidationError]) -> ConfigValidationResult:
    named = ", ".join(field["name"] for field in fields)
    return {"valid": False, "error": f"Correct {named}", "fields": fields}


def _told(name: str, problem: str) -> FieldValidationError:
    return {"name": name, "error": problem.removeprefix("Value error, ")}
