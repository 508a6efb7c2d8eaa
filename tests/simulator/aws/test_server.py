"""The server itself: starting, stopping, keeping connections, staying apart from others, and faults."""

from __future__ import annotations

import socket
import subprocess
import sys
import threading
import time
from datetime import timedelta
from urllib.parse import urlsplit

import httpx
import pytest
from aiobotocore.config import AioConfig
from aiobotocore.session import get_session
from botocore.session import Session

from tests.simulator.aws.clients import ONE_TRY, Clients, error_of
from ts_connectors.errors import UsageError
from ts_connectors.simulator.aws import AwsServer, Fault

START = """
import time
from ts_connectors.simulator.aws import AwsServer
server = AwsServer()
server.start()
print(time.process_time())
"""


def test_a_new_process_serves_before_it_has_used_3_seconds_of_cpu() -> None:
    # Of CPU, not of the clock: a busy machine makes the clock run, and the process no dearer.
    done = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    assert float(done.stdout) < 3.0


def test_it_listens_on_the_loopback_only(aws: AwsServer) -> None:
    assert urlsplit(aws.endpoint).hostname == "127.0.0.1"
    every_interface = socket.create_server(("127.0.0.2", urlsplit(aws.endpoint).port or 0))
    every_interface.close()


def test_a_port_that_is_taken_is_an_error_and_not_the_end_of_the_process(aws: AwsServer) -> None:
    other = AwsServer(urlsplit(aws.endpoint).port or 0)
    with pytest.raises(OSError, match="Address already in use"):
        other.start()


def test_a_server_that_does_not_run_says_what_to_do() -> None:
    with pytest.raises(UsageError, match=r"call start\(\) first"):
        AwsServer().create_queue("commands")


def test_starting_and_stopping_twice_is_as_good_as_once() -> None:
    server = AwsServer()
    server.start()
    endpoint = server.endpoint
    server.start()
    assert server.endpoint == endpoint
    server.stop()
    server.stop()
    with pytest.raises(httpx.ConnectError), httpx.Client(trust_env=False) as client:
        client.get(endpoint)


def test_each_start_begins_with_nothing(botocore_session: Session) -> None:
    server = AwsServer()
    with server:
        server.create_bucket("lake")
        server.put_object("lake", "a", b"b")
        server.create_queue("commands")
        before = server.admin
    with server:
        clients = Clients(server, botocore_session)
        assert clients.admin("sqs").list_queues().get("QueueUrls", []) == []
        assert clients.admin("s3").list_buckets()["Buckets"] == []
        assert error_of(clients.client("s3", before).list_buckets) == "InvalidAccessKeyId"
        clients.close()


def test_two_servers_in_one_process_do_not_see_each_other(aws: AwsServer, clients: Clients) -> None:
    with AwsServer() as other:
        others = Clients(other, clients.session)
        for server, content in ((aws, b"mine"), (other, b"theirs")):
            server.create_bucket("lake")
            server.put_object("lake", "a", content)
        mine, theirs = aws.create_queue("commands"), other.create_queue("commands")
        clients.client("sqs").send_message(QueueUrl=mine, MessageBody="mine")
        assert (other.receive(theirs), [message.body for message in aws.receive(mine)]) == ([], ["mine"])
        assert others.admin("s3").get_object(Bucket="lake", Key="a")["Body"].read() == b"theirs"
        other.create_bucket("only-theirs")
        assert error_of(lambda: clients.admin("s3").list_objects_v2(Bucket="only-theirs")) == "NoSuchBucket"
        assert error_of(clients.client("s3", other.admin).list_buckets) == "InvalidAccessKeyId"
        assert others.admin("s3").create_bucket(Bucket="by-request")
        assert clients.admin("s3").create_bucket(Bucket="by-request")
        others.close()
    assert aws.get_object("lake", "a") == b"mine"


async def test_an_asynchronous_client_keeps_its_connection(aws: AwsServer) -> None:
    url = aws.create_queue("commands")
    aws.create_bucket("lake")
    threads: set[int] = set()

    def watch(service: str, action: str) -> None:
        threads.add(threading.get_ident())

    aws.faults = watch
    admin = aws.admin
    async with get_session().create_client(
        "sqs",
        region_name=aws.region,
        endpoint_url=aws.endpoint,
        aws_access_key_id=admin.access_key_id,
        aws_secret_access_key=admin.secret_access_key,
        aws_session_token=admin.session_token,
        config=AioConfig(retries=ONE_TRY),
    ) as sqs:
        for number in range(5):
            await sqs.send_message(QueueUrl=url, MessageBody=str(number))
            with pytest.raises(sqs.exceptions.ClientError):
                await sqs.send_message(QueueUrl=f"{url}2", MessageBody="refused")
        assert len((await sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10))["Messages"]) == 5
    # Each connection has a thread of its own.
    assert len(threads) == 1


def test_a_fault_answers_in_place_of_aws_and_only_where_it_is_asked_to(aws: AwsServer, clients: Clients) -> None:
    url = aws.create_queue("commands")
    sqs = clients.client("sqs")
    asked: list[tuple[str, str]] = []

    def throttle_sends(service: str, action: str) -> Fault | None:
        asked.append((service, action))
        return Fault(status=503, code="ServiceUnavailable") if action == "SendMessage" else None

    aws.faults = throttle_sends
    assert error_of(lambda: sqs.send_message(QueueUrl=url, MessageBody="a")) == "ServiceUnavailable"
    assert "Messages" not in sqs.receive_message(QueueUrl=url)
    aws.faults = None
    assert sqs.send_message(QueueUrl=url, MessageBody="a")
    assert asked == [("sqs", "SendMessage"), ("sqs", "ReceiveMessage")]


def test_a_fault_can_be_a_delay(aws: AwsServer, clients: Clients) -> None:
    url = aws.create_queue("commands")
    sqs = clients.client("sqs")
    aws.faults = lambda service, action: Fault(delay_s=0.3)
    started = time.monotonic()
    assert sqs.send_message(QueueUrl=url, MessageBody="a")
    assert time.monotonic() - started >= 0.3


def test_a_request_that_cannot_be_read_is_refused_and_the_server_goes_on(aws: AwsServer, clients: Clients) -> None:
    url = aws.create_queue("commands")
    sqs = clients.client("sqs")
    sqs.meta.events.register("before-sign.sqs.SendMessage", lambda request, **_: setattr(request, "data", b"{no json"))
    assert error_of(lambda: sqs.send_message(QueueUrl=url, MessageBody="a")) == "SerializationException"
    assert "Messages" not in sqs.receive_message(QueueUrl=url)


def test_the_platform_uses_everything_without_a_client(aws: AwsServer, clients: Clients) -> None:
    aws.put_parameter("token", "first")
    aws.put_parameter("token", "second")
    parameter = clients.client("ssm").get_parameter(Name="token", WithDecryption=True)["Parameter"]
    assert (parameter["Value"], parameter["Type"]) == ("second", "SecureString")
    url = aws.create_queue("commands", visibility_timeout_s=7)
    assert aws.create_queue("commands", visibility_timeout_s=7) == url
    aws.send_message(url, "one")
    aws.send_message(url, "two")
    received = aws.receive(url, limit=1)[0]
    attributes = aws.queue_attributes(url)
    assert (attributes["VisibilityTimeout"], attributes["ApproximateNumberOfMessagesNotVisible"]) == ("7", "1")
    assert aws.purge(url) == ["two"]
    aws.delete(url, received.receipt_handle)
    assert aws.queue_attributes(url)["ApproximateNumberOfMessages"] == "0"


def test_credentials_do_not_show_in_their_text(aws: AwsServer) -> None:
    credentials = aws.issue_credentials(lifetime=timedelta(hours=1), name="connector")
    assert credentials.secret_access_key not in repr(credentials)
    assert credentials.session_token not in repr(credentials)
