"""The ports: what the runtime needs of the outside, as Protocols.

`_platform` makes them real, `testing` fakes them; both pass the same tests. Every call may raise `TransportError` (no
answer came) or `PortError` (the other side refused).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

__all__ = [
    "Blobs",
    "CommandQueue",
    "Lake",
    "LakeObject",
    "LogEvent",
    "Logs",
    "Parameters",
    "Queues",
    "ReceivedMessage",
    "Rest",
    "SendFailure",
    "StoredObject",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMessage:
    """A message as the queue delivered it."""

    message_id: str
    body: str = field(repr=False)
    receipt: str = field(repr=False)
    receive_count: int = 1
    """ApproximateReceiveCount: how often it was delivered, this time included; all copies share it."""
    group: str | None = None
    """MessageGroupId of a FIFO queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SendFailure:
    """One entry of a batch that the queue did not take."""

    index: int
    """Position in the batch that was given."""
    code: str
    message: str
    is_sender_fault: bool
    """Whether sending it again cannot help."""


class CommandQueue(Protocol):
    """One SQS queue. Batch calls take any number of entries and cut them as SQS wants (10 entries, 256 KiB)."""

    @property
    def url(self) -> str:
        """The queue's URL."""
        ...

    async def receive(
        self, *, limit: int = 10, wait_s: int = 20, visibility_timeout_s: int | None = None
    ) -> Sequence[ReceivedMessage]:
        """Return up to `limit` (1 to 10) messages, waiting up to `wait_s` (0 to 20) for the first."""
        ...

    async def send(self, bodies: Sequence[str]) -> Sequence[SendFailure]:
        """Send messages; return those that were refused. Their order on the way is not kept."""
        ...

    async def delete(self, receipts: Sequence[str]) -> Sequence[SendFailure]:
        """Delete messages by receipt; return those that were refused."""
        ...

    async def extend(self, receipts: Sequence[str], visibility_timeout_s: int) -> Sequence[SendFailure]:
        """Hide messages for so long from now on (0: give back at once); return those that were refused."""
        ...

    async def visibility_timeout_s(self) -> int | None:
        """Return the queue's own visibility timeout, None where reading it is denied."""
        ...


class Queues(Protocol):
    """Opens queues by URL; the same URL gives the same queue."""

    def queue(self, url: str) -> CommandQueue:
        """Return the queue; no I/O happens yet."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeObject:
    """What an upload puts, beside its content."""

    bucket: str
    key: str
    metadata: Mapping[str, str]
    content_type: str | None = None
    content_encoding: str | None = None
    kms_key_id: str | None = None
    """Server-side encryption `aws:kms` with this key; None leaves the key to the bucket."""
    checksum_algorithm: str = "SHA256"
    """Of S3's additional checksums: SHA256, SHA1, CRC32, CRC32C, CRC64NVME."""
    checksum: str | None = None
    """Its value in base64 where the caller knows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredObject:
    """Where an upload went."""

    bucket: str
    key: str
    version_id: str | None


class Lake(Protocol):
    """Writes objects to the data lake."""

    async def put(self, target: LakeObject, content: bytes) -> StoredObject:
        """Write a small object in one request."""
        ...

    async def put_parts(self, target: LakeObject, parts: AsyncIterator[bytes]) -> StoredObject:
        """Write a large object as a multipart upload: a few parts at a time, aborted when `parts` raises."""
        ...

    async def get(self, bucket: str, key: str) -> bytes:
        """Read an object whole; only the certificate chain may be read."""
        ...


class Blobs(Protocol):
    """Presigned URLs. No Authorization header goes with them: S3 refuses two ways of signing at once."""

    async def fetch(self, url: str, *, limit_bytes: int) -> bytes:
        """Return the decoded body of a GET.

        Raises:
            PortError: any status but 200, or more than `limit_bytes`.
        """
        ...

    async def put(self, url: str, content: bytes, headers: Mapping[str, str]) -> None:
        """PUT the content.

        Raises:
            PortError: any status but 2xx.
        """
        ...


class Parameters(Protocol):
    """SSM's parameter store."""

    async def get(self, name: str) -> str:
        """Return a parameter's decrypted value."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEvent:
    """One line of the log as CloudWatch takes it."""

    timestamp_ms: int
    message: str


class Logs(Protocol):
    """CloudWatch Logs."""

    async def create_stream(self, group: str, stream: str) -> None:
        """Create a stream; one that is there already is no error. The group is never created."""
        ...

    async def put(self, group: str, stream: str, events: Sequence[LogEvent]) -> int:
        """Write one batch in order of time, within all limits; return how many events were refused for their age."""
        ...


class Answer(Protocol):
    """What the methods of `Rest` return."""

    @property
    def status_code(self) -> int:
        """HTTP status."""
        ...

    @property
    def parsed(self) -> Any:
        """The model of a success, None for a refusal."""
        ...

    @property
    def content(self) -> bytes:
        """The body as it came."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """Names in lower case."""
        ...


class Rest(Protocol):
    """The REST calls of a connector; `TdpApi` is one. A refusal is a result, not an exception."""

    async def get_connector_by_id(
        self, connector_id: str, resolve_secrets: bool | None = None, version: str = "v1", include: Any = ...
    ) -> Answer:
        """Read a connector's details."""
        ...

    async def get_connector_config(self, connector_id: str, connector_version: str = "", version: str = "v1") -> Answer:
        """Read one version of a connector's config."""
        ...

    async def get_connector_data(self, connector_id: str, keys: Any = ..., version: str = "v1") -> Answer:
        """Read the data store; `keys` joins keys by commas."""
        ...

    async def save_connector_data(self, connector_id: str, raw_data: Any, version: str = "v1") -> Answer:
        """Write to the data store."""
        ...

    async def heartbeat(self, connector_id: str, version: str = "v1") -> Answer:
        """Say that the connector is alive."""
        ...

    async def report_metrics(self, connector_id: str, metrics: Any, version: str = "v1") -> Answer:
        """Send points of metrics."""
        ...

    async def update_health(
        self, connector_id: str, update_connector_health_request: Any, version: str = "v1"
    ) -> Answer:
        """Set the stored health."""
        ...
