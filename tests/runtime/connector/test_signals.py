"""Signals and the Shutdown command end a real process in order."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("program.py")
Run = Callable[[str], "Program"]


class Program:
    """A connector's process, and the lines that it has printed."""

    def __init__(self, what: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(PROGRAM), what], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self.lines: list[str] = []

    def until(self, line: str) -> None:
        """Read lines until this one."""
        assert self.process.stdout is not None
        for found in self.process.stdout:
            self.lines.append(found.strip())
            if self.lines[-1] == line:
                return
        raise AssertionError(f"{line!r} never came: {self.lines}, {self.process.communicate()[1]}")

    def kill(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    def end(self) -> int:
        """Wait for the end; return the exit status."""
        rest, errors = self.process.communicate(timeout=30)
        self.lines += rest.splitlines()
        assert "Traceback" not in errors, errors
        return self.process.returncode


@pytest.fixture
def run() -> Iterator[Run]:
    programs: list[Program] = []

    def start(what: str) -> Program:
        programs.append(Program(what))
        return programs[-1]

    yield start
    for program in programs:
        program.process.kill()
        program.process.communicate()


@pytest.mark.integration
@pytest.mark.parametrize(
    "number", [pytest.param(signal.SIGTERM, id="SIGTERM"), pytest.param(signal.SIGINT, id="SIGINT")]
)
def test_a_signal_ends_an_idle_connector_in_order(run: Run, number: signal.Signals) -> None:
    program = run("Idle")
    program.until("ready")
    program.kill(number)
    assert program.end() == 0
    assert program.lines == ["initializing", "ready", "on_shutdown", "finally"]


@pytest.mark.integration
def test_a_running_command_ends_and_is_answered_before_the_process_ends(run: Run) -> None:
    program = run("Talking.Work")
    program.until("work begins")
    program.kill(signal.SIGTERM)
    assert program.end() == 0
    assert program.lines[-5:] == [
        "work ends",
        "on_shutdown",
        "finally",
        "answer PROCESSING null",
        'answer SUCCESS {"is_done": true}',
    ]


@pytest.mark.integration
@pytest.mark.parametrize("what", ["Hang", "Block"])
def test_a_command_that_does_not_end_within_the_grace_period_is_interrupted(run: Run, what: str) -> None:
    program = run(f"Talking.{what}")
    program.until(f"{what.lower()} begins")
    program.kill(signal.SIGTERM)
    assert program.end() == 0
    assert "on_shutdown" in program.lines
    assert program.lines[-1].startswith("answer FAILURE")
    assert "INTERRUPTED" in program.lines[-1]


@pytest.mark.integration
def test_a_handler_that_blocks_its_loop_is_waited_for(run: Run) -> None:
    program = run("Talking.BlockLoop")
    program.until("block_loop begins")
    program.kill(signal.SIGTERM)
    assert program.end() == 0
    assert program.lines[-4:] == ["on_shutdown", "finally", "answer PROCESSING null", "answer SUCCESS null"]


@pytest.mark.integration
def test_a_second_signal_ends_the_process_at_once(run: Run) -> None:
    program = run("Talking.Hang")
    program.until("hang begins")
    program.kill(signal.SIGTERM)
    program.kill(signal.SIGINT)
    assert program.end() in (-signal.SIGINT, -signal.SIGTERM)
    assert "on_shutdown" not in program.lines


@pytest.mark.integration
def test_a_signal_ends_a_connector_that_still_waits_for_the_platform(run: Run) -> None:
    program = run("Unreachable")
    program.until("initializing")
    program.kill(signal.SIGTERM)
    assert program.end() == 0
    assert program.lines[-1] == "finally"


@pytest.mark.integration
def test_the_applications_own_handler_stays(run: Run) -> None:
    program = run("OwnHandler")
    program.until("ready")
    program.kill(signal.SIGTERM)
    assert program.end() == 3
    assert program.lines == ["initializing", "ready", "own handler", "finally"]


@pytest.mark.integration
def test_the_shutdown_command_ends_the_process_with_status_0(run: Run) -> None:
    program = run("Shutdown")
    assert program.end() == 0
    assert program.lines[-4:] == ["on_shutdown", "finally", "answer PROCESSING null", "answer SUCCESS null"]


@pytest.mark.integration
def test_a_main_that_returns_without_shutdown_leaves_nothing_behind(run: Run) -> None:
    program = run("Unattended")
    assert program.end() == 0
    assert program.lines[:2] == ["initializing", "finally"]
