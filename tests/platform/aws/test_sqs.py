"""What only the real queue shows: rights, outages, and what of a call got through."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from tests.platform.aws.conftest import Issuer
from ts_connectors._platform.aws import Aws
from ts_connectors.errors import PortError, TransportError
from ts_connectors.simulator.aws.fault import Fault
from ts_connectors.simulator.aws.server import AwsServer

pytestmark = pytest.mark.integration

DOWN = Fault(status=503, code="ServiceUnavailable")


@pytest.fixture(autouse=True)
def _without_faults(server: AwsServer) -> Iterator[None]:
    yield
    server.faults = None


async def test_a_denied_visibility_timeout_is_none_and_is_asked_for_once(
    server: AwsServer, issuer: Issuer, aws: Aws, name: str
) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    assert await queue.visibility_timeout_s() is None
    server.revoke(issuer.issued[-1].access_key_id)
    assert await queue.visibility_timeout_s() is None
    # A second question would have been answered with new credentials.
    assert len(issuer.issued) == 1


async def test_a_refused_call_says_what_to_allow(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    server.send_message(queue.url, "x")
    [message] = await queue.receive(wait_s=0)
    with pytest.raises(PortError, match="policy of the connector's role") as caught:
        await queue.extend([message.receipt], 0)
    assert caught.value.is_denied
    assert (caught.value.service, caught.value.is_retryable) == ("sqs", False)


async def test_a_queue_that_is_not_there_is_a_refusal(server: AwsServer, aws: Aws) -> None:
    with pytest.raises(PortError, match="check the queue's URL") as caught:
        await aws.queues.queue(f"{server.endpoint}/{server.account_id}/none").receive(wait_s=0)
    assert caught.value.code == "AWS.SimpleQueueService.NonExistentQueue"


async def test_a_batch_that_fails_leaves_what_the_others_achieved(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    faults = iter([DOWN])
    server.faults = lambda service, action: next(faults, None)
    failures = await queue.send([f"m{number}" for number in range(20)])
    assert {(failure.code, failure.is_sender_fault) for failure in failures} == {("ServiceUnavailable", False)}
    assert [failure.index for failure in failures] in (list(range(10)), list(range(10, 20)))
    assert int(server.queue_attributes(queue.url)["ApproximateNumberOfMessages"]) == 10


async def test_a_call_whose_every_batch_fails_raises(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    server.faults = lambda service, action: DOWN
    with pytest.raises(PortError, match="try again later") as caught:
        await queue.send([f"m{number}" for number in range(20)])
    assert caught.value.is_retryable


async def test_long_polls_do_not_keep_messages_from_being_sent(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    loop = asyncio.get_running_loop()
    polls = [loop.create_task(queue.receive(limit=1, wait_s=20)) for _ in range(12)]
    await queue.send([f"m{number}" for number in range(12)])
    taken = [message.body for poll in polls for message in await poll]
    assert sorted(taken) == sorted(f"m{number}" for number in range(12))


async def test_a_cancelled_long_poll_ends_at_once(server: AwsServer, aws: Aws, name: str) -> None:
    queue = aws.queues.queue(server.create_queue(name))
    asked = asyncio.Event()
    loop = asyncio.get_running_loop()

    def note(service: str, action: str) -> None:
        loop.call_soon_threadsafe(asked.set)

    server.faults = note
    poll = loop.create_task(queue.receive(wait_s=20))
    await asked.wait()
    poll.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(poll, 2)


async def test_the_same_url_gives_the_same_queue(aws: Aws) -> None:
    assert aws.queues.queue("https://sqs.test/a") is aws.queues.queue("https://sqs.test/a")


async def test_a_call_that_nobody_takes_was_not_sent(issuer: Issuer, unused_tcp_port: int) -> None:
    endpoint = f"http://127.0.0.1:{unused_tcp_port}"
    aws = Aws(region="us-east-1", credentials=issuer, endpoint_url=endpoint)
    with pytest.raises(TransportError, match="it was not sent") as caught:
        await aws.queues.queue(f"{endpoint}/1/q").receive(wait_s=0)
    await aws.aclose()
    assert not caught.value.may_have_been_executed


async def test_a_call_that_is_cut_off_may_have_been_carried_out(issuer: Issuer) -> None:
    async def read_and_close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.close()

    listener = await asyncio.start_server(read_and_close, "127.0.0.1", 0)
    async with listener:
        endpoint = f"http://127.0.0.1:{listener.sockets[0].getsockname()[1]}"
        aws = Aws(region="us-east-1", credentials=issuer, endpoint_url=endpoint)
        with pytest.raises(TransportError, match="it may have been carried out") as caught:
            await aws.queues.queue(f"{endpoint}/1/q").send(["x"])
        await aws.aclose()
    assert caught.value.may_have_been_executed
