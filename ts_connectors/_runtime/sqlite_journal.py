"""The journal in an SQLite file, written by a thread of its own, many changes a transaction."""

from __future__ import annotations

import asyncio
import json
import logging
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from ts_connectors._core.clock import Clock

from .journal import LIMIT_BYTES, Journal, Ledger, MemoryJournal
from .journal_file import Change, JournalFile

__all__ = ["SqliteJournal", "open_journal"]

_log = logging.getLogger(__name__)


async def open_journal(state_dir: Path | None, *, clock: Clock, limit_bytes: int = LIMIT_BYTES) -> Journal:
    """Open the journal of a directory, made with mode 0700 where it is missing.

    A file that cannot be read is moved aside. Where the directory cannot be written, or another process holds the
    file, the journal is memory, with one warning.
    """
    executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="ts-connectors-journal")
    if state_dir is not None:
        loop = asyncio.get_running_loop()
        try:
            file = await loop.run_in_executor(executor, JournalFile.open, state_dir, clock.now())
        except (OSError, sqlite3.Error) as reason:
            problem = f"{type(reason).__name__}: {reason}"
        else:
            return SqliteJournal(file, executor, clock, limit_bytes=limit_bytes)
    else:
        problem = "no directory was given"
    executor.shutdown(wait=False)
    _log.warning(
        "The journal of commands is kept in memory only (%s): a command that runs when the process is killed is "
        "answered INTERRUPTED if its message comes again. Give a writable directory of this connector's own as "
        "state_dir or TS_CONNECTORS_STATE_DIR.",
        problem,
    )
    return MemoryJournal(clock, limit_bytes=limit_bytes)


class SqliteJournal(Ledger):
    """Entries in memory, and the same in a file after `commit`.

    Changes that wait while a transaction is being written go together into the next one.
    """

    def __init__(
        self, file: JournalFile, executor: ThreadPoolExecutor, clock: Clock, *, limit_bytes: int = LIMIT_BYTES
    ) -> None:
        super().__init__(clock, limit_bytes=limit_bytes)
        self._file = file
        self._executor = executor
        self._unwritten: dict[str, bytes | None] = {}
        self._version = 0
        self._durable_version = 0
        self._writing: asyncio.Task[bool] | None = None
        self._is_well = True
        self._is_closed = False
        self._load(file.found)

    @property
    def is_durable(self) -> bool:
        """Whether the last write worked."""
        return self._is_well

    @property
    def is_survivor(self) -> bool:
        """Whether the file was there, and whole."""
        return self._file.is_survivor

    async def commit(self) -> bool:
        """Wait until everything put so far is in the file; False: the disk refused."""
        wanted = self._version
        while self._durable_version < wanted:
            if self._writing is None or self._writing.done():
                self._writing = asyncio.get_running_loop().create_task(self._write())
            if not await asyncio.shield(self._writing):
                return False
        return True

    async def close(self) -> None:
        """Commit and let go of the file; a second call does nothing."""
        if self._is_closed:
            return
        self._is_closed = True
        await self.commit()
        await asyncio.get_running_loop().run_in_executor(self._executor, self._file.close)
        self._executor.shutdown(wait=False)

    async def kept_result(self, command_id: str) -> bytes | None:
        """Return the gzipped JSON of a result that no answer could carry."""
        return await asyncio.get_running_loop().run_in_executor(self._executor, self._file.result, _key(command_id))

    def _written(self, command_id: str, result: bytes | None) -> None:
        self._version += 1
        self._unwritten[command_id] = result or self._unwritten.get(command_id)

    async def _write(self) -> bool:
        version, unwritten = self._version, self._unwritten
        self._unwritten = {}
        changes = [self._change(command_id, result) for command_id, result in unwritten.items()]
        try:
            await asyncio.get_running_loop().run_in_executor(self._executor, self._file.write, changes)
        except (OSError, sqlite3.Error) as reason:
            self._unwritten = {**unwritten, **self._unwritten}
            if self._is_well:
                _log.error(
                    "The journal of commands cannot be written (%s); it is kept in memory until it can. Make room on "
                    "the disk of its directory.",
                    reason,
                )
            self._is_well = False
            return False
        if not self._is_well:
            _log.info("The journal of commands is written again.")
        self._is_well = True
        self._durable_version = version
        return True

    def _change(self, command_id: str, result: bytes | None) -> Change:
        entry = self._entries.get(command_id)
        return _key(command_id), None if entry is None else json.dumps(asdict(entry)).encode(), result


def _key(command_id: str) -> bytes:
    return command_id.encode("utf-8", "surrogatepass")
