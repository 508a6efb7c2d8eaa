"""A poll calls its target again and again until something ends it."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from ts_connectors.errors import UsageError
from ts_connectors.polling import Poll, PollStatus, PollStopReason
from ts_connectors.testing import ManualClock


class Target:
    """Counts its calls; raises the errors that it is given, one each."""

    def __init__(self, *errors: Exception | None) -> None:
        self.times: list[float] = []
        self.clock = ManualClock()
        self._errors = list(errors)

    async def call(self, *args: Any, **kwargs: Any) -> int:
        """Be called."""
        self.times.append(self.clock.monotonic())
        self.arguments = (args, kwargs)
        error = self._errors.pop(0) if self._errors else None
        if error is not None:
            raise error
        return len(self.times)

    def poll(self, interval: float = 10, **options: Any) -> Poll:
        """Return a poll of it, on its clock."""
        return Poll(self.call, interval, clock=self.clock, **options)


async def test_the_target_is_called_at_once_and_then_after_each_interval() -> None:
    target = Target()
    poll = target.poll()
    poll.start()
    await target.clock.advance(25)
    assert target.times == [0, 10, 20]
    assert poll.last_result == 3
    assert poll.running
    poll.stop()


async def test_a_poll_that_was_not_started_says_so() -> None:
    poll = Target().poll()
    assert poll.status == PollStatus.NEVER_STARTED
    assert poll.reason == ""
    assert not poll.started
    with pytest.raises(UsageError, match="never started"):
        await poll.wait()


async def test_a_started_poll_waits_for_its_initial_delay() -> None:
    target = Target()
    poll = target.poll(initial_delay=5)
    poll.start()
    await target.clock.advance(4)
    assert (poll.status, target.times) == (PollStatus.STARTED, [])
    await target.clock.advance(1)
    assert (poll.status, target.times) == (PollStatus.RUNNING, [5])
    poll.stop()


async def test_arguments_are_passed_on() -> None:
    target = Target()
    target.poll(args=[1, 2], kwargs={"three": 3}, n_times=1).start()
    await target.clock.settle()
    assert target.arguments == ((1, 2), {"three": 3})


async def test_a_poll_ends_when_its_condition_is_met() -> None:
    target = Target()
    poll = target.poll(until=lambda result: result == 3)
    poll.start()
    await target.clock.advance(100)
    assert await poll.wait() == 3
    assert (poll.status, poll.reason) == (PollStatus.STOPPED, PollStopReason.UNTIL_CONDITION_MET)


async def test_a_condition_may_take_nothing_or_be_a_coroutine_function() -> None:
    async def is_late() -> bool:
        return target.clock.monotonic() >= 20

    target = Target()
    poll = target.poll(until=is_late)
    poll.start()
    await target.clock.advance(100)
    assert target.times == [0, 10, 20]


async def test_a_poll_ends_after_so_many_calls_without_another_pause() -> None:
    target = Target()
    poll = target.poll(n_times=2)
    poll.start()
    await target.clock.advance(10)
    assert poll.stopped
    assert poll.reason == PollStopReason.NUM_LOOPS_EXCEEDED
    assert target.times == [0, 10]


async def test_a_poll_ends_at_its_time_limit() -> None:
    target = Target()
    poll = target.poll(poll_time_limit=25)
    poll.start()
    await target.clock.advance(25)
    assert (poll.status, poll.reason) == (PollStatus.STOPPED, PollStopReason.TIMEOUT)
    assert target.times == [0, 10, 20]


async def test_a_time_limit_can_count_as_a_failure() -> None:
    target = Target()
    poll = target.poll(poll_time_limit=25, on_timeout_raise=True, name="readings")
    poll.start()
    await target.clock.advance(25)
    assert (poll.failed, poll.reason) == (True, PollStopReason.TIMEOUT)
    with pytest.raises(TimeoutError, match="The poll 'readings' did not end within 25 s"):
        await poll.wait()


async def test_without_on_error_an_exception_is_logged_and_ends_the_poll(caplog: pytest.LogCaptureFixture) -> None:
    target = Target(None, OSError("unplugged"))
    poll = target.poll(name="readings")
    poll.start()
    await target.clock.advance(100)
    assert (poll.status, poll.reason) == (PollStatus.FAILED, PollStopReason.EXCEPTION_RAISED)
    assert target.times == [0, 10]
    assert "The poll 'readings' ended: its target failed" in caplog.text
    with pytest.raises(OSError, match="unplugged"):
        await poll.wait()


async def test_with_on_error_the_poll_goes_on() -> None:
    seen: list[Exception] = []
    target = Target(OSError("unplugged"))
    poll = target.poll(on_error=seen.append)
    poll.start()
    await target.clock.advance(10)
    assert [str(error) for error in seen] == ["unplugged"]
    assert (poll.running, poll.last_result) == (True, 2)
    poll.stop()


async def test_what_on_error_raises_ends_the_poll() -> None:
    async def give_up(error: Exception) -> None:
        raise RuntimeError("enough") from error

    target = Target(OSError("unplugged"))
    poll = target.poll(on_error=give_up)
    poll.start()
    await target.clock.settle()
    with pytest.raises(RuntimeError, match="enough"):
        await poll.wait()


async def test_stop_ends_the_poll_and_cancels_the_call_under_way() -> None:
    is_cancelled = asyncio.Event()

    async def hang() -> None:
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            is_cancelled.set()

    clock = ManualClock()
    poll = Poll(hang, 1, clock=clock)
    poll.start()
    await clock.settle()
    poll.stop()
    assert (poll.status, poll.reason) == (PollStatus.STOPPED, PollStopReason.MANUALLY_STOPPED)
    assert await poll.wait() is None
    await clock.settle()
    assert is_cancelled.is_set()


async def test_a_target_that_stops_its_own_poll_returns_first() -> None:
    clock = ManualClock()
    done: list[str] = []

    async def once() -> None:
        poll.stop()
        await clock.sleep(0)
        done.append("to the end")

    poll = Poll(once, 1, clock=clock)
    poll.start()
    await clock.advance(10)
    assert done == ["to the end"]
    assert poll.reason == PollStopReason.MANUALLY_STOPPED


async def test_a_cancelled_task_is_told_apart_from_a_stop() -> None:
    target = Target()
    poll = target.poll(name="readings")
    poll.start()
    await target.clock.settle()
    for task in asyncio.all_tasks():
        if task.get_name() == "poll readings":
            task.cancel()
    await target.clock.settle()
    assert (poll.status, poll.reason) == (PollStatus.STOPPED, PollStopReason.TASK_CANCELED)


async def test_start_while_it_runs_does_nothing_and_after_its_end_starts_anew() -> None:
    target = Target()
    poll = target.poll(n_times=1)
    poll.start()
    poll.start()
    await target.clock.advance(10)
    assert target.times == [0]
    poll.start(name="again")
    await target.clock.settle()
    assert target.times == [0, 10]
    assert poll.name == "again"


async def test_a_poll_stopped_before_its_first_call_never_calls() -> None:
    target = Target()
    poll = target.poll()
    poll.start()
    poll.stop()
    await target.clock.advance(20)
    assert target.times == []


async def test_a_plain_target_runs_in_a_thread_and_can_stop_its_poll_from_there() -> None:
    threads: list[threading.Thread] = []

    def target() -> None:
        threads.append(threading.current_thread())
        poll.stop()

    poll = Poll(target, 0)
    poll.start()
    await poll.wait()
    assert threads != [threading.current_thread()]
    assert poll.reason == PollStopReason.MANUALLY_STOPPED


async def test_a_poll_can_be_started_from_a_thread_and_runs_on_the_loop() -> None:
    threads: list[threading.Thread] = []

    async def inner() -> None:
        threads.append(threading.current_thread())

    inner_poll = Poll(inner, 0, n_times=1)

    def outer() -> None:
        inner_poll.start()

    Poll(outer, 0, n_times=1).start()
    while not inner_poll.started:  # noqa: ASYNC110 - another thread makes it true
        await asyncio.sleep(0)
    await inner_poll.wait()
    assert threads == [threading.current_thread()]


def test_a_poll_cannot_be_started_where_no_loop_is_known() -> None:
    with pytest.raises(UsageError, match="No event loop belongs to this thread"):
        Target().poll().start()


def test_an_interval_below_zero_is_refused() -> None:
    with pytest.raises(UsageError, match="give 0 or more seconds"):
        Target().poll(-1)


async def test_waiting_can_be_given_up_without_stopping_the_poll() -> None:
    target = Target()
    poll = target.poll(n_times=2)
    poll.start()
    waiting = asyncio.get_running_loop().create_task(poll.wait())
    await target.clock.settle()
    waiting.cancel()
    await target.clock.advance(10)
    assert await poll.wait() == 2
