"""Repeated calls that go on for ever, and tasks by name."""

from __future__ import annotations

import asyncio
import contextlib
from datetime import UTC

import pytest

from ts_connectors.testing import ManualClock
from ts_connectors.utils import TaskManager, poll_forever, utc_time


async def test_poll_forever_logs_what_fails_and_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    calls: list[int] = []

    async def target(number: int) -> None:
        calls.append(number)
        if len(calls) == 1:
            raise OSError("unplugged")

    task = asyncio.get_running_loop().create_task(poll_forever(target, 5, args=[7], clock=clock))
    await clock.advance(12)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert calls == [7, 7, 7]
    assert "made again in 5 s" in caplog.text


async def test_tasks_are_held_by_name_until_they_end() -> None:
    clock = ManualClock()
    tasks = TaskManager()
    tasks.start("short", clock.sleep(1))
    tasks.start("long", clock.sleep(100))
    await clock.advance(1)
    assert list(tasks.names) == ["long"]
    await tasks.stop_all()
    assert list(tasks.names) == []


async def test_a_task_of_the_same_name_replaces_the_one_before() -> None:
    clock = ManualClock()
    ended: list[str] = []

    async def work(name: str) -> None:
        try:
            await clock.sleep(100)
        finally:
            ended.append(name)

    tasks = TaskManager()
    tasks.start("one", work("first"))
    await clock.settle()
    tasks.start("one", work("second"))
    await clock.settle()
    assert ended == ["first"]
    assert list(tasks.names) == ["one"]
    await tasks.stop("one")
    await tasks.stop("unknown")
    assert list(tasks.names) == []


async def test_a_task_that_fails_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise OSError("unplugged")

    tasks = TaskManager()
    tasks.start("reader", fail())
    await ManualClock().settle()
    assert "The task 'reader' failed" in caplog.text


def test_utc_time_carries_its_zone() -> None:
    assert utc_time().tzinfo is UTC
