"""Metrics under the path that users know."""

from __future__ import annotations

from ts_connectors._runtime.gauges import CpuUsage, MemoryTotal, MemoryUsed
from ts_connectors._runtime.metering import MetricsCollector, MetricsProvider
from ts_connectors.options import MetricsCollectorOptions, RegisterMetricsOptions

__all__ = [
    "CpuUsage",
    "MemoryTotal",
    "MemoryUsed",
    "MetricsCollector",
    "MetricsCollectorOptions",
    "MetricsProvider",
    "RegisterMetricsOptions",
]
