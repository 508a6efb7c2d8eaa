"""Long polls: they wait, wake at once, do not stand in each other's way, and end with their client."""

from __future__ import annotations

import asyncio
import socket
import time
from collections.abc import AsyncIterator, Coroutine
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as BotocoreCredentials

from tests.simulator.aws.clients import ONE_TRY
from ts_connectors.simulator.aws import AwsServer, Policy

if TYPE_CHECKING:
    from types_aiobotocore_sqs import SQSClient

POLLERS = 8


@pytest.fixture
async def sqs(aws: AwsServer) -> AsyncIterator[SQSClient]:
    holder = aws.issue_credentials(lifetime=timedelta(hours=1), name="connector", policy=Policy.CONNECTOR_PLUS)
    async with get_session().create_client(
        "sqs",
        region_name=aws.region,
        endpoint_url=aws.endpoint,
        aws_access_key_id=holder.access_key_id,
        aws_secret_access_key=holder.secret_access_key,
        aws_session_token=holder.session_token,
        config=AioConfig(retries=ONE_TRY, max_pool_connections=50),
    ) as client:
        yield client


def _begin(call: Coroutine[Any, Any, list[str]]) -> asyncio.Task[list[str]]:
    return asyncio.get_running_loop().create_task(call)


async def _bodies(sqs: SQSClient, url: str, wait_s: int, *, most: int = 10) -> list[str]:
    answer = await sqs.receive_message(QueueUrl=url, WaitTimeSeconds=wait_s, MaxNumberOfMessages=most)
    return [message.get("Body", "") for message in answer.get("Messages", [])]


async def test_a_poll_wakes_as_soon_as_a_message_comes(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands")
    await _bodies(sqs, url, 0)
    poll = _begin(_bodies(sqs, url, 20))
    assert not (await asyncio.wait([poll], timeout=0.3))[0]
    sent = time.monotonic()
    aws.send_message(url, "hello")
    assert (await poll, time.monotonic() - sent < 0.5) == (["hello"], True)


async def test_a_poll_ends_empty_when_its_time_is_over(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands")
    started = time.monotonic()
    assert await _bodies(sqs, url, 1) == []
    assert 0.9 < time.monotonic() - started < 2.0


async def test_polls_of_several_clients_do_not_block_each_other_or_other_calls(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands")
    polls = [_begin(_bodies(sqs, url, 20, most=1)) for _ in range(POLLERS)]
    assert not (await asyncio.wait(polls, timeout=0.3))[0]
    started = time.monotonic()
    for number in range(POLLERS):
        await sqs.send_message(QueueUrl=url, MessageBody=str(number))
    received = await asyncio.gather(*polls)
    assert sorted(received) == [[str(number)] for number in range(POLLERS)]
    assert time.monotonic() - started < 3.0


async def test_a_message_whose_visibility_timeout_ends_wakes_a_poll(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands", visibility_timeout_s=1)
    aws.send_message(url, "again")
    assert [message.receive_count for message in aws.receive(url)] == [1]
    started = time.monotonic()
    assert await _bodies(sqs, url, 5) == ["again"]
    assert 0.8 < time.monotonic() - started < 1.8


async def test_a_group_of_a_fifo_queue_waits_for_the_message_in_flight(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands", fifo=True)
    for body, group in (("a1", "a"), ("a2", "a"), ("b1", "b")):
        aws.send_message(url, body, group=group)
    first = (await sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=1))["Messages"][0]
    assert first.get("Body") == "a1"
    assert await _bodies(sqs, url, 0) == ["b1"]
    poll = _begin(_bodies(sqs, url, 20))
    assert not (await asyncio.wait([poll], timeout=0.3))[0]
    await sqs.delete_message(QueueUrl=url, ReceiptHandle=first.get("ReceiptHandle", ""))
    assert await poll == ["a2"]


def _poll_and_hang_up(aws: AwsServer, url: str) -> None:
    body = f'{{"QueueUrl": "{url}", "WaitTimeSeconds": 20}}'
    headers = {"X-Amz-Target": "AmazonSQS.ReceiveMessage", "Content-Type": "application/x-amz-json-1.0"}
    request = AWSRequest("POST", f"{aws.endpoint}/", data=body, headers=headers)
    admin = aws.admin
    SigV4Auth(
        BotocoreCredentials(admin.access_key_id, admin.secret_access_key, admin.session_token), "sqs", aws.region
    ).add_auth(request)
    place = urlsplit(aws.endpoint)
    lines = ["POST / HTTP/1.1", f"Host: {place.netloc}", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in request.headers.items()]
    with socket.create_connection((place.hostname, place.port)) as connection:
        connection.sendall("\r\n".join([*lines, "", body]).encode())
        connection.settimeout(0.3)
        with pytest.raises(TimeoutError):
            connection.recv(1)


async def test_a_client_that_is_gone_takes_no_message_with_it(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands")
    await asyncio.to_thread(_poll_and_hang_up, aws, url)
    aws.send_message(url, "for the next one")
    assert await _bodies(sqs, url, 2) == ["for the next one"]


async def test_no_message_is_lost_or_given_twice_among_busy_clients(aws: AwsServer, sqs: SQSClient) -> None:
    url = aws.create_queue("commands")
    taken: list[str] = []

    async def work() -> None:
        while len(taken) < 60:
            answer: Any = await sqs.receive_message(QueueUrl=url, WaitTimeSeconds=1, MaxNumberOfMessages=3)
            for message in answer.get("Messages", []):
                taken.append(message["Body"])
                await sqs.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])

    async def send(numbers: range) -> None:
        for number in numbers:
            await sqs.send_message(QueueUrl=url, MessageBody=str(number))

    await asyncio.gather(*(work() for _ in range(4)), send(range(30)), send(range(30, 60)))
    assert sorted(taken, key=int) == [str(number) for number in range(60)]


async def test_stopping_ends_the_polls_at_once(sqs: SQSClient, aws: AwsServer) -> None:
    url = aws.create_queue("commands")
    poll = _begin(_bodies(sqs, url, 20))
    assert not (await asyncio.wait([poll], timeout=0.3))[0]
    started = time.monotonic()
    await asyncio.to_thread(aws.stop)
    await asyncio.wait([poll], timeout=5)
    assert time.monotonic() - started < 2.0
    assert poll.exception() or poll.result() == []
