"""Uploads of files to the data lake."""

from __future__ import annotations

import logging
from collections.abc import Callable
from uuid import uuid4

from ts_connectors._core.checksums import ALGORITHMS
from ts_connectors._core.ports import Lake, LakeObject, StoredObject
from ts_connectors._runtime.file_content import SMALLEST_PART, Source, opened, part_size, parts_of
from ts_connectors._runtime.file_metadata import Origin, labels_content, labels_key, object_key, object_metadata
from ts_connectors._runtime.mtl import faults_of, merged
from ts_connectors.errors import UploadError
from ts_connectors.files import UploadFileRequest, UploadFileResponse

__all__ = ["Uploader"]

_log = logging.getLogger(__name__)


def _new_id() -> str:
    return str(uuid4())


class Uploader:
    """Puts files into the lake, small ones in one request, large ones in parts; safe to use from several loops.

    Args:
        lake: where to.
        bucket: the lake's bucket (DATALAKE_BUCKET).
        kms_key_id: KMS_KEY_ID; None leaves the key to the bucket.
        new_id: makes ids for files that come without.
    """

    def __init__(
        self, lake: Lake, *, bucket: str, kms_key_id: str | None = None, new_id: Callable[[], str] = _new_id
    ) -> None:
        self._lake = lake
        self._bucket = bucket
        self._kms_key_id = kms_key_id
        self._new_id = new_id

    async def upload(self, request: UploadFileRequest, origin: Origin, *, strict: bool = False) -> UploadFileResponse:
        """Upload a file, its labels first.

        Args:
            request: the file.
            origin: the connector it comes from: `Origin.of(details, org_slug=…, connector_id=…, hub_id=…)`.
            strict: whether metadata, tags or labels that the platform does not allow are refused rather than logged.

        Raises:
            UploadError: the file cannot be read, or cannot be uploaded as asked.
            PortError: S3 refused.
            TransportError: S3 gave no answer.
        """
        file_id = request.file_id or self._new_id()
        mtl = merged(origin.own, request)
        _judge(faults_of(mtl), request.filepath, strict=strict)
        target = LakeObject(
            bucket=self._bucket,
            key=object_key(origin, request),
            metadata=object_metadata(origin, request, mtl, file_id),
            content_type=request.content_type,
            content_encoding=request.content_encoding,
            kms_key_id=self._kms_key_id,
            checksum_algorithm=_algorithm(request),
        )
        source = await opened(request)
        try:
            # Content that cannot be read leaves no labels behind.
            first = await source.read(part_size(0, source.size))
            if mtl.labels:
                await self._put_labels(labels_key(origin, request, file_id), labels_content(mtl.labels))
            stored = await self._put(target, first, source)
        finally:
            await source.aclose()
        return UploadFileResponse(stored.bucket, stored.key, stored.version_id, file_id)

    async def _put(self, target: LakeObject, first: bytes, source: Source) -> StoredObject:
        if len(first) <= SMALLEST_PART:
            second = await source.read(part_size(1, source.size)) if len(first) == SMALLEST_PART else b""
            if not second:
                return await self._lake.put(target, first)
            return await self._lake.put_parts(target, parts_of(source, first, second))
        return await self._lake.put_parts(target, parts_of(source, first))

    async def _put_labels(self, key: str, content: bytes) -> None:
        target = LakeObject(
            bucket=self._bucket, key=key, metadata={}, content_type="application/json", kms_key_id=self._kms_key_id
        )
        await self._lake.put(target, content)


def _judge(faults: tuple[str, ...], filepath: str, *, strict: bool) -> None:
    if not faults:
        return
    if strict:
        raise UploadError(
            f"{filepath} cannot be uploaded: {'; '.join(faults)}; correct them, or upload without strict_mtl_validation"
        )
    _log.warning("The platform may refuse or change what goes with %s: %s", filepath, "; ".join(faults))


def _algorithm(request: UploadFileRequest) -> str:
    asked = (request.checksums or {}).get("s3AdditionalChecksum")
    algorithm = "SHA256" if asked is None else str(asked).upper()
    if algorithm not in ALGORITHMS:
        raise UploadError(f"s3AdditionalChecksum is {asked!r}; give one of {', '.join(sorted(ALGORITHMS))}")
    return algorithm
