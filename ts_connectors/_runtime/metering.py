"""Metrics: who measures, how often, and how the points travel."""

from __future__ import annotations

import abc
import asyncio
import inspect
import logging
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ts_connectors._core.clock import Clock
from ts_connectors._core.ports import Answer
from ts_connectors._core.threads import in_thread
from ts_connectors.errors import ConnectorError
from ts_connectors.options import MetricsCollectorOptions, RegisterMetricsOptions

from .supervisor import Supervisor

__all__ = ["MetricsCollector", "MetricsProvider", "Point"]

LONGEST_WAIT_S = 60.0
MOST_POINTS = 1_000
_EXPORT = "metrics export"

_log = logging.getLogger(__name__)


class MetricsProvider(abc.ABC):
    """Measures one metric.

    Args:
        name: the metric's name.
        unit: a unit of CloudWatch, such as Count, Percent, Bytes, Seconds or None.
    """

    def __init__(self, name: str, unit: str) -> None:
        self.name = name
        self.unit = unit

    @abc.abstractmethod
    def get_metric(self) -> Any:
        """Return the number that holds now, None where there is none; may be a coroutine function.

        A plain function runs in a thread.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One measurement."""

    name: str
    unit: str
    time: datetime
    value: float

    def as_metric(self) -> Mapping[str, object]:
        """Return it as the platform takes it."""
        value = int(self.value) if float(self.value).is_integer() else self.value
        return {
            "name": self.name,
            "unit": self.unit,
            "dimensions": [],
            "values": [{"time": self.time.isoformat(), "value": value}],
        }


class MetricsCollector:
    """Asks each provider at its interval and sends the points in batches.

    Points that cannot be sent wait, at most `MOST_POINTS` of them; beyond that the oldest are dropped and counted.

    Args:
        send: reports metrics, each as the platform takes it.
        supervisor: runs the tasks.
        clock: measures and waits.
        options: how they are sent.
    """

    def __init__(
        self,
        send: Callable[[Sequence[Mapping[str, object]]], Awaitable[Answer]],
        *,
        supervisor: Supervisor,
        clock: Clock,
        options: MetricsCollectorOptions | None = None,
    ) -> None:
        self.options = options or MetricsCollectorOptions()
        self.dropped = 0
        """Points that were given up, for want of room or because the platform refused them."""
        self._send = send
        self._supervisor = supervisor
        self._clock = clock
        self._providers: dict[str, tuple[MetricsProvider, RegisterMetricsOptions]] = {}
        self._points: deque[Point] = deque()
        self._is_started = False
        self._batch_is_full: asyncio.Event | None = None

    @property
    def waiting(self) -> int:
        """Points that have not been sent."""
        return len(self._points)

    def register_provider(self, provider: MetricsProvider, options: RegisterMetricsOptions | None = None) -> None:
        """Measure this too, from now on or from the start of the collection; of equal names the newest counts."""
        self._providers[provider.name] = (provider, options or RegisterMetricsOptions())
        if self._is_started:
            self._measure_from_now_on(provider.name)

    def start(self) -> None:
        """Begin to measure and to send; a second call does nothing."""
        if not self._is_started:
            self._is_started = True
            self._supervisor.keep(_EXPORT, self._export)
            for name in self._providers:
                self._measure_from_now_on(name)

    async def stop(self, *, flush: bool = True) -> None:
        """End measuring and, with `flush`, send the rest once; what is refused then is dropped."""
        if not self._is_started:
            return
        self._is_started = False
        for name in (*map(_task_name, self._providers), _EXPORT):
            await self._supervisor.end(name)
        if flush:
            await self._supervisor.run(self._flush())

    def _measure_from_now_on(self, name: str) -> None:
        self._supervisor.keep(_task_name(name), lambda: self._measure(name))

    async def _measure(self, name: str) -> None:
        while True:
            provider, options = self._providers[name]
            try:
                value = await _value_of(provider)
            except Exception as failure:  # noqa: BLE001 - one metric must not end the others
                _log.warning("The metric %s could not be measured: %s", name, type(failure).__name__)
            else:
                if value is not None:
                    now = self._clock.now()
                    self._keep(Point(name=provider.name, unit=provider.unit, time=now, value=value))
            await self._clock.sleep(options.interval)

    def _keep(self, *points: Point) -> None:
        self._points.extend(points)
        while len(self._points) > MOST_POINTS:
            self._points.popleft()
            self._drop(1, "they cannot be sent")
        if self._batch_is_full is not None and len(self._points) >= self.options.batch_size:
            self._batch_is_full.set()

    async def _export(self) -> None:
        self._batch_is_full = asyncio.Event()
        while True:
            await self._wait_for_a_batch(self._batch_is_full)
            while self._points:
                if not await self._send_batch():
                    await self._clock.sleep(LONGEST_WAIT_S)
                    break

    async def _wait_for_a_batch(self, is_full: asyncio.Event) -> None:
        is_full.clear()
        if len(self._points) >= self.options.batch_size:
            return
        full = asyncio.create_task(is_full.wait())  # noqa: TID251 - held, and ended, right here
        late = asyncio.create_task(self._clock.sleep(LONGEST_WAIT_S))  # noqa: TID251 - the same
        try:
            await asyncio.wait([full, late], return_when=asyncio.FIRST_COMPLETED)
        finally:
            full.cancel()
            late.cancel()

    async def _flush(self) -> None:
        while self._points:
            if not await self._send_batch():
                self._drop(len(self._points), "the connector stops")
                self._points.clear()

    async def _send_batch(self) -> bool:
        batch = [self._points.popleft() for _ in range(min(self.options.batch_size, len(self._points)))]
        is_taken = False
        try:
            answer = await self._send([point.as_metric() for point in batch])
            is_taken = answer.status_code < 400
            if 400 <= answer.status_code < 500 and answer.status_code != 429:
                # Asking again cannot help.
                self._drop(len(batch), f"the platform refused them with {answer.status_code}")
                batch = []
        except ConnectorError as failure:
            _log.warning("Metrics could not be sent: %s", failure)
        if not is_taken:
            self._points.extendleft(reversed(batch))
        return is_taken

    def _drop(self, count: int, reason: str) -> None:
        self.dropped += count
        _log.warning("%s point(s) of metrics dropped, %s in all: %s", count, self.dropped, reason)


async def _value_of(provider: MetricsProvider) -> float | None:
    if inspect.iscoroutinefunction(provider.get_metric):
        return _number(await provider.get_metric())
    value = await in_thread(provider.get_metric)
    return _number(await value if inspect.isawaitable(value) else value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)


def _task_name(metric: str) -> str:
    return f"metric {metric}"
