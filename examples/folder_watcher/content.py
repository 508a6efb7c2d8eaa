"""The content of a file, read piece by piece while others may be writing to it."""

from __future__ import annotations

import asyncio
import hashlib
import os
import stat
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
    file = await asyncio.to_thread(_open, path)
    try:
        while chunk := await asyncio.to_thread(file.read, CHUNK_BYTES):
            yield chunk
    finally:
        file.close()


def _open(path: Path) -> BinaryIO:
    file = open(path, "rb", buffering=0, opener=lambda name, flags: os.open(name, flags | CAREFULLY))  # noqa: SIM115
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError("It is no regular file any more")
    return file
