"""CloudWatch Logs in memory, with the limits of the real one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import LogEvent
from ts_connectors.errors import PortError

__all__ = ["FakeLogs"]

OVERHEAD_BYTES = 26
LARGEST_EVENT_BYTES = 262_144
LARGEST_BATCH_BYTES = 1_048_576
MOST_EVENTS = 10_000
DAY_MS = 24 * 3600 * 1000
OLDEST_MS = 14 * DAY_MS
NEWEST_MS = 2 * 3600 * 1000


class FakeLogs:
    """Log groups and their streams; `denied` names the calls that are refused, `outage` is raised by every call.

    Args:
        clock: decides what is too old or too new.
        groups: names of the groups that there are; nobody can make others.
    """

    def __init__(self, clock: Clock, *groups: str) -> None:
        self._clock = clock
        self.streams: dict[str, dict[str, list[LogEvent]]] = {group: {} for group in groups}
        """Events by group and stream."""
        self.batches: list[tuple[LogEvent, ...]] = []
        """What each accepted request brought."""
        self.requests: Counter[str] = Counter()
        """What CloudWatch would have been asked, by its own name for it."""
        self.denied: set[str] = set()
        self.outage: Exception | None = None
        self._errors: dict[str, list[Exception]] = {}

    def fail(self, call: str, *errors: Exception) -> None:
        """Raise these errors from the next requests of a call, such as `PutLogEvents`, one each."""
        self._errors.setdefault(call, []).extend(errors)

    def messages(self, group: str, stream: str) -> list[str]:
        """Return a stream's messages in order of time.

        Raises:
            KeyError: there is no such stream.
        """
        return [event.message for event in sorted(self.streams[group][stream], key=lambda event: event.timestamp_ms)]

    async def create_stream(self, group: str, stream: str) -> None:
        """Create a stream; one that is there already is no error."""
        self._ask("CreateLogStream")
        if not stream or ":" in stream or "*" in stream:
            raise _refusal("InvalidParameterException", "a stream's name holds no ':' and no '*'")
        self._group(group).setdefault(stream, [])

    async def put(self, group: str, stream: str, events: Sequence[LogEvent]) -> int:
        """Write one batch; return how many events were refused for their age."""
        self._ask("PutLogEvents")
        _check(events)
        streams = self._group(group)
        if stream not in streams:
            raise _refusal("ResourceNotFoundException", "The specified log stream does not exist.")
        now_ms = int(self._clock.now().timestamp() * 1000)
        taken = [event for event in events if now_ms - OLDEST_MS <= event.timestamp_ms <= now_ms + NEWEST_MS]
        streams[stream].extend(taken)
        self.batches.append(tuple(events))
        return len(events) - len(taken)

    def _group(self, group: str) -> dict[str, list[LogEvent]]:
        if group not in self.streams:
            raise _refusal("ResourceNotFoundException", "The specified log group does not exist.")
        return self.streams[group]

    def _ask(self, call: str) -> None:
        self.requests[call] += 1
        if self.outage is not None:
            raise self.outage
        if errors := self._errors.get(call):
            raise errors.pop(0)
        if call in self.denied:
            raise _refusal("AccessDeniedException", f"logs:{call} is denied")


def _check(events: Sequence[LogEvent]) -> None:
    sizes = [len(event.message.encode()) + OVERHEAD_BYTES for event in events]
    times = [event.timestamp_ms for event in events]
    if not events or not all(event.message for event in events):
        raise _refusal("InvalidParameterException", "a batch has events, and an event a message")
    if len(events) > MOST_EVENTS:
        raise _refusal("InvalidParameterException", f"a batch has at most {MOST_EVENTS} events")
    if max(sizes) > LARGEST_EVENT_BYTES:
        raise _refusal("InvalidParameterException", f"Log event too large: {max(sizes)} bytes")
    if sum(sizes) > LARGEST_BATCH_BYTES:
        raise _refusal("InvalidParameterException", f"Upload too large: {sum(sizes)} bytes")
    if any(earlier > later for earlier, later in pairwise(times)):
        raise _refusal("InvalidParameterException", "Log events in a single PutLogEvents request must be in time order")
    if times[-1] - times[0] > DAY_MS:
        raise _refusal("InvalidParameterException", "The batch of log events spans more than 24 hours")


def _refusal(code: str, message: str) -> PortError:
    return PortError(f"logs refused with {code}: {message}", service="logs", code=code, status=400)
