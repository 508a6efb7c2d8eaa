"""SQS queues as the command path uses them: any number of entries a call, cut into what SQS takes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from ts_connectors._core.ports import ReceivedMessage, SendFailure
from ts_connectors._platform.aws_calls import ServiceCalls
from ts_connectors.errors import ConnectorError, PortError

if TYPE_CHECKING:
    from types_aiobotocore_sqs import SQSClient
    from types_aiobotocore_sqs.type_defs import BatchResultErrorEntryTypeDef, MessageTypeDef

__all__ = ["LARGEST_BATCH_BYTES", "MOST_ENTRIES", "SqsQueue", "SqsQueues", "batches"]

MOST_ENTRIES = 10
LARGEST_BATCH_BYTES = 256 * 1024
"""SQS counts the bytes of all messages of a batch together."""

T = TypeVar("T")
Batch = Sequence[tuple[int, T]]
"""Entries with their positions in what the caller gave."""
Failures = Sequence["BatchResultErrorEntryTypeDef"]


def batches(entries: Sequence[T], size_of: Callable[[T], int] = lambda _: 0) -> Iterator[Batch[T]]:
    """Cut entries into batches of at most 10 entries and 256 KiB; a larger one stands alone, for SQS to refuse."""
    batch: list[tuple[int, T]] = []
    total = 0
    for index, entry in enumerate(entries):
        size = size_of(entry)
        if batch and (len(batch) == MOST_ENTRIES or total + size > LARGEST_BATCH_BYTES):
            yield batch
            batch, total = [], 0
        batch.append((index, entry))
        total += size
    if batch:
        yield batch


class SqsQueue:
    """One queue; safe to use from several loops."""

    def __init__(self, calls: ServiceCalls[SQSClient], url: str) -> None:
        self._calls = calls
        self._url = url
        self._visibility_timeout_s: int | None = None
        self._is_asked = False

    @property
    def url(self) -> str:
        """The queue's URL."""
        return self._url

    async def receive(
        self, *, limit: int = 10, wait_s: int = 20, visibility_timeout_s: int | None = None
    ) -> Sequence[ReceivedMessage]:
        """Return up to `limit` (1 to 10) messages, waiting up to `wait_s` (0 to 20) for the first."""
        hidden: dict[str, Any] = {} if visibility_timeout_s is None else {"VisibilityTimeout": visibility_timeout_s}
        answer = await self._calls(
            "ReceiveMessage",
            lambda client: client.receive_message(
                QueueUrl=self._url,
                MaxNumberOfMessages=limit,
                WaitTimeSeconds=wait_s,
                AttributeNames=["ApproximateReceiveCount", "MessageGroupId"],
                **hidden,
            ),
        )
        return tuple(_received(message) for message in answer.get("Messages", ()))

    async def send(self, bodies: Sequence[str]) -> Sequence[SendFailure]:
        """Send messages; return those that were refused. Their order on the way is not kept."""

        async def send(client: SQSClient, batch: Batch[str]) -> Failures:
            entries: Any = [{"Id": str(index), "MessageBody": body} for index, body in batch]
            return (await client.send_message_batch(QueueUrl=self._url, Entries=entries)).get("Failed", ())

        return await self._each("SendMessageBatch", list(batches(bodies, _size)), send)

    async def delete(self, receipts: Sequence[str]) -> Sequence[SendFailure]:
        """Delete messages by receipt; return those that were refused."""

        async def delete(client: SQSClient, batch: Batch[str]) -> Failures:
            entries: Any = [{"Id": str(index), "ReceiptHandle": receipt} for index, receipt in batch]
            return (await client.delete_message_batch(QueueUrl=self._url, Entries=entries)).get("Failed", ())

        return await self._each("DeleteMessageBatch", list(batches(receipts)), delete)

    async def extend(self, receipts: Sequence[str], visibility_timeout_s: int) -> Sequence[SendFailure]:
        """Hide messages for so long from now on (0: give back at once); return those that were refused."""

        async def extend(client: SQSClient, batch: Batch[str]) -> Failures:
            entries: Any = [
                {"Id": str(index), "ReceiptHandle": receipt, "VisibilityTimeout": visibility_timeout_s}
                for index, receipt in batch
            ]
            answer = await client.change_message_visibility_batch(QueueUrl=self._url, Entries=entries)
            return answer.get("Failed", ())

        return await self._each("ChangeMessageVisibilityBatch", list(batches(receipts)), extend)

    async def visibility_timeout_s(self) -> int | None:
        """Return the queue's own visibility timeout, None where reading it is denied; asked for once."""
        if not self._is_asked:
            try:
                answer = await self._calls(
                    "GetQueueAttributes",
                    lambda client: client.get_queue_attributes(
                        QueueUrl=self._url, AttributeNames=["VisibilityTimeout"]
                    ),
                )
                self._visibility_timeout_s = int(answer["Attributes"]["VisibilityTimeout"])
            except PortError as refusal:
                if not refusal.is_denied:
                    raise
            self._is_asked = True
        return self._visibility_timeout_s

    async def _each(
        self,
        operation: str,
        work: Sequence[Batch[str]],
        call: Callable[[SQSClient, Batch[str]], Awaitable[Failures]],
    ) -> Sequence[SendFailure]:
        async def one(batch: Batch[str]) -> Sequence[SendFailure] | ConnectorError:
            try:
                refused = await self._calls(operation, lambda client: call(client, batch))
            except ConnectorError as problem:
                return problem
            return [_failure(entry) for entry in refused]

        outcomes = await asyncio.gather(*map(one, work))
        problems = [outcome for outcome in outcomes if isinstance(outcome, ConnectorError)]
        if problems and len(problems) == len(work):
            raise problems[0]
        # What other batches achieved must not get lost with the batch that failed.
        found: list[SendFailure] = []
        for batch, outcome in zip(work, outcomes, strict=True):
            found += _failures(batch, outcome) if isinstance(outcome, ConnectorError) else outcome
        return tuple(sorted(found, key=lambda failure: failure.index))


class SqsQueues:
    """Opens queues by URL."""

    def __init__(self, calls: ServiceCalls[SQSClient]) -> None:
        self._calls = calls
        self._lock = threading.Lock()
        self._opened: dict[str, SqsQueue] = {}

    def queue(self, url: str) -> SqsQueue:
        """Return the queue; the same URL gives the same queue."""
        with self._lock:
            return self._opened.setdefault(url, SqsQueue(self._calls, url))


def _size(body: str) -> int:
    # A lone surrogate is refused by SQS, with a better message than its size would give.
    return len(body.encode("utf-8", "surrogatepass"))


def _received(message: MessageTypeDef) -> ReceivedMessage:
    attributes: dict[str, str] = {str(name): value for name, value in message.get("Attributes", {}).items()}
    return ReceivedMessage(
        message_id=message.get("MessageId", ""),
        body=message.get("Body", ""),
        receipt=message.get("ReceiptHandle", ""),
        receive_count=int(attributes.get("ApproximateReceiveCount", "1")),
        group=attributes.get("MessageGroupId"),
    )


def _failure(entry: BatchResultErrorEntryTypeDef) -> SendFailure:
    return SendFailure(
        index=int(entry["Id"]),
        code=entry["Code"],
        message=entry.get("Message", ""),
        is_sender_fault=entry["SenderFault"],
    )


def _failures(batch: Batch[str], problem: ConnectorError) -> list[SendFailure]:
    code = problem.code if isinstance(problem, PortError) else type(problem).__name__
    is_final = isinstance(problem, PortError) and not problem.is_retryable and problem.status < 500
    return [SendFailure(index=index, code=code, message=str(problem), is_sender_fault=is_final) for index, _ in batch]
