"""A local AWS for each test, with clients of it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from botocore.session import Session, get_session

from tests.simulator.aws.clients import Clients, MovedClock
from ts_connectors.simulator.aws import AwsServer


@pytest.fixture
def clock() -> MovedClock:
    """The platform's time."""
    return MovedClock()


@pytest.fixture
def wall() -> MovedClock:
    """The time that clients are believed to have."""
    return MovedClock()


@pytest.fixture
def aws(clock: MovedClock, wall: MovedClock) -> Iterator[AwsServer]:
    """A running local AWS."""
    with AwsServer(clock=clock, wall=wall) as server:
        yield server


@pytest.fixture(scope="session")
def botocore_session() -> Session:
    """One session, which keeps the models of the services it has read."""
    return get_session()


@pytest.fixture
def clients(aws: AwsServer, botocore_session: Session) -> Iterator[Clients]:
    """Clients of the running local AWS."""
    made = Clients(aws, botocore_session)
    yield made
    made.close()
