"""Sends a standalone connector's log to CloudWatch Logs, batch by batch, from a buffer that outlives an outage."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import threading
from collections import deque
from collections.abc import Sequence
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime

from ts_connectors._core.clock import Clock
from ts_connectors._core.log_lines import LogLine
from ts_connectors._core.ports import LogEvent, Logs
from ts_connectors._runtime.crew import Crew
from ts_connectors._runtime.log_batches import batches, fitting, group_name, stream_name
from ts_connectors._runtime.log_pump import Intake
from ts_connectors._runtime.running import HealthSink
from ts_connectors.errors import ConnectorError, PortError
from ts_connectors.models import HealthStatus

__all__ = ["IS_SHIPPING", "CloudWatchReporter", "ShippingOptions"]

HEALTH_SOURCE = "cloudwatch"
BUFFER_FULL = "CloudwatchBufferFull"
FLUSH_ERROR = "CloudwatchFlushError"
LARGEST_BACKLOG_BYTES = 48 * 1024 * 1024
"""Of what an outage leaves behind; less than the intake, so that nobody waits for CloudWatch to come back."""
UNSENDABLE = frozenset({"InvalidParameterException", "SerializationException"})
"""Refusals of a batch that will never be taken, and must not keep the next ones back."""
FIRST_RETRY_S = 1.0
LAST_WAITS_S = (0.0, 1.0, 2.0)
LAST_FLUSH_S = 10.0
"""How long a stop waits for CloudWatch: a container that is told to stop has little time."""

IS_SHIPPING: ContextVar[bool] = ContextVar("ts_connectors_is_shipping", default=False)
"""Whether the code that logs is busy shipping: its own lines must not be shipped, they would never end."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShippingOptions:
    """When lines are sent, and how many are kept."""

    buffer_limit: int = 5_000
    """CLOUDWATCH_BUFFER_LIMIT: events that failed flushes may leave behind."""
    flush_limit: int = 100
    """CLOUDWATCH_FLUSH_LIMIT: so many events are sent at once."""
    flush_interval_s: float = 30.0
    """CLOUDWATCH_FLUSH_INTERVAL, in seconds: fewer are sent after so long."""


@dataclass(frozen=True, slots=True)
class _Held:
    event: LogEvent
    intake: Intake
    size: int


class CloudWatchReporter:
    """Buffers lines and sends them; `take` may be called from any thread, all else from the loop of `run`.

    Lines are kept until CloudWatch has them. Where flushes fail, `buffer_limit` of them are; later ones are dropped and
    counted.

    Args:
        logs: CloudWatch Logs.
        org_slug: ORG_SLUG.
        connector_id: CONNECTOR_ID.
        started_at: names the stream.
        clock: waits between flushes.
        health: hears CloudwatchFlushError (WARNING), CloudwatchBufferFull (CRITICAL) and the recovery.
        options: limits and intervals.
    """

    def __init__(
        self,
        logs: Logs,
        *,
        org_slug: str,
        connector_id: str,
        started_at: datetime,
        clock: Clock,
        health: HealthSink | None = None,
        options: ShippingOptions | None = None,
    ) -> None:
        self.group = group_name(org_slug, connector_id)
        self.stream = stream_name(connector_id, started_at)
        self._logs = logs
        self._clock = clock
        self._health = health
        self._options = options or ShippingOptions()
        self._lock = threading.Lock()
        self._buffer: deque[_Held] = deque()
        self._sending: list[_Held] = []
        self._held_bytes = 0
        self._dropped = 0
        self._failures = 0
        self._verdict: str | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._has_stream = False

    def take(self, lines: Sequence[LogLine], intake: Intake) -> None:
        """Keep lines until they are sent, or drop them where the buffer is full."""
        with self._lock:
            for line in lines:
                self._keep(_held(line, intake))
            is_due = len(self._buffer) >= self._options.flush_limit and not self._failures
            is_full, loop = self._is_full, self._loop
        if is_full:
            self._report(BUFFER_FULL)
        if is_due and loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake.set)

    async def run(self) -> None:
        """Send what is there, and from then on whenever enough is there or the interval is over; until cancelled."""
        IS_SHIPPING.set(True)
        self._loop = asyncio.get_running_loop()
        while True:
            await self.flush()
            await self._pause()

    async def flush(self) -> bool:
        """Send all that is there; False: CloudWatch did not take it, and it is kept."""
        token = IS_SHIPPING.set(True)
        try:
            async with self._turn:
                return await self._flushed()
        finally:
            IS_SHIPPING.reset(token)

    async def stop(self, timeout_s: float = LAST_FLUSH_S) -> bool:
        """Send all that is left, trying some times; False: lines are lost. End `run` before."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_s):
                for wait_s in LAST_WAITS_S:
                    await self._clock.sleep(wait_s)
                    if await self.flush():
                        return True
        count = len(self._buffer) + self._dropped
        _log.error("%d log events could not be sent to CloudWatch; the console has them", count)
        return False

    async def _pause(self) -> None:
        options = self._options
        wait_s = options.flush_interval_s
        if self._failures:
            wait_s = min(wait_s, FIRST_RETRY_S * 2.0 ** (self._failures - 1))
        self._wake.clear()
        if self._failures or len(self._buffer) < options.flush_limit:
            await Crew(self._clock).first(self._clock.sleep(wait_s), self._wake.wait())

    async def _flushed(self) -> bool:
        with self._lock:
            self._sending = sorted(self._buffer, key=lambda held: held.event.timestamp_ms)
            self._buffer.clear()
        try:
            for batch in batches([held.event for held in self._sending]):
                await self._send(batch)
                self._sent(len(batch))
            await self._tell_loss()
        except ConnectorError as problem:
            self._failed(problem)
            return False
        finally:
            with self._lock:
                self._buffer.extendleft(reversed(self._sending))
                self._sending = []
        self._succeeded()
        return True

    async def _send(self, batch: Sequence[LogEvent]) -> None:
        try:
            if not self._has_stream:
                await self._logs.create_stream(self.group, self.stream)
                self._has_stream = True
            refused = await self._logs.put(self.group, self.stream, batch)
        except PortError as refusal:
            # Whoever took the stream away, the next try makes a new one.
            self._has_stream = self._has_stream and refusal.code != "ResourceNotFoundException"
            if refusal.code not in UNSENDABLE:
                raise
            refused = len(batch)
            _log.error("CloudWatch will never take %d log events, the console has them: %s", refused, refusal)
        else:
            if refused:
                _log.warning("CloudWatch refused %d log events as too old or too new; the console has them", refused)

    async def _tell_loss(self) -> None:
        with self._lock:
            count = self._dropped
        if count:
            now_ms = int(self._clock.now().timestamp() * 1000)
            notice = LogLine.of("WARNING", now_ms, f"{count} log events were dropped", __name__)
            await self._send([LogEvent(timestamp_ms=now_ms, message=notice.for_cloudwatch)])
            with self._lock:
                self._dropped -= count

    def _keep(self, held: _Held) -> None:
        if self._is_full:
            self._dropped += 1
            return
        held.intake.hold(held.size)
        self._buffer.append(held)
        self._held_bytes += held.size

    @property
    def _is_full(self) -> bool:
        # While flushes succeed only the intake is a limit.
        count = len(self._buffer) + len(self._sending)
        return bool(self._failures) and (
            count >= self._options.buffer_limit or self._held_bytes >= LARGEST_BACKLOG_BYTES
        )

    def _sent(self, count: int) -> None:
        with self._lock:
            done, self._sending = self._sending[:count], self._sending[count:]
            self._held_bytes -= sum(held.size for held in done)
        for held in done:
            held.intake.leave(held.size)

    def _failed(self, problem: ConnectorError) -> None:
        with self._lock:
            self._failures += 1
            while self._held_bytes > LARGEST_BACKLOG_BYTES and self._sending:
                held = self._sending.pop()
                self._held_bytes -= held.size
                self._dropped += 1
                held.intake.leave(held.size)
            is_full, is_first = self._is_full, self._failures == 1
        self._report(BUFFER_FULL if is_full else FLUSH_ERROR)
        if is_first:
            _log.warning("The log cannot be sent to CloudWatch for now, it is kept and sent later: %s", problem)

    def _succeeded(self) -> None:
        with self._lock:
            failures, self._failures = self._failures, 0
        self._report(None)
        if failures:
            _log.info("The log is sent to CloudWatch again")

    def _report(self, code: str | None) -> None:
        with self._lock:
            is_news, self._verdict = code != self._verdict, code
        if self._health is None or not is_news:
            return
        status = {None: HealthStatus.HEALTHY, FLUSH_ERROR: HealthStatus.WARNING, BUFFER_FULL: HealthStatus.CRITICAL}
        self._health.report(HEALTH_SOURCE, status[code], code)


def _held(line: LogLine, intake: Intake) -> _Held:
    message = fitting(line.for_cloudwatch)
    return _Held(LogEvent(timestamp_ms=line.timestamp_ms, message=message), intake, len(message))
