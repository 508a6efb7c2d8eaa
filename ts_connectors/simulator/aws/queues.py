"""The queues of an account: waiting for messages, and order between threads, which moto keeps neither of."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from moto.sqs.exceptions import QueueDoesNotExist
from moto.sqs.models import Message, Queue

from ts_connectors.simulator.aws.account import Account

__all__ = ["QueueMessage", "Queues", "settle_in_flight"]

LOOK_INTERVAL_S = 0.1

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueMessage:
    """A message as it was received."""

    message_id: str
    body: str = field(repr=False)
    receipt_handle: str = field(repr=False)
    receive_count: int
    group: str | None


class Queues:
    """Serves all threads that use the account's queues, clients' and the platform's own.

    Every use of a queue holds that queue's line: moto loses a message that is sent while another is deleted, and gives
    one message to two receivers.
    """

    def __init__(self, account: Account, stopping: threading.Event) -> None:
        self._account = account
        self._stopping = stopping
        self._lines: dict[str, threading.Condition] = {}
        self._lock = threading.Lock()

    def create(self, name: str, *, fifo: bool = False, visibility_timeout_s: int = 30) -> str:
        """Make a queue and return its name; one of the same name and kind is kept as it is."""
        full_name = f"{name.removesuffix('.fifo')}.fifo" if fifo else name
        attributes: dict[str, Any] = {"VisibilityTimeout": str(visibility_timeout_s)}
        if fifo:
            attributes |= {"FifoQueue": "true", "ContentBasedDeduplication": "true"}
        with self.line(full_name):
            self._account.sqs.create_queue(full_name, **attributes)
        return full_name

    def find(self, name: str) -> Queue | None:
        """Return the queue of this name, or None. Hold its line while you use it."""
        try:
            return self._account.sqs.get_queue(name)
        except QueueDoesNotExist:
            return None

    @contextmanager
    def line(self, name: str) -> Generator[threading.Condition]:
        """Hold the queue's line; those who wait for messages look again afterwards."""
        with self._lock:
            line = self._lines.setdefault(name, threading.Condition())
        with line:
            yield line
            # moto keeps every message and every copy of it for its dashboard.
            vars(Message)["instances_tracked"].clear()
            line.notify_all()

    def send(self, name: str, body: str, *, group: str | None = None) -> str:
        """Put a message into the queue and return its id."""
        with self.line(name):
            queue = self._account.sqs.get_queue(name)
            if queue.name.endswith(".fifo"):
                return self._account.sqs.send_message(name, body, group_id=group).id
            # moto's own way counts the whole queue before each message.
            message_id = str(uuid4())
            message: Message = Message(message_id, body)  # pyright: ignore[reportAssignmentType]
            message.mark_sent()
            queue.add_message(message)
            return message_id

    def receive(self, name: str, *, limit: int = 10, wait_s: float = 0.0) -> list[QueueMessage]:
        """Take up to `limit` messages, waiting up to `wait_s` seconds for the first."""
        visibility_timeout_s = int(self._account.sqs.get_queue(name).attributes["VisibilityTimeout"])

        def take() -> list[Message]:
            return self._account.sqs.receive_message(name, limit, 0, visibility_timeout_s)

        found = self.wait(name, lambda: take() or None, wait_s=wait_s, is_abandoned=lambda: False)
        return [_received(message) for message in found or []]

    def delete(self, name: str, receipt_handle: str) -> None:
        """Remove a received message for good."""
        with self.line(name):
            self._account.sqs.delete_message(name, receipt_handle)

    def purge(self, name: str) -> list[str]:
        """Remove all messages, also those in flight, and return the bodies of those that were waiting."""
        with self.line(name):
            queue = self._account.sqs.get_queue(name)
            waiting = [message.body for message in queue.messages]
            settle_in_flight(queue)
            # Clients may purge once a minute; the platform decides for itself how long its purges last.
            queue.last_purged_at = None
            self._account.sqs.purge_queue(name)
            return waiting

    def attributes(self, name: str) -> Mapping[str, str]:
        """Return the queue's attributes as GetQueueAttributes gives them."""
        with self.line(name):
            found = self._account.sqs.get_queue_attributes(name, ["All"])
        return {key: str(value) for key, value in found.items() if value is not None}

    def wait(
        self, name: str, take: Callable[[], T | None], *, wait_s: float, is_abandoned: Callable[[], bool]
    ) -> T | None:
        """Call `take` whenever it may find messages, until it returns something; it holds the queue's line.

        Returns None after `wait_s` seconds, when the platform stops, and when whoever asked has gone: a message taken
        for a receiver that is no more would be hidden from the next one until its visibility timeout ends.
        """
        deadline = time.monotonic() + wait_s
        with self.line(name) as line:
            while not is_abandoned():
                if (found := take()) is not None:
                    return found
                if not self._sees_a_message(line, self._account.sqs.get_queue(name), deadline, is_abandoned):
                    return None
        return None

    def _sees_a_message(
        self, line: threading.Condition, queue: Queue, deadline: float, is_abandoned: Callable[[], bool]
    ) -> bool:
        while not self._stopping.is_set() and not is_abandoned():
            remaining_s = deadline - time.monotonic()
            if remaining_s <= 0:
                return False
            # Nobody tells when a visibility timeout ends or a client goes, hence the short waits.
            line.wait(min(remaining_s, LOOK_INTERVAL_S))
            if _is_deliverable(queue):
                return True
        return False


def settle_in_flight(queue: Queue) -> None:
    """Let whoever holds a message delete it later: moto forgets receipts with a purge, SQS takes them all the same."""
    for message in queue.pending_messages:
        queue.deleted_messages.update(handle for handle in message.all_receipt_handles if handle)


def _is_deliverable(queue: Queue) -> bool:
    busy_groups = {message.group_id for message in queue.pending_messages if not message.visible}
    return any(message.group_id is None or message.group_id not in busy_groups for message in queue.messages)


def _received(message: Message) -> QueueMessage:
    return QueueMessage(
        message_id=message.id,
        body=message.body,
        receipt_handle=message.receipt_handle or "",
        receive_count=message.approximate_receive_count,
        group=message.group_id,
    )
