"""The content of a file, read piece by piece while others may be writing to it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
import threading
from collections.abc import AsyncGenerator
from contextlib import aclosing
from pathlib import Path
from typing import BinaryIO

__all__ = ["FileChanged", "same_content", "sha256_of"]

CHUNK_BYTES = 1024 * 1024
# A pipe that took the file's place since the folder was looked through would block for ever, a link would lead away.
CAREFULLY = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0)


class FileChanged(Exception):
    """Somebody wrote to the file while it was read."""


async def sha256_of(path: Path) -> str:
    """Return the checksum of a file's content, as hex digits.

    Raises:
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    async with aclosing(_chunks(path)) as chunks:
        async for chunk in chunks:
            digest.update(chunk)
    return digest.hexdigest()


async def same_content(path: Path, sha256: str) -> AsyncGenerator[bytes]:
    """Give a file's content, provided that it still is what the checksum was taken of.

    An upload that reads to the end and fails there leaves nothing in the lake: S3 shows only whole objects.

    Raises:
        FileChanged: it is not; raised after the last piece.
        OSError: it cannot be read.
    """
    digest = hashlib.sha256()
    async with aclosing(_chunks(path)) as chunks:
        async for chunk in chunks:
            digest.update(chunk)
            yield chunk
    if digest.hexdigest() != sha256:
        raise FileChanged(f"{path.name} was written to while it was read")


async def _chunks(path: Path) -> AsyncGenerator[bytes]:
    reader = _Reader(path)
    try:
        while chunk := await asyncio.to_thread(reader.read):
            yield chunk
    finally:
        # Not awaited, so that no second cancel keeps it from being closed; it waits for a read that is under way.
        _ = asyncio.get_running_loop().run_in_executor(None, reader.close)


class _Reader:
    """Opens, reads and closes a file in threads, one at a time: who is cancelled leaves a thread that still reads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._lock = threading.Lock()
        self._is_over = False

    def read(self) -> bytes:
        with self._lock:
            if self._is_over:
                return b""
            if self._file is None:
                self._file = _open(self._path)
            return self._file.read(CHUNK_BYTES)

    def close(self) -> None:
        with self._lock:
            self._is_over = True
            if self._file is not None:
                self._file.close()


def _open(path: Path) -> BinaryIO:
    file = open(path, "rb", buffering=0, opener=lambda name, flags: os.open(name, flags | CAREFULLY))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("It is no regular file any more")
    return file
