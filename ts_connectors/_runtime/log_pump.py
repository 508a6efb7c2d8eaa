"""The way of log lines from those who log to the console and to CloudWatch: one thread does the slow part."""

from __future__ import annotations

import contextlib
import json
import queue
import sys
import threading
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from ts_connectors._core.log_lines import LogLine

__all__ = ["Intake", "LineSink", "LogPump"]

EARLY_LINES = 1_000
LARGEST_INTAKE_BYTES = 64 * 1024 * 1024
LONGEST_WAIT_S = 1.0
MOST_LINES_A_WRITE = 1_000
FLUSH_S = 5.0


class Intake:
    """The room that lines take from being logged to being written and sent, in bytes."""

    def __init__(self, limit_bytes: int = LARGEST_INTAKE_BYTES, longest_wait_s: float = LONGEST_WAIT_S) -> None:
        self._limit_bytes = limit_bytes
        self._longest_wait_s = longest_wait_s
        # Reentrant: a signal handler may log while the thread that it interrupts is in here.
        self._room = threading.Condition(threading.RLock())
        self._held_bytes = 0

    def enter(self, size: int) -> bool:
        """Take room, waiting for it up to a second; False: there was none."""
        with self._room:
            if not self._has_room(size) and not self._room.wait_for(lambda: self._has_room(size), self._longest_wait_s):
                return False
            self._held_bytes += size
            return True

    def hold(self, size: int) -> None:
        """Take room for what is there already, without waiting."""
        with self._room:
            self._held_bytes += size

    def leave(self, size: int) -> None:
        """Give room back."""
        with self._room:
            self._held_bytes -= size
            self._room.notify_all()

    def _has_room(self, size: int) -> bool:
        return not self._held_bytes or self._held_bytes + size <= self._limit_bytes


class LineSink(Protocol):
    """Takes lines to send elsewhere."""

    def take(self, lines: Sequence[LogLine], intake: Intake) -> None:
        """Keep lines, holding the intake's room for each until it is gone; called from the pump's thread."""
        ...


@dataclass(frozen=True, slots=True)
class _Item:
    line: LogLine
    is_shipped: bool


class LogPump:
    """Writes lines to standard error and hands them to sinks, in order, from a daemon thread.

    `put` may be called from any thread, also from signal handlers; the thread starts with the first line.

    Args:
        mask: takes secrets out of a text.
        writes: whether lines go to the console at all.
        intake: bounds what is on the way.
    """

    def __init__(self, mask: Callable[[str], str], *, writes: bool = True, intake: Intake | None = None) -> None:
        self._mask = mask
        self.writes = writes
        self.intake = intake or Intake()
        self._queue: queue.SimpleQueue[_Item | threading.Event] = queue.SimpleQueue()
        self._lock = threading.RLock()
        # Another lock: whoever logs must not wait for a sink.
        self._delivery = threading.RLock()
        self._thread: threading.Thread | None = None
        self._sinks: tuple[LineSink, ...] = ()
        self._early: deque[LogLine] | None = deque(maxlen=EARLY_LINES)
        self._dropped = 0

    def put(self, line: LogLine, *, is_shipped: bool = True) -> None:
        """Take a line; `is_shipped` False keeps it from the sinks."""
        if not self.intake.enter(len(line.body)):
            with self._lock:
                self._dropped += 1
            return
        self._queue.put(_Item(line, is_shipped))
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def add_sink(self, sink: LineSink) -> None:
        """Hand lines to a sink from now on, to the first one also those from before."""
        self.flush()
        with self._delivery:
            early, self._early = self._early or (), None
            self._sinks = (*self._sinks, sink)
            if early:
                sink.take(tuple(early), self.intake)

    def remove_sink(self, sink: LineSink) -> None:
        """Hand no more lines to a sink, after those that were put before."""
        self.flush()
        with self._delivery:
            self._sinks = tuple(other for other in self._sinks if other is not sink)

    def forget_early(self) -> None:
        """Stop keeping lines for a first sink."""
        with self._delivery:
            self._early = None

    def flush(self, timeout_s: float = FLUSH_S) -> bool:
        """Wait until all that was put is written and handed on; False: it took too long."""
        if threading.current_thread() is self._thread or (self._thread is None and self._queue.empty()):
            return True
        if self._thread is None or not self._thread.is_alive():
            self._start()
        reached = threading.Event()
        self._queue.put(reached)
        return reached.wait(timeout_s)

    def _start(self) -> None:
        with self._lock:
            # After a fork the object is there without its thread.
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._serve, name="ts-connectors-log", daemon=True)
                self._thread.start()

    def _serve(self) -> None:
        while True:
            items: list[_Item] = []
            reached: threading.Event | None = None
            entry = self._queue.get()
            while True:
                if isinstance(entry, threading.Event):
                    reached = entry
                    break
                items.append(entry)
                if len(items) == MOST_LINES_A_WRITE:
                    break
                try:
                    entry = self._queue.get_nowait()
                except queue.Empty:
                    break
            self._deliver(items)
            if reached is not None:
                reached.set()

    def _deliver(self, items: Sequence[_Item]) -> None:
        try:
            lines = [(item.line.masked(self._mask), item.is_shipped) for item in items]
            lines += self._loss(items)
            if self.writes and lines:
                _write("".join(f"{line.for_console}\n" for line, _ in lines))
            self._hand_on([line for line, is_shipped in lines if is_shipped])
        except Exception as problem:  # noqa: BLE001 - the edge of the thread: the next lines must get through
            _write(f"ts_connectors could not write {len(items)} log lines: {type(problem).__name__}\n")
        finally:
            for item in items:
                self.intake.leave(len(item.line.body))

    def _hand_on(self, lines: Sequence[LogLine]) -> None:
        with self._delivery:
            if self._early is not None:
                self._early.extend(lines)
            for sink in self._sinks if lines else ():
                sink.take(lines, self.intake)

    def _loss(self, items: Sequence[_Item]) -> list[tuple[LogLine, bool]]:
        with self._lock:
            count, self._dropped = self._dropped, 0
        if not count:
            return []
        last_ms = items[-1].line.timestamp_ms if items else 0
        notice = f"{count} log lines were dropped: they came faster than they could be written"
        return [(LogLine.of("WARNING", last_ms, notice, __name__), bool(items))]


def _write(text: str) -> None:
    stream = sys.stderr
    # Without a console, or with a closed one, there is nobody to tell.
    with contextlib.suppress(OSError, ValueError, AttributeError):
        try:
            stream.write(text)
        except UnicodeEncodeError:
            stream.write("".join(sign if sign.isascii() else json.dumps(sign)[1:-1] for sign in text))
        stream.flush()
