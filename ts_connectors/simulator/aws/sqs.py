"""SQS behind the gate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from moto.sqs.models import Queue

from ts_connectors.simulator.aws.account import Account
from ts_connectors.simulator.aws.permission import action
from ts_connectors.simulator.aws.queues import Queues, settle_in_flight
from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse
from ts_connectors.simulator.aws.sqs_limits import check_limits, entry_failure

__all__ = ["Sqs"]

WITHOUT_QUEUE = frozenset({"CreateQueue", "GetQueueUrl", "ListQueues"})
PARTIAL = frozenset({"ChangeMessageVisibilityBatch", "SendMessageBatch"})
MESSAGE_MARKS = (b'"Messages"', b"<Message>")


class Sqs:
    """Answers the calls that authentication and policy let pass."""

    def __init__(self, account: Account, queues: Queues) -> None:
        self._account = account
        self._queues = queues

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Answer one call; a ReceiveMessage may take as long as it asks to wait.

        Raises:
            Refusal: SQS would refuse it.
        """
        name, parameters = action(request), request.parameters
        check_limits(name, parameters)
        if name in WITHOUT_QUEUE:
            with self._account.locks["sqs"]:
                return self._account.call(request)
        queue = self._queue(request)
        if name == "ReceiveMessage":
            return self._receive(request, queue)
        with self._queues.line(queue.name):
            if name in PARTIAL:
                return self._partial(request, queue)
            if name == "ChangeMessageVisibility":
                _check_in_flight(queue, parameters)
            elif name == "PurgeQueue":
                settle_in_flight(queue)
            return self._account.call(request)

    def _queue(self, request: AwsRequest) -> Queue:
        path = urlsplit(request.parameters.get("QueueUrl") or request.path).path
        account_id, _, name = path.strip("/").rpartition("/")
        queue = self._queues.find(name) if account_id == self._account.id else None
        if queue is None:
            raise Refusal(
                "AWS.SimpleQueueService.NonExistentQueue",
                "The specified queue does not exist.",
                shape="QueueDoesNotExist",
            )
        return queue

    def _receive(self, request: AwsRequest, queue: Queue) -> AwsResponse:
        asked_s = request.parameters.get("WaitTimeSeconds")
        wait_s = float(queue.attributes["ReceiveMessageWaitTimeSeconds"] if asked_s is None else asked_s)
        # moto would wait with its own clock, and go on waiting for a client that is gone.
        at_once = request.with_parameters(WaitTimeSeconds=0)
        looks: list[AwsResponse] = []

        def take() -> AwsResponse | None:
            looks.append(self._account.call(at_once))
            return looks[-1] if _ends_the_wait(looks[-1]) else None

        found = self._queues.wait(queue.name, take, wait_s=wait_s, is_abandoned=request.is_abandoned)
        return found or (looks[-1] if looks else AwsResponse(status=200))

    def _partial(self, request: AwsRequest, queue: Queue) -> AwsResponse:
        entries: Sequence[Mapping[str, Any]] = request.parameters["Entries"]
        failures = {
            str(entry["Id"]): failure
            for entry in entries
            if (failure := self._failure(request, entry, queue)) is not None
        }
        if not failures:
            return self._account.call(request)
        if request.protocol == "query":
            # Entries cannot be cut out of a form without renumbering, and the reason is told all the same.
            raise next(iter(failures.values()))
        rest = [entry for entry in entries if entry["Id"] not in failures]
        answer: dict[str, Any] = {"Successful": []}
        if rest:
            response = self._account.call(request.with_parameters(Entries=rest))
            if response.status != 200:
                return response
            answer = json.loads(response.content)
        refused = [_failed(entry_id, failure) for entry_id, failure in failures.items()]
        answer["Failed"] = [*(answer.get("Failed") or []), *refused]
        return AwsResponse.of_json(answer, version="1.0")

    def _failure(self, request: AwsRequest, entry: Mapping[str, Any], queue: Queue) -> Refusal | None:
        name = action(request)
        failure = entry_failure(name, entry, is_fifo=queue.name.endswith(".fifo"))
        if failure is None and name == "ChangeMessageVisibilityBatch":
            try:
                _check_in_flight(queue, entry)
            except Refusal as refusal:
                return refusal
        return failure


def _ends_the_wait(response: AwsResponse) -> bool:
    return response.status != 200 or any(mark in response.content for mark in MESSAGE_MARKS)


def _check_in_flight(queue: Queue, parameters: Mapping[str, Any]) -> None:
    handle = str(parameters.get("ReceiptHandle"))
    if any(message.had_receipt_handle(handle) for message in queue.messages):
        raise Refusal(
            "AWS.SimpleQueueService.MessageNotInflight",
            "The message referred to is not in flight.",
            shape="MessageNotInflight",
        )


def _failed(entry_id: str, failure: Refusal) -> dict[str, object]:
    return {"Id": entry_id, "SenderFault": True, "Code": failure.code, "Message": failure.message}
