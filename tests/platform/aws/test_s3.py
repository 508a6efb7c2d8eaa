"""What only S3 shows: encryption, checksums, what is left of an upload that fails."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from dataclasses import replace

import pytest

from tests.platform.aws.conftest import Issuer
from ts_connectors._core.ports import LakeObject
from ts_connectors._platform.aws import Aws
from ts_connectors.errors import PortError
from ts_connectors.simulator.aws.fault import Fault
from ts_connectors.simulator.aws.server import AwsServer

pytestmark = pytest.mark.integration

PART = b"p" * 5 * 1024 * 1024


@pytest.fixture
def target(name: str) -> LakeObject:
    return LakeObject(bucket="lake", key=f"org/{name}/RAW/a.csv", metadata={}, content_type="text/csv")


@pytest.fixture
def calls(server: AwsServer) -> Iterator[list[str]]:
    """The actions that the server was asked for."""
    seen: list[str] = []

    def note(service: str, action: str) -> None:
        seen.append(action)

    server.faults = note
    yield seen
    server.faults = None


async def two_parts() -> AsyncIterator[bytes]:
    yield PART
    yield b"end"


async def test_an_object_is_encrypted_with_the_key_of_the_connector(
    server: AwsServer, aws: Aws, target: LakeObject
) -> None:
    key = server.create_kms_key()
    await aws.lake.put(replace(target, kms_key_id=key, content_encoding="gzip"), b"1")
    stored = server.head_object("lake", target.key)
    assert (stored.encryption, stored.kms_key_id, stored.content_type) == ("aws:kms", key, "text/csv")


async def test_without_a_key_the_bucket_chooses_one(server: AwsServer, aws: Aws, target: LakeObject) -> None:
    await aws.lake.put(target, b"1")
    await aws.lake.put_parts(target, two_parts())
    encryptions = [(stored.encryption, stored.kms_key_id) for stored in server.list_versions("lake", prefix=target.key)]
    assert encryptions == [("aws:kms", None), ("aws:kms", None)]


async def test_the_checksum_that_was_given_is_the_one_that_travels(
    server: AwsServer, aws: Aws, target: LakeObject
) -> None:
    crc32c = "4waSgw=="  # of "123456789", as RFC 3720 has it
    await aws.lake.put(replace(target, checksum_algorithm="CRC32C", checksum=crc32c), b"123456789")
    stored = server.head_object("lake", target.key)
    assert (stored.checksum_algorithm, stored.checksum) == ("CRC32C", crc32c)


async def test_a_part_that_fails_aborts_the_upload(
    server: AwsServer, aws: Aws, target: LakeObject, calls: list[str]
) -> None:
    def fail_parts(service: str, action: str) -> Fault | None:
        calls.append(action)
        return Fault(status=403, code="AccessDenied") if action == "UploadPart" else None

    server.faults = fail_parts
    with pytest.raises(PortError) as caught:
        await aws.lake.put_parts(target, two_parts())
    assert caught.value.is_denied
    assert calls[-1] == "AbortMultipartUpload"
    assert "CompleteMultipartUpload" not in calls


async def test_an_upload_that_is_cancelled_is_aborted(aws: Aws, target: LakeObject, calls: list[str]) -> None:
    stuck = asyncio.Event()

    async def endless() -> AsyncIterator[bytes]:
        yield PART
        stuck.set()
        await asyncio.get_running_loop().create_future()

    upload = asyncio.get_running_loop().create_task(aws.lake.put_parts(target, endless()))
    await stuck.wait()
    upload.cancel()
    with pytest.raises(asyncio.CancelledError):
        await upload
    assert calls[-1] == "AbortMultipartUpload"


async def test_a_passing_failure_of_s3_is_tried_again(server: AwsServer, aws: Aws, target: LakeObject) -> None:
    faults = iter([Fault(status=503, code="SlowDown")])
    server.faults = lambda service, action: next(faults, None)
    await aws.lake.put(target, b"1")
    server.faults = None
    assert server.get_object("lake", target.key) == b"1"


async def test_no_more_than_two_parts_are_in_memory(aws: Aws, target: LakeObject, server: AwsServer) -> None:
    held, most = 0, 0

    async def counting() -> AsyncIterator[bytes]:
        nonlocal held, most
        for _ in range(6):
            held += 1
            most = max(most, held)
            yield PART

    def uploaded(service: str, action: str) -> Fault | None:
        nonlocal held
        held -= action == "UploadPart"
        return None

    server.faults = uploaded
    await aws.lake.put_parts(target, counting())
    server.faults = None
    assert most <= 2


async def test_the_certificate_chain_can_be_read_and_nothing_else(
    server: AwsServer, issuer: Issuer, aws: Aws, name: str
) -> None:
    issuer.certificate = f"lake/{name}/chain.pem"
    server.put_object("lake", f"{name}/chain.pem", b"PEM")
    assert await aws.lake.get("lake", f"{name}/chain.pem") == b"PEM"
    with pytest.raises(PortError) as caught:
        await aws.lake.get("lake", f"{name}/other")
    assert caught.value.is_denied
