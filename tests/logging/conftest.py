"""A log of the test's own, and what it writes."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from ts_connectors import logger
from ts_connectors._core.clock import SystemClock
from ts_connectors._core.log_lines import LogLine
from ts_connectors._runtime.log_pump import Intake
from ts_connectors.testing.clock import ManualClock


class Console:
    """What stands on standard error."""

    def __init__(self, capsys: pytest.CaptureFixture[str], root: logging.Logger) -> None:
        self._capsys = capsys
        self._root = root
        self._text = ""

    @property
    def text(self) -> str:
        for handler in self._root.handlers:
            handler.flush()
        self._text += self._capsys.readouterr().err
        return self._text


@pytest.fixture
def console(capsys: pytest.CaptureFixture[str], manager: logger.CloudWatchLoggingManager) -> Console:
    return Console(capsys, manager.root)


@pytest.fixture(autouse=True)
def manager() -> Iterator[logger.CloudWatchLoggingManager]:
    """The process's manager as it is before anything was logged, and so again afterwards."""
    process_wide = logger._manager
    process_wide.detach()
    yield process_wide
    process_wide.detach()


@pytest.fixture
def lines(console: Console) -> Callable[[], list[dict[str, Any]]]:
    """The lines that were written so far."""
    return lambda: [json.loads(line) for line in console.text.splitlines()]


@pytest.fixture
def clock() -> ManualClock:
    # Records carry the machine's time, and CloudWatch takes none that is too old.
    return ManualClock(SystemClock().now())


@pytest.fixture
def intake() -> Intake:
    return Intake()


def a_record(message: str = "hello", *args: object, **facts: Any) -> logging.LogRecord:
    level = facts.pop("level", logging.INFO)
    record = logging.LogRecord("ts_connectors.test", level, "a.py", 7, message, args, facts.pop("exc_info", None))
    vars(record).update(facts)
    return record


def a_line(message: str = "hello", timestamp_ms: int = 0) -> LogLine:
    return LogLine.of("INFO", timestamp_ms, message, "ts_connectors.test")
