"""Shipping to CloudWatch: when, in what order, and what happens while CloudWatch is away."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field

import pytest

from tests.logging.conftest import a_line
from ts_connectors._core.ports import LogEvent
from ts_connectors._runtime.log_pump import Intake
from ts_connectors._runtime.log_shipping import CloudWatchReporter, ShippingOptions
from ts_connectors.errors import PortError, TransportError
from ts_connectors.logger import get_logger, start_logging, stop_logging
from ts_connectors.models import HealthStatus
from ts_connectors.testing.clock import ManualClock
from ts_connectors.testing.logs import FakeLogs

GROUP = "/connector/org/c-1"
DOWN = TransportError("no answer")


@dataclass
class Health:
    """What the reporter says of itself."""

    reports: list[tuple[str, HealthStatus, str | None]] = field(default_factory=list)

    def report(self, source: str, status: HealthStatus, code: str | None) -> None:
        self.reports.append((source, status, code))

    def clear(self, source: str) -> None:
        raise AssertionError("the reporter says that it is well, it does not fall silent")


@dataclass
class Shipping:
    """A reporter over a CloudWatch in memory."""

    reporter: CloudWatchReporter
    logs: FakeLogs
    health: Health
    clock: ManualClock
    intake: Intake
    running: asyncio.Task[None] | None = None

    def log(self, *messages: str) -> None:
        now_ms = int(self.clock.now().timestamp() * 1000)
        self.reporter.take([a_line(message, now_ms) for message in messages], self.intake)

    async def run(self) -> None:
        self.running = asyncio.get_running_loop().create_task(self.reporter.run())
        await self.clock.settle()

    @property
    def shipped(self) -> list[str]:
        if self.reporter.stream not in self.logs.streams[GROUP]:
            return []
        return [json.loads(message)["message"] for message in self.logs.messages(GROUP, self.reporter.stream)]


@pytest.fixture
async def shipping(clock: ManualClock, intake: Intake) -> AsyncIterator[Shipping]:
    logs, health = FakeLogs(clock, GROUP), Health()
    reporter = CloudWatchReporter(
        logs,
        org_slug="org",
        connector_id="c-1",
        started_at=clock.now(),
        clock=clock,
        health=health,
        options=ShippingOptions(buffer_limit=50, flush_limit=10, flush_interval_s=30),
    )
    made = Shipping(reporter, logs, health, clock, intake)
    yield made
    if made.running is not None:
        made.running.cancel()
        await asyncio.gather(made.running, return_exceptions=True)


async def test_what_was_there_before_the_start_is_sent_at_the_start(shipping: Shipping) -> None:
    shipping.log("early")
    await shipping.run()
    assert shipping.shipped == ["early"]


async def test_events_carry_their_level_in_capitals(shipping: Shipping) -> None:
    shipping.log("x")
    await shipping.run()
    [event] = shipping.logs.batches[0]
    assert json.loads(event.message) == {"level": "INFO", "message": "x", "extra": {"context": "ts_connectors.test"}}


async def test_few_events_are_sent_when_the_interval_is_over(shipping: Shipping) -> None:
    await shipping.run()
    shipping.log("a", "b")
    await shipping.clock.advance(29)
    assert shipping.shipped == []
    await shipping.clock.advance(1)
    assert shipping.shipped == ["a", "b"]


async def test_many_events_are_sent_at_once(shipping: Shipping) -> None:
    await shipping.run()
    shipping.log(*map(str, range(10)))
    await shipping.clock.settle()
    assert shipping.shipped == list(map(str, range(10)))


async def test_events_are_sent_on_demand(shipping: Shipping) -> None:
    shipping.log("now")
    assert await shipping.reporter.flush()
    assert shipping.shipped == ["now"]


async def test_nothing_is_asked_of_cloudwatch_without_events(shipping: Shipping) -> None:
    await shipping.run()
    await shipping.clock.advance(300)
    assert not shipping.logs.requests


async def test_a_clean_stop_loses_nothing(shipping: Shipping) -> None:
    await shipping.run()
    shipping.log(*map(str, range(7)))
    assert shipping.running is not None
    shipping.running.cancel()
    assert await shipping.reporter.stop()
    assert shipping.shipped == list(map(str, range(7)))


async def test_a_flush_that_is_cut_off_keeps_its_events(shipping: Shipping, monkeypatch: pytest.MonkeyPatch) -> None:
    async def hang(*args: object) -> int:
        await asyncio.get_running_loop().create_future()
        return 0

    monkeypatch.setattr(shipping.logs, "put", hang)
    shipping.log("kept")
    await shipping.run()
    assert shipping.running is not None
    shipping.running.cancel()
    await asyncio.gather(shipping.running, return_exceptions=True)
    monkeypatch.undo()
    assert await shipping.reporter.stop()
    assert shipping.shipped == ["kept"]


async def test_the_stream_is_made_once_and_again_when_it_is_gone(shipping: Shipping) -> None:
    shipping.log("a")
    await shipping.reporter.flush()
    shipping.log("b")
    await shipping.reporter.flush()
    assert shipping.logs.requests["CreateLogStream"] == 1
    del shipping.logs.streams[GROUP][shipping.reporter.stream]
    shipping.log("c")
    assert not await shipping.reporter.flush()
    assert await shipping.reporter.flush()
    assert shipping.shipped == ["c"]


async def test_a_failed_flush_is_a_warning_and_its_end_is_health(shipping: Shipping) -> None:
    shipping.logs.fail("PutLogEvents", DOWN)
    shipping.log("a")
    await shipping.run()
    assert shipping.health.reports == [("cloudwatch", HealthStatus.WARNING, "CloudwatchFlushError")]
    await shipping.clock.advance(1)
    assert shipping.health.reports[1:] == [("cloudwatch", HealthStatus.HEALTHY, None)]
    assert shipping.shipped == ["a"]


async def test_the_waits_between_tries_grow_up_to_the_interval(shipping: Shipping) -> None:
    shipping.logs.outage = DOWN
    shipping.log("a")
    await shipping.run()
    tries = []
    for _ in range(120):
        tries.append(shipping.logs.requests["CreateLogStream"])
        await shipping.clock.advance(1)
    assert [tries.index(number) for number in range(1, 8)] == [0, 1, 3, 7, 15, 31, 61]


async def test_an_outage_keeps_as_many_events_as_the_buffer_takes(shipping: Shipping) -> None:
    shipping.logs.outage = DOWN
    await shipping.run()
    shipping.log("0")
    await shipping.clock.advance(30)
    shipping.log(*map(str, range(1, 60)))
    assert shipping.health.reports == [
        ("cloudwatch", HealthStatus.WARNING, "CloudwatchFlushError"),
        ("cloudwatch", HealthStatus.CRITICAL, "CloudwatchBufferFull"),
    ]
    shipping.logs.outage = None
    await shipping.clock.advance(30)
    assert shipping.shipped == [*map(str, range(50)), "10 log events were dropped"]
    assert shipping.health.reports[-1] == ("cloudwatch", HealthStatus.HEALTHY, None)


async def test_while_flushes_succeed_a_burst_may_be_larger_than_the_buffer(shipping: Shipping) -> None:
    shipping.log(*map(str, range(500)))
    await shipping.run()
    assert len(shipping.shipped) == 500


async def test_events_give_their_room_back_once_they_are_sent(shipping: Shipping) -> None:
    small = Intake(limit_bytes=1, longest_wait_s=0)
    shipping.reporter.take([a_line()], small)
    assert not small.enter(1)
    await shipping.reporter.flush()
    assert small.enter(1)


async def test_a_backlog_of_large_events_never_fills_the_intake(shipping: Shipping) -> None:
    shipping.logs.outage = DOWN
    shipping.log("first")
    await shipping.reporter.flush()
    for _ in range(40):
        shipping.log("x" * 2_000_000)
    assert shipping.intake.enter(1)


async def test_only_what_failed_is_sent_again(shipping: Shipping, monkeypatch: pytest.MonkeyPatch) -> None:
    put = shipping.logs.put

    async def fail_after_one(group: str, stream: str, events: Sequence[LogEvent]) -> int:
        if shipping.logs.batches:
            raise DOWN
        return await put(group, stream, events)

    monkeypatch.setattr(shipping.logs, "put", fail_after_one)
    shipping.log(*[f"{number}" + "x" * 200_000 for number in range(8)])
    assert not await shipping.reporter.flush()
    monkeypatch.undo()
    shipping.log("new")
    assert await shipping.reporter.flush()
    assert [len(batch) for batch in shipping.logs.batches] == [5, 4]
    assert [message[0] for message in shipping.shipped] == [*"01234567", "n"]


async def test_a_batch_that_nobody_will_ever_take_does_not_keep_the_next_back(
    shipping: Shipping, caplog: pytest.LogCaptureFixture
) -> None:
    refusal = PortError("no", service="logs", code="InvalidParameterException", status=400)
    shipping.logs.fail("PutLogEvents", refusal)
    shipping.log("poison")
    assert await shipping.reporter.flush()
    shipping.log("next")
    assert await shipping.reporter.flush()
    assert shipping.shipped == ["next"]
    assert "will never take 1 log events" in caplog.text


async def test_events_that_cloudwatch_finds_too_old_are_told(
    shipping: Shipping, caplog: pytest.LogCaptureFixture
) -> None:
    shipping.reporter.take([a_line("old", 0)], shipping.intake)
    assert await shipping.reporter.flush()
    assert "refused 1 log events as too old" in caplog.text


async def test_a_stop_without_cloudwatch_says_what_is_lost(
    shipping: Shipping, caplog: pytest.LogCaptureFixture
) -> None:
    shipping.logs.outage = DOWN
    shipping.log("a", "b")
    stopping = asyncio.get_running_loop().create_task(shipping.reporter.stop())
    await shipping.clock.advance(3)
    assert not await stopping
    assert "2 log events could not be sent" in caplog.text
    assert shipping.logs.requests["CreateLogStream"] == 3


async def test_a_denied_call_is_survived(shipping: Shipping) -> None:
    shipping.logs.denied = {"CreateLogStream"}
    shipping.log("a")
    assert not await shipping.reporter.flush()
    assert shipping.health.reports[-1][2] == "CloudwatchFlushError"


async def test_the_shippers_own_failures_are_never_shipped(shipping: Shipping) -> None:
    start_logging(reporter=shipping.reporter)
    get_logger("a").info("a line")
    await asyncio.to_thread(logging.getLogger("ts_connectors").handlers[-1].flush)
    shipping.logs.outage = DOWN
    assert not await shipping.reporter.flush()
    shipping.logs.outage = None
    await asyncio.to_thread(stop_logging)
    assert await shipping.reporter.stop()
    assert shipping.shipped == ["a line"]


async def test_a_connectors_lines_from_before_its_start_are_shipped_first(shipping: Shipping) -> None:
    get_logger("a").info("before the start")
    await asyncio.to_thread(start_logging, reporter=shipping.reporter)
    get_logger("a").info("after the start")
    await asyncio.to_thread(stop_logging, shipping.reporter)
    get_logger("a").info("after the stop")
    await shipping.reporter.stop()
    assert shipping.shipped == ["before the start", "after the start"]
