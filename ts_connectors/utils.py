"""Polling, tasks and time under the path that users know."""

from __future__ import annotations

from datetime import datetime

from ts_connectors._core.clock import SystemClock
from ts_connectors._core.tasks import TaskManager
from ts_connectors.polling import Poll, PollStatus, PollStopReason, poll_forever

__all__ = ["Poll", "PollStatus", "PollStopReason", "TaskManager", "poll_forever", "utc_time"]


def utc_time() -> datetime:
    """Return the time, with zone UTC."""
    return SystemClock().now()
