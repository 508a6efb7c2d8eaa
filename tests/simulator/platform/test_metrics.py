"""Metrics that connectors report."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import MetricTimeValueDto
from ts_connectors_api.data_acquisition.requests import (
    MetricDimensionDto,
    ReportConnectorMetricRequest,
    ReportMetricsRequest,
    SaveConnectorFileRequest,
    SaveConnectorFilesRequest,
)
from ts_connectors_api.errors import ApiError


def _report(itself: Caller, connector: LocalConnector, *points: Any, unit: str = "Percent") -> None:
    metric = ReportConnectorMetricRequest(
        name="cpu_usage",
        unit=unit,
        dimensions=[MetricDimensionDto(name="core", value="0")],
        values=[MetricTimeValueDto(time=time, value=value) for time, value in points],
    )
    itself.connectors.report_metrics(connector.id, ReportMetricsRequest(metrics=[metric]))


def test_reported_points_come_back_as_the_mean_of_each_minute(
    admin: Caller, itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    minute = clock.now().replace(second=0, microsecond=0) - timedelta(minutes=10)
    later = minute + timedelta(minutes=2)
    _report(itself, connector, (later, 50.0), (minute, 10.0))
    _report(itself, connector, (minute + timedelta(seconds=59), 30.0))

    (metric,) = admin.connectors.get_file_metrics(connector.id).metrics
    assert metric.name == "cpu_usage"
    assert [(point.time, point.value) for point in metric.values] == [(minute, 20.0), (later, 50.0)]


def test_every_point_is_kept_with_its_unit_and_dimensions(
    platform: LocalPlatform, itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    _report(itself, connector, (clock.now(), 1.5))

    (point,) = platform.state.metrics.points(connector.id)
    assert (point.name, point.unit, point.dimensions, point.value) == (
        "cpu_usage",
        "Percent",
        [("core", "0")],
        1.5,
    )


@pytest.mark.parametrize("shift", [timedelta(days=-15), timedelta(hours=3)], ids=["too far back", "too far ahead"])
def test_a_point_that_cloudwatch_would_refuse_is_refused_with_the_whole_report(
    platform: LocalPlatform, itself: Caller, connector: LocalConnector, clock: MovedClock, shift: timedelta
) -> None:
    with pytest.raises(ApiError):
        _report(itself, connector, (clock.now(), 1.0), (clock.now() + shift, 1.0))
    assert platform.state.metrics.points(connector.id) == []


def test_a_unit_that_cloudwatch_does_not_know_is_refused(
    itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    with pytest.raises(ApiError):
        _report(itself, connector, (clock.now(), 1.0), unit="percent")


def test_the_ways_of_files_are_counted_by_the_minute(admin: Caller, itself: Caller, connector: LocalConnector) -> None:
    def save(status: str) -> None:
        record = SaveConnectorFileRequest(unique_external_id="run-1", status=status)
        itself.connectors.save_files(connector.id, SaveConnectorFilesRequest(files=[record]))

    for status in ("PENDING", "PROCESSING", "ERROR", "PROCESSING", "SUCCESS", "SUCCESS"):
        save(status)

    metrics = admin.connectors.get_file_metrics(connector.id).metrics
    counts = {metric.name: sum(point.value or 0 for point in metric.values) for metric in metrics}
    assert counts == {"files_pending": 1, "files_processing": 2, "files_error": 1, "files_success": 1}
