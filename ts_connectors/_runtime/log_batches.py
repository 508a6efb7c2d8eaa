"""What CloudWatch Logs takes in one event and in one batch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from ts_connectors._core.ports import LogEvent

__all__ = ["batches", "event_bytes", "fitting", "group_name", "stream_name"]

OVERHEAD_BYTES = 26
"""What CloudWatch adds to each event when it counts."""
LARGEST_EVENT_BYTES = 256 * 1024
LARGEST_BATCH_BYTES = 1024 * 1024
MOST_EVENTS = 10_000
LONGEST_SPAN_MS = 24 * 3600 * 1000


def group_name(org_slug: str, connector_id: str) -> str:
    """Return the log group of a standalone connector; the platform has made it."""
    return f"/connector/{org_slug}/{connector_id}"


def stream_name(connector_id: str, started_at: datetime) -> str:
    """Return the log stream of one run of a standalone connector."""
    stamp = started_at.isoformat(timespec="milliseconds").replace("+00:00", "Z").replace(":", "-")
    return f"connector-{connector_id}/standalone/{stamp}"


def event_bytes(message: str) -> int:
    """Return the size of an event as CloudWatch counts it."""
    return len(message.encode("utf-8", "replace")) + OVERHEAD_BYTES


def fitting(message: str) -> str:
    """Return a message that fits one event: a longer one is cut, and says so at its end."""
    raw = message.encode("utf-8", "replace")
    room = LARGEST_EVENT_BYTES - OVERHEAD_BYTES
    if len(raw) <= room:
        return message
    mark = f"… [cut, {len(raw)} bytes]"
    return raw[: room - len(mark.encode())].decode("utf-8", "ignore") + mark


def batches(events: Sequence[LogEvent]) -> Iterator[Sequence[LogEvent]]:
    """Cut events that fit into batches in order of time; of the same time in the order given."""
    batch: list[LogEvent] = []
    total = 0
    for event in sorted(events, key=lambda event: event.timestamp_ms):
        size = event_bytes(event.message)
        if batch and (
            len(batch) == MOST_EVENTS
            or total + size > LARGEST_BATCH_BYTES
            or event.timestamp_ms - batch[0].timestamp_ms > LONGEST_SPAN_MS
        ):
            yield batch
            batch, total = [], 0
        batch.append(event)
        total += size
    if batch:
        yield batch
