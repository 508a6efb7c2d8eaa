"""CloudWatch Logs: one stream's events, batch by batch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ts_connectors._core.ports import LogEvent
from ts_connectors._platform.aws_calls import ServiceCalls
from ts_connectors.errors import PortError

if TYPE_CHECKING:
    from types_aiobotocore_logs import CloudWatchLogsClient
    from types_aiobotocore_logs.type_defs import RejectedLogEventsInfoTypeDef

__all__ = ["CloudWatchLogs"]


class CloudWatchLogs:
    """Writes log events; safe to use from several loops."""

    def __init__(self, calls: ServiceCalls[CloudWatchLogsClient]) -> None:
        self._calls = calls

    async def create_stream(self, group: str, stream: str) -> None:
        """Create a stream; one that is there already is no error. The group is never created."""
        try:
            await self._calls(
                "CreateLogStream", lambda client: client.create_log_stream(logGroupName=group, logStreamName=stream)
            )
        except PortError as refusal:
            if refusal.code != "ResourceAlreadyExistsException":
                raise

    async def put(self, group: str, stream: str, events: Sequence[LogEvent]) -> int:
        """Write one batch in order of time, within all limits; return how many events were refused for their age."""
        entries: Any = [{"timestamp": event.timestamp_ms, "message": event.message} for event in events]
        answer = await self._calls(
            "PutLogEvents",
            lambda client: client.put_log_events(logGroupName=group, logStreamName=stream, logEvents=entries),
        )
        return _refused(answer.get("rejectedLogEventsInfo"), len(events))


def _refused(info: RejectedLogEventsInfoTypeDef | None, count: int) -> int:
    # The events are in order of time: the old ones are a head of the batch, those of the future a tail.
    if info is None:
        return 0
    head = max(info.get("tooOldLogEventEndIndex", 0), info.get("expiredLogEventEndIndex", 0))
    tail = count - info.get("tooNewLogEventStartIndex", count)
    return head + tail
