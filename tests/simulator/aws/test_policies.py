"""What a connector's role allows, and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.simulator.aws.clients import Clients, error_of
from ts_connectors.simulator.aws import AwsServer, Policy

Call = Callable[[Any, str], object]
MISSING_PART = [{"PartNumber": 1, "ETag": "x"}]

FORBIDDEN: list[tuple[str, str, Call]] = [
    ("sqs", "AccessDenied", lambda sqs, url: sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])),
    ("sqs", "AccessDenied", lambda sqs, url: sqs.purge_queue(QueueUrl=url)),
    ("sqs", "AccessDenied", lambda sqs, url: sqs.create_queue(QueueName="mine")),
    ("sqs", "AccessDenied", lambda sqs, url: sqs.list_queues()),
    (
        "sqs",
        "AccessDenied",
        lambda sqs, url: sqs.change_message_visibility(QueueUrl=url, ReceiptHandle="x", VisibilityTimeout=1),
    ),
    (
        "sqs",
        "AccessDenied",
        lambda sqs, url: sqs.change_message_visibility_batch(
            QueueUrl=url, Entries=[{"Id": "1", "ReceiptHandle": "x", "VisibilityTimeout": 1}]
        ),
    ),
    ("s3", "AccessDenied", lambda s3, _: s3.get_object(Bucket="lake", Key="mine")),
    ("s3", "403", lambda s3, _: s3.head_object(Bucket="lake", Key="mine")),
    ("s3", "AccessDenied", lambda s3, _: s3.delete_object(Bucket="lake", Key="mine")),
    ("s3", "AccessDenied", lambda s3, _: s3.list_objects_v2(Bucket="lake")),
    ("s3", "AccessDenied", lambda s3, _: s3.create_bucket(Bucket="another")),
    ("s3", "AccessDenied", lambda s3, _: s3.copy_object(Bucket="lake", Key="copy", CopySource="lake/mine")),
    ("s3", "AccessDenied", lambda s3, _: s3.put_object(Bucket="lake", Key="a", Body=b"", Tagging="a=b")),
    ("s3", "AccessDenied", lambda s3, _: s3.put_object_acl(Bucket="lake", Key="mine", ACL="private")),
    ("s3", "AccessDenied", lambda s3, _: s3.list_parts(Bucket="lake", Key="mine", UploadId="x")),
    ("logs", "AccessDeniedException", lambda logs, _: logs.create_log_group(logGroupName="g")),
    ("logs", "AccessDeniedException", lambda logs, _: logs.describe_log_streams(logGroupName="g")),
    ("ssm", "AccessDeniedException", lambda ssm, _: ssm.put_parameter(Name="a", Value="b", Type="String")),
    ("ssm", "AccessDeniedException", lambda ssm, _: ssm.get_parameters(Names=["a"])),
    ("kms", "AccessDeniedException", lambda kms, _: kms.list_keys()),
]


@pytest.fixture
def url(aws: AwsServer) -> str:
    aws.create_bucket("lake")
    aws.put_object("lake", "mine", b"content")
    return aws.create_queue("commands")


@pytest.mark.parametrize(
    ("service", "code", "call"), [pytest.param(*row, id=f"{n}-{row[0]}") for n, row in enumerate(FORBIDDEN)]
)
def test_a_connector_may_not(service: str, code: str, call: Call, url: str, clients: Clients) -> None:
    client = clients.client(service)
    assert error_of(lambda: call(client, url)) == code


def test_a_connector_may_use_its_queues_with_single_calls_and_batches(url: str, clients: Clients) -> None:
    sqs = clients.client("sqs")
    sqs.send_message(QueueUrl=url, MessageBody="one")
    sqs.send_message_batch(QueueUrl=url, Entries=[{"Id": "1", "MessageBody": "two"}])
    first, second = sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)["Messages"]
    sqs.delete_message(QueueUrl=url, ReceiptHandle=first["ReceiptHandle"])
    deleted = sqs.delete_message_batch(QueueUrl=url, Entries=[{"Id": "1", "ReceiptHandle": second["ReceiptHandle"]}])
    assert deleted["Successful"] == [{"Id": "1"}]


def test_a_more_generous_role_may_read_and_extend_leases_and_nothing_else_more(url: str, clients: Clients) -> None:
    sqs = clients.client("sqs", clients.credentials(Policy.CONNECTOR_PLUS))
    attributes = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["VisibilityTimeout"])["Attributes"]
    assert attributes == {"VisibilityTimeout": "30"}
    sqs.send_message(QueueUrl=url, MessageBody="one")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    sqs.change_message_visibility(QueueUrl=url, ReceiptHandle=handle, VisibilityTimeout=60)
    entry = {"Id": "1", "ReceiptHandle": handle, "VisibilityTimeout": 0}
    assert sqs.change_message_visibility_batch(QueueUrl=url, Entries=[entry])["Successful"] == [{"Id": "1"}]
    assert error_of(lambda: sqs.purge_queue(QueueUrl=url)) == "AccessDenied"


def test_a_connector_may_read_the_certificate_and_no_other_object(url: str, aws: AwsServer, clients: Clients) -> None:
    aws.create_bucket("stream")
    aws.put_object("stream", "certs/chain.pem", b"PEM")
    aws.put_object("stream", "certs/other.pem", b"PEM")
    s3 = clients.client("s3", clients.credentials(certificate="stream/certs/chain.pem"))
    assert s3.get_object(Bucket="stream", Key="certs/chain.pem")["Body"].read() == b"PEM"
    assert error_of(lambda: s3.get_object(Bucket="stream", Key="certs/other.pem")) == "AccessDenied"


def test_anybody_may_ask_who_they_are(aws: AwsServer, clients: Clients) -> None:
    assert clients.client("sts").get_caller_identity()["Account"] == aws.account_id


def test_the_platform_may_do_everything(url: str, clients: Clients) -> None:
    assert clients.admin("sqs").list_queues()["QueueUrls"] == [url]
    assert clients.admin("s3").get_object(Bucket="lake", Key="mine")["Body"].read() == b"content"
    assert clients.admin("kms").list_keys()["Keys"] == []
