"""Answers: written so that the queue takes them, large ones put behind a URL, sent in batches."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from dataclasses import dataclass, field

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Blobs, SendFailure
from ts_connectors.errors import PortError, TransportError
from ts_connectors.models import CommandStatus, PayloadDelivery

from . import verdicts
from .batcher import Batcher
from .bodies import is_allowed_url, is_transient
from .messages import LIMIT_BYTES, encode_answer, encode_json, masked, size_of
from .running import CommandOptions
from .verdicts import Verdict

__all__ = ["Responder", "WrittenAnswer"]

_TRIES = 3
_FIRST_WAIT_S = 0.5
_PACKED_IN_LOOP_CHARS = 1024 * 1024
_LONGEST_NOTE = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenAnswer:
    """A final answer as it goes out; from here on it never changes."""

    text: str = field(repr=False)
    status: CommandStatus
    lost_result: bytes | None = field(default=None, repr=False)
    """The gzipped result that no way was found for."""


class Responder:
    """Writes and sends the answers of one connector."""

    def __init__(
        self,
        batcher: Batcher,
        blobs: Blobs,
        *,
        clock: Clock,
        target_id: str,
        options: CommandOptions,
        mask: Callable[[str], str],
    ) -> None:
        self.batcher = batcher
        self._blobs = blobs
        self._clock = clock
        self._target_id = target_id
        self._options = options
        self._mask = mask

    def processing(self, command_id: str, progress: tuple[float, str] | None = None) -> str:
        """Return the text of PROCESSING, with what a handler reported."""
        body = None
        if progress is not None:
            body = {"progress": progress[0], "message": self._mask(progress[1][:_LONGEST_NOTE])}
        return self._encode(command_id, Verdict(status=CommandStatus.PROCESSING, body=body))

    def written(self, command_id: str, verdict: Verdict) -> WrittenAnswer:
        """Write a final answer that is small and of our own making."""
        return WrittenAnswer(text=self._encode(command_id, verdict), status=verdict.status)

    async def write(self, command_id: str, verdict: Verdict, *, upload_url: str | None) -> WrittenAnswer:
        """Write a final answer; one over 256 KiB is uploaded, or replaced by a FAILURE that says its size."""
        try:
            text = self._encode(command_id, verdict)
        except (ValueError, RecursionError) as mistake:
            unfit = verdicts.failure(f"The handler's result cannot be sent: {mistake}", verdicts.INVALID_RESULT)
            return self.written(command_id, unfit)
        size = size_of(text)
        if size <= LIMIT_BYTES:
            return WrittenAnswer(text=text, status=verdict.status)
        packed = await _packed(encode_json(masked(verdict.body, self._mask)))
        if upload_url is None:
            problem = verdicts.failure(
                f"The answer has {size} bytes, the queue takes {LIMIT_BYTES}, and the command names no upload URL",
                verdicts.RESULT_TOO_LARGE,
                size=size,
            )
        elif (refusal := await self._upload(upload_url, packed)) is not None:
            problem = verdicts.failure(
                f"The answer has {size} bytes and cannot be uploaded: {refusal}", verdicts.UPLOAD_FAILED, size=size
            )
        else:
            referenced = Verdict(status=verdict.status)
            text = self._encode(command_id, referenced, delivery=PayloadDelivery.REFERENCED)
            return WrittenAnswer(text=text, status=verdict.status)
        text = self._encode(command_id, problem)
        return WrittenAnswer(text=text, status=problem.status, lost_result=packed)

    async def send(self, text: str) -> SendFailure | None:
        """Send an answer until it is accepted; return why it never will be."""
        return await self.batcher.put(text)

    async def _upload(self, url: str, content: bytes) -> str | None:
        if not is_allowed_url(url, self._options.allowed_origins):
            return "its URL is neither https nor TDP's own address"
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        for attempt in range(1, _TRIES + 1):
            try:
                await self._blobs.put(url, content, headers)
            except (PortError, TransportError) as error:
                if attempt == _TRIES or not is_transient(error):
                    return f"status {error.status}, {error.code}" if isinstance(error, PortError) else "unreachable"
                await self._clock.sleep(_FIRST_WAIT_S * attempt)
            else:
                return None
        raise AssertionError("the last try returns")

    def _encode(
        self, command_id: str, verdict: Verdict, *, delivery: PayloadDelivery = PayloadDelivery.EMBEDDED
    ) -> str:
        return encode_answer(
            command_id=command_id,
            target_id=self._target_id,
            status=verdict.status,
            body=masked(verdict.body, self._mask),
            created_at=self._clock.now(),
            delivery=delivery,
        )


async def _packed(text: str) -> bytes:
    if len(text) > _PACKED_IN_LOOP_CHARS:
        return await asyncio.to_thread(_gzip, text)
    return _gzip(text)


def _gzip(text: str) -> bytes:
    return gzip.compress(text.encode(), mtime=0)
