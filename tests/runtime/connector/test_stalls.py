"""Code that blocks its loop is named, in the log and in the connector's health."""

from __future__ import annotations

import asyncio
import logging
import threading

import pytest

from ts_connectors._runtime.stalls import StallWatch
from ts_connectors._runtime.supervisor import Supervisor
from ts_connectors._runtime.user_loop import UserLoop
from ts_connectors.models import HealthStatus
from ts_connectors.testing import ManualClock


class Sink:
    """Keeps what it hears, and lets a thread wait for it."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str | None]] = []
        self.has_report = threading.Event()
        self.has_cleared = threading.Event()

    def report(self, source: str, status: HealthStatus, code: str | None) -> None:
        self.heard.append((status, code))
        self.has_report.set()

    def clear(self, source: str) -> None:
        if self.heard:
            self.has_cleared.set()


async def read_forever(sink: Sink) -> None:
    """Block the loop as a careless handler does, until it is noticed."""
    sink.has_report.clear()  # a busy machine can be slow before as well
    assert sink.has_report.wait(20)


async def test_a_handler_that_blocks_its_loop_is_named_and_health_says_so(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, logger="ts_connectors")
    sink, supervisor = Sink(), Supervisor(clock=ManualClock())
    supervisor.keep("stalls", StallWatch.here(sink, limit_s=0.05).run)
    await UserLoop.here().call(read_forever, sink)
    assert await asyncio.to_thread(sink.has_cleared.wait, 20)
    await supervisor.close()
    assert sink.heard[0] == (HealthStatus.WARNING, "EventLoopBlocked")
    assert "read_forever blocks the event loop for more than 0.05 s" in caplog.text
    assert "The event loop goes on" in caplog.text


async def test_a_loop_that_turns_is_no_stall() -> None:
    sink, supervisor = Sink(), Supervisor(clock=ManualClock())
    supervisor.keep("stalls", StallWatch.here(sink, limit_s=5).run)
    await supervisor.run(asyncio.sleep(0))
    await supervisor.close()
    assert sink.heard == []
