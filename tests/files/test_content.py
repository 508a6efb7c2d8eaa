"""Content of every kind, read in parts."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest

from ts_connectors._runtime.file_content import SMALLEST_PART, opened, part_size, parts_of
from ts_connectors.errors import UploadError
from ts_connectors.files import UploadFileRequest

MIB = 1024 * 1024
CONTENT = bytes(range(256)) * 40


class Slow(io.RawIOBase):
    """A file that gives a few bytes at a time, and cannot go back."""

    def __init__(self, content: bytes) -> None:
        self._rest = content

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1, /) -> bytes:
        step = min(size, 7)
        given, self._rest = self._rest[:step], self._rest[step:]
        return given


class AsyncFile:
    """A file as aiofiles opens it."""

    def __init__(self, content: bytes) -> None:
        self._file = io.BytesIO(content)

    async def read(self, size: int = -1) -> bytes:
        return self._file.read(size)


async def pieces(*contents: bytes) -> AsyncIterator[bytes]:
    for content in contents:
        yield content


def a_path(folder: Path) -> Path:
    path = folder / "a.bin"
    path.write_bytes(CONTENT)
    return path


@pytest.mark.parametrize(
    ("make", "size"),
    [
        pytest.param(lambda folder: CONTENT, len(CONTENT), id="bytes"),
        pytest.param(lambda folder: bytearray(CONTENT), len(CONTENT), id="bytearray"),
        pytest.param(lambda folder: memoryview(CONTENT), len(CONTENT), id="memoryview"),
        pytest.param(a_path, len(CONTENT), id="path"),
        pytest.param(lambda folder: io.BytesIO(CONTENT), len(CONTENT), id="binary file"),
        pytest.param(lambda folder: Slow(CONTENT), None, id="pipe"),
        pytest.param(lambda folder: AsyncFile(CONTENT), None, id="asynchronous file"),
        pytest.param(lambda folder: pieces(CONTENT[:10], b"", CONTENT[10:]), None, id="async iterator"),
    ],
)
async def test_content_of_any_kind_is_read_to_its_end(
    make: Callable[[Path], Any], size: int | None, tmp_path: Path
) -> None:
    source = await opened(UploadFileRequest(make(tmp_path), "a"))
    assert source.size == size
    assert await source.read(100) == CONTENT[:100]
    assert await source.read(len(CONTENT)) == CONTENT[100:]
    assert await source.read(1) == b""
    await source.aclose()


async def test_text_is_sent_as_utf_8() -> None:
    source = await opened(UploadFileRequest("größe", "a"))
    assert await source.read(100) == "größe".encode()
    await source.aclose()


async def test_a_file_is_read_from_where_it_stands_and_stays_open() -> None:
    file = io.BytesIO(b"header;content")
    file.seek(7)
    source = await opened(UploadFileRequest(file, "a"))
    assert (source.size, await source.read(100)) == (7, b"content")
    await source.aclose()
    assert not file.closed


async def test_the_size_of_a_stream_is_taken_from_the_request() -> None:
    source = await opened(UploadFileRequest(pieces(b"x"), "a", object_size=7))
    assert source.size == 7


@pytest.mark.parametrize(
    ("make", "message"),
    [
        pytest.param(lambda folder: folder / "none.csv", r"none\.csv cannot be read: No such file", id="no such file"),
        pytest.param(lambda folder: folder, "cannot be read: Is a directory", id="a folder"),
        pytest.param(lambda folder: io.StringIO("text"), r"open it in binary mode \('rb'\)", id="text file"),
        pytest.param(lambda folder: 7, "A int cannot be uploaded; give bytes, text", id="a number"),
        pytest.param(lambda folder: ["a"], "A list cannot be uploaded; give bytes, text", id="a list"),
    ],
)
async def test_content_that_cannot_be_read_says_why(make: Callable[[Path], Any], message: str, tmp_path: Path) -> None:
    with pytest.raises(UploadError, match=message):
        await opened(UploadFileRequest(make(tmp_path), "a"))


async def test_a_closed_file_says_why_it_cannot_be_read() -> None:
    file = io.BytesIO(b"x")
    file.close()
    source = await opened(UploadFileRequest(file, "a"))
    with pytest.raises(UploadError, match="I/O operation on closed file"):
        await source.read(1)


async def test_an_iterator_of_text_is_refused() -> None:
    async def lines() -> AsyncIterator[Any]:
        yield "line"

    source = await opened(UploadFileRequest(lines(), "a"))
    with pytest.raises(UploadError, match="The content gives str, not bytes"):
        await source.read(1)


@pytest.mark.parametrize(
    ("number", "total", "expected"),
    [
        pytest.param(0, 9 * MIB, 8 * MIB, id="small file"),
        pytest.param(0, 80_000 * MIB, 8 * MIB, id="ten thousand parts exactly"),
        pytest.param(0, 80_000 * MIB + 1, 8 * MIB + 1, id="a byte more"),
        pytest.param(0, None, 8 * MIB, id="unknown: first part"),
        pytest.param(999, None, 8 * MIB, id="unknown: thousandth part"),
        pytest.param(1000, None, 16 * MIB, id="unknown: next part"),
    ],
)
def test_parts_are_as_small_as_their_number_allows(number: int, total: int | None, expected: int) -> None:
    assert part_size(number, total) == expected


def test_parts_of_unknown_length_reach_the_largest_object_of_s3() -> None:
    assert sum(part_size(number, None) for number in range(10_000)) >= 5 * 1024 * 1024 * MIB


async def test_parts_follow_those_that_were_read_already() -> None:
    source = await opened(UploadFileRequest(b"x" * (SMALLEST_PART + 1), "a"))
    assert [len(part) async for part in parts_of(source, b"first")] == [5, SMALLEST_PART, 1]
