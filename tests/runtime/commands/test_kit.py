"""The clock and the queues of the testing kit keep their word."""

import asyncio
import threading

import pytest

from ts_connectors.errors import PortError
from ts_connectors.testing.clock import ManualClock
from ts_connectors.testing.queues import FakeQueue, FakeQueues


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def queue(clock: ManualClock) -> FakeQueue:
    return FakeQueue("https://sqs.test/1/q", clock)


@pytest.fixture
def fifo(clock: ManualClock) -> FakeQueue:
    return FakeQueue("https://sqs.test/1/q.fifo", clock)


async def test_sleepers_wake_in_order_at_their_very_moment(clock: ManualClock) -> None:
    woken: list[tuple[str, float]] = []

    async def sleeper(name: str, *naps_s: float) -> None:
        for nap_s in naps_s:
            await clock.sleep(nap_s)
            woken.append((name, clock.monotonic()))

    async with asyncio.TaskGroup() as group:
        group.create_task(sleeper("a", 2, 2))
        group.create_task(sleeper("b", 3))
        await clock.advance(2.5)
        assert woken == [("a", 2.0)]
        await clock.advance(10)
    assert woken == [("a", 2.0), ("b", 3.0), ("a", 4.0)]
    assert clock.monotonic() == 12.5


async def test_sleepers_on_the_loop_of_another_thread_wake_too(clock: ManualClock) -> None:
    woken: list[float] = []

    async def sleep() -> None:
        await clock.sleep(5)
        woken.append(clock.monotonic())

    thread = threading.Thread(target=lambda: asyncio.run(sleep()))
    thread.start()
    await clock.until(lambda: woken, within_s=5)
    thread.join()
    assert woken == [5.0]


async def test_a_task_that_turns_for_ever_is_told_from_one_at_rest(clock: ManualClock) -> None:
    async def turn() -> None:
        while True:  # noqa: ASYNC110 - the very mistake that is to be noticed
            await asyncio.sleep(0)

    async with asyncio.TaskGroup() as group:
        turning = group.create_task(turn())
        with pytest.raises(AssertionError, match="does not come to rest"):
            await clock.settle()
        turning.cancel()


async def test_a_condition_that_never_holds_is_an_error(clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ts_connectors.testing.clock._REAL_LIMIT_S", 0.0)
    with pytest.raises(AssertionError, match="does not hold after 3 s"):
        await clock.until(lambda: False, within_s=3)


async def test_a_long_poll_returns_with_the_first_message_or_at_its_end(clock: ManualClock, queue: FakeQueue) -> None:
    async with asyncio.TaskGroup() as group:
        poll = group.create_task(queue.receive())
        await clock.advance(19)
        assert not poll.done()
        queue.put("late")
        await clock.settle()
        assert [message.body for message in poll.result()] == ["late"]
        poll = group.create_task(queue.receive(wait_s=5))
        await clock.advance(5)
        assert poll.result() == []


async def test_a_message_comes_again_when_its_time_is_over(clock: ManualClock, queue: FakeQueue) -> None:
    queue.put("a")
    (first,) = await queue.receive(wait_s=0)
    assert await queue.receive(wait_s=0) == []
    await clock.advance(30)
    (second,) = await queue.receive(wait_s=0)
    assert (first.receive_count, second.receive_count) == (1, 2)
    await queue.delete([first.receipt])
    assert len(queue.remaining) == 1
    await queue.delete([second.receipt])
    assert queue.remaining == []


async def test_an_extension_hides_a_message_longer_and_zero_gives_it_back(clock: ManualClock, queue: FakeQueue) -> None:
    queue.put("a")
    (message,) = await queue.receive(wait_s=0)
    await clock.advance(20)
    assert await queue.extend([message.receipt], 30) == []
    await clock.advance(20)
    assert await queue.receive(wait_s=0) == []
    assert await queue.extend([message.receipt], 0) == []
    assert len(await queue.receive(wait_s=0)) == 1
    (failure,) = await queue.extend([message.receipt], 30)
    assert (failure.code, failure.is_sender_fault) == ("MessageNotInflight", True)


async def test_a_group_waits_until_every_message_in_flight_is_deleted(fifo: FakeQueue) -> None:
    for body in ("a-1", "a-2", "a-3"):
        fifo.put(body, group="a")
    fifo.put("b-1", group="b")
    first = await fifo.receive(limit=2, wait_s=0)
    assert [message.body for message in first] == ["a-1", "a-2"]
    (other,) = await fifo.receive(wait_s=0)
    assert other.body == "b-1"
    await fifo.delete([first[0].receipt])
    assert await fifo.receive(wait_s=0) == []
    await fifo.delete([first[1].receipt])
    assert [message.body for message in await fifo.receive(wait_s=0)] == ["a-3"]


async def test_sizes_and_characters_are_checked_entry_by_entry(queue: FakeQueue) -> None:
    failures = await queue.send(["fine", "x" * 262_145, "\x00", "x" * 262_144])
    assert [(failure.index, failure.code) for failure in failures] == [
        (1, "InvalidParameterValue"),
        (2, "InvalidMessageContents"),
    ]
    assert [len(body) for body in queue.sent] == [4, 262_144]


async def test_a_denied_call_is_an_error_and_denied_attributes_are_none(queue: FakeQueue) -> None:
    queue.denied = {"extend", "attributes"}
    assert await queue.visibility_timeout_s() is None
    with pytest.raises(PortError) as refusal:
        await queue.extend(["r"], 1)
    assert refusal.value.is_denied


async def test_the_same_url_opens_the_same_queue(clock: ManualClock) -> None:
    queues = FakeQueues(clock)
    assert queues.queue("https://sqs.test/1/a") is queues.fake("https://sqs.test/1/a")
    assert queues.queue("https://sqs.test/1/a") is not queues.queue("https://sqs.test/1/b")
