"""How much CPU and memory the container uses: Linux control groups, else the machine's own counters.

Pure functions over the roots that they are given; None says that the numbers are not there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

__all__ = ["CpuReading", "cpu_percent", "memory_total", "memory_used", "own_group", "read_cpu"]

_USER_HZ = 100
"""Ticks a second in /proc/stat; the kernel shows 100 to programs on every platform that Python supports."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CpuReading:
    """A counter of used CPU time, and how much of it a second could bring."""

    used_s: float
    """CPU seconds since some moment in the past."""
    cpus: float
    """CPUs that may be used: the quota, else those of the machine."""


def cpu_percent(earlier: CpuReading, later: CpuReading, elapsed_s: float) -> float | None:
    """Return the use between two readings, 0 to 100 of what may be used; None where it cannot be told."""
    if elapsed_s <= 0 or later.cpus <= 0 or later.used_s < earlier.used_s:
        return None
    return min(100.0, 100.0 * (later.used_s - earlier.used_s) / (elapsed_s * later.cpus))


def own_group(proc: Path, groups: Path, controller: str = "") -> Path:
    """Return the directory of this process's control group; `controller` "" means version 2."""
    root = groups / controller if controller else groups
    for line in (_text(proc / "self" / "cgroup") or "").splitlines():
        number, _, rest = line.partition(":")
        names, _, path = rest.partition(":")
        if (number == "0" and not controller) or (controller and controller in names.split(",")):
            # In a container the path can be the host's, which is not mounted: then the mount itself is ours.
            own = root / path.lstrip("/")
            return own if ".." not in path and own.is_dir() else root
    return root


def read_cpu(proc: Path, groups: Path, machine_cpus: int) -> CpuReading | None:
    """Read the CPU counter of the container, else of the machine."""
    group = own_group(proc, groups)
    usage = _pairs(group / "cpu.stat").get("usage_usec")
    if usage is not None:
        return CpuReading(used_s=usage / 1e6, cpus=_quota(_text(group / "cpu.max")) or machine_cpus)
    accounting, shares = own_group(proc, groups, "cpuacct"), own_group(proc, groups, "cpu")
    if (nanoseconds := _number(accounting / "cpuacct.usage")) is not None:
        quota, period = _number(shares / "cpu.cfs_quota_us"), _number(shares / "cpu.cfs_period_us")
        cpus = quota / period if quota and period and quota > 0 else machine_cpus
        return CpuReading(used_s=nanoseconds / 1e9, cpus=cpus)
    return _machine_cpu(proc, machine_cpus)


def memory_used(proc: Path, groups: Path) -> int | None:
    """Return the bytes in use without cache that the kernel can take back."""
    group = own_group(proc, groups)
    used, reclaimable = _number(group / "memory.current"), _pairs(group / "memory.stat").get("inactive_file", 0)
    if used is None:
        group = own_group(proc, groups, "memory")
        used = _number(group / "memory.usage_in_bytes")
        reclaimable = _pairs(group / "memory.stat").get("total_inactive_file", 0)
    if used is not None:
        return max(0, used - reclaimable)
    machine = _machine_memory(proc)
    total, available = machine.get("MemTotal"), machine.get("MemAvailable")
    return None if total is None or available is None else total - available


def memory_total(proc: Path, groups: Path) -> int | None:
    """Return the container's limit in bytes, else the machine's memory."""
    machine = _machine_memory(proc).get("MemTotal")
    limit = _number(own_group(proc, groups) / "memory.max")
    if limit is None:
        limit = _number(own_group(proc, groups, "memory") / "memory.limit_in_bytes")
    # Without a limit version 1 shows a number that no machine has.
    known = [value for value in (limit, machine) if value is not None]
    return min(known) if known else None


def _quota(text: str | None) -> float | None:
    quota, _, period = (text or "max").partition(" ")
    return None if quota == "max" or not period else int(quota) / int(period)


def _machine_cpu(proc: Path, machine_cpus: int) -> CpuReading | None:
    first = (_text(proc / "stat") or "").partition("\n")[0].split()
    if len(first) < 9 or first[0] != "cpu":
        return None
    user, nice, system, _idle, _iowait, irq, softirq, steal = map(int, first[1:9])
    return CpuReading(used_s=(user + nice + system + irq + softirq + steal) / _USER_HZ, cpus=machine_cpus)


def _machine_memory(proc: Path) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for line in (_text(proc / "meminfo") or "").splitlines():
        name, _, value = line.partition(":")
        if value.split()[1:] == ["kB"]:
            found[name] = int(value.split()[0]) * 1024
    return found


def _pairs(path: Path) -> Mapping[str, int]:
    rows = (line.split() for line in (_text(path) or "").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdigit()}


def _number(path: Path) -> int | None:
    text = (_text(path) or "").strip()
    return int(text) if text.lstrip("-").isdigit() else None


def _text(path: Path) -> str | None:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return None
