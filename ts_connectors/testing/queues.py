"""SQS queues in memory, with the manners of the real ones."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import CommandQueue, ReceivedMessage, SendFailure
from ts_connectors.errors import PortError

__all__ = ["CuttableQueue", "FakeQueue", "FakeQueues", "QueuedMessage"]

LIMIT_BYTES = 262_144
LONGEST_LEASE_S = 43_200.0
_REFUSED = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True, kw_only=True)
class QueuedMessage:
    """A message in a queue, or one that was there."""

    message_id: str
    body: str = field(repr=False)
    group: str | None = None
    visible_at: float = 0.0
    """On the clock's monotonic scale."""
    receive_count: int = 0
    receipt: str = ""
    first_received_at: float | None = None
    """When the newest receipt was handed out; a receipt lives 12 hours."""
    is_deleted: bool = False


class FakeQueue:
    """One queue: visibility, receive counts, groups of FIFO queues, refusals, limits of size and characters.

    `denied` names the calls that the role may not make (`receive`, `send`, `delete`, `extend`, `attributes`); `outage`
    is raised by every call while it is set. `requests` counts what AWS would have been asked.
    """

    def __init__(self, url: str, clock: Clock, *, visibility_timeout_s: int = 30) -> None:
        self._url = url
        self._clock = clock
        self._default_s = visibility_timeout_s
        self._numbers = itertools.count(1)
        self._waiting: list[tuple[asyncio.AbstractEventLoop, asyncio.Future[None]]] = []
        self._refusals: dict[str, list[tuple[str, bool]]] = {}
        self._errors: dict[str, list[Exception]] = {}
        self.messages: list[QueuedMessage] = []
        """All that were ever put, in order; `remaining` are those not deleted."""
        self.sent: list[str] = []
        """Bodies that were accepted by `send`, in order of acceptance."""
        self.batches: list[tuple[str, ...]] = []
        """The same, a tuple a request."""
        self.requests: Counter[str] = Counter()
        self.asked_visibility: list[int | None] = []
        """The visibility timeout that each receive asked for."""
        self.denied: set[str] = set()
        self.outage: Exception | None = None

    @property
    def url(self) -> str:
        """The queue's URL."""
        return self._url

    @property
    def is_fifo(self) -> bool:
        """Whether it is a FIFO queue, as its name says."""
        return self._url.endswith(".fifo")

    @property
    def remaining(self) -> list[QueuedMessage]:
        """The messages that nobody has deleted."""
        return [message for message in self.messages if not message.is_deleted]

    def put(self, body: str, *, group: str | None = None, receive_count: int = 0) -> QueuedMessage:
        """Put a message in; `receive_count` is how often it was delivered in earlier lives."""
        if self.is_fifo and group is None:
            group = "group"
        number = next(self._numbers)
        message = QueuedMessage(message_id=f"m-{number}", body=body, group=group, receive_count=receive_count)
        self.messages.append(message)
        self._ring()
        return message

    def put_command(self, *, group: str | None = None, receive_count: int = 0, **fields: Any) -> QueuedMessage:
        """Put a message whose body is the JSON object of `fields`."""
        return self.put(json.dumps(fields), group=group, receive_count=receive_count)

    def deliver_again(self, message: QueuedMessage) -> None:
        """Make a message visible at once although somebody holds it, as a standard queue may do."""
        message.visible_at = self._clock.monotonic()
        message.is_deleted = False
        self._ring()

    def refuse(self, call: str, *codes: str, is_sender_fault: bool = False) -> None:
        """Refuse the next entries of a batch call (`send`, `delete`, `extend`), one for each code."""
        self._refusals.setdefault(call, []).extend((code, is_sender_fault) for code in codes)

    def fail(self, call: str, *errors: Exception) -> None:
        """Raise these errors from the next requests of a call, one each."""
        self._errors.setdefault(call, []).extend(errors)

    async def receive(
        self, *, limit: int = 10, wait_s: int = 20, visibility_timeout_s: int | None = None
    ) -> Sequence[ReceivedMessage]:
        """Return up to `limit` visible messages, waiting up to `wait_s` for the first."""
        self._ask("receive")
        self.asked_visibility.append(visibility_timeout_s)
        hidden_s = self._default_s if visibility_timeout_s is None else visibility_timeout_s
        give_up = self._clock.monotonic() + wait_s
        while True:
            taken = [self._hand_out(message, hidden_s) for message in self._visible(limit)]
            now = self._clock.monotonic()
            if taken or now >= give_up:
                return taken
            hidden = [message.visible_at for message in self.remaining if message.visible_at > now]
            await self._change_or(min([give_up, *hidden]) - now)
            self._raise_outage()

    async def send(self, bodies: Sequence[str]) -> Sequence[SendFailure]:
        """Take messages, ten and 256 KiB a request; return those that were refused."""
        failures: list[SendFailure] = []
        for batch in _cut(bodies):
            self._ask("send")
            accepted: list[str] = []
            for index in batch:
                body = bodies[index]
                if len(body.encode("utf-8", "surrogatepass")) > LIMIT_BYTES:
                    failures.append(_failure(index, "InvalidParameterValue", is_sender_fault=True))
                elif _REFUSED.search(body):
                    failures.append(_failure(index, "InvalidMessageContents", is_sender_fault=True))
                elif refusal := self._refusal("send"):
                    failures.append(_failure(index, refusal[0], is_sender_fault=refusal[1]))
                else:
                    accepted.append(body)
            self.sent.extend(accepted)
            self.batches.append(tuple(accepted))
        return failures

    async def delete(self, receipts: Sequence[str]) -> Sequence[SendFailure]:
        """Delete messages; a receipt that a later delivery replaced does nothing on a standard queue."""
        return self._each("delete", receipts, self._delete)

    async def extend(self, receipts: Sequence[str], visibility_timeout_s: int) -> Sequence[SendFailure]:
        """Hide messages for so long from now on."""
        return self._each("extend", receipts, lambda receipt: self._extend(receipt, visibility_timeout_s))

    async def visibility_timeout_s(self) -> int | None:
        """Return the queue's own visibility timeout, None where reading it is denied."""
        self.requests["attributes"] += 1
        self._raise_outage()
        return None if "attributes" in self.denied else self._default_s

    def _each(self, call: str, receipts: Sequence[str], act: Callable[[str], str | None]) -> list[SendFailure]:
        failures: list[SendFailure] = []
        for start in range(0, len(receipts), 10):
            self._ask(call)
            for index, receipt in enumerate(receipts[start : start + 10], start):
                if refusal := self._refusal(call):
                    failures.append(_failure(index, refusal[0], is_sender_fault=refusal[1]))
                elif (code := act(receipt)) is not None:
                    failures.append(_failure(index, code, is_sender_fault=True))
        return failures

    def _delete(self, receipt: str) -> str | None:
        for message in self.messages:
            if message.receipt == receipt:
                message.is_deleted = True
                self._ring()  # the rest of its group may come now
        return None

    def _extend(self, receipt: str, seconds: int) -> str | None:
        now = self._clock.monotonic()
        message = next((m for m in self.remaining if m.receipt == receipt and m.visible_at > now), None)
        if message is None or message.first_received_at is None:
            return "MessageNotInflight"
        if now + seconds > message.first_received_at + LONGEST_LEASE_S:
            return "InvalidParameterValue"
        message.visible_at = now + seconds
        self._ring()
        return None

    def _visible(self, limit: int) -> list[QueuedMessage]:
        now = self._clock.monotonic()
        blocked = {m.group for m in self.remaining if m.group is not None and m.visible_at > now and m.receipt}
        ready = [m for m in self.remaining if m.visible_at <= now]
        return [m for m in ready if not self.is_fifo or m.group not in blocked][:limit]

    def _hand_out(self, message: QueuedMessage, hidden_s: float) -> ReceivedMessage:
        message.receive_count += 1
        message.receipt = f"{message.message_id}#{message.receive_count}-{next(self._numbers)}"
        message.first_received_at = self._clock.monotonic()
        message.visible_at = self._clock.monotonic() + hidden_s
        return ReceivedMessage(
            message_id=message.message_id,
            body=message.body,
            receipt=message.receipt,
            receive_count=message.receive_count,
            group=message.group,
        )

    async def _change_or(self, seconds: float) -> None:
        loop = asyncio.get_running_loop()
        change: asyncio.Future[None] = loop.create_future()
        self._waiting.append((loop, change))
        timer = loop.create_task(self._clock.sleep(seconds))
        try:
            await asyncio.wait([change, timer], return_when=asyncio.FIRST_COMPLETED)
        finally:
            timer.cancel()
            change.cancel()

    def _ring(self) -> None:
        # Receivers may be on another thread's loop than the test.
        waiting, self._waiting = self._waiting, []
        for loop, change in waiting:
            if not loop.is_closed():
                loop.call_soon_threadsafe(_resolve, change)

    def _ask(self, call: str) -> None:
        self.requests[call] += 1
        self._raise_outage()
        if call in self.denied:
            raise PortError(
                f"The role may not {call} on {self._url}; allow it", service="sqs", code="AccessDenied", status=403
            )
        if pending := self._errors.get(call):
            raise pending.pop(0)

    def _raise_outage(self) -> None:
        if self.outage is not None:
            raise self.outage

    def _refusal(self, call: str) -> tuple[str, bool] | None:
        pending = self._refusals.get(call)
        return pending.pop(0) if pending else None


class CuttableQueue:
    """A process's own connection to a queue; after `cut` every call hangs for ever, as for a killed process."""

    def __init__(self, queue: FakeQueue) -> None:
        self._queue = queue
        self._is_cut = False

    @property
    def url(self) -> str:
        """The queue's URL."""
        return self._queue.url

    def cut(self) -> None:
        """Let nothing through any more, in neither direction."""
        self._is_cut = True

    async def receive(
        self, *, limit: int = 10, wait_s: int = 20, visibility_timeout_s: int | None = None
    ) -> Sequence[ReceivedMessage]:
        """See `FakeQueue.receive`."""
        await self._pass()
        return await self._queue.receive(limit=limit, wait_s=wait_s, visibility_timeout_s=visibility_timeout_s)

    async def send(self, bodies: Sequence[str]) -> Sequence[SendFailure]:
        """See `FakeQueue.send`; a cut made meanwhile loses the reply, not the messages."""
        await self._pass()
        failures = await self._queue.send(bodies)
        await self._pass()
        return failures

    async def delete(self, receipts: Sequence[str]) -> Sequence[SendFailure]:
        """See `FakeQueue.delete`."""
        await self._pass()
        return await self._queue.delete(receipts)

    async def extend(self, receipts: Sequence[str], visibility_timeout_s: int) -> Sequence[SendFailure]:
        """See `FakeQueue.extend`."""
        await self._pass()
        return await self._queue.extend(receipts, visibility_timeout_s)

    async def visibility_timeout_s(self) -> int | None:
        """See `FakeQueue.visibility_timeout_s`."""
        await self._pass()
        return await self._queue.visibility_timeout_s()

    async def _pass(self) -> None:
        if self._is_cut:
            await asyncio.get_running_loop().create_future()


class FakeQueues:
    """Opens fake queues by URL; the same URL gives the same queue."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._opened: dict[str, FakeQueue] = {}

    def fake(self, url: str) -> FakeQueue:
        """Return the queue as its fake, for the test to look into."""
        return self._opened.setdefault(url, FakeQueue(url, self._clock))

    def queue(self, url: str) -> CommandQueue:
        """Return the queue as the port."""
        return self.fake(url)


def _resolve(change: asyncio.Future[None]) -> None:
    if not change.done():
        change.set_result(None)


def _failure(index: int, code: str, *, is_sender_fault: bool) -> SendFailure:
    return SendFailure(index=index, code=code, message=f"refused: {code}", is_sender_fault=is_sender_fault)


def _cut(bodies: Sequence[str]) -> list[list[int]]:
    batches: list[list[int]] = []
    size = 0
    for index, body in enumerate(bodies):
        bytes_ = len(body.encode("utf-8", "surrogatepass"))
        if not batches or len(batches[-1]) == 10 or size + bytes_ > LIMIT_BYTES:
            batches.append([])
            size = 0
        batches[-1].append(index)
        size += bytes_
    return batches
