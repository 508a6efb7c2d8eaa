"""SIGTERM and SIGINT: the first asks for an orderly stop, the second ends the process at once."""

from __future__ import annotations

import asyncio
import functools
import signal
import threading
from collections.abc import Callable
from types import FrameType

__all__ = ["StopSignals"]

_Handler = Callable[[int, FrameType | None], object] | int | signal.Handlers | None


class StopSignals:
    """Handles the stop signals that the application handles nowhere itself, and only in the main thread.

    Args:
        on_stop: called in the main thread, between two steps of whatever runs there, with the signal's number.
    """

    def __init__(self, on_stop: Callable[[int], None]) -> None:
        self._on_stop = on_stop
        self._previous: dict[int, _Handler] = {}
        self._was_asked = False

    def install(self) -> tuple[str, ...]:
        """Take over what is free; return the names of the signals that are handled now."""
        if threading.current_thread() is not threading.main_thread():
            return ()
        for number in (signal.SIGTERM, signal.SIGINT):
            handler = signal.getsignal(number)
            if _is_free(handler):
                self._previous[number] = handler
                signal.signal(number, self._handle)
        return tuple(signal.Signals(number).name for number in self._previous)

    def restore(self) -> None:
        """Give the signals back; what others have set since then stays."""
        if threading.current_thread() is not threading.main_thread():
            return
        for number, handler in self._previous.items():
            if signal.getsignal(number) == self._handle:
                signal.signal(number, handler)
        self._previous.clear()

    def _handle(self, number: int, _frame: FrameType | None) -> None:
        if self._was_asked:
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        self._was_asked = True
        self._on_stop(number)


def _is_free(handler: _Handler) -> bool:
    if handler in (signal.SIG_DFL, signal.default_int_handler):
        return True
    # asyncio.run handles SIGINT as long as nobody else does; that is Python's choice, not the application's.
    return isinstance(handler, functools.partial) and isinstance(
        getattr(handler.func, "__self__", None), asyncio.Runner
    )
