"""Health has one owner: the worst of all sources is sent, on change only."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from ts_connectors._runtime.health import HealthBoard
from ts_connectors.connector import Connector
from ts_connectors.errors import TdpApiError, UsageError
from ts_connectors.models import HealthStatus
from ts_connectors.testing import ConnectorHarness, FakeTdpApi, ManualClock, a_connector
from ts_connectors.testing.builders import CONNECTOR_ID
from ts_connectors_api.operation import ApiResponse

HEALTHY, WARNING, CRITICAL = HealthStatus.HEALTHY, HealthStatus.WARNING, HealthStatus.CRITICAL


class Board:
    """A health board that sends to a fake TDP under a moved clock."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.api = FakeTdpApi(clock=self.clock)
        self.board = HealthBoard(self._send, clock=self.clock, jitter=lambda: 1.0)

    async def _send(self, status: HealthStatus, code: str | None) -> ApiResponse[None]:
        return await self.api.update_health(CONNECTOR_ID, {"status": status, "errorCode": code})

    @asynccontextmanager
    async def running(self) -> AsyncIterator[HealthBoard]:
        task = asyncio.get_running_loop().create_task(self.board.run())
        await self.clock.settle()
        yield self.board
        await self.clock.settle()
        task.cancel()


async def test_the_worst_of_all_sources_is_sent_and_when_it_clears_the_next_worst() -> None:
    fixture = Board()
    async with fixture.running() as board:
        board.report("queue", WARNING, "Slow")
        await fixture.clock.settle()
        board.report("author", CRITICAL, "Broken")
        await fixture.clock.settle()
        board.clear("author")
        await fixture.clock.settle()
        board.clear("queue")
    assert fixture.api.healths == [
        ("WARNING", "Slow"),
        ("CRITICAL", "Broken"),
        ("WARNING", "Slow"),
        ("HEALTHY", None),
    ]


async def test_what_does_not_change_is_not_sent_again() -> None:
    fixture = Board()
    async with fixture.running() as board:
        board.report("author", WARNING, "Slow")
        await fixture.clock.settle()
        board.report("author", WARNING, "Slow")
        board.report("queue", HEALTHY)
        board.clear("nobody")
    assert fixture.api.healths == [("WARNING", "Slow")]


async def test_of_changes_in_one_moment_only_the_last_is_sent() -> None:
    fixture = Board()
    async with fixture.running() as board:
        board.report("author", WARNING, "Slow")
        board.report("author", CRITICAL, "Stuck")
    assert fixture.api.healths == [("CRITICAL", "Stuck")]


async def test_what_cannot_be_sent_is_sent_later_in_its_newest_form() -> None:
    fixture = Board()
    fixture.api.fail("update_health", TdpApiError("no connection"))
    fixture.api.refuse("update_health", 503)
    async with fixture.running() as board:
        board.report("author", WARNING, "Slow")
        await fixture.clock.advance(1)
        board.report("author", CRITICAL, "Stuck")
        await fixture.clock.advance(2)
    assert fixture.api.healths == [("CRITICAL", "Stuck")]


async def test_a_refusal_for_good_is_not_repeated() -> None:
    fixture = Board()
    fixture.api.refuse("update_health", 401)
    async with fixture.running() as board:
        board.report("author", WARNING, "Slow")
        await fixture.clock.advance(600)
    assert fixture.api.calls["update_health"] == 1


async def test_bad_health_from_an_earlier_life_is_replaced_by_na() -> None:
    api = FakeTdpApi(a_connector(health="CRITICAL", healthErrorCode="Old"), clock=ManualClock())
    async with ConnectorHarness(Connector, api=api) as harness:
        await harness.until(lambda: api.healths)
    assert api.healths == [("N/A", None)]


async def test_good_health_from_an_earlier_life_stays() -> None:
    api = FakeTdpApi(a_connector(health="HEALTHY"), clock=ManualClock())
    async with ConnectorHarness(Connector, api=api) as harness:
        await harness.advance(1)
    assert api.healths == []


async def test_a_health_that_the_sdk_does_not_know_counts_as_bad() -> None:
    api = FakeTdpApi(a_connector(health="MELTING"), clock=ManualClock())
    async with ConnectorHarness(Connector, api=api) as harness:
        await harness.until(lambda: api.healths)
    assert api.healths == [("N/A", None)]


async def test_the_author_reports_health_from_any_thread_and_takes_it_back() -> None:
    async with ConnectorHarness(Connector) as harness:
        await asyncio.to_thread(harness.connector.report_health, "WARNING", "Dusty")
        await harness.until(lambda: harness.api.healths)
        harness.connector.report_health(HealthStatus.NA)
        await harness.until(lambda: len(harness.api.healths) == 2)
    assert harness.api.healths == [("WARNING", "Dusty"), ("HEALTHY", None)]


async def test_a_health_that_does_not_exist_is_refused() -> None:
    async with ConnectorHarness(Connector) as harness:
        with pytest.raises(UsageError, match="give one of HEALTHY, WARNING, CRITICAL, N/A"):
            harness.connector.report_health("FINE")
