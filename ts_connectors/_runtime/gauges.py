"""The metrics that every connector has: CPU and memory of its container.

They read counters of the kernel, which are no files on a disk: that blocks nothing and needs no thread.
"""

from __future__ import annotations

import os
from pathlib import Path

from ts_connectors._core.clock import Clock

from . import container
from .metering import MetricsProvider

__all__ = ["CpuUsage", "MemoryTotal", "MemoryUsed"]

PROC = Path("/proc")
GROUPS = Path("/sys/fs/cgroup")


class CpuUsage(MetricsProvider):
    """CPU use since the last point: 0 to 100 of the container's quota, else of the machine."""

    def __init__(self, clock: Clock, *, proc: Path = PROC, groups: Path = GROUPS) -> None:
        super().__init__("cpu_usage", "Percent")
        self._clock = clock
        self._proc = proc
        self._groups = groups
        self._earlier = self._read()

    async def get_metric(self) -> float | None:
        """Return the percentage; None where the system does not tell."""
        (before, earlier), self._earlier = self._earlier, self._read()
        now, later = self._earlier
        return None if earlier is None or later is None else container.cpu_percent(earlier, later, now - before)

    def _read(self) -> tuple[float, container.CpuReading | None]:
        return self._clock.monotonic(), container.read_cpu(self._proc, self._groups, os.cpu_count() or 1)


class MemoryUsed(MetricsProvider):
    """Bytes in use without cache that the kernel can take back."""

    def __init__(self, *, proc: Path = PROC, groups: Path = GROUPS) -> None:
        super().__init__("memory_used", "Bytes")
        self._proc = proc
        self._groups = groups

    async def get_metric(self) -> int | None:
        """Return the bytes; None where the system does not tell."""
        return container.memory_used(self._proc, self._groups)


class MemoryTotal(MetricsProvider):
    """The container's limit in bytes, else the machine's memory."""

    def __init__(self, *, proc: Path = PROC, groups: Path = GROUPS) -> None:
        super().__init__("memory_total", "Bytes")
        self._proc = proc
        self._groups = groups

    async def get_metric(self) -> int | None:
        """Return the bytes; None where the system does not tell."""
        return container.memory_total(self._proc, self._groups)
