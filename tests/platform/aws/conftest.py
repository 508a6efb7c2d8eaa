"""The local AWS, and the adapters as a connector has them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import uuid4

import pytest

from ts_connectors._core.clock import SystemClock
from ts_connectors._core.ports import CommandQueue, Lake, Logs
from ts_connectors._platform.aws import Aws
from ts_connectors._platform.credentials import AwsCredentials
from ts_connectors.simulator.aws.policy import Policy
from ts_connectors.simulator.aws.server import AwsServer
from ts_connectors.testing.clock import ManualClock
from ts_connectors.testing.lake import FakeLake
from ts_connectors.testing.logs import FakeLogs
from ts_connectors.testing.queues import FakeQueue

REGION = "us-east-1"


@dataclass
class Issuer:
    """A source of credentials that the local AWS knows."""

    server: AwsServer
    policy: Policy = Policy.CONNECTOR
    lifetime: timedelta = timedelta(hours=1)
    issued: list[AwsCredentials] = field(default_factory=list)
    failures: list[Exception] = field(default_factory=list)
    certificate: str | None = None

    async def fetch(self) -> AwsCredentials:
        if self.failures:
            raise self.failures.pop(0)
        fresh = self.server.issue_credentials(
            lifetime=self.lifetime, name="connector", policy=self.policy, certificate=self.certificate
        )
        self.issued.append(
            AwsCredentials(
                access_key_id=fresh.access_key_id,
                secret_access_key=fresh.secret_access_key,
                session_token=fresh.session_token,
                expires_at=fresh.expires_at,
            )
        )
        return self.issued[-1]


@pytest.fixture(scope="session")
def server() -> Iterator[AwsServer]:
    with AwsServer(region=REGION) as running:
        running.create_bucket("lake")
        yield running


@pytest.fixture
def issuer(server: AwsServer) -> Issuer:
    return Issuer(server)


@pytest.fixture
async def aws(server: AwsServer, issuer: Issuer) -> AsyncIterator[Aws]:
    adapters = Aws(region=REGION, credentials=issuer, endpoint_url=server.endpoint)
    yield adapters
    await adapters.aclose()


@pytest.fixture
def name() -> str:
    """A name that no other test uses."""
    return f"t-{uuid4()}"


@dataclass(frozen=True)
class LakeUnderTest:
    """A lake, and a look behind it."""

    port: Lake
    content: Callable[[str], bytes]
    metadata: Callable[[str], dict[str, str]]
    versions: Callable[[str], int]
    kms_key: str


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.integration)])
def lake(request: pytest.FixtureRequest) -> LakeUnderTest:
    if request.param == "fake":
        fake = FakeLake("lake")
        return LakeUnderTest(
            port=fake,
            content=lambda key: fake.find("lake", key).content,
            metadata=lambda key: dict(fake.find("lake", key).metadata),
            versions=lambda key: fake.keys.count(key),
            kms_key="arn:aws:kms:us-east-1:123456789012:key/made-up",
        )
    server: AwsServer = request.getfixturevalue("server")
    aws: Aws = request.getfixturevalue("aws")
    return LakeUnderTest(
        port=aws.lake,
        content=lambda key: server.get_object("lake", key),
        metadata=lambda key: dict(server.head_object("lake", key).metadata),
        versions=lambda key: len(server.list_versions("lake", prefix=key)),
        kms_key=server.create_kms_key(),
    )


@dataclass(frozen=True)
class LogsUnderTest:
    """CloudWatch Logs with one group, and a look behind it."""

    port: Logs
    group: str
    now_ms: int
    messages: Callable[[str], list[str]]


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.integration)])
def logs(request: pytest.FixtureRequest, name: str) -> LogsUnderTest:
    group = f"/connector/org/{name}"
    if request.param == "fake":
        clock = ManualClock()
        fake = FakeLogs(clock, group)
        now_ms = int(clock.now().timestamp() * 1000)
        return LogsUnderTest(fake, group, now_ms, lambda stream: fake.messages(group, stream))
    server: AwsServer = request.getfixturevalue("server")
    aws: Aws = request.getfixturevalue("aws")
    server.create_log_group(group)
    return LogsUnderTest(
        aws.logs,
        group,
        int(SystemClock().now().timestamp() * 1000),
        lambda stream: [event.message for event in server.log_events(group, stream)],
    )


@dataclass(frozen=True)
class QueueUnderTest:
    """A queue, and what others put into it and take out of it."""

    port: CommandQueue
    put: Callable[[str], object]
    sent: Callable[[], list[str]]
    """The messages that `send` brought."""


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.integration)])
def queue(request: pytest.FixtureRequest, name: str) -> QueueUnderTest:
    return _queue(request, name)


@pytest.fixture(params=["fake", pytest.param("real", marks=pytest.mark.integration)])
def fifo(request: pytest.FixtureRequest, name: str) -> QueueUnderTest:
    return _queue(request, f"{name}.fifo")


def _queue(request: pytest.FixtureRequest, name: str) -> QueueUnderTest:
    group = "g" if name.endswith(".fifo") else None
    if request.param == "fake":
        fake = FakeQueue(f"https://sqs.test/{name}", SystemClock(), visibility_timeout_s=30)
        return QueueUnderTest(fake, lambda body: fake.put(body, group=group), lambda: list(fake.sent))
    server: AwsServer = request.getfixturevalue("server")
    issuer: Issuer = request.getfixturevalue("issuer")
    issuer.policy = Policy.ADMIN
    aws: Aws = request.getfixturevalue("aws")
    url = server.create_queue(name.removesuffix(".fifo"), fifo=group is not None, visibility_timeout_s=30)
    return QueueUnderTest(
        aws.queues.queue(url),
        lambda body: server.send_message(url, body, group=group),
        lambda: [message.body for _ in range(5) for message in server.receive(url)],
    )
