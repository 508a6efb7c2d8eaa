"""The limits of CloudWatch Logs, each at its edge."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ts_connectors._core.ports import LogEvent
from ts_connectors._runtime.log_batches import batches, event_bytes, fitting, group_name, stream_name

DAY_MS = 24 * 3600 * 1000
LARGEST_MESSAGE = 256 * 1024 - 26


def events(*facts: tuple[int, int]) -> list[LogEvent]:
    return [LogEvent(timestamp_ms=time, message="x" * size) for time, size in facts]


def test_group_and_stream_are_named_after_the_connector() -> None:
    started_at = datetime(2026, 1, 2, 3, 4, 5, 678_900, tzinfo=UTC)
    assert group_name("org", "c-1") == "/connector/org/c-1"
    assert stream_name("c-1", started_at) == "connector-c-1/standalone/2026-01-02T03-04-05.678Z"


@pytest.mark.parametrize(
    ("given_", "sizes"),
    [
        pytest.param(events(), [], id="nothing"),
        pytest.param(events(*[(0, 1)] * 10_000), [10_000], id="10,000 events"),
        pytest.param(events(*[(0, 1)] * 10_001), [10_000, 1], id="one event more"),
        pytest.param(events(*[(0, 262_118)] * 4), [4], id="1 MiB exactly, with its overhead"),
        pytest.param(events(*[(0, 262_118)] * 3, (0, 262_117), (0, 1)), [4, 1], id="a byte more"),
        pytest.param(events((0, 1), (DAY_MS, 1)), [2], id="24 hours"),
        pytest.param(events((0, 1), (DAY_MS + 1, 1)), [1, 1], id="a millisecond more"),
    ],
)
def test_a_batch_keeps_each_limit(given_: list[LogEvent], sizes: list[int]) -> None:
    assert [len(batch) for batch in batches(given_)] == sizes


def test_events_are_in_order_of_time_and_else_as_they_came() -> None:
    given_ = [LogEvent(timestamp_ms=time, message=name) for time, name in [(2, "c"), (1, "a"), (1, "b")]]
    assert [event.message for batch in batches(given_) for event in batch] == ["a", "b", "c"]


def test_an_event_at_the_limit_stays_as_it_is() -> None:
    assert fitting("x" * LARGEST_MESSAGE) == "x" * LARGEST_MESSAGE


@pytest.mark.parametrize("sign", ["x", "ä", "€", "😀"])
def test_an_event_over_the_limit_is_cut_and_says_so(sign: str) -> None:
    message = sign * LARGEST_MESSAGE + "end"
    cut = fitting(message)
    assert LARGEST_MESSAGE + 26 - 4 < event_bytes(cut) <= LARGEST_MESSAGE + 26
    assert cut.endswith(f"… [cut, {len(message.encode())} bytes]")
    assert set(cut.partition("…")[0]) == {sign}


@given(st.lists(st.tuples(st.integers(0, 3 * DAY_MS), st.integers(1, 300_000)), max_size=30))
def test_no_event_gets_lost_and_no_batch_breaks_a_limit(facts: list[tuple[int, int]]) -> None:
    given_ = [LogEvent(timestamp_ms=time, message=fitting("x" * size)) for time, size in facts]
    cut = list(batches(given_))
    assert sorted(given_, key=lambda event: event.timestamp_ms) == [event for batch in cut for event in batch]
    for batch in cut:
        assert sum(event_bytes(event.message) for event in batch) <= 1_048_576
        assert batch[-1].timestamp_ms - batch[0].timestamp_ms <= DAY_MS
