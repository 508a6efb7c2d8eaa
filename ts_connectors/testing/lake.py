"""The data lake in memory, with the refusals of the real one."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass, field

from ts_connectors._core.checksums import checksum
from ts_connectors._core.ports import LakeObject, StoredObject
from ts_connectors.errors import PortError

__all__ = ["FakeLake", "LakeVersion"]

LEAST_PART_BYTES = 5 * 1024 * 1024
MOST_PARTS = 10_000
LARGEST_METADATA_BYTES = 2048
LONGEST_KEY_BYTES = 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeVersion:
    """One version of an object."""

    bucket: str
    key: str
    version_id: str
    content: bytes = field(repr=False)
    metadata: Mapping[str, str]
    content_type: str | None
    content_encoding: str | None
    kms_key_id: str | None
    checksum_algorithm: str
    parts: int
    """How many parts it came in; 0: in one request."""


class FakeLake:
    """Versioned buckets; `denied` names the calls that the role may not make, `outage` is raised by every call.

    Args:
        buckets: names of those that there are.
    """

    def __init__(self, *buckets: str) -> None:
        self.buckets = set(buckets)
        self.versions: list[LakeVersion] = []
        """All versions of all objects, in order."""
        self.open_uploads: set[str] = set()
        """Keys whose upload in parts is neither completed nor aborted."""
        self.requests: Counter[str] = Counter()
        """What S3 would have been asked, by its own name for it."""
        self.denied: set[str] = set()
        self.outage: Exception | None = None
        self._numbers = itertools.count(1)
        self._errors: dict[str, list[Exception]] = {}

    def fail(self, call: str, *errors: Exception) -> None:
        """Raise these errors from the next requests of a call, such as `UploadPart`, one each."""
        self._errors.setdefault(call, []).extend(errors)

    def find(self, bucket: str, key: str) -> LakeVersion:
        """Return the newest version of an object.

        Raises:
            KeyError: there is none.
        """
        for version in reversed(self.versions):
            if (version.bucket, version.key) == (bucket, key):
                return version
        raise KeyError(f"{bucket}/{key}")

    @property
    def keys(self) -> list[str]:
        """Keys in order of writing, one for each version."""
        return [version.key for version in self.versions]

    def preload(self, bucket: str, key: str, content: bytes) -> None:
        """Put an object there that nobody uploaded, such as a certificate chain."""
        self.buckets.add(bucket)
        self._keep(LakeObject(bucket=bucket, key=key, metadata={}), content, parts=0)

    async def put(self, target: LakeObject, content: bytes) -> StoredObject:
        """Write a small object in one request."""
        self._ask("PutObject", target)
        actual = checksum(target.checksum_algorithm, content)
        if target.checksum not in (None, actual):
            raise _refusal("BadDigest", f"The {target.checksum_algorithm} you specified did not match")
        return self._keep(target, content, parts=0)

    async def put_parts(self, target: LakeObject, parts: AsyncIterator[bytes]) -> StoredObject:
        """Write a large object as a multipart upload, aborted when `parts` raises."""
        self._ask("CreateMultipartUpload", target)
        self.open_uploads.add(target.key)
        taken: list[bytes] = []
        try:
            async for part in parts:
                self._ask("UploadPart", target)
                checksum(target.checksum_algorithm, part)
                taken.append(part)
            self._ask("CompleteMultipartUpload", target)
            _check_parts(taken)
        finally:
            self.open_uploads.discard(target.key)
        return self._keep(target, b"".join(taken), parts=len(taken))

    async def get(self, bucket: str, key: str) -> bytes:
        """Read an object whole."""
        self._ask("GetObject", LakeObject(bucket=bucket, key=key, metadata={}))
        try:
            return self.find(bucket, key).content
        except KeyError:
            raise _refusal("NoSuchKey", "The specified key does not exist.", 404) from None

    def _ask(self, call: str, target: LakeObject) -> None:
        self.requests[call] += 1
        if self.outage is not None:
            raise self.outage
        if errors := self._errors.get(call):
            raise errors.pop(0)
        if call in self.denied:
            raise _refusal("AccessDenied", f"s3:{call} is denied", 403)
        for code, message, status in _faults(target, self.buckets):
            raise _refusal(code, message, status)

    def _keep(self, target: LakeObject, content: bytes, *, parts: int) -> StoredObject:
        version_id = f"v-{next(self._numbers)}"
        self.versions.append(
            LakeVersion(
                bucket=target.bucket,
                key=target.key,
                version_id=version_id,
                content=content,
                metadata=dict(target.metadata),
                content_type=target.content_type,
                content_encoding=target.content_encoding,
                kms_key_id=target.kms_key_id,
                checksum_algorithm=target.checksum_algorithm,
                parts=parts,
            )
        )
        return StoredObject(bucket=target.bucket, key=target.key, version_id=version_id)


def _faults(target: LakeObject, buckets: set[str]) -> Iterator[tuple[str, str, int]]:
    if target.bucket not in buckets:
        yield "NoSuchBucket", "The specified bucket does not exist", 404
    if len(target.key.encode()) > LONGEST_KEY_BYTES:
        yield "KeyTooLongError", "Your key is too long", 400
    if not all(value.isascii() for value in target.metadata.values()):
        yield "SignatureDoesNotMatch", "Metadata outside ASCII must be encoded as RFC 2047 says", 403
    if sum(len(name) + len(value) for name, value in target.metadata.items()) > LARGEST_METADATA_BYTES:
        yield "MetadataTooLarge", "Your metadata headers exceed the maximum allowed metadata size", 400


def _check_parts(parts: list[bytes]) -> None:
    if not parts:
        raise _refusal("MalformedXML", "An upload has at least one part")
    if len(parts) > MOST_PARTS:
        raise _refusal("InvalidArgument", f"An upload has at most {MOST_PARTS} parts")
    if any(len(part) < LEAST_PART_BYTES for part in parts[:-1]):
        raise _refusal("EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size")


def _refusal(code: str, message: str, status: int = 400) -> PortError:
    return PortError(f"s3 refused with {code}: {message}", service="s3", code=code, status=status)
