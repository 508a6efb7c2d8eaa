"""CloudWatch Logs behind the gate."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from itertools import pairwise
from typing import Any

from ts_connectors._core.clock import Clock
from ts_connectors.simulator.aws.account import Account
from ts_connectors.simulator.aws.permission import action
from ts_connectors.simulator.aws.refusal import Refusal
from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse

__all__ = ["CloudWatchLogs"]

EVENT_OVERHEAD_BYTES = 26
LARGEST_BATCH_BYTES = 1_048_576
LARGEST_EVENT_BYTES = 256 * 1024
MOST_EVENTS = 10_000
LONGEST_SPAN = timedelta(hours=24)
OLDEST = timedelta(days=14)
NEWEST = timedelta(hours=2)

Event = Mapping[str, Any]


class CloudWatchLogs:
    """Answers the calls that authentication and policy let pass."""

    def __init__(self, account: Account, clock: Clock) -> None:
        self._account = account
        self._clock = clock

    def answer(self, request: AwsRequest) -> AwsResponse:
        """Answer one call.

        Raises:
            Refusal: CloudWatch Logs would refuse it.
        """
        with self._account.locks["logs"]:
            if action(request) == "PutLogEvents":
                return self._put(request)
            return self._account.call(request)

    def _put(self, request: AwsRequest) -> AwsResponse:
        events: Sequence[Event] = request.parameters.get("logEvents") or []
        _check_batch(events)
        rejected = self._rejected(events)
        accepted = events[
            rejected.get("tooOldLogEventEndIndex", 0) : rejected.get("tooNewLogEventStartIndex", len(events))
        ]
        response = self._account.call(request.with_parameters(logEvents=accepted) if rejected else request)
        if not rejected or response.status != 200:
            return response
        return AwsResponse.of_json(json.loads(response.content) | {"rejectedLogEventsInfo": rejected}, version="1.1")

    def _rejected(self, events: Sequence[Event]) -> dict[str, int]:
        """Find what is too old (the end is not part of it) and too new (the start is)."""
        oldest_ms = (self._clock.now() - OLDEST).timestamp() * 1000
        newest_ms = (self._clock.now() + NEWEST).timestamp() * 1000
        too_old = sum(event["timestamp"] < oldest_ms for event in events)
        too_new = sum(event["timestamp"] > newest_ms for event in events)
        rejected: dict[str, int] = {}
        if too_old:
            rejected["tooOldLogEventEndIndex"] = too_old
        if too_new:
            rejected["tooNewLogEventStartIndex"] = len(events) - too_new
        return rejected


def _check_batch(events: Sequence[Event]) -> None:
    if not events:
        raise _invalid(
            "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: length at least 1"
        )
    if len(events) > MOST_EVENTS:
        raise _invalid(
            "1 validation error detected: Value at 'logEvents' failed to satisfy constraint: "
            f"Member must have length less than or equal to {MOST_EVENTS}"
        )
    sizes = [len(event["message"].encode()) + EVENT_OVERHEAD_BYTES for event in events]
    if max(sizes) > LARGEST_EVENT_BYTES:
        raise _invalid(f"Log event too large: {max(sizes)} bytes exceeds limit of {LARGEST_EVENT_BYTES}")
    if sum(sizes) > LARGEST_BATCH_BYTES:
        raise _invalid(f"Upload too large: {sum(sizes)} bytes exceeds limit of {LARGEST_BATCH_BYTES}")
    times = [event["timestamp"] for event in events]
    if any(earlier > later for earlier, later in pairwise(times)):
        raise _invalid("Log events in a single PutLogEvents request must be in chronological order.")
    if timedelta(milliseconds=times[-1] - times[0]) > LONGEST_SPAN:
        raise _invalid("The batch of log events in a single PutLogEvents request cannot span more than 24 hours.")


def _invalid(message: str) -> Refusal:
    return Refusal("InvalidParameterException", message)
