"""S3 as the data lake: objects in one request or in parts."""

from __future__ import annotations

import asyncio
import io
import itertools
import logging
from collections.abc import AsyncIterator, Iterator
from typing import TYPE_CHECKING, Any

from ts_connectors._core.checksums import FULL_OBJECT_ONLY, checksum
from ts_connectors._core.ports import LakeObject, StoredObject
from ts_connectors._core.threads import in_thread
from ts_connectors._platform.aws_calls import ServiceCalls
from ts_connectors.errors import ConnectorError

if TYPE_CHECKING:
    from types_aiobotocore_s3 import S3Client

__all__ = ["S3Lake"]

PARTS_AT_A_TIME = 2

_log = logging.getLogger(__name__)


class S3Lake:
    """Writes objects to the data lake; safe to use from several loops."""

    def __init__(self, calls: ServiceCalls[S3Client]) -> None:
        self._calls = calls

    async def put(self, target: LakeObject, content: bytes) -> StoredObject:
        """Write a small object in one request."""
        value = target.checksum
        if value is None:
            value = await in_thread(checksum, target.checksum_algorithm, content)
        facts = {**_facts(target), **_checksum_field(target, value)}
        answer = await self._calls(
            # A stream is sent in pieces; bytes would go to the socket as one, and hold up the loop.
            "PutObject",
            lambda client: client.put_object(Body=io.BytesIO(content), **facts),
        )
        return _stored(target, answer)

    async def put_parts(self, target: LakeObject, parts: AsyncIterator[bytes]) -> StoredObject:
        """Write a large object as a multipart upload: two parts at a time, aborted when `parts` raises."""
        facts: dict[str, Any] = {**_facts(target), "ChecksumAlgorithm": target.checksum_algorithm}
        if target.checksum_algorithm in FULL_OBJECT_ONLY:
            facts["ChecksumType"] = "FULL_OBJECT"
        opened = await self._calls("CreateMultipartUpload", lambda client: client.create_multipart_upload(**facts))
        upload: dict[str, Any] = {"Bucket": target.bucket, "Key": target.key, "UploadId": opened["UploadId"]}
        try:
            done = await self._send_parts(target, upload, parts)
            answer = await self._calls(
                "CompleteMultipartUpload",
                lambda client: client.complete_multipart_upload(**upload, MultipartUpload={"Parts": done}),
            )
        except BaseException:
            await self._abort(upload)
            raise
        return _stored(target, answer)

    async def get(self, bucket: str, key: str) -> bytes:
        """Read an object whole; only the certificate chain may be read."""

        async def read(client: S3Client) -> bytes:
            answer = await client.get_object(Bucket=bucket, Key=key)
            async with answer["Body"] as body:
                return await body.read()

        return await self._calls("GetObject", read)

    async def _send_parts(self, target: LakeObject, upload: dict[str, Any], parts: AsyncIterator[bytes]) -> list[Any]:
        numbers, turn = itertools.count(1), asyncio.Lock()
        done: list[Any] = []

        async def send() -> None:
            while True:
                async with turn:
                    content = await anext(parts, None)
                    number = next(numbers)
                if content is None:
                    return
                done.append(await self._send_part(target, upload, number, content))

        await _all_or_none(send() for _ in range(PARTS_AT_A_TIME))
        return sorted(done, key=lambda part: part["PartNumber"])

    async def _send_part(
        self, target: LakeObject, upload: dict[str, Any], number: int, content: bytes
    ) -> dict[str, object]:
        named = _checksum_field(target, await in_thread(checksum, target.checksum_algorithm, content))
        answer = await self._calls(
            "UploadPart",
            lambda client: client.upload_part(**upload, **named, PartNumber=number, Body=io.BytesIO(content)),
        )
        return {"PartNumber": number, "ETag": answer["ETag"], **named}

    async def _abort(self, upload: dict[str, Any]) -> None:
        try:
            await self._calls("AbortMultipartUpload", lambda client: client.abort_multipart_upload(**upload))
        except ConnectorError as problem:
            # The role may not allow it; a rule of the bucket removes what is left over.
            _log.warning("A multipart upload of %s could not be aborted: %s", upload["Key"], problem)


async def _all_or_none(work: Iterator[Any]) -> None:
    loop = asyncio.get_running_loop()
    tasks = [loop.create_task(one) for one in work]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _facts(target: LakeObject) -> dict[str, Any]:
    facts = {
        "Bucket": target.bucket,
        "Key": target.key,
        "Metadata": dict(target.metadata),
        "ServerSideEncryption": "aws:kms",
        "SSEKMSKeyId": target.kms_key_id,
        "ContentType": target.content_type,
        "ContentEncoding": target.content_encoding,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _checksum_field(target: LakeObject, value: str) -> dict[str, Any]:
    return {f"Checksum{target.checksum_algorithm}": value}


def _stored(target: LakeObject, answer: Any) -> StoredObject:
    return StoredObject(bucket=target.bucket, key=target.key, version_id=answer.get("VersionId"))
