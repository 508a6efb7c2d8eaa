"""Repeated work: a function that is called again and again until something ends it."""

from __future__ import annotations

import asyncio
import concurrent.futures
import inspect
import logging
import threading
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from enum import StrEnum
from typing import Any, NoReturn

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._core.log_context import current_log_fields
from ts_connectors._core.threads import home_loop, in_thread
from ts_connectors.errors import UsageError

__all__ = ["Poll", "PollStatus", "PollStopReason", "poll_forever"]

_log = logging.getLogger(__name__)


class PollStatus(StrEnum):
    """Where a poll stands."""

    NEVER_STARTED = "never_started"
    STARTED = "started"
    """`start()` was called, the target not yet."""
    RUNNING = "running"
    STOPPED = "stopped"
    FAILED = "failed"


class PollStopReason(StrEnum):
    """What ended a poll."""

    NOT_STOPPED = ""
    UNTIL_CONDITION_MET = "until_condition_met"
    TIMEOUT = "timeout"
    NUM_LOOPS_EXCEEDED = "num_loops_exceeded"
    MANUALLY_STOPPED = "manually_stopped"
    TASK_CANCELED = "task_canceled"
    EXCEPTION_RAISED = "exception_raised"


class Poll:
    """Calls a function, waits `interval` seconds, calls it again.

    A coroutine function runs on the loop, a plain function in a thread. `start` and `stop` work from the loop and
    from a connector's handlers in threads. A poll that has ended can be started again.

    Args:
        target: what is called.
        interval: seconds from the end of one call to the start of the next.
        args: its positional arguments.
        kwargs: its keyword arguments.
        until: ends the poll when it is true of the last result; it may also take no argument, or be a coroutine
            function.
        poll_time_limit: ends the poll so many seconds after its first call began; a call under way is not cut off.
        n_times: ends the poll after so many calls.
        initial_delay: seconds before the first call.
        on_error: called with what the target raised; when it returns, the poll goes on, and what it raises ends the
            poll. Without it an exception is logged and ends the poll.
        on_timeout_raise: whether running into `poll_time_limit` counts as a failure, so that `wait` raises
            TimeoutError.
        name: shown in the log.
        clock: what measures and waits.
    """

    def __init__(
        self,
        target: Callable[..., Any],
        interval: float,
        *,
        args: Sequence[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        until: Callable[..., Any] | None = None,
        poll_time_limit: float | None = None,
        n_times: int | None = None,
        initial_delay: float = 0,
        on_error: Callable[[Exception], Any] | None = None,
        on_timeout_raise: bool = False,
        name: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        if interval < 0:
            raise UsageError(f"A poll's interval is {interval}; give 0 or more seconds")
        self.target = target
        self.interval = interval
        self.args = tuple(args)
        self.kwargs = dict(kwargs or {})
        self.until = until
        self.poll_time_limit = poll_time_limit
        self.n_times = n_times
        self.initial_delay = initial_delay
        self.on_error = on_error
        self.on_timeout_raise = on_timeout_raise
        self.name = name or getattr(target, "__qualname__", type(target).__name__)
        self._clock = clock or SystemClock()
        self._lock = threading.Lock()
        self._run: _Run | None = None
        self._last_result: Any = None

    @property
    def status(self) -> PollStatus:
        """Where the poll stands; of its newest run where it was started again."""
        return self._run.status if self._run else PollStatus.NEVER_STARTED

    @property
    def reason(self) -> PollStopReason:
        """What ended it, `""` while it has not ended."""
        return self._run.reason if self._run else PollStopReason.NOT_STOPPED

    @property
    def last_result(self) -> Any:
        """What the target returned last, None before that."""
        return self._last_result

    @property
    def started(self) -> bool:
        """Whether `start` was ever called."""
        return self._run is not None

    @property
    def running(self) -> bool:
        """Whether the target is being called again and again."""
        return self.status == PollStatus.RUNNING

    @property
    def stopped(self) -> bool:
        """Whether it ended in order."""
        return self.status == PollStatus.STOPPED

    @property
    def failed(self) -> bool:
        """Whether an exception, or the time limit with `on_timeout_raise`, ended it."""
        return self.status == PollStatus.FAILED

    def start(self, name: str | None = None) -> None:
        """Begin; does nothing while the poll is under way.

        Raises:
            UsageError: called where no event loop is known.
        """
        loop = home_loop()
        with self._lock:
            if self._run is not None and not self._run.ended.done():
                return
            self.name = name or self.name
            self._run = run = _Run(loop)
        run.begin(self._poll(run), name=f"poll {self.name}")

    def stop(self) -> None:
        """End the poll: no further call, and a coroutine under way is cancelled unless it is the caller itself."""
        run = self._run
        if run is not None and run.end(PollStatus.STOPPED, PollStopReason.MANUALLY_STOPPED):
            run.cancel()

    async def wait(self) -> Any:
        """Wait for the end of the poll and return the last result; callable from any loop.

        Raises:
            UsageError: the poll was never started.
            TimeoutError: the time limit was reached, with `on_timeout_raise`.
            Exception: what ended the poll.
        """
        run = self._run
        if run is None:
            raise UsageError(f"The poll {self.name!r} was never started; call start() before wait()")
        await asyncio.shield(asyncio.wrap_future(run.ended))
        if run.error is not None:
            raise run.error
        return self._last_result

    async def _poll(self, run: _Run) -> None:
        current_log_fields.set({})  # a command whose handler started the poll has ended by the next call
        try:
            if self.initial_delay > 0:
                await self._clock.sleep(self.initial_delay)
            await self._repeat(run)
        except asyncio.CancelledError:
            run.end(PollStatus.STOPPED, PollStopReason.TASK_CANCELED)
            raise
        except Exception as error:  # noqa: BLE001 - the edge of the poll: kept for wait()
            if run.end(PollStatus.FAILED, PollStopReason.EXCEPTION_RAISED, error):
                _log.error("The poll %r ended: its target failed", self.name, exc_info=error)
        except BaseException as error:
            run.end(PollStatus.FAILED, PollStopReason.EXCEPTION_RAISED, error)
            raise

    async def _repeat(self, run: _Run) -> None:
        began = self._clock.monotonic()
        calls = 0
        while not run.ended.done():
            if self.n_times is not None and calls >= self.n_times:
                run.end(PollStatus.STOPPED, PollStopReason.NUM_LOOPS_EXCEEDED)
                return
            run.tick()
            if await self._call_target() and await self._is_done():
                run.end(PollStatus.STOPPED, PollStopReason.UNTIL_CONDITION_MET)
                return
            calls += 1
            if self.n_times is not None and calls >= self.n_times:
                continue
            if not await self._pause(began):
                self._end_late(run)
                return

    async def _call_target(self) -> bool:
        try:
            self._last_result = await _call(self.target, *self.args, **self.kwargs)
        except Exception as error:
            if self.on_error is None:
                raise
            _log.warning("The poll %r goes on after its target failed with %s", self.name, type(error).__name__)
            answer = self.on_error(error)
            if inspect.isawaitable(answer):
                await answer
            return False
        return True

    async def _is_done(self) -> bool:
        if self.until is None:
            return False
        verdict = self.until(self._last_result) if _takes_an_argument(self.until) else self.until()
        return bool(await verdict if inspect.isawaitable(verdict) else verdict)

    async def _pause(self, began: float) -> bool:
        left = float("inf")
        if self.poll_time_limit is not None:
            left = began + self.poll_time_limit - self._clock.monotonic()
        await self._clock.sleep(max(0.0, min(self.interval, left)))
        return self.interval < left

    def _end_late(self, run: _Run) -> None:
        if self.on_timeout_raise:
            late = TimeoutError(f"The poll {self.name!r} did not end within {self.poll_time_limit} s")
            run.end(PollStatus.FAILED, PollStopReason.TIMEOUT, late)
        else:
            run.end(PollStatus.STOPPED, PollStopReason.TIMEOUT)


class _Run:
    """One run of a poll, from its start to its end."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.status = PollStatus.STARTED
        self.reason = PollStopReason.NOT_STOPPED
        self.error: BaseException | None = None
        self.ended: concurrent.futures.Future[None] = concurrent.futures.Future()
        self._loop = loop
        self._lock = threading.Lock()
        self._task: asyncio.Task[None] | None = None

    def begin(self, poll: Coroutine[Any, Any, None], name: str) -> None:
        if _is_running(self._loop):
            self._task = self._loop.create_task(poll, name=name)
        else:
            self._loop.call_soon_threadsafe(self._begin_here, poll, name)

    def tick(self) -> None:
        with self._lock:
            if not self.ended.done():
                self.status = PollStatus.RUNNING

    def end(self, status: PollStatus, reason: PollStopReason, error: BaseException | None = None) -> bool:
        """Settle how it ended; False where that is settled already."""
        with self._lock:
            if self.ended.done():
                return False
            self.status, self.reason, self.error = status, reason, error
            self.ended.set_result(None)
        return True

    def cancel(self) -> None:
        if _is_running(self._loop):
            self._cancel_here()
        elif not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._cancel_here)

    def _begin_here(self, poll: Coroutine[Any, Any, None], name: str) -> None:
        if self.ended.done():
            poll.close()
        else:
            self._task = self._loop.create_task(poll, name=name)

    def _cancel_here(self) -> None:
        # A target that stops its own poll still returns: the poll ends after it.
        if self._task is not None and self._task is not asyncio.current_task(self._loop):
            self._task.cancel()


async def poll_forever(
    target: Callable[..., Any],
    interval: float,
    *,
    args: Sequence[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    clock: Clock | None = None,
) -> NoReturn:
    """Call a function every `interval` seconds until cancelled; what it raises is logged, and it is called again."""
    waiting = clock or SystemClock()
    while True:
        try:
            await _call(target, *args, **(kwargs or {}))
        except Exception:  # noqa: BLE001 - the edge of the loop: logged, and called again
            _log.exception("A repeated call failed; it is made again in %s s", interval)
        await waiting.sleep(interval)


async def _call(target: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    if inspect.iscoroutinefunction(target):
        result: Awaitable[Any] | Any = target(*args, **kwargs)
    else:
        result = await in_thread(lambda: target(*args, **kwargs))
    return await result if inspect.isawaitable(result) else result


def _takes_an_argument(function: Callable[..., Any]) -> bool:
    kinds = (
        inspect.Parameter.POSITIONAL_ONLY,
        inspect.Parameter.POSITIONAL_OR_KEYWORD,
        inspect.Parameter.VAR_POSITIONAL,
    )
    try:
        return any(parameter.kind in kinds for parameter in inspect.signature(function).parameters.values())
    except (TypeError, ValueError):  # some built-ins have no signature
        return True


def _is_running(loop: asyncio.AbstractEventLoop) -> bool:
    try:
        return asyncio.get_running_loop() is loop
    except RuntimeError:
        return False
