"""What outlives a restart, kept in the connector's data store."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Collection, Container
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from examples.folder_watcher.folder import FoundFile
from ts_connectors.connector import Connector

__all__ = ["Memory", "Settings", "Settled"]

_SETTINGS = "settings"
_SHARD = "settled."


class Settings(BaseModel):
    """What commands have set."""

    model_config = ConfigDict(frozen=True)

    is_paused: bool = False
    interval_seconds: float | None = None
    """None: as configured."""
    instead_of_seconds: float | None = None
    """The configured interval that it replaces; it ends when another one is configured."""

    def interval(self, configured: float) -> float:
        """Return the time from one look to the next."""
        if self.interval_seconds is None or self.instead_of_seconds != configured:
            return configured
        return self.interval_seconds


class Settled(NamedTuple):
    """A version of a file that is in the lake."""

    stamp: str
    sha256: str


_Shard = TypeAdapter(dict[str, Settled])


class Memory:
    """The settings, and which version of each file is in the lake.

    It never runs ahead: a version is noted after its record says SUCCESS, and what was not saved before a crash is
    found in the records. A large folder does not fit one value of the data store, so the files are spread over up to
    256 of them, and a save writes those that changed.
    """

    def __init__(self, connector: Connector) -> None:
        self.settings = Settings()
        self._connector = connector
        self._files: dict[str, Settled] = {}
        self._unsaved: set[str] = set()
        self._is_loaded = False
        self._saving = asyncio.Lock()
        """Held while it is written, so that no older state arrives last."""

    async def load(self) -> None:
        """Read it from the data store; only the first call does."""
        if self._is_loaded:
            return
        for entry in await self._connector.get_values():
            try:
                if entry.key == _SETTINGS:
                    self.settings = Settings.model_validate(entry.value)
                elif entry.key.startswith(_SHARD):
                    self._files.update(_Shard.validate_python(entry.value))
            except ValidationError:
                self._connector.logger.warning("A value of the data store cannot be read", extra={"key": entry.key})
        self._is_loaded = True

    async def change_settings(self, settings: Settings) -> None:
        """Take over settings once the data store has them."""
        await self._connector.save_value(_SETTINGS, settings.model_dump())
        self.settings = settings

    def settled(self, file: FoundFile) -> Settled | None:
        """Return which version of the file is in the lake."""
        return self._files.get(file.name)

    def settle(self, file: FoundFile, sha256: str) -> None:
        """Note that this version is in the lake."""
        self._files[file.name] = Settled(file.stamp, sha256)
        self._unsaved.add(_shard_of(file.name))

    def unsettle(self, file: FoundFile) -> None:
        """Note that the file is to be brought again."""
        if self._files.pop(file.name, None) is not None:
            self._unsaved.add(_shard_of(file.name))

    def version_before(self, file: FoundFile) -> str | None:
        """Return the `unique_external_id` of the version that is in the lake, None where there is none."""
        settled = self.settled(file)
        return None if settled is None else f"{file.key}-{settled.stamp}"

    def forget_all_but(self, names: Container[str]) -> None:
        """Forget files that are not there any more; should one come back, its record is still there."""
        for name in [name for name in self._files if name not in names]:
            del self._files[name]
            self._unsaved.add(_shard_of(name))

    async def save(self) -> None:
        """Write what changed since the last save."""
        async with self._saving:
            writing, self._unsaved = self._unsaved, set()
            try:
                await self._connector.save_values(self._shards(writing))
            except BaseException:
                self._unsaved |= writing
                raise

    def _shards(self, keys: Collection[str]) -> dict[str, dict[str, Settled]]:
        shards: dict[str, dict[str, Settled]] = {key: {} for key in sorted(keys)}
        for name, settled in self._files.items() if keys else ():
            if (key := _shard_of(name)) in shards:
                shards[key][name] = settled
        return shards


def _shard_of(name: str) -> str:
    return _SHARD + hashlib.sha256(name.encode()).hexdigest()[:2]
