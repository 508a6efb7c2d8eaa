"""Queues: the fake and SQS keep the same contract."""

from __future__ import annotations

import pytest

from tests.platform.aws.conftest import QueueUnderTest
from ts_connectors._core.ports import ReceivedMessage
from ts_connectors._platform.sqs import batches


async def received(queue: QueueUnderTest, *, limit: int = 10) -> list[ReceivedMessage]:
    return list(await queue.port.receive(limit=limit, wait_s=0))


async def test_a_message_arrives_as_it_was_put(queue: QueueUnderTest) -> None:
    queue.put('{"commandId": "ä\\u0000"}')
    [message] = await received(queue)
    assert message.body == '{"commandId": "ä\\u0000"}'
    assert message.receive_count == 1
    assert message.group is None


async def test_more_than_ten_messages_are_sent_in_one_call(queue: QueueUnderTest) -> None:
    assert not await queue.port.send([f"m{number}" for number in range(25)])
    assert sorted(queue.sent()) == sorted(f"m{number}" for number in range(25))


async def test_messages_that_are_too_large_together_are_sent_in_one_call(queue: QueueUnderTest) -> None:
    assert not await queue.port.send(["x" * 200_000, "y" * 200_000])
    assert {body[0] for body in queue.sent()} == {"x", "y"}


async def test_refused_entries_come_back_with_their_positions(queue: QueueUnderTest) -> None:
    bodies = [*(f"m{number}" for number in range(11)), "forbidden \x00", "fine"]
    failures = await queue.port.send(bodies)
    assert [(failure.index, failure.code, failure.is_sender_fault) for failure in failures] == [
        (11, "InvalidMessageContents", True)
    ]


async def test_a_deleted_message_does_not_come_again(queue: QueueUnderTest) -> None:
    queue.put("once")
    [message] = await received(queue)
    assert not await queue.port.delete([message.receipt])
    assert not await queue.port.extend([], 0)
    assert await received(queue) == []


async def test_a_message_given_back_comes_again_and_counts(queue: QueueUnderTest) -> None:
    queue.put("again")
    [first] = await received(queue)
    assert await received(queue) == []
    assert not await queue.port.extend([first.receipt], 0)
    [second] = await received(queue)
    assert (second.message_id, second.receive_count) == (first.message_id, 2)


async def test_a_receive_may_ask_for_another_visibility_timeout(queue: QueueUnderTest) -> None:
    queue.put("short")
    await queue.port.receive(wait_s=0, visibility_timeout_s=0)
    [message] = await received(queue)
    assert message.receive_count == 2


async def test_the_limit_of_a_receive_is_kept(queue: QueueUnderTest) -> None:
    for body in ("a", "b", "c"):
        queue.put(body)
    assert len(await received(queue, limit=2)) == 2


async def test_the_visibility_timeout_of_the_queue_is_read(queue: QueueUnderTest) -> None:
    assert await queue.port.visibility_timeout_s() == 30


async def test_messages_of_a_fifo_queue_name_their_group(fifo: QueueUnderTest) -> None:
    fifo.put("first")
    [message] = await received(fifo)
    assert message.group == "g"


@pytest.mark.parametrize(
    ("sizes", "expected"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param([1] * 10, [10], id="ten entries"),
        pytest.param([1] * 11, [10, 1], id="eleven entries"),
        pytest.param([131_072, 131_072], [2], id="exactly 256 KiB"),
        pytest.param([131_072, 131_073], [1, 1], id="a byte more"),
        pytest.param([1, 262_145, 1], [1, 1, 1], id="one that fits nowhere stands alone"),
    ],
)
def test_batches_keep_the_limits_of_sqs(sizes: list[int], expected: list[int]) -> None:
    cut = list(batches(sizes, lambda size: size))
    assert [len(batch) for batch in cut] == expected
    assert [index for batch in cut for index, _ in batch] == list(range(len(sizes)))
