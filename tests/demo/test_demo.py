"""`make demo`: what it shows, how it fails, and that it leaves nothing behind."""

from __future__ import annotations

import os
import re
import signal
import subprocess
from pathlib import Path

import pytest

from tests.demo.running import Demo

pytestmark = pytest.mark.integration

COMMANDS = ["SetScheduleInterval", "Pause", "Resume", "ListPending", "IngestRange"]


def test_it_shows_each_file_and_each_command_and_leaves_nothing_behind(root: Path, demo: Demo) -> None:
    samples = root / "examples" / "folder_watcher" / "samples"
    before = changes(root)

    code = demo.end()

    shown = "\n".join(demo.shown)
    assert code == 0, shown
    for path in samples.rglob("*"):
        if path.is_file():
            name = re.escape(path.relative_to(samples).as_posix())
            row = rf"^{name} +{path.stat().st_size} +ok +2 +\S+ +site=demo, folder=.*, file={re.escape(path.name)}$"
            assert re.search(row, shown, re.MULTILINE), shown
    assert re.findall(r"^(\w+) +SUCCESS +\d+\.\d\d s ", shown, re.MULTILINE) == COMMANDS
    assert "interval_seconds: Input should be greater than or equal to 0.1" in shown
    assert "it ended with exit code 0" in shown
    assert not demo.is_anything_left
    assert changes(root) == before


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_ending_it_early_ends_all_of_it(demo: Demo, number: signal.Signals) -> None:
    demo.read_until("is ONLINE")

    demo.process.send_signal(number)
    code = demo.end()

    assert code == 130, demo.shown
    assert not demo.is_anything_left


@pytest.mark.parametrize("moment", ["Dropping", "Sending each command"])
def test_a_connector_that_dies_fails_the_demo_with_the_reason_and_the_logs(demo: Demo, moment: str) -> None:
    demo.read_until("the connector is process")
    pid = int(demo.shown[-1].rpartition(" ")[2])
    demo.read_until(moment)

    os.kill(pid, signal.SIGKILL)
    code = demo.end()

    shown = "\n".join(demo.shown)
    assert code == 1, shown
    assert "The demo failed: The connector ended with exit code -9, long before it was told to" in shown
    assert "--- the last lines of the connector's log" in shown
    assert not demo.is_anything_left


def changes(root: Path) -> str:
    """Return what git sees beside the last commit."""
    command = ["git", "-c", "safe.directory=*", "status", "--porcelain", "--ignored=no", "examples"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout
