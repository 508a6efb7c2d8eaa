"""What CloudWatch Logs refuses, and the nearest that it takes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.aws.clients import Clients, MovedClock, error_of
from ts_connectors.simulator.aws import AwsServer

GROUP, STREAM = "/connector/acme/1", "connector-1/standalone/2026"
PLACE = {"logGroupName": GROUP, "logStreamName": STREAM}
HOUR_MS = 3600 * 1000
MINUTE_MS = 60 * 1000


@pytest.fixture
def logs(aws: AwsServer, clients: Clients) -> Any:
    aws.create_log_group(GROUP)
    client = clients.client("logs")
    client.create_log_stream(**PLACE)
    return client


@pytest.fixture
def now_ms(wall: MovedClock) -> int:
    return int(wall.now().timestamp() * 1000)


def _event(timestamp: int, message: str = "m") -> dict[str, Any]:
    return {"timestamp": timestamp, "message": message}


def _put(logs: Any, *events: dict[str, Any]) -> Any:
    return logs.put_log_events(**PLACE, logEvents=list(events))


def test_events_in_order_are_kept(logs: Any, now_ms: int, aws: AwsServer) -> None:
    answer = _put(logs, _event(now_ms - 1, "first"), _event(now_ms, "second"), _event(now_ms, "third"))
    assert "rejectedLogEventsInfo" not in answer
    assert [event.message for event in aws.log_events(GROUP, STREAM)] == ["first", "second", "third"]
    assert aws.log_streams(GROUP) == [STREAM]


def test_events_out_of_order_are_refused_whole(logs: Any, now_ms: int, aws: AwsServer) -> None:
    assert error_of(lambda: _put(logs, _event(now_ms), _event(now_ms - 1))) == "InvalidParameterException"
    assert aws.log_events(GROUP, STREAM) == []


def test_a_batch_spans_at_most_24_hours(logs: Any, now_ms: int) -> None:
    start = now_ms - 24 * HOUR_MS
    assert _put(logs, _event(start), _event(start + 24 * HOUR_MS))
    assert error_of(lambda: _put(logs, _event(start), _event(start + 24 * HOUR_MS + 1))) == "InvalidParameterException"


def test_an_event_has_at_most_256_kib_with_its_26_bytes(logs: Any, now_ms: int) -> None:
    largest = "ü" * ((256 * 1024 - 26) // 2)
    assert _put(logs, _event(now_ms, largest))
    assert error_of(lambda: _put(logs, _event(now_ms, f"{largest}a"))) == "InvalidParameterException"


def test_a_batch_has_at_most_1_mib_with_26_bytes_an_event(logs: Any, now_ms: int) -> None:
    quarter = _event(now_ms, "a" * (256 * 1024 - 26))
    assert _put(logs, *[quarter] * 4)
    assert error_of(lambda: _put(logs, *[quarter] * 4, _event(now_ms))) == "InvalidParameterException"


def test_a_batch_has_at_most_10000_events(logs: Any, now_ms: int) -> None:
    assert _put(logs, *[_event(now_ms)] * 10_000)
    assert error_of(lambda: _put(logs, *[_event(now_ms)] * 10_001)) == "InvalidParameterException"


def test_a_batch_has_at_least_one_event(logs: Any, clients: Clients) -> None:
    unchecked = clients.client("logs", parameter_validation=False)
    assert error_of(lambda: _put(unchecked)) == "InvalidParameterException"


def test_events_older_than_14_days_are_left_out_and_counted(logs: Any, now_ms: int, aws: AwsServer) -> None:
    edge = now_ms - 14 * 24 * HOUR_MS
    events = [_event(edge - MINUTE_MS, "old"), _event(edge - MINUTE_MS, "old too"), _event(edge + MINUTE_MS, "kept")]
    assert _put(logs, *events)["rejectedLogEventsInfo"] == {"tooOldLogEventEndIndex": 2}
    assert [event.message for event in aws.log_events(GROUP, STREAM)] == ["kept"]


def test_events_more_than_2_hours_ahead_are_left_out_and_counted(logs: Any, now_ms: int, aws: AwsServer) -> None:
    edge = now_ms + 2 * HOUR_MS
    events = [_event(edge - MINUTE_MS, "kept"), _event(edge + MINUTE_MS, "new"), _event(edge + MINUTE_MS, "new too")]
    assert _put(logs, *events)["rejectedLogEventsInfo"] == {"tooNewLogEventStartIndex": 1}
    assert [event.message for event in aws.log_events(GROUP, STREAM)] == ["kept"]


def test_a_stream_that_is_not_there_is_not_made(logs: Any, now_ms: int, aws: AwsServer) -> None:
    place = {"logGroupName": GROUP, "logStreamName": "another"}
    events = [_event(now_ms)]
    assert error_of(lambda: logs.put_log_events(**place, logEvents=events)) == "ResourceNotFoundException"
    assert aws.log_streams(GROUP) == [STREAM]


def test_a_group_that_is_not_there_is_not_made(logs: Any) -> None:
    place = {"logGroupName": "/another", "logStreamName": STREAM}
    assert error_of(lambda: logs.create_log_stream(**place)) == "ResourceNotFoundException"
    events = [_event(0)]
    assert error_of(lambda: logs.put_log_events(**place, logEvents=events)) == "ResourceNotFoundException"


def test_a_stream_that_is_there_is_not_made_again(logs: Any) -> None:
    assert error_of(lambda: logs.create_log_stream(**PLACE)) == "ResourceAlreadyExistsException"


def test_the_age_of_events_goes_by_the_time_of_the_clients(logs: Any, now_ms: int, clock: MovedClock) -> None:
    clock.shift = timedelta(minutes=30)
    assert "rejectedLogEventsInfo" not in _put(logs, _event(now_ms + 2 * HOUR_MS - MINUTE_MS))
