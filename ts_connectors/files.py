"""What a connector says of a file that it uploads to the data lake, and what it learns of it."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, Protocol, TypeAlias, TypedDict

__all__ = ["BinaryFile", "Checksums", "Directive", "FileContent", "Label", "UploadFileRequest", "UploadFileResponse"]


class BinaryFile(Protocol):
    """A file opened in binary mode; `read` may also be a coroutine function, as in aiofiles."""

    def read(self, size: int = -1, /) -> Any:
        """Return up to `size` bytes, `b""` at the end."""
        ...


FileContent: TypeAlias = "bytes | bytearray | memoryview | str | Path | BinaryFile | AsyncIterable[bytes]"
"""Bytes, text (sent as UTF-8), the path of a file as `Path`, a binary file, or an async iterator of bytes."""


class Directive(StrEnum):
    """What to do with the connector's own metadata, tags or labels."""

    APPEND = "Append"
    """Add the file's to them; of metadata with the same key the file's wins."""
    REPLACE = "Replace"
    """Use only the file's."""

    # The published SDK's spelling.
    Append = APPEND
    Replace = REPLACE


@dataclass(frozen=True, slots=True)
class Label:
    """A label of a file; the same name may come with several values."""

    name: str
    value: str


class Checksums(TypedDict, total=False):
    """Checksums of the content that the author knows, kept with the file as they are given."""

    rawMd5Checksum: str
    rawSha1Checksum: str
    rawSha256Checksum: str
    rawCrc32Checksum: str
    rawCrc32cChecksum: str
    s3AdditionalChecksum: str
    """The algorithm that S3 checks the transfer with: SHA256 (default), SHA1, CRC32, CRC32C or CRC64NVME."""


@dataclass(slots=True)
class UploadFileRequest:
    """A file to upload; everything but content and path has a default."""

    content: FileContent = field(repr=False)
    """The content; a stream is read once, from where it stands, and is not closed."""
    filepath: str
    """Path in the lake below the connector's RAW folder; a leading `/` adds nothing."""
    source_type: str | None = None
    """Of `a-z`, `0-9` and `-`; None: the artifact's, else `unknown`."""
    file_id: str | None = None
    """None: a new one."""
    trace_id: str | None = None
    """None: the file's id."""
    trace: Mapping[str, str] | None = None
    """Further entries of the object's metadata; a name gets the prefix `ts_` unless it has it."""
    metadata: Mapping[str, str] | None = None
    metadata_directive: Directive | str | None = None
    """None: Append."""
    tags: Sequence[str] | None = None
    tags_directive: Directive | str | None = None
    """None: Append."""
    labels: Sequence[Label | Mapping[str, str]] | None = None
    labels_directive: Directive | str | None = None
    """None: Append."""
    checksums: Checksums | Mapping[str, str] | None = None
    content_encoding: str | None = None
    content_type: str | None = None
    object_size: int | None = None
    """Bytes of a stream, where known: it makes the parts of a very large upload even. Not needed otherwise."""
    destination_id: str | None = None
    """Another destination than the connector: a UUID of version 4."""


@dataclass(frozen=True, slots=True)
class UploadFileResponse:
    """Where a file went."""

    bucket: str
    key: str
    versionId: str | None  # noqa: N815 - users read it under its name on the wire
    """The object's version; None where the bucket keeps none."""
    fileId: str  # noqa: N815 - as above

    @property
    def version_id(self) -> str | None:
        """The object's version; None where the bucket keeps none."""
        return self.versionId

    @property
    def file_id(self) -> str:
        """The platform's id of the file."""
        return self.fileId
