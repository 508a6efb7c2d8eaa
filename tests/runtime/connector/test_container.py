"""CPU and memory are those of the container, else of the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from ts_connectors._core.clock import SystemClock
from ts_connectors._runtime.container import CpuReading, cpu_percent, memory_total, memory_used, own_group, read_cpu
from ts_connectors._runtime.gauges import CpuUsage

MEMINFO = "MemTotal:       16000 kB\nMemFree:         1000 kB\nMemAvailable:    6000 kB\nHugePages_Total:   0\n"
STAT = "cpu  1000 0 500 90000 300 20 30 0 0 0\ncpu0 500 0 250 45000 150 10 15 0 0 0\n"


class Machine:
    """A /proc and a /sys/fs/cgroup of a test's own."""

    def __init__(self, root: Path) -> None:
        self.proc, self.groups = root / "proc", root / "cgroup"
        self.write("proc/meminfo", MEMINFO)
        self.write("proc/stat", STAT)

    def write(self, path: str, text: str) -> None:
        """Write one file of either."""
        target = self.proc.parent / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    @property
    def roots(self) -> tuple[Path, Path]:
        return self.proc, self.groups


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_memory_of_version_2_leaves_out_cache_that_can_be_taken_back(machine: Machine) -> None:
    machine.write("cgroup/memory.current", "5000\n")
    machine.write("cgroup/memory.stat", "anon 3000\ninactive_file 1500\n")
    machine.write("cgroup/memory.max", "8000\n")
    assert (memory_used(*machine.roots), memory_total(*machine.roots)) == (3500, 8000)


def test_memory_of_version_1_is_read_from_its_controller(machine: Machine) -> None:
    machine.write("proc/self/cgroup", "5:memory:/docker/abc\n4:cpu,cpuacct:/docker/abc\n")
    machine.write("cgroup/memory/docker/abc/memory.usage_in_bytes", "5000")
    machine.write("cgroup/memory/docker/abc/memory.stat", "inactive_file 1\ntotal_inactive_file 2000\n")
    machine.write("cgroup/memory/docker/abc/memory.limit_in_bytes", "9000")
    assert (memory_used(*machine.roots), memory_total(*machine.roots)) == (3000, 9000)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("cgroup/memory.max", "max", id="version 2"),
        pytest.param("cgroup/memory/memory.limit_in_bytes", "9223372036854771712", id="version 1"),
    ],
)
def test_without_a_limit_the_total_is_the_machines(machine: Machine, path: str, text: str) -> None:
    machine.write(path, text)
    assert memory_total(*machine.roots) == 16_000 * 1024


def test_outside_a_container_memory_is_the_machines(machine: Machine) -> None:
    assert (memory_used(*machine.roots), memory_total(*machine.roots)) == (10_000 * 1024, 16_000 * 1024)


def test_where_nothing_is_told_nothing_is_reported(tmp_path: Path) -> None:
    assert memory_used(tmp_path, tmp_path) is None
    assert memory_total(tmp_path, tmp_path) is None
    assert read_cpu(tmp_path, tmp_path, 2) is None


@pytest.mark.parametrize(
    ("maximum", "cpus"), [pytest.param("50000 100000", 0.5, id="half a CPU"), pytest.param("max 100000", 4, id="none")]
)
def test_cpu_of_version_2_counts_against_the_quota(machine: Machine, maximum: str, cpus: float) -> None:
    machine.write("cgroup/cpu.stat", "usage_usec 2500000\nuser_usec 1\n")
    machine.write("cgroup/cpu.max", maximum)
    assert read_cpu(*machine.roots, 4) == CpuReading(used_s=2.5, cpus=cpus)


@pytest.mark.parametrize(
    ("quota", "cpus"), [pytest.param("200000", 2, id="two CPUs"), pytest.param("-1", 4, id="none")]
)
def test_cpu_of_version_1_counts_against_the_quota(machine: Machine, quota: str, cpus: float) -> None:
    machine.write("cgroup/cpuacct/cpuacct.usage", "3000000000")
    machine.write("cgroup/cpu/cpu.cfs_quota_us", quota)
    machine.write("cgroup/cpu/cpu.cfs_period_us", "100000")
    assert read_cpu(*machine.roots, 4) == CpuReading(used_s=3.0, cpus=cpus)


def test_outside_a_container_cpu_is_the_machines_without_idle_time(machine: Machine) -> None:
    assert read_cpu(*machine.roots, 2) == CpuReading(used_s=15.5, cpus=2)


def test_the_own_group_is_the_mount_itself_where_its_path_is_the_hosts(machine: Machine) -> None:
    machine.write("proc/self/cgroup", "0::/../../system.slice/docker-abc.scope\n")
    assert own_group(*machine.roots) == machine.groups


def test_the_own_group_is_found_below_the_mount(machine: Machine) -> None:
    machine.write("proc/self/cgroup", "0::/user.slice/mine\n")
    machine.write("cgroup/user.slice/mine/cpu.stat", "usage_usec 1\n")
    assert own_group(*machine.roots) == machine.groups / "user.slice" / "mine"


@pytest.mark.parametrize(
    ("used_s", "elapsed_s", "percent"),
    [
        pytest.param(0.5, 1.0, 50.0, id="half"),
        pytest.param(3.0, 1.0, 100.0, id="never above 100"),
        pytest.param(-1.0, 1.0, None, id="a counter that went back"),
        pytest.param(0.5, 0.0, None, id="no time"),
    ],
)
def test_cpu_percent_is_the_share_of_what_may_be_used(used_s: float, elapsed_s: float, percent: float | None) -> None:
    earlier, later = CpuReading(used_s=10, cpus=1), CpuReading(used_s=10 + used_s, cpus=1)
    assert cpu_percent(earlier, later, elapsed_s) == percent


async def test_cpu_usage_measures_from_point_to_point(machine: Machine) -> None:
    machine.write("cgroup/cpu.stat", "usage_usec 0\n")
    gauge = CpuUsage(SystemClock(), proc=machine.proc, groups=machine.groups)
    machine.write("cgroup/cpu.stat", "usage_usec 900000000000\n")
    assert await gauge.get_metric() == 100.0
    assert await gauge.get_metric() == 0.0
