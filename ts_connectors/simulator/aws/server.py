"""The local AWS: a server that takes what AWS takes and refuses what AWS refuses."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Mapping
from datetime import timedelta
from types import TracebackType
from typing import Literal, Self

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors.errors import UsageError
from ts_connectors.simulator.aws.account import Account
from ts_connectors.simulator.aws.authentication import Authentication
from ts_connectors.simulator.aws.buckets import Buckets, ObjectVersion
from ts_connectors.simulator.aws.credentials import Credentials, Register
from ts_connectors.simulator.aws.fault import FaultHook
from ts_connectors.simulator.aws.gate import Gate
from ts_connectors.simulator.aws.http import LoopbackServer
from ts_connectors.simulator.aws.policy import Policy
from ts_connectors.simulator.aws.presign import presigned_url
from ts_connectors.simulator.aws.queues import QueueMessage, Queues
from ts_connectors.simulator.aws.vault import StoredEvent, Vault

__all__ = ["AwsServer"]

ADMIN_LIFETIME = timedelta(days=3650)
FIRST_ACCOUNT = 100_000_000_000


class AwsServer:
    """SQS, S3, SSM, KMS and CloudWatch Logs on 127.0.0.1, in a thread of this process.

    Each start makes an empty account; several servers in one process do not see each other. (moto's `mock_aws` in the
    same process empties them all.) Methods may be called from any thread, and block; the gate is not in their way.

    Args:
        port: 0 takes any free one.
        region: the only region that clients may name.
        clock: the platform's time; decides when credentials and presigned URLs are over.
        wall: the time that clients sign and log with; decides what is skewed or too old.
        random_bytes: where account ids and credentials come from.
    """

    faults: FaultHook | None = None
    """Asked on every request that is otherwise allowed; set it at any time, also while running."""

    def __init__(
        self,
        port: int = 0,
        *,
        region: str = "us-east-1",
        clock: Clock | None = None,
        wall: Clock | None = None,
        random_bytes: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self.region = region
        self._port = port
        self._clock = clock or SystemClock()
        self._wall = wall or SystemClock()
        self._random_bytes = random_bytes
        self._run: _Run | None = None

    def start(self) -> None:
        """Listen and serve; returns when clients can connect. A second call does nothing.

        Raises:
            OSError: the port is taken.
        """
        if self._run is None:
            self._run = _Run(
                self._port,
                account_id=str(FIRST_ACCOUNT + int.from_bytes(self._random_bytes(8), "big") % (9 * FIRST_ACCOUNT)),
                region=self.region,
                register=Register(self._clock, random_bytes=self._random_bytes),
                clock=self._clock,
                wall=self._wall,
                fault_of=lambda service, action: self.faults(service, action) if self.faults is not None else None,
            )

    def stop(self) -> None:
        """Close the port and all connections and forget everything. Does nothing on a server that is not running."""
        run, self._run = self._run, None
        if run is not None:
            run.close()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    @property
    def endpoint(self) -> str:
        """What clients need as AWS_ENDPOINT_URL."""
        return self._running.endpoint

    @property
    def account_id(self) -> str:
        """The account's id, part of queue URLs; another one after each start."""
        return self._running.account.id

    @property
    def admin(self) -> Credentials:
        """Credentials that may do everything, for the platform itself; they outlive any session."""
        return self._running.admin

    @property
    def _running(self) -> _Run:
        if self._run is None:
            raise UsageError("The local AWS is not running: call start() first, or use it in a with block.")
        return self._run

    def issue_credentials(
        self, *, lifetime: timedelta, name: str, policy: Policy = Policy.CONNECTOR, certificate: str | None = None
    ) -> Credentials:
        """Make new temporary credentials.

        Args:
            lifetime: from now, by the platform's clock.
            name: whose they are; refusals name it.
            policy: what they allow.
            certificate: `bucket/key` of the one object that they may read besides.
        """
        return self._running.register.issue(lifetime=lifetime, name=name, policy=policy, certificate=certificate)

    def revoke(self, access_key_id: str) -> None:
        """Make credentials unknown from now on; unknown ones are ignored."""
        self._running.register.revoke(access_key_id)

    def create_queue(self, name: str, *, fifo: bool = False, visibility_timeout_s: int = 30) -> str:
        """Make a queue and return its URL; `fifo` adds `.fifo` to a name without."""
        full_name = self._running.queues.create(name, fifo=fifo, visibility_timeout_s=visibility_timeout_s)
        return f"{self.endpoint}/{self.account_id}/{full_name}"

    def send_message(self, url: str, body: str, *, group: str | None = None) -> str:
        """Send a message and return its id; a FIFO queue wants a `group`."""
        return self._running.queues.send(_name(url), body, group=group)

    def receive(self, url: str, *, limit: int = 10, wait_s: float = 0.0) -> list[QueueMessage]:
        """Take up to `limit` (at most 10) messages, waiting for the first; returns early when the server stops."""
        return self._running.queues.receive(_name(url), limit=limit, wait_s=wait_s)

    def delete(self, url: str, receipt_handle: str) -> None:
        """Remove a received message for good."""
        self._running.queues.delete(_name(url), receipt_handle)

    def queue_attributes(self, url: str) -> Mapping[str, str]:
        """Return all attributes, such as ApproximateNumberOfMessages and VisibilityTimeout."""
        return self._running.queues.attributes(_name(url))

    def purge(self, url: str) -> list[str]:
        """Remove all messages and return the bodies of those that nobody had received."""
        return self._running.queues.purge(_name(url))

    def create_bucket(self, name: str) -> None:
        """Make a versioned bucket; one of this name is kept as it is."""
        self._running.buckets.create(name)

    def put_object(self, bucket: str, key: str, body: bytes) -> str:
        """Write an object and return its version's id."""
        return self._running.buckets.put(bucket, key, body)

    def get_object(self, bucket: str, key: str, *, version_id: str | None = None) -> bytes:
        """Return an object's content; KeyError where there is none."""
        return self._running.buckets.get(bucket, key, version_id=version_id)

    def head_object(self, bucket: str, key: str, *, version_id: str | None = None) -> ObjectVersion:
        """Return metadata, encryption and checksum of an object; KeyError where there is none."""
        return self._running.buckets.head(bucket, key, version_id=version_id)

    def list_versions(self, bucket: str, *, prefix: str = "") -> list[ObjectVersion]:
        """Return all versions of all objects under a prefix: by key, the oldest first."""
        return self._running.buckets.versions(bucket, prefix=prefix)

    def presign(self, method: Literal["GET", "PUT"], bucket: str, key: str, *, expires_s: int = 3600) -> str:
        """Return a URL that lets whoever holds it read or write one object; it wants no Authorization header."""
        return presigned_url(
            self.endpoint,
            method=method,
            bucket=bucket,
            key=key,
            expires_s=expires_s,
            credentials=self.admin,
            region=self.region,
            now=self._clock.now(),
        )

    def create_log_group(self, name: str) -> None:
        """Make a log group; connectors make only streams."""
        self._running.vault.create_log_group(name)

    def log_streams(self, group: str) -> list[str]:
        """Return the names of a group's streams; KeyError where there is no such group."""
        return self._running.vault.log_streams(group)

    def log_events(self, group: str, stream: str) -> list[StoredEvent]:
        """Return a stream's events in order of time; KeyError where there is none."""
        return self._running.vault.log_events(group, stream)

    def put_parameter(self, name: str, value: str) -> None:
        """Store a SecureString, or replace it."""
        self._running.vault.put_parameter(name, value)

    def create_kms_key(self) -> str:
        """Make a key and return its ARN, as KMS_KEY_ID takes it; S3 refuses keys that were not made."""
        return self._running.vault.create_key()


class _Run:
    """What lives from a start to a stop."""

    def __init__(
        self,
        port: int,
        *,
        account_id: str,
        region: str,
        register: Register,
        clock: Clock,
        wall: Clock,
        fault_of: FaultHook,
    ) -> None:
        self._stopping = threading.Event()
        self.account = Account(account_id, region)
        self.register = register
        self.admin = register.issue(lifetime=ADMIN_LIFETIME, name="platform", policy=Policy.ADMIN)
        self.queues = Queues(self.account, self._stopping)
        self.buckets = Buckets(self.account)
        self.vault = Vault(self.account)
        authentication = Authentication(register, region=region, clock=clock, wall=wall)
        gate = Gate(self.account, authentication, self.queues, fault_of=fault_of, wall=wall, stopping=self._stopping)
        self._server = LoopbackServer(port, gate.answer)
        self.endpoint = f"http://127.0.0.1:{self._server.port}"
        self.account.warm_up()
        self._server.start()

    def close(self) -> None:
        self._stopping.set()
        self._server.stop()
        self.account.forget()


def _name(url: str) -> str:
    return url.rpartition("/")[2]
