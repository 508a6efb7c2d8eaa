"""Metrics travel in batches and are bounded when they cannot."""

from __future__ import annotations

import threading
from typing import Any

from ts_connectors._runtime.metering import MOST_POINTS
from ts_connectors.connector import Connector
from ts_connectors.errors import TdpApiError
from ts_connectors.metrics import MetricsCollectorOptions, MetricsProvider, RegisterMetricsOptions
from ts_connectors.options import ConnectorOptions
from ts_connectors.testing import ConnectorHarness


class Counting(MetricsProvider):
    """Gives 1, 2, 3, …"""

    def __init__(self, name: str = "plates") -> None:
        super().__init__(name, "Count")
        self.count = 0

    async def get_metric(self) -> int:
        self.count += 1
        return self.count


class Failing(MetricsProvider):
    def get_metric(self) -> int:
        raise OSError("no such sensor")


class InThread(MetricsProvider):
    """Tells the thread that it is measured in."""

    thread: threading.Thread | None = None

    def get_metric(self) -> float:
        self.thread = threading.current_thread()
        return 2.5


class Metered(Connector):
    """Measures its own metric and nothing else."""

    provider: MetricsProvider = Counting()
    interval: float = 1
    batch_size = 10

    async def on_initializing(self) -> None:
        self.init_metrics_collector(MetricsCollectorOptions(batch_size=self.batch_size), standard=False)
        self.metrics_collector.register_provider(self.provider, RegisterMetricsOptions(interval=self.interval))


async def test_cpu_and_memory_are_reported_as_the_platform_takes_them() -> None:
    async with ConnectorHarness(Connector) as harness:
        await harness.advance(95)
    by_name = {metric["name"]: metric for metric in harness.api.metrics}
    assert set(by_name) == {"cpu_usage", "memory_used", "memory_total"}
    assert by_name["cpu_usage"]["unit"] == "Percent"
    assert by_name["memory_used"]["unit"] == "Bytes"
    assert by_name["memory_total"]["dimensions"] == []
    assert [len(metric["values"]) for metric in harness.api.metrics] == [1] * len(harness.api.metrics)
    assert 0 < by_name["memory_used"]["values"][0]["value"] <= by_name["memory_total"]["values"][0]["value"]


async def test_the_interval_of_cpu_usage_is_an_option() -> None:
    options = ConnectorOptions(metrics_cpu_collection_interval_s=10)
    async with ConnectorHarness(lambda api: Connector(api, options)) as harness:
        await harness.advance(59)
    names = [metric["name"] for metric in harness.api.metrics]
    assert names.count("cpu_usage") > names.count("memory_used")


async def test_a_full_batch_goes_at_once_and_the_rest_after_a_minute() -> None:
    class Hourly(Metered):
        provider = Counting()
        interval = 7

    async with ConnectorHarness(Hourly) as harness:
        await harness.advance(56)
        assert harness.api.metrics == []
        await harness.advance(4)
        assert len(harness.api.metrics) == 9
        assert harness.api.calls["report_metrics"] == 1


async def test_ten_points_make_a_request() -> None:
    class Often(Metered):
        provider = Counting()

    async with ConnectorHarness(Often) as harness:
        await harness.advance(29)
        assert harness.api.calls["report_metrics"] == 3
        assert [metric["values"][0]["value"] for metric in harness.api.metrics] == list(range(1, 31))


async def test_what_is_left_is_sent_at_the_end() -> None:
    class Rare(Metered):
        provider = Counting()

    async with ConnectorHarness(Rare) as harness:
        await harness.advance(3)
    assert len(harness.api.metrics) == 4


async def test_points_that_cannot_be_sent_wait_and_are_bounded() -> None:
    class Fast(Metered):
        provider = Counting()
        interval = 0.1

    harness = ConnectorHarness(Fast)
    harness.api.fail("report_metrics", *[TdpApiError("no connection") for _ in range(100)])
    async with harness:
        await harness.advance(200)
        collector = harness.connector.metrics_collector
        assert collector.waiting == MOST_POINTS
        assert collector.dropped == 2001 - MOST_POINTS


async def test_points_that_the_platform_refuses_for_good_are_dropped() -> None:
    class Refused(Metered):
        provider = Counting()

    harness = ConnectorHarness(Refused)
    harness.api.refuse("report_metrics", 400)
    async with harness:
        await harness.advance(9)
        assert harness.connector.metrics_collector.dropped == 10


async def test_a_metric_that_cannot_be_measured_does_not_end_the_others() -> None:
    class Mixed(Metered):
        provider = Counting()

        async def on_initializing(self) -> None:
            await super().on_initializing()
            self.metrics_collector.register_provider(Failing("broken", "Count"), RegisterMetricsOptions(interval=1))

    async with ConnectorHarness(Mixed) as harness:
        await harness.advance(2)
    assert [(metric["name"], metric["values"][0]["value"]) for metric in harness.api.metrics] == [
        ("plates", 1),
        ("plates", 2),
        ("plates", 3),
    ]


async def test_a_metric_can_be_registered_when_the_connector_is_made() -> None:
    class Early(Connector):
        def __init__(self, tdp_api: Any) -> None:
            super().__init__(tdp_api)
            self.metrics_collector.register_provider(Counting("early"), RegisterMetricsOptions(interval=1))

    async with ConnectorHarness(Early) as harness:
        await harness.advance(10)
    assert "early" in {metric["name"] for metric in harness.api.metrics}


async def test_a_plain_provider_measures_in_a_thread_of_its_own() -> None:
    pressure = InThread("pressure", "None")

    class Threaded(Metered):
        provider = pressure

    async with ConnectorHarness(Threaded) as harness:
        await harness.until(lambda: harness.connector.metrics_collector.waiting)
    assert pressure.thread not in (None, threading.current_thread())
    assert harness.api.metrics[0]["values"][0]["value"] == 2.5


async def test_a_metric_can_be_registered_while_others_are_measured() -> None:
    async with ConnectorHarness(Connector) as harness:
        harness.connector.metrics_collector.register_provider(Counting("late"), RegisterMetricsOptions(interval=1))
        await harness.advance(5)
    assert "late" in {metric["name"] for metric in harness.api.metrics}
