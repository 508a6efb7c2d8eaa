"""What arrived in the data lake."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from ts_connectors.simulator.aws import AwsServer, ObjectVersion

__all__ = ["LakeObject", "lake_objects"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeObject:
    """The newest version of an object."""

    key: str
    version_id: str
    content: bytes = field(repr=False)
    content_type: str
    metadata: Mapping[str, str]
    """The uploader's metadata, such as `ts_file_id`."""
    encryption: str | None
    kms_key_id: str | None
    checksum: str | None
    """As the uploader sent it, base64."""
    checksum_algorithm: str | None

    @property
    def size(self) -> int:
        """Bytes of content."""
        return len(self.content)

    @property
    def sha256(self) -> str:
        """Of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def lake_objects(aws: AwsServer, bucket: str, *, prefix: str = "") -> list[LakeObject]:
    """Return the objects of a bucket, by key."""
    # All versions of a key come together, the newest last.
    newest = {version.key: version for version in aws.list_versions(bucket, prefix=prefix)}
    return [_read(aws, bucket, version) for version in newest.values()]


def _read(aws: AwsServer, bucket: str, version: ObjectVersion) -> LakeObject:
    return LakeObject(
        key=version.key,
        version_id=version.version_id,
        content=aws.get_object(bucket, version.key, version_id=version.version_id),
        content_type=version.content_type,
        metadata=version.metadata,
        encryption=version.encryption,
        kms_key_id=version.kms_key_id,
        checksum=version.checksum,
        checksum_algorithm=version.checksum_algorithm,
    )
