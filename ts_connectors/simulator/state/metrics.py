"""Metrics that connectors report, point by point, and their means."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import fmean

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.basis import Basis

__all__ = ["MetricPoint", "Metrics", "by_minute", "means"]

OLDEST = timedelta(days=14)
FARTHEST_AHEAD = timedelta(hours=2)
SCALES = ("Bytes", "Kilobytes", "Megabytes", "Gigabytes", "Terabytes")
SMALL_SCALES = ("Bits", "Kilobits", "Megabits", "Gigabits", "Terabits")
UNITS = frozenset(
    {
        "Seconds",
        "Microseconds",
        "Milliseconds",
        "Percent",
        "Count",
        "Count/Second",
        "None",
        *SCALES,
        *SMALL_SCALES,
        *(f"{scale}/Second" for scale in (*SCALES, *SMALL_SCALES)),
    }
)
"""The units of CloudWatch's MetricDatum."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricPoint:
    """One value of one metric."""

    name: str
    unit: str
    dimensions: Sequence[tuple[str, str]]
    time: datetime
    value: float | None


class Metrics:
    """Points by connector, in the order in which they were reported."""

    def __init__(self, basis: Basis) -> None:
        self._basis = basis
        self._points: dict[str, list[MetricPoint]] = {}

    def report(self, connector_id: str, points: Sequence[MetricPoint]) -> None:
        """Keep points.

        Raises:
            Problem: 400, CloudWatch would not take one of them; then none is kept.
        """
        faults = [fault for index, point in enumerate(points) for fault in self._faults(index, point)]
        if faults:
            raise Problem(400, "The request is not valid", faults)
        with self._basis.changes:
            self._points.setdefault(connector_id, []).extend(points)

    def points(self, connector_id: str) -> list[MetricPoint]:
        """Return all points of a connector."""
        with self._basis.changes:
            return list(self._points.get(connector_id, ()))

    def forget(self, connector_id: str) -> None:
        """Drop a connector's points."""
        with self._basis.changes:
            self._points.pop(connector_id, None)

    def _faults(self, index: int, point: MetricPoint) -> Iterable[Validation]:
        now = self._basis.now()
        if point.unit not in UNITS:
            yield Validation(field=f"points.{index}.unit", reason=f"{point.unit!r} is no unit of CloudWatch")
        if point.time.tzinfo is None:
            yield Validation(field=f"points.{index}.time", reason="has no offset from UTC")
        elif not now - OLDEST <= point.time <= now + FARTHEST_AHEAD:
            yield Validation(field=f"points.{index}.time", reason="is over two weeks back or two hours ahead")
        if point.value is not None and not math.isfinite(point.value):
            yield Validation(field=f"points.{index}.value", reason="is not a finite number")


def by_minute(points: Iterable[tuple[datetime, float]]) -> dict[datetime, list[float]]:
    """Return values by the minute in which they lie, in order of time."""
    minutes: defaultdict[datetime, list[float]] = defaultdict(list)
    for time, value in points:
        minutes[time.replace(second=0, microsecond=0)].append(value)
    return dict(sorted(minutes.items()))


def means(points: Iterable[MetricPoint]) -> dict[str, dict[datetime, float]]:
    """Return the mean of each metric in each minute, whatever its dimensions."""
    series: defaultdict[str, list[tuple[datetime, float]]] = defaultdict(list)
    for point in points:
        if point.value is not None:
            series[point.name].append((point.time, point.value))
    return {
        name: {minute: fmean(values) for minute, values in by_minute(pairs).items()} for name, pairs in series.items()
    }
