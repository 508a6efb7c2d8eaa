"""What SQS refuses, and the nearest that it takes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from botocore.auth import SigV4Auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials

from tests.simulator.aws.clients import Clients, error_of
from ts_connectors.simulator.aws import AwsServer, Policy

KIB_256 = 256 * 1024
BATCH_PREFIX = "AWS.SimpleQueueService."


@pytest.fixture
def url(aws: AwsServer) -> str:
    return aws.create_queue("commands")


@pytest.fixture
def fifo_url(aws: AwsServer) -> str:
    return aws.create_queue("onprem-1", fifo=True)


@pytest.fixture
def sqs(clients: Clients) -> Any:
    return clients.client("sqs", clients.credentials(Policy.CONNECTOR_PLUS))


def _entries(*bodies: str) -> list[dict[str, str]]:
    return [{"Id": str(index), "MessageBody": body} for index, body in enumerate(bodies)]


@pytest.mark.parametrize("character", ["\x00", "\x08", "\x0b", "\x1f", "\ufffe", "\uffff"], ids=ascii)
def test_a_character_outside_the_allowed_set_is_refused(character: str, sqs: Any, url: str) -> None:
    assert error_of(lambda: sqs.send_message(QueueUrl=url, MessageBody=f"a{character}b")) == "InvalidMessageContents"


@pytest.mark.parametrize("character", ["\t", "\n", "\r", " ", "\ud7ff", "\ue000", "\ufffd", "\U0010ffff"], ids=ascii)
def test_a_character_at_the_edge_of_the_allowed_set_travels(character: str, sqs: Any, url: str, aws: AwsServer) -> None:
    sqs.send_message(QueueUrl=url, MessageBody=f"a{character}b")
    assert [message.body for message in aws.receive(url)] == [f"a{character}b"]


def test_in_a_batch_only_the_entry_with_such_a_character_fails(sqs: Any, url: str, aws: AwsServer) -> None:
    answer = sqs.send_message_batch(QueueUrl=url, Entries=_entries("good", "b\x00d", "fine"))
    assert [entry["Id"] for entry in answer["Successful"]] == ["0", "2"]
    assert [(entry["Id"], entry["Code"], entry["SenderFault"]) for entry in answer["Failed"]] == [
        ("1", "InvalidMessageContents", True)
    ]
    assert sorted(message.body for message in aws.receive(url)) == ["fine", "good"]


def test_a_batch_in_which_all_entries_fail_sends_nothing(sqs: Any, url: str, aws: AwsServer) -> None:
    answer = sqs.send_message_batch(QueueUrl=url, Entries=_entries("\x00"))
    assert ([entry["Code"] for entry in answer["Failed"]], aws.receive(url)) == (["InvalidMessageContents"], [])


@pytest.mark.parametrize("letter", ["a", "ü", "🙂"])
def test_a_message_has_at_most_256_kib_of_utf_8(letter: str, sqs: Any, url: str) -> None:
    body = letter * (KIB_256 // len(letter.encode()))
    assert sqs.send_message(QueueUrl=url, MessageBody=body)
    assert error_of(lambda: sqs.send_message(QueueUrl=url, MessageBody=f"{body}a")) == "InvalidParameterValue"


def test_attributes_count_for_the_size(sqs: Any, url: str) -> None:
    attributes = {"name": {"DataType": "String", "StringValue": "value"}}
    room = KIB_256 - len("name" + "String" + "value")
    assert sqs.send_message(QueueUrl=url, MessageBody="a" * room, MessageAttributes=attributes)
    too_long = "a" * (room + 1)
    refused = partial(sqs.send_message, QueueUrl=url, MessageBody=too_long, MessageAttributes=attributes)
    assert error_of(refused) == "InvalidParameterValue"


def test_a_message_has_at_most_10_attributes(sqs: Any, url: str) -> None:
    attributes = {f"name{number}": {"DataType": "String", "StringValue": "value"} for number in range(11)}
    call = partial(sqs.send_message, QueueUrl=url, MessageBody="a", MessageAttributes=attributes)
    assert error_of(call) == "InvalidParameterValue"
    attributes.popitem()
    assert call()


def test_an_empty_message_is_refused(sqs: Any, url: str) -> None:
    assert error_of(lambda: sqs.send_message(QueueUrl=url, MessageBody="")) == "MissingParameter"


def test_all_entries_of_a_batch_together_have_at_most_256_kib(sqs: Any, url: str) -> None:
    half = "a" * (KIB_256 // 2)
    assert len(sqs.send_message_batch(QueueUrl=url, Entries=_entries(half, half))["Successful"]) == 2
    refused = error_of(lambda: sqs.send_message_batch(QueueUrl=url, Entries=_entries(half, half, "a")))
    assert refused == BATCH_PREFIX + "BatchRequestTooLong"


@pytest.mark.parametrize(
    ("entries", "code"),
    [
        pytest.param([], "EmptyBatchRequest", id="empty"),
        pytest.param(_entries(*"abcdefghijk"), "TooManyEntriesInBatchRequest", id="eleven"),
        pytest.param([*_entries("a"), *_entries("b")], "BatchEntryIdsNotDistinct", id="same id"),
        pytest.param([{"Id": "a b", "MessageBody": "a"}], "InvalidBatchEntryId", id="space in id"),
        pytest.param([{"Id": "a" * 81, "MessageBody": "a"}], "InvalidBatchEntryId", id="long id"),
    ],
)
def test_a_malformed_batch_is_refused_whole(entries: list[dict[str, str]], code: str, sqs: Any, url: str) -> None:
    assert error_of(lambda: sqs.send_message_batch(QueueUrl=url, Entries=entries)) == BATCH_PREFIX + code


def test_ten_entries_with_long_ids_are_taken(sqs: Any, url: str) -> None:
    entries = [{"Id": f"{index:080}", "MessageBody": "a"} for index in range(10)]
    assert len(sqs.send_message_batch(QueueUrl=url, Entries=entries)["Successful"]) == 10


def test_the_rules_of_batches_also_hold_for_deletions(sqs: Any, url: str) -> None:
    twice = [{"Id": "1", "ReceiptHandle": "x"}, {"Id": "1", "ReceiptHandle": "y"}]
    assert error_of(lambda: sqs.delete_message_batch(QueueUrl=url, Entries=[])) == BATCH_PREFIX + "EmptyBatchRequest"
    assert (
        error_of(lambda: sqs.delete_message_batch(QueueUrl=url, Entries=twice))
        == BATCH_PREFIX + "BatchEntryIdsNotDistinct"
    )


def test_a_fifo_queue_wants_a_group(sqs: Any, fifo_url: str, aws: AwsServer) -> None:
    assert error_of(lambda: sqs.send_message(QueueUrl=fifo_url, MessageBody="a")) == "MissingParameter"
    assert sqs.send_message(QueueUrl=fifo_url, MessageBody="a", MessageGroupId="g")
    entries = [{"Id": "1", "MessageBody": "b", "MessageGroupId": "g"}, {"Id": "2", "MessageBody": "c"}]
    answer = sqs.send_message_batch(QueueUrl=fifo_url, Entries=entries)
    assert [(entry["Id"], entry["Code"]) for entry in answer["Failed"]] == [("2", "MissingParameter")]
    assert [(message.body, message.group) for message in aws.receive(fifo_url)] == [("a", "g"), ("b", "g")]


@pytest.mark.parametrize(
    ("illegal", "legal"),
    [
        pytest.param({"MaxNumberOfMessages": 0}, {"MaxNumberOfMessages": 1}, id="no messages"),
        pytest.param({"MaxNumberOfMessages": 11}, {"MaxNumberOfMessages": 10}, id="eleven messages"),
        pytest.param({"WaitTimeSeconds": -1}, {"WaitTimeSeconds": 0}, id="negative wait"),
        pytest.param({"WaitTimeSeconds": 21}, {"WaitTimeSeconds": 20}, id="long wait"),
        pytest.param({"VisibilityTimeout": 43201}, {"VisibilityTimeout": 43200}, id="long visibility timeout"),
    ],
)
def test_receiving_keeps_its_ranges(illegal: Mapping[str, int], legal: Mapping[str, int], sqs: Any, url: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="a")
    assert error_of(lambda: sqs.receive_message(QueueUrl=url, **illegal)) == "InvalidParameterValue"
    assert len(sqs.receive_message(QueueUrl=url, **legal)["Messages"]) == 1


def test_a_visibility_timeout_is_at_most_12_hours(sqs: Any, url: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="a")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    change = {"QueueUrl": url, "ReceiptHandle": handle}
    assert error_of(lambda: sqs.change_message_visibility(**change, VisibilityTimeout=43201)) == "InvalidParameterValue"
    entry = {"Id": "1", "ReceiptHandle": handle, "VisibilityTimeout": 43201}
    failed = sqs.change_message_visibility_batch(QueueUrl=url, Entries=[entry])["Failed"]
    assert [entry["Code"] for entry in failed] == ["InvalidParameterValue"]
    assert sqs.change_message_visibility(**change, VisibilityTimeout=3600)


def test_a_message_that_is_not_in_flight_has_no_lease_to_extend(sqs: Any, url: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="a")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    change = {"QueueUrl": url, "ReceiptHandle": handle}
    assert sqs.change_message_visibility(**change, VisibilityTimeout=0)
    refused = error_of(lambda: sqs.change_message_visibility(**change, VisibilityTimeout=30))
    assert refused == BATCH_PREFIX + "MessageNotInflight"
    entry = {"Id": "1", "ReceiptHandle": handle, "VisibilityTimeout": 30}
    failed = sqs.change_message_visibility_batch(QueueUrl=url, Entries=[entry])["Failed"]
    assert [entry["Code"] for entry in failed] == [BATCH_PREFIX + "MessageNotInflight"]


def test_a_receipt_handle_of_nothing_or_of_another_queue_is_refused(sqs: Any, url: str, aws: AwsServer) -> None:
    other = aws.create_queue("other")
    sqs.send_message(QueueUrl=url, MessageBody="a")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    assert error_of(lambda: sqs.delete_message(QueueUrl=url, ReceiptHandle="garbage")) == "ReceiptHandleIsInvalid"
    assert error_of(lambda: sqs.delete_message(QueueUrl=other, ReceiptHandle=handle)) == "ReceiptHandleIsInvalid"
    entries = [{"Id": "1", "ReceiptHandle": "garbage"}, {"Id": "2", "ReceiptHandle": handle}]
    answer = sqs.delete_message_batch(QueueUrl=url, Entries=entries)
    assert [entry["Code"] for entry in answer["Failed"]] == ["ReceiptHandleIsInvalid"]
    assert [entry["Id"] for entry in answer["Successful"]] == ["2"]


def test_deleting_a_message_twice_is_no_error(sqs: Any, url: str) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="a")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    assert sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)
    assert sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)


def test_a_message_that_was_purged_in_flight_can_still_be_deleted(sqs: Any, url: str, clients: Clients) -> None:
    sqs.send_message(QueueUrl=url, MessageBody="a")
    handle = sqs.receive_message(QueueUrl=url)["Messages"][0]["ReceiptHandle"]
    clients.admin("sqs").purge_queue(QueueUrl=url)
    assert sqs.delete_message(QueueUrl=url, ReceiptHandle=handle)


def test_a_queue_that_is_not_there_or_is_another_accounts_is_refused(sqs: Any, url: str, aws: AwsServer) -> None:
    missing = BATCH_PREFIX + "NonExistentQueue"
    assert error_of(lambda: sqs.send_message(QueueUrl=f"{url}2", MessageBody="a")) == missing
    foreign = url.replace(aws.account_id, "123456789012")
    assert error_of(lambda: sqs.send_message(QueueUrl=foreign, MessageBody="a")) == missing


def _query_call(aws: AwsServer, holder: Any, form: Mapping[str, str]) -> httpx.Response:
    """Call SQS in the older protocol, which this botocore no longer speaks."""
    request = AWSRequest(
        "POST",
        f"{aws.endpoint}/",
        data=urlencode(form),
        headers={"Content-Type": "application/x-www-form-urlencoded; charset=utf-8"},
    )
    credentials = Credentials(holder.access_key_id, holder.secret_access_key, holder.session_token)
    SigV4Auth(credentials, "sqs", aws.region).add_auth(request)
    prepared = request.prepare()
    with httpx.Client(trust_env=False) as client:
        return client.post(prepared.url, content=urlencode(form), headers=dict(prepared.headers))


def test_the_older_protocol_works_and_is_refused_in_its_own_words(aws: AwsServer, clients: Clients, url: str) -> None:
    holder = clients.credentials()
    batch = {
        "Action": "SendMessageBatch",
        "QueueUrl": url,
        "SendMessageBatchRequestEntry.1.Id": "a",
        "SendMessageBatchRequestEntry.1.MessageBody": "hello",
        "SendMessageBatchRequestEntry.2.Id": "b",
        "SendMessageBatchRequestEntry.2.MessageBody": "there",
    }
    assert _query_call(aws, holder, batch).text.count("<SendMessageBatchResultEntry>") == 2
    receive = {"Action": "ReceiveMessage", "QueueUrl": url, "WaitTimeSeconds": "20", "MaxNumberOfMessages": "10"}
    assert _query_call(aws, holder, receive).text.count("<Message>") == 2
    twice = _query_call(aws, holder, batch | {"SendMessageBatchRequestEntry.2.Id": "a"})
    assert (twice.status_code, "<Code>AWS.SimpleQueueService.BatchEntryIdsNotDistinct</Code>" in twice.text) == (
        400,
        True,
    )
    odd = _query_call(aws, holder, {"Action": "SendMessage", "QueueUrl": url, "MessageBody": "a\x00"})
    assert (odd.status_code, "<Code>InvalidMessageContents</Code>" in odd.text) == (400, True)
    one_odd = _query_call(aws, holder, batch | {"SendMessageBatchRequestEntry.2.MessageBody": "a\x00"})
    assert (one_odd.status_code, "<Code>InvalidMessageContents</Code>" in one_odd.text) == (400, True)
    denied = _query_call(aws, holder, {"Action": "PurgeQueue", "QueueUrl": url})
    assert (denied.status_code, "<Code>AccessDenied</Code>" in denied.text) == (403, True)
