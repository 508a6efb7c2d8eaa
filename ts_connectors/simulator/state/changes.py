"""Changes: the one lock of the platform's state, and a way to wait until something is so."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from types import TracebackType
from typing import TypeVar

from ts_connectors.errors import UsageError

__all__ = ["Changes"]

LOOK_INTERVAL_S = 0.05

T = TypeVar("T")


class Changes:
    """Hold it while you change the state; who waits looks again afterwards. One thread may hold it several times."""

    def __init__(self) -> None:
        self._condition = threading.Condition(threading.RLock())
        self._count = 0
        self._is_over = False

    def __enter__(self) -> None:
        self._condition.acquire()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._count += 1
        self._condition.notify_all()
        self._condition.release()

    def end(self) -> None:
        """Let everybody who waits give up: the platform stops."""
        with self:
            self._is_over = True

    def wait_until(self, predicate: Callable[[], T], *, timeout_s: float | None) -> T:
        """Return the first true value of `predicate`, which is asked after each change.

        It is asked without the lock. Nobody tells when an object was written or a clock moved, so it is also asked
        every now and then.

        Args:
            predicate: what is waited for.
            timeout_s: real seconds; None: until the platform stops.

        Raises:
            TimeoutError: it did not become true in time.
            UsageError: the platform was stopped meanwhile.
        """
        give_up = None if timeout_s is None else time.monotonic() + timeout_s
        while True:
            if value := predicate():
                return value
            # Read only now: a predicate that takes the lock itself would count as a change and be asked on and on.
            seen = self._count
            remaining_s = LOOK_INTERVAL_S if give_up is None else give_up - time.monotonic()
            if remaining_s <= 0:
                raise TimeoutError(f"What was waited for did not come true within {timeout_s:g} s")
            if self._is_over:
                raise UsageError("The local platform was stopped while something was waited for")
            with self._condition:
                if self._count == seen:
                    self._condition.wait(min(remaining_s, LOOK_INTERVAL_S))
