"""The schedule: one look after the other, until it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from ts_connectors.connector import Connector
from ts_connectors.polling import Poll

__all__ = ["Schedule"]

PATIENCE_S = 10.0
"""How long a stop waits for the files under way before it cuts them off."""


class Schedule:
    """Looks at an interval.

    Args:
        connector: whose clock and log are used.
        look: gets an event that is set when no further file shall be begun.
        on_failure: called with what a look raised; the next look comes all the same.
    """

    def __init__(
        self,
        connector: Connector,
        look: Callable[[asyncio.Event], Awaitable[None]],
        on_failure: Callable[[Exception], None],
    ) -> None:
        self._connector = connector
        self._look = look
        self._on_failure = on_failure
        self._stopping = asyncio.Event()
        self._looking = asyncio.Lock()
        self._poll: Poll | None = None

    def start(self, interval_s: float) -> None:
        """Look at once, and then again and again; an earlier schedule ends."""
        self.let_end()
        self._stopping = asyncio.Event()
        self._poll = Poll(
            self._look_once,
            interval_s,
            args=(self._stopping,),
            until=self._stopping.is_set,
            on_error=self._on_failure,
            name="folder",
            clock=self._connector.surroundings.clock,
        )
        self._poll.start()

    def let_end(self) -> None:
        """Begin no further file; those under way go on to their end."""
        self._stopping.set()
        if self._poll is not None and not self._looking.locked():
            self._poll.stop()

    async def stop(self) -> None:
        """End it, and wait for the files under way; those that take too long are cut off."""
        self.let_end()
        try:
            async with asyncio.timeout(PATIENCE_S), self._looking:
                pass
        except TimeoutError:
            self._connector.logger.warning("Files under way are cut off; they are brought again after the next start")
        if self._poll is not None:
            self._poll.stop()

    async def _look_once(self, stopping: asyncio.Event) -> None:
        async with self._looking:
            if not stopping.is_set():
                await self._look(stopping)
