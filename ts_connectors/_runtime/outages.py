"""Links to the outside that fail for a while: how long to wait, who is told."""

from __future__ import annotations

import logging
from collections.abc import Callable

from ts_connectors.errors import PortError
from ts_connectors.models import HealthStatus

from .running import HealthSink

__all__ = ["Outage"]

_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 5.0
_REPORTED_FROM = 3
_log = logging.getLogger(__name__)


class Outage:
    """One link: counts failures in a row, tells health when they last, and ends by itself with the first success."""

    def __init__(
        self,
        name: str,
        *,
        code: str,
        health: HealthSink,
        jitter: Callable[[], float],
        on_begin: Callable[[], None] = lambda: None,
        on_end: Callable[[], None] = lambda: None,
    ) -> None:
        self._name = name
        self._code = code
        self._health = health
        self._jitter = jitter
        self._on_begin = on_begin
        self._on_end = on_end
        self._failures = 0

    @property
    def is_on(self) -> bool:
        """Whether the last call failed."""
        return self._failures > 0

    def failed(self, error: Exception) -> float:
        """Take note of a failure; return how many seconds to wait before the next try."""
        self._failures += 1
        if self._failures == 1:
            _log.warning(
                "%s failed (%s: %s); it is tried again until it works", self._name, type(error).__name__, error
            )
            self._on_begin()
        if isinstance(error, PortError) and not error.is_retryable and error.status < 500:
            self._health.report(self._name, HealthStatus.CRITICAL, self._code)
        elif self._failures == _REPORTED_FROM:
            self._health.report(self._name, HealthStatus.WARNING, self._code)
        longest = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0 ** min(self._failures - 1, 10))
        return longest * (0.75 + self._jitter() / 4)

    def worked(self) -> None:
        """Take note of a success."""
        if self._failures:
            _log.info("%s works again after %d failure(s)", self._name, self._failures)
            self._failures = 0
            self._health.clear(self._name)
            self._on_end()
