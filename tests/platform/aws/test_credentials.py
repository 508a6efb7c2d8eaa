"""Credentials: when they are replaced, by whom, and what happens when that fails."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from ts_connectors._platform.credentials import AwsCredentials, RotatingCredentials, refresh_time
from ts_connectors.errors import PortError, ServerError, TransportError, UnauthorizedError
from ts_connectors.testing.clock import ManualClock

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


@dataclass
class Source:
    """Hands out numbered credentials that live an hour."""

    clock: ManualClock
    failures: list[Exception] = field(default_factory=list)
    fetched: int = 0
    gate: asyncio.Event | None = None

    async def fetch(self) -> AwsCredentials:
        if self.gate is not None:
            await self.gate.wait()
        if self.failures:
            raise self.failures.pop(0)
        self.fetched += 1
        return AwsCredentials(
            access_key_id=f"key-{self.fetched}",
            secret_access_key="secret-access-key",
            session_token="session-token",
            expires_at=self.clock.now() + timedelta(hours=1),
        )


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def source(clock: ManualClock) -> Source:
    return Source(clock)


@pytest.fixture
def rotating(source: Source, clock: ManualClock) -> RotatingCredentials:
    return RotatingCredentials(source, clock)


@pytest.mark.parametrize(
    ("life", "after"),
    [
        pytest.param(timedelta(hours=1), timedelta(minutes=45), id="an hour: both rules agree"),
        pytest.param(timedelta(hours=12), timedelta(hours=11, minutes=45), id="long: 15 minutes before the end"),
        pytest.param(timedelta(minutes=12), timedelta(minutes=9), id="short: three quarters"),
    ],
)
def test_credentials_are_due_late_in_their_life(life: timedelta, after: timedelta) -> None:
    assert refresh_time(NOON, NOON + life) == NOON + after


async def test_credentials_are_fetched_once_and_kept(rotating: RotatingCredentials, source: Source) -> None:
    assert [(await rotating.get()).access_key_id for _ in range(3)] == ["key-1"] * 3
    assert source.fetched == 1


async def test_credentials_are_replaced_when_they_are_due(rotating: RotatingCredentials, clock: ManualClock) -> None:
    await rotating.get()
    await clock.advance(45 * 60 - 1)
    assert (await rotating.get()).access_key_id == "key-1"
    await clock.advance(1)
    assert (await rotating.get()).access_key_id == "key-2"


async def test_many_callers_share_one_fetch(rotating: RotatingCredentials, source: Source) -> None:
    source.gate = asyncio.Event()
    callers = [asyncio.get_running_loop().create_task(rotating.get()) for _ in range(5)]
    await asyncio.sleep(0)
    source.gate.set()
    assert {(await caller).access_key_id for caller in callers} == {"key-1"}


async def test_a_caller_that_gives_up_does_not_end_the_fetch_of_the_others(
    rotating: RotatingCredentials, source: Source, clock: ManualClock
) -> None:
    source.gate = asyncio.Event()
    first, second = (asyncio.get_running_loop().create_task(rotating.get()) for _ in range(2))
    await clock.settle()
    first.cancel()
    await clock.settle()
    source.gate.set()
    assert (await second).access_key_id == "key-1"
    assert first.cancelled()


async def test_callers_on_other_loops_share_the_fetch(rotating: RotatingCredentials, source: Source) -> None:
    source.gate = asyncio.Event()
    here = asyncio.get_running_loop().create_task(rotating.get())
    await asyncio.sleep(0)
    elsewhere: list[AwsCredentials] = []
    thread = threading.Thread(target=lambda: elsewhere.append(asyncio.run(rotating.get())))
    thread.start()
    source.gate.set()
    await here
    await asyncio.to_thread(thread.join)
    assert [one.access_key_id for one in elsewhere] == ["key-1"]


async def test_credentials_that_still_hold_are_used_while_the_source_is_down(
    rotating: RotatingCredentials, source: Source, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    await rotating.get()
    await clock.advance(50 * 60)
    source.failures = [TransportError("no answer")]
    assert (await rotating.get()).access_key_id == "key-1"
    assert (await rotating.get()).access_key_id == "key-1"
    assert [record.levelname for record in caplog.records] == ["WARNING"]
    await clock.advance(30)
    assert (await rotating.get()).access_key_id == "key-2"


async def test_without_valid_credentials_a_failed_fetch_is_a_call_that_was_not_sent(
    rotating: RotatingCredentials, source: Source
) -> None:
    source.failures = [TransportError("no answer", may_have_been_executed=True)]
    with pytest.raises(TransportError, match="credentials could not be fetched") as caught:
        await rotating.get()
    assert not caught.value.may_have_been_executed
    assert (await rotating.get()).access_key_id == "key-1"


@pytest.mark.parametrize(
    ("refusal", "is_retryable"),
    [
        pytest.param(UnauthorizedError("no", operation="o", status=401), False, id="token"),
        pytest.param(ServerError("no", operation="o", status=503), True, id="outage"),
    ],
)
async def test_a_source_that_refuses_is_a_refusal(
    rotating: RotatingCredentials, source: Source, refusal: Exception, is_retryable: bool
) -> None:
    source.failures = [refusal]
    with pytest.raises(PortError, match="check the connector's token") as caught:
        await rotating.get()
    assert (caught.value.service, caught.value.is_retryable) == ("credentials", is_retryable)


async def test_refused_credentials_are_replaced_at_once(rotating: RotatingCredentials) -> None:
    refused = await rotating.get()
    assert (await rotating.renew(refused)).access_key_id == "key-2"


async def test_credentials_that_somebody_replaced_meanwhile_are_not_replaced_again(
    rotating: RotatingCredentials, source: Source
) -> None:
    refused = await rotating.get()
    await rotating.renew(refused)
    assert (await rotating.renew(refused)).access_key_id == "key-2"
    assert source.fetched == 2


async def test_a_repr_shows_no_secret(rotating: RotatingCredentials) -> None:
    assert "secret" not in repr(await rotating.get())
    assert "session-token" not in repr(await rotating.get())
