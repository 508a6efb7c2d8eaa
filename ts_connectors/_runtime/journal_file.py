"""The journal's SQLite file: whole records, each with a checksum."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import stat
import zlib
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from .journal import Entry, Stage

__all__ = ["FILE_NAME", "Change", "JournalFile"]

FILE_NAME = "commands.sqlite3"
_VERSION = 1
_LOCK_WAIT_S = 5.0
_log = logging.getLogger(__name__)

Change = tuple[bytes, bytes | None, bytes | None]
"""Key, record (None: delete), result (None: leave)."""


class JournalFile:
    """The open file; used from one thread at a time."""

    def __init__(self, connection: sqlite3.Connection, *, is_survivor: bool) -> None:
        self._connection = connection
        self.is_survivor = is_survivor
        """Whether an earlier process wrote it."""
        self.found: list[tuple[Entry, int]] = []
        """What it held when it was opened, in order of arrival, with the size of the kept result."""

    @classmethod
    def open(cls, state_dir: Path, now: datetime) -> JournalFile:
        """Open or make the file in a directory; one that cannot be read is moved aside.

        Raises:
            OSError: the directory cannot be used.
            sqlite3.Error: it cannot be written, or another process holds the file.
        """
        _prepare(state_dir)
        path = state_dir / FILE_NAME
        try:
            return cls._load(path)
        except sqlite3.OperationalError as reason:
            if "locked" in str(reason):  # another process works with it: moving it away would break that one
                raise
            problem: Exception = reason
        except (sqlite3.DatabaseError, ValueError) as reason:
            problem = reason
        aside = _move_aside(path, now)
        _log.error(
            "The journal of commands in %s cannot be read (%s: %s) and was moved aside to %s; a new one is begun.",
            state_dir,
            type(problem).__name__,
            problem,
            aside.name,
        )
        return cls._load(path)

    @classmethod
    def _load(cls, path: Path) -> JournalFile:
        is_survivor = path.exists() and path.stat().st_size > 0
        # SQLite gives its side files the mode of the main file.
        os.close(os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0), 0o600))
        connection = sqlite3.connect(path, timeout=_LOCK_WAIT_S, isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection, is_survivor=is_survivor)
            store = cls(connection, is_survivor=is_survivor)
            store._read()
        except BaseException:
            connection.close()
            raise
        return store

    def _read(self) -> None:
        query = "SELECT record, crc, coalesce(length(result), 0) FROM entries ORDER BY number"
        for record, crc, result_bytes in self._connection.execute(query):
            if zlib.crc32(record) != crc:
                raise ValueError("a record's checksum does not match")
            self.found.append((_entry(json.loads(record)), result_bytes))

    def write(self, changes: list[Change]) -> None:
        """Write all changes or none; they are on the disk when it returns."""
        with closing(self._connection.cursor()) as cursor:
            cursor.execute("BEGIN IMMEDIATE")
            try:
                for key, record, result in changes:
                    if record is None:
                        cursor.execute("DELETE FROM entries WHERE command_id = ?", (key,))
                    else:
                        cursor.execute(_UPSERT, (key, record, zlib.crc32(record), result))
                cursor.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    cursor.execute("ROLLBACK")
                raise

    def result(self, key: bytes) -> bytes | None:
        """Return the result that is kept for a key."""
        row = self._connection.execute("SELECT result FROM entries WHERE command_id = ?", (key,)).fetchone()
        return None if row is None else row[0]

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()


_SCHEMA = """
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,
    command_id BLOB NOT NULL UNIQUE,
    record BLOB NOT NULL,
    crc INTEGER NOT NULL,
    result BLOB
)
"""
_UPSERT = """
INSERT INTO entries (command_id, record, crc, result) VALUES (?, ?, ?, ?)
ON CONFLICT (command_id) DO UPDATE SET
    record = excluded.record, crc = excluded.crc, result = coalesce(excluded.result, result)
"""


def _set_up(connection: sqlite3.Connection, *, is_survivor: bool) -> None:
    # Exclusive: a second process would take this one's running commands for leftovers of a crash.
    for pragma in (
        "locking_mode = EXCLUSIVE",
        "journal_mode = WAL",
        "synchronous = FULL",
        "wal_autocheckpoint = 250",
        "journal_size_limit = 1048576",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchall()
    connection.execute("BEGIN IMMEDIATE")
    if not is_survivor:
        connection.execute(_SCHEMA)
        connection.execute(f"PRAGMA user_version = {_VERSION}")
    connection.execute("COMMIT")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version != _VERSION:
        raise ValueError(f"it has version {version}, this SDK writes version {_VERSION}")
    verdict = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    if verdict != "ok":
        raise ValueError(str(verdict))


def _prepare(state_dir: Path) -> None:
    state_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    status = state_dir.stat()
    if not hasattr(os, "geteuid"):
        return
    if status.st_uid == os.geteuid():
        state_dir.chmod(0o700)
    elif status.st_mode & (stat.S_IWGRP | stat.S_IWOTH) and not status.st_mode & stat.S_ISVTX:
        raise PermissionError(f"{state_dir} belongs to another user and others may write in it")


def _move_aside(path: Path, now: datetime) -> Path:
    for old in path.parent.glob(f"{path.name}*.unreadable-*"):
        old.unlink(missing_ok=True)  # one is enough to look into
    suffix = f".unreadable-{now:%Y%m%dT%H%M%SZ}"
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm"):
        source = path.with_name(name)
        if source.exists():
            source.rename(path.with_name(name + suffix))
    return path.with_name(path.name + suffix)


def _entry(record: Any) -> Entry:
    try:
        fields: dict[str, Any] = {**record, "stage": Stage(record["stage"])}
        return Entry(**fields)
    except (TypeError, KeyError) as reason:
        raise ValueError(f"a record has other fields: {reason}") from reason
