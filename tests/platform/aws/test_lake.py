"""The data lake: the fake and S3 keep the same contract."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from tests.platform.aws.conftest import LakeUnderTest
from ts_connectors._core.ports import LakeObject
from ts_connectors.errors import PortError, UploadError

MIB = 1024 * 1024


@pytest.fixture
def target(name: str) -> LakeObject:
    return LakeObject(bucket="lake", key=f"org/{name}/RAW/run 1/ä.csv", metadata={"ts_file_id": name})


async def parts(*contents: bytes) -> AsyncIterator[bytes]:
    for content in contents:
        yield content


async def test_a_small_object_arrives_with_its_metadata(lake: LakeUnderTest, target: LakeObject) -> None:
    stored = await lake.port.put(target, b"1;2;3")
    assert lake.content(target.key) == b"1;2;3"
    assert lake.metadata(target.key) == target.metadata
    assert (stored.bucket, stored.key) == (target.bucket, target.key)


async def test_each_put_is_a_version_of_its_own(lake: LakeUnderTest, target: LakeObject) -> None:
    first = await lake.port.put(target, b"1")
    second = await lake.port.put(target, b"2")
    assert None not in {first.version_id, second.version_id}
    assert first.version_id != second.version_id


async def test_an_empty_object_is_stored(lake: LakeUnderTest, target: LakeObject) -> None:
    await lake.port.put(target, b"")
    assert lake.content(target.key) == b""


@pytest.mark.parametrize("algorithm", ["SHA256", "SHA1", "CRC32", "CRC32C", "CRC64NVME"])
async def test_every_algorithm_of_s3_is_taken(lake: LakeUnderTest, target: LakeObject, algorithm: str) -> None:
    await lake.port.put(replace(target, checksum_algorithm=algorithm), b"123456789")
    assert lake.content(target.key) == b"123456789"


async def test_a_checksum_of_other_content_is_refused(lake: LakeUnderTest, target: LakeObject) -> None:
    with pytest.raises(PortError) as caught:
        await lake.port.put(replace(target, checksum_algorithm="CRC32", checksum="AAAAAA=="), b"content")
    assert caught.value.code == "BadDigest"


async def test_a_key_of_kms_is_taken(lake: LakeUnderTest, target: LakeObject) -> None:
    await lake.port.put(replace(target, kms_key_id=lake.kms_key), b"1")
    assert lake.content(target.key) == b"1"


@pytest.mark.parametrize("algorithm", ["SHA256", "SHA1", "CRC32"])
async def test_parts_arrive_in_order_as_one_object(lake: LakeUnderTest, target: LakeObject, algorithm: str) -> None:
    contents = [bytes([number]) * 5 * MIB for number in range(3)]
    stored = await lake.port.put_parts(replace(target, checksum_algorithm=algorithm), parts(*contents, b"end"))
    assert lake.content(target.key) == b"".join(contents) + b"end"
    assert lake.metadata(target.key) == target.metadata
    assert stored.version_id is not None


@pytest.mark.parametrize("algorithm", ["CRC32C", "CRC64NVME"])
async def test_parts_may_have_a_checksum_worked_out_here(
    lake: LakeUnderTest, target: LakeObject, algorithm: str
) -> None:
    await lake.port.put_parts(replace(target, checksum_algorithm=algorithm), parts(b"the only part"))
    assert lake.content(target.key) == b"the only part"


async def test_parts_that_are_too_small_are_refused(lake: LakeUnderTest, target: LakeObject) -> None:
    with pytest.raises(PortError) as caught:
        await lake.port.put_parts(target, parts(b"too small", b"end"))
    assert caught.value.code == "EntityTooSmall"


async def test_parts_that_break_off_leave_no_object(lake: LakeUnderTest, target: LakeObject) -> None:
    async def breaking() -> AsyncIterator[bytes]:
        yield b"x" * 5 * MIB
        raise UploadError("the instrument was switched off")

    with pytest.raises(UploadError, match="switched off"):
        await lake.port.put_parts(target, breaking())
    assert lake.versions(target.key) == 0


async def test_a_bucket_that_is_not_there_is_a_refusal(lake: LakeUnderTest, target: LakeObject) -> None:
    with pytest.raises(PortError) as caught:
        await lake.port.put(replace(target, bucket="no-such-bucket"), b"1")
    assert (caught.value.code, caught.value.service, caught.value.is_retryable) == ("NoSuchBucket", "s3", False)


async def test_metadata_that_is_too_large_is_a_refusal(lake: LakeUnderTest, target: LakeObject) -> None:
    with pytest.raises(PortError) as caught:
        await lake.port.put(replace(target, metadata={"a": "x" * 2048}), b"1")
    assert caught.value.code == "MetadataTooLarge"
