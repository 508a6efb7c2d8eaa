"""Where commands wait for their turn: serial control, control beside it, work."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable

from .crew import Crew
from .held import HeldCommand, Phase, Stop

__all__ = ["Lane", "Lanes"]


class Lane:
    """Runs commands in order of arrival, `limit` at a time (None: all at once)."""

    def __init__(
        self,
        execute: Callable[[HeldCommand], Awaitable[None]],
        *,
        limit: int | None,
        crew: Crew,
        on_change: Callable[[], None],
    ) -> None:
        self._execute = execute
        self._limit = limit
        self._crew = crew
        self._on_change = on_change
        self._waiting: deque[HeldCommand] = deque()
        self._inside: list[HeldCommand] = []
        self._pauses: set[str] = set()

    @property
    def waiting(self) -> int:
        """How many have not got their turn."""
        return len(self._waiting)

    @property
    def inside(self) -> tuple[HeldCommand, ...]:
        """Those that have got their turn and are not done."""
        return tuple(self._inside)

    def add(self, held: HeldCommand) -> None:
        """Queue a command."""
        self._waiting.append(held)
        self._fill()

    def withdraw(self, held: HeldCommand) -> bool:
        """Take a command out again; False: it has got its turn."""
        if held not in self._waiting:
            return False
        self._waiting.remove(held)
        self._on_change()
        return True

    def take_all(self) -> list[HeldCommand]:
        """Take out all that wait."""
        taken = list(self._waiting)
        self._waiting.clear()
        return taken

    def pause(self, reason: str) -> None:
        """Give nobody a turn until `resume` was called with every reason."""
        self._pauses.add(reason)

    def resume(self, reason: str) -> None:
        """Take a reason back."""
        self._pauses.discard(reason)
        self._fill()

    def _fill(self) -> None:
        while self._waiting and not self._pauses and (self._limit is None or len(self._inside) < self._limit):
            held = self._waiting.popleft()
            self._inside.append(held)
            self._crew.start(self._serve(held), f"command {held.action}")
            self._on_change()

    async def _serve(self, held: HeldCommand) -> None:
        try:
            await self._execute(held)
        finally:
            self._inside.remove(held)
            self._fill()
            self._on_change()


class Lanes:
    """The lanes of a command path."""

    def __init__(
        self,
        execute: Callable[[HeldCommand], Awaitable[None]],
        *,
        max_concurrent_work: int,
        crew: Crew,
        on_change: Callable[[], None] = lambda: None,
    ) -> None:
        self.serial = Lane(execute, limit=1, crew=crew, on_change=on_change)
        self.beside = Lane(execute, limit=None, crew=crew, on_change=on_change)
        self.work = Lane(execute, limit=max_concurrent_work, crew=crew, on_change=on_change)
        self._all = (self.serial, self.beside, self.work)

    @property
    def inside(self) -> tuple[HeldCommand, ...]:
        """All that have got their turn and are not done."""
        return tuple(held for lane in self._all for held in lane.inside)

    def add(self, held: HeldCommand) -> None:
        """Queue a command where it belongs."""
        self._of(held).add(held)

    def withdraw(self, held: HeldCommand) -> bool:
        """Take a command out again; False: it has got its turn."""
        return self._of(held).withdraw(held)

    def stop(self) -> list[HeldCommand]:
        """Start nothing more; return all whose handler has not begun, which are not to be answered any more."""
        unstarted: list[HeldCommand] = []
        for lane in self._all:
            lane.pause("stopped")
            unstarted += [held for held in lane.inside if held.phase is Phase.WAITING and held.stop(Stop.RETURNED)]
            unstarted += [held for held in lane.take_all() if held.stop(Stop.RETURNED)]
        return unstarted

    def _of(self, held: HeldCommand) -> Lane:
        if not held.is_control:
            return self.work
        return self.serial if held.is_serial else self.beside
