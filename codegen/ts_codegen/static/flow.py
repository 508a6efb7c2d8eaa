"""How an operation is called: attempts, retries, refusals. No I/O here; two drivers run it."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Generator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar, cast

from .decoding import decode
from .errors import ApiError, TransportError, refusal_class
from .operation import ApiResponse, HttpRequest, HttpResponse, Operation
from .transport import AsyncTransport, Transport

__all__ = ["Attempt", "Flow", "RetryPolicy", "call", "drive", "drive_async"]

T = TypeVar("T")

_NEVER_EXECUTED = frozenset({429})
_WORTH_A_RETRY = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """Wait so long, then send this."""

    request: HttpRequest
    wait_s: float


Flow = Generator[Attempt, HttpResponse, T]


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryPolicy:
    """When a call that failed is made again."""

    attempts: int = 3
    """In all, at least 1."""
    first_wait_s: float = 0.25
    longest_wait_s: float = 20.0
    random: Callable[[], float] = random.random
    """Gives 0 to 1; each wait lies between half of its length and the whole."""

    def wait_s(self, attempt: int, response: HttpResponse | None) -> float:
        """Return how long to wait after the failed `attempt`, counted from 0; Retry-After wins."""
        asked = None if response is None else _retry_after_s(response)
        if asked is not None:
            return min(asked, self.longest_wait_s)
        full = min(self.first_wait_s * 2.0**attempt, self.longest_wait_s)
        return full * (0.5 + self.random() / 2)


def call(
    operation: Operation[T], request: HttpRequest, policy: RetryPolicy, *, raises: bool = True
) -> Flow[ApiResponse[T]]:
    """Yield attempts until the call has succeeded or is given up.

    Args:
        operation: what is called.
        request: its request, the same for every attempt.
        policy: how often and how far apart.
        raises: whether a refusal is raised; else it is returned with `parsed` None.

    Raises:
        ApiError: the last attempt was refused and `raises` is set.
        TransportError: the last attempt got no answer.
        DecodeError: a success that cannot be read.
    """
    wait_s = 0.0
    for attempt in itertools.count():
        is_last = attempt + 1 >= policy.attempts
        try:
            response = yield Attempt(request=request, wait_s=wait_s)
        except TransportError as failure:
            failure.operation = operation.id
            if is_last or (failure.may_have_been_executed and not operation.is_repeatable):
                raise
            wait_s = policy.wait_s(attempt, None)
            continue
        if 200 <= response.status < 300:
            return _envelope(response, decode(operation, response))
        if is_last or not _may_repeat(operation, response.status):
            if raises:
                raise refusal(operation, response)
            return _envelope(response, None)
        wait_s = policy.wait_s(attempt, response)
    raise AssertionError("an endless loop ended")


def refusal(operation: Operation[Any], response: HttpResponse) -> ApiError:
    """Return the error that any answer but a success is raised as."""
    body = _readable(response.content)
    return refusal_class(response.status)(
        f"{operation.id} was refused with {response.status}: {_reason(body)}",
        operation=operation.id,
        status=response.status,
        request_id=response.request_id,
        body=body,
    )


def drive(flow: Flow[T], transport: Transport) -> T:
    """Run a flow on a blocking transport."""
    try:
        attempt = next(flow)
        while True:
            if attempt.wait_s:
                transport.sleep(attempt.wait_s)
            try:
                response = transport.send(attempt.request)
            except TransportError as failure:
                attempt = flow.throw(failure)
            else:
                attempt = flow.send(response)
    except StopIteration as done:
        result: T = done.value
        return result


async def drive_async(flow: Flow[T], transport: AsyncTransport) -> T:
    """Run a flow on an event loop."""
    try:
        attempt = next(flow)
        while True:
            if attempt.wait_s:
                await transport.sleep(attempt.wait_s)
            try:
                response = await transport.send(attempt.request)
            except TransportError as failure:
                attempt = flow.throw(failure)
            else:
                attempt = flow.send(response)
    except StopIteration as done:
        result: T = done.value
        return result


def _may_repeat(operation: Operation[Any], status: int) -> bool:
    return status in _NEVER_EXECUTED or (operation.is_repeatable and status in _WORTH_A_RETRY)


def _envelope(response: HttpResponse, parsed: T | None) -> ApiResponse[T]:
    return ApiResponse(status_code=response.status, headers=response.headers, content=response.content, parsed=parsed)


def _readable(content: bytes) -> object:
    if not content:
        return None
    try:
        return json.loads(content)
    except ValueError:
        return content.decode("utf-8", "replace")


def _reason(body: object) -> str:
    said = cast(dict[str, object], body).get("message") if isinstance(body, dict) else None
    return said if isinstance(said, str) and said else "no reason given"


def _retry_after_s(response: HttpResponse) -> float | None:
    text = response.headers.get("retry-after", "")
    if text.isascii() and text.isdecimal():
        return float(text)
    try:
        until = parsedate_to_datetime(text)
        sent = parsedate_to_datetime(response.headers.get("date", ""))
        return max(0.0, (until - sent).total_seconds())
    except (ValueError, TypeError):
        return None
