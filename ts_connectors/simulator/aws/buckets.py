"""The buckets of an account, for the platform's own use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import cast

from moto.s3.models import FakeKey, s3_backends

from ts_connectors.simulator.aws.account import Account

__all__ = ["Buckets", "ObjectVersion"]

METADATA_PREFIX = "x-amz-meta-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectVersion:
    """One version of an object, without its content."""

    key: str
    version_id: str
    size: int
    etag: str
    last_modified: datetime
    content_type: str
    metadata: Mapping[str, str]
    """The author's metadata, names in lower case without `x-amz-meta-`."""
    encryption: str | None
    """`aws:kms`, `AES256`, or None where the request named none."""
    kms_key_id: str | None
    checksum: str | None = field(repr=False)
    """As the client sent it, base64; of a multipart upload with checksums, that of the parts' checksums."""
    checksum_algorithm: str | None


class Buckets:
    """Makes buckets and reads and writes objects, past the gate and its limits."""

    def __init__(self, account: Account) -> None:
        self._account = account

    def create(self, name: str) -> None:
        """Make a versioned bucket; one of this name is kept as it is."""
        with self._account.locks["s3"]:
            if name not in self._account.s3.buckets:
                # moto keeps one list of names for all accounts; ours stays out of it, whoever else has this name.
                others = s3_backends.bucket_accounts.pop(name, None)
                self._account.s3.create_bucket(name, self._account.region)
                del s3_backends.bucket_accounts[name]
                if others is not None:
                    s3_backends.bucket_accounts[name] = others
            self._account.s3.put_bucket_versioning(name, "Enabled")

    def put(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object and return its version's id."""
        with self._account.locks["s3"]:
            return self._account.s3.put_object(bucket, key, body).version_id

    def get(self, bucket: str, key: str, *, version_id: str | None = None) -> bytes:
        """Return an object's content, of the newest version unless one is named.

        Raises:
            KeyError: there is no such object.
        """
        with self._account.locks["s3"]:
            return self._find(bucket, key, version_id).value

    def head(self, bucket: str, key: str, *, version_id: str | None = None) -> ObjectVersion:
        """Return what is known of an object besides its content.

        Raises:
            KeyError: there is no such object.
        """
        with self._account.locks["s3"]:
            return _described(self._find(bucket, key, version_id))

    def versions(self, bucket: str, *, prefix: str = "") -> list[ObjectVersion]:
        """Return all versions of all objects under a prefix: by key, the oldest first."""
        with self._account.locks["s3"]:
            stored = self._account.s3.get_bucket(bucket).keys
            names = sorted(name for name in cast("Iterable[str]", stored) if name.startswith(prefix))
            return [
                _described(version)
                for name in names
                for version in stored.getlist(name)
                if isinstance(version, FakeKey)
            ]

    def _find(self, bucket: str, key: str, version_id: str | None) -> FakeKey:
        found = self._account.s3.get_object(bucket, key, version_id=version_id)
        if found is None:
            raise KeyError(f"{bucket}/{key}")
        return found


def _described(stored: FakeKey) -> ObjectVersion:
    metadata = {name.lower(): str(value) for name, value in stored.metadata.items()}
    return ObjectVersion(
        key=stored.name,
        version_id=stored.version_id,
        size=stored.size,
        etag=stored.etag.strip('"'),
        last_modified=stored.last_modified.replace(tzinfo=UTC),
        content_type=metadata.get("content-type", ""),
        metadata={
            name.removeprefix(METADATA_PREFIX): value
            for name, value in metadata.items()
            if name.startswith(METADATA_PREFIX)
        },
        encryption=stored.encryption,
        kms_key_id=stored.kms_key_id,
        checksum=stored.checksum_value,
        checksum_algorithm=stored.checksum_algorithm,
    )
