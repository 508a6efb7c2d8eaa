"""A local platform for each test, with a user, a connector, and the connector's end of its queues."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from botocore.session import Session, get_session

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.device import Device
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import Artifact, LocalConnector, LocalPlatform

SCALE = Artifact(
    namespace="common",
    slug="scale",
    version="v1.2.0",
    name="Scale",
    description="Weighs",
    source_type="scale",
    manifest={"type": "connector"},
)


@pytest.fixture
def clock() -> MovedClock:
    """The platform's time."""
    return MovedClock()


@pytest.fixture
def platform(clock: MovedClock) -> Iterator[LocalPlatform]:
    """A running platform."""
    with LocalPlatform(clock=clock) as running:
        yield running


@pytest.fixture(scope="session")
def botocore_session() -> Session:
    """One session, which keeps the models of the services it has read."""
    return get_session()


@pytest.fixture
def http() -> Iterator[httpx.Client]:
    """Connections that are kept."""
    with httpx.Client(timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture
def admin(http: httpx.Client, platform: LocalPlatform) -> Caller:
    """A user."""
    return Caller(http, platform, platform.user_token)


@pytest.fixture
def connector(platform: LocalPlatform) -> LocalConnector:
    """A standalone connector, IDLE."""
    return platform.create_connector("Scale 7", artifact=SCALE)


@pytest.fixture
def itself(http: httpx.Client, platform: LocalPlatform, connector: LocalConnector) -> Caller:
    """The connector, calling REST."""
    return Caller(http, platform, connector.token)


@pytest.fixture
def device(
    platform: LocalPlatform, connector: LocalConnector, itself: Caller, botocore_session: Session
) -> Iterator[Device]:
    """The connector's end of its queues."""
    made = Device(platform, connector, itself, botocore_session)
    yield made
    made.close()
