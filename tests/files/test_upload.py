"""Uploads from end to end, over the lake in memory."""

from __future__ import annotations

import io
import json
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.files.conftest import CONNECTOR_ID, FILE_ID
from ts_connectors import file_uploader, files
from ts_connectors._runtime.file_metadata import Origin
from ts_connectors._runtime.mtl import Mtl
from ts_connectors._runtime.upload import Uploader
from ts_connectors.errors import PortError, UploadError
from ts_connectors.files import Label, UploadFileRequest, UploadFileResponse
from ts_connectors.testing.lake import FakeLake

MIB = 1024 * 1024
KEY = f"org/{CONNECTOR_ID}/RAW/a.csv"
LABELS_KEY = f"org/{CONNECTOR_ID}/TMP/a.csv/{FILE_ID}.labels"


async def test_a_file_arrives_and_its_answer_says_where(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    request = UploadFileRequest(b"1;2;3", "/a.csv", content_type="text/csv", content_encoding="identity")
    response = await uploader.upload(request, origin)
    stored = lake.find("lake", KEY)
    assert stored.content == b"1;2;3"
    assert (stored.content_type, stored.content_encoding, stored.checksum_algorithm) == (
        "text/csv",
        "identity",
        "SHA256",
    )
    assert response == UploadFileResponse(bucket="lake", key=KEY, versionId=stored.version_id, fileId=FILE_ID)
    assert (response.file_id, response.version_id) == (response.fileId, response.versionId)


async def test_a_file_keeps_the_id_that_it_has(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    response = await uploader.upload(UploadFileRequest(b"1", "a.csv", file_id="mine"), origin)
    assert response.fileId == "mine"
    assert lake.find("lake", KEY).metadata["ts_file_id"] == "mine"


async def test_the_key_of_kms_goes_with_the_file_and_its_labels(lake: FakeLake, origin: Origin) -> None:
    uploader = Uploader(lake, bucket="lake", kms_key_id="kms-1")
    await uploader.upload(UploadFileRequest(b"1", "a.csv", labels=[Label("a", "b")]), origin)
    assert [version.kms_key_id for version in lake.versions] == ["kms-1", "kms-1"]


@pytest.mark.parametrize(
    ("size", "parts"),
    [
        pytest.param(0, 0, id="empty"),
        pytest.param(8 * MIB, 0, id="8 MiB in one request"),
        pytest.param(8 * MIB + 1, 2, id="a byte more in parts"),
        pytest.param(24 * MIB, 3, id="whole parts"),
    ],
)
@pytest.mark.parametrize("kind", ["bytes", "file", "stream"])
async def test_only_what_is_large_goes_in_parts(
    uploader: Uploader, lake: FakeLake, origin: Origin, size: int, parts: int, kind: str
) -> None:
    content = b"x" * size

    async def stream() -> AsyncIterator[bytes]:
        for start in range(0, size, MIB):
            yield content[start : start + MIB]

    given: Any = {"bytes": content, "file": io.BytesIO(content), "stream": stream()}[kind]
    await uploader.upload(UploadFileRequest(given, "a.csv"), origin)
    stored = lake.find("lake", KEY)
    assert (len(stored.content), stored.parts) == (size, parts)


async def test_labels_are_put_before_the_file(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    origin = replace(origin, own=Mtl.of(None, None, [Label("room", "5")]))
    await uploader.upload(UploadFileRequest(b"1", "a.csv", labels=[Label("größe", "7")]), origin)
    assert lake.keys == [LABELS_KEY, KEY]
    assert json.loads(lake.find("lake", LABELS_KEY).content) == [
        {"name": "room", "value": "5"},
        {"name": "größe", "value": "7"},
    ]


async def test_without_labels_only_the_file_is_put(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    await uploader.upload(UploadFileRequest(b"1", "a.csv"), origin)
    assert lake.keys == [KEY]


async def test_a_file_whose_labels_are_refused_is_not_put(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    lake.fail("PutObject", PortError("no", service="s3", code="SlowDown", status=503))
    with pytest.raises(PortError):
        await uploader.upload(UploadFileRequest(b"1", "a.csv", labels=[Label("a", "b")]), origin)
    assert lake.keys == []


async def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    uploader: Uploader, lake: FakeLake, origin: Origin, tmp_path: Path
) -> None:
    with pytest.raises(UploadError, match=r"none\.csv cannot be read"):
        await uploader.upload(UploadFileRequest(tmp_path / "none.csv", "a.csv", labels=[Label("a", "b")]), origin)
    assert lake.keys == []


async def test_a_stream_that_breaks_off_leaves_no_file(uploader: Uploader, lake: FakeLake, origin: Origin) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield b"x" * 20 * MIB
        raise ConnectionResetError("the instrument was switched off")

    with pytest.raises(ConnectionResetError):
        await uploader.upload(UploadFileRequest(breaking(), "a.csv"), origin)
    assert (lake.keys, lake.open_uploads) == ([], set())


async def test_a_broken_rule_is_a_warning(
    uploader: Uploader, lake: FakeLake, origin: Origin, caplog: pytest.LogCaptureFixture
) -> None:
    await uploader.upload(UploadFileRequest(b"1", "a.csv", tags=["a,b"]), origin)
    assert lake.keys == [KEY]
    assert "tag 'a,b' must be of" in caplog.text


async def test_every_broken_rule_is_named_at_once_where_they_are_strict(
    uploader: Uploader, lake: FakeLake, origin: Origin
) -> None:
    request = UploadFileRequest(b"1", "a.csv", tags=["a,b"], metadata={"c:d": "e"})
    with pytest.raises(UploadError, match=r"metadata key 'c:d'.*tag 'a,b'.*correct them"):
        await uploader.upload(request, origin, strict=True)
    assert lake.keys == []


@pytest.mark.parametrize("asked", ["CRC32C", "crc64nvme", "SHA1"])
async def test_another_checksum_can_be_asked_for(
    uploader: Uploader, lake: FakeLake, origin: Origin, asked: str
) -> None:
    await uploader.upload(UploadFileRequest(b"1", "a.csv", checksums={"s3AdditionalChecksum": asked}), origin)
    assert lake.find("lake", KEY).checksum_algorithm == asked.upper()


async def test_a_checksum_that_s3_does_not_know_is_refused(uploader: Uploader, origin: Origin) -> None:
    request = UploadFileRequest(b"1", "a.csv", checksums={"s3AdditionalChecksum": "MD4"})
    with pytest.raises(UploadError, match="s3AdditionalChecksum is 'MD4'; give one of CRC32, CRC32C, CRC64NVME"):
        await uploader.upload(request, origin)


def test_the_published_module_gives_the_same_names() -> None:
    assert file_uploader.UploadFileRequest is files.UploadFileRequest
    assert set(file_uploader.__all__) <= set(files.__all__)
