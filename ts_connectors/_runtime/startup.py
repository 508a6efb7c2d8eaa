"""Starting while the platform is not there yet: what is waited out, and for how long."""

from __future__ import annotations

import logging
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar

from ts_connectors._core.clock import Clock
from ts_connectors.errors import ConnectorError, PortError, RateLimitError, ServerError, TransportError

__all__ = ["ride_out"]

R = TypeVar("R")

_FIRST_WAIT_S = 0.5
_LONGEST_WAIT_S = 30.0

_log = logging.getLogger(__name__)


async def ride_out(
    step: Callable[[], Awaitable[R]],
    *,
    until: float,
    clock: Clock,
    jitter: Callable[[], float] = random.random,
) -> R:
    """Return what a step returns, repeating it while the platform cannot be reached or is overloaded.

    Args:
        step: what is done; it may have been done in part when it fails.
        until: moment of `clock.monotonic()` after which no further attempt is made.
        clock: measures and waits.
        jitter: gives 0 to 1.

    Raises:
        ConnectorError: the step's own last error; one that waiting cannot mend, such as 401, 403 and 404, at once.
    """
    failures = 0
    while True:
        try:
            return await step()
        except ConnectorError as failure:
            wait_s = min(_LONGEST_WAIT_S, _FIRST_WAIT_S * 2.0**failures) * (0.5 + jitter() / 2)
            if not _is_passing(failure) or clock.monotonic() + wait_s > until:
                raise
            _log.warning("The connector cannot start yet, trying again in %.1f s: %s", wait_s, failure)
        failures += 1
        await clock.sleep(wait_s)


def _is_passing(failure: ConnectorError) -> bool:
    return isinstance(failure, TransportError | RateLimitError | ServerError) or (
        isinstance(failure, PortError) and failure.is_retryable
    )
