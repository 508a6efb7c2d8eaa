"""The content of a file to upload, read piece by piece without holding up the loop."""

from __future__ import annotations

import inspect
import io
import itertools
import os
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path
from typing import Any, Protocol, cast

from ts_connectors._core.threads import in_thread
from ts_connectors.errors import UploadError
from ts_connectors.files import UploadFileRequest

__all__ = ["SMALLEST_PART", "Source", "opened", "part_size", "parts_of"]

SMALLEST_PART = 8 * 1024 * 1024
MOST_PARTS = 10_000
PARTS_OF_ONE_SIZE = 1_000


class Source(Protocol):
    """Content that is read once, from its beginning to its end."""

    @property
    def size(self) -> int | None:
        """Bytes in all, None where nobody knows."""
        ...

    async def read(self, size: int) -> bytes:
        """Return `size` bytes, fewer at the end, none after it.

        Raises:
            UploadError: it cannot be read.
        """
        ...

    async def aclose(self) -> None:
        """Let go of what was opened here."""
        ...


def part_size(number: int, total: int | None) -> int:
    """Return the bytes of a part, counted from 0.

    S3 takes 10,000 parts, so parts of a content of unknown length double with every thousand.
    """
    if total is None:
        return SMALLEST_PART << (number // PARTS_OF_ONE_SIZE)
    return max(SMALLEST_PART, -(-total // MOST_PARTS))


async def parts_of(source: Source, *first: bytes) -> AsyncIterator[bytes]:
    """Give the first parts, which were read already, and all others."""
    for part in first:
        yield part
    for number in itertools.count(len(first)):
        part = await source.read(part_size(number, source.size))
        if not part:
            return
        yield part


async def opened(request: UploadFileRequest) -> Source:
    """Return the source of a request's content.

    Raises:
        UploadError: the content is of no kind that can be uploaded, or its file cannot be opened.
    """
    content: Any = request.content
    match content:
        case bytes() | bytearray() | memoryview():
            return _Memory(cast("bytes", content))
        case str():
            return _Memory(content.encode("utf-8", "surrogateescape"))
        case Path():
            return await in_thread(_open, content)
        case io.TextIOBase():
            raise UploadError("The content is a file opened as text; open it in binary mode ('rb')")
        case _ if hasattr(content, "read"):
            return _File(content, await in_thread(_remaining, content) or request.object_size, is_ours=False)
        case AsyncIterable():
            return _Stream(cast("AsyncIterable[object]", content), request.object_size)
        case _:
            raise UploadError(
                f"A {type(content).__name__} cannot be uploaded; give bytes, text, a pathlib.Path, a binary file or an "
                "async iterator of bytes"
            )


def _open(path: Path) -> _File:
    try:
        file = path.open("rb")
        return _File(file, os.fstat(file.fileno()).st_size, is_ours=True, name=str(path))
    except OSError as problem:
        raise _unreadable(str(path), problem) from problem


def _remaining(file: Any) -> int | None:
    try:
        here = file.tell()
        end = file.seek(0, io.SEEK_END)
        file.seek(here)
        return int(end) - int(here)
    except (AttributeError, OSError, TypeError, ValueError):
        return None


def _unreadable(name: str, problem: Exception) -> UploadError:
    reason = problem.strerror if isinstance(problem, OSError) and problem.strerror else str(problem)
    return UploadError(f"The file {name} cannot be read: {reason}; check that it exists and may be read")


class _Memory:
    def __init__(self, content: bytes) -> None:
        self._view = memoryview(content).cast("B")
        self._position = 0

    @property
    def size(self) -> int:
        return len(self._view)

    async def read(self, size: int) -> bytes:
        piece = bytes(self._view[self._position : self._position + size])
        self._position += len(piece)
        return piece

    async def aclose(self) -> None:
        self._view.release()


class _File:
    def __init__(self, file: Any, size: int | None, *, is_ours: bool, name: str | None = None) -> None:
        self._file = file
        self._size = size
        self._is_ours = is_ours
        self._name = name or str(getattr(file, "name", "that was given"))

    @property
    def size(self) -> int | None:
        return self._size

    async def read(self, size: int) -> bytes:
        pieces: list[bytes] = []
        missing = size
        while missing > 0 and (piece := await self._piece(missing)):
            pieces.append(piece)
            missing -= len(piece)
        return pieces[0] if len(pieces) == 1 else b"".join(pieces)

    async def _piece(self, size: int) -> bytes:
        try:
            if inspect.iscoroutinefunction(self._file.read):
                piece = await self._file.read(size)
            else:
                piece = await in_thread(self._file.read, size)
                piece = await piece if inspect.isawaitable(piece) else piece
        except (OSError, ValueError) as problem:
            raise _unreadable(self._name, problem) from problem
        return _as_bytes(piece)

    async def aclose(self) -> None:
        if self._is_ours:
            await in_thread(self._file.close)


class _Stream:
    def __init__(self, content: AsyncIterable[object], size: int | None) -> None:
        self._iterator = aiter(content)
        self._size = size
        self._held = bytearray()

    @property
    def size(self) -> int | None:
        return self._size

    async def read(self, size: int) -> bytes:
        while len(self._held) < size:
            piece = await anext(self._iterator, None)
            if piece is None:
                break
            self._held += _as_bytes(piece)
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken

    async def aclose(self) -> None:
        self._held.clear()


def _as_bytes(piece: Any) -> bytes:
    if piece is None:
        return b""
    if not isinstance(piece, bytes | bytearray | memoryview):
        raise UploadError(f"The content gives {type(piece).__name__}, not bytes; open it in binary mode or encode it")
    return bytes(cast("bytes", piece))
