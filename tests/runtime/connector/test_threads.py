"""The runtime's thread, the user's loop, and plain functions in threads."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from typing import Any

import pytest

from ts_connectors._core.threads import home_loop, in_thread
from ts_connectors._runtime.supervisor import Supervisor
from ts_connectors._runtime.user_loop import UserLoop
from ts_connectors.errors import ConnectorError
from ts_connectors.testing import ManualClock

COLOUR: contextvars.ContextVar[str] = contextvars.ContextVar("colour", default="none")


async def test_a_task_that_fails_is_started_again_after_a_growing_wait(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    begun: list[float] = []

    async def fail_twice() -> None:
        begun.append(clock.monotonic())
        if len(begun) < 3:
            raise OSError("unplugged")

    supervisor = Supervisor(clock=clock, jitter=lambda: 1.0)
    supervisor.keep("reader", fail_twice)
    await supervisor.run(asyncio.sleep(0))
    await clock.advance(10)
    await supervisor.close()
    assert begun == [0, 0.5, 1.5]
    assert "The task 'reader' failed; it is started again" in caplog.text


async def test_a_task_runs_once_for_its_name_and_ends_when_asked() -> None:
    clock = ManualClock()
    begun: list[str] = []

    async def live() -> None:
        begun.append("live")
        await clock.sleep(1000)

    supervisor = Supervisor(clock=clock)
    supervisor.keep("one", live)
    supervisor.keep("one", live)
    await supervisor.run(asyncio.sleep(0))
    await supervisor.end("one")
    await supervisor.end("unknown")
    supervisor.keep("one", live)
    await supervisor.run(asyncio.sleep(0))
    await supervisor.close()
    assert begun == ["live", "live"]


async def test_a_task_that_swallows_a_cancel_is_cancelled_again() -> None:
    cancels: list[str] = []

    async def stubborn() -> None:
        while True:
            try:
                await asyncio.get_running_loop().create_future()
            except asyncio.CancelledError:
                cancels.append("cancel")
                if len(cancels) == 2:
                    raise

    supervisor = Supervisor(clock=ManualClock(), cancel_s=0.001)
    supervisor.keep("one", stubborn)
    await supervisor.run(asyncio.sleep(0))
    await supervisor.close()
    assert cancels == ["cancel", "cancel"]


async def test_a_task_that_fails_as_it_ends_is_not_started_again() -> None:
    begun: list[str] = []

    async def clumsy() -> None:
        begun.append("once")
        try:
            await asyncio.get_running_loop().create_future()
        finally:
            raise OSError("unplugged")

    supervisor = Supervisor(clock=ManualClock())
    supervisor.keep("one", clumsy)
    await supervisor.run(asyncio.sleep(0))
    await supervisor.close()
    assert begun == ["once"]


async def test_the_supervisors_thread_ends_and_can_begin_again() -> None:
    supervisor = Supervisor(clock=ManualClock(), name="under test")
    first = await supervisor.run(_own_thread())
    await supervisor.close()
    await supervisor.close()
    assert not supervisor.is_running
    second = await supervisor.run(_own_thread())
    await supervisor.close()
    assert (first.name, second.name) == ("under test", "under test")
    assert first is not second


async def test_a_result_and_an_error_come_back_from_the_users_loop() -> None:
    user = UserLoop.here()

    async def fail() -> None:
        raise OSError("unplugged")

    supervisor = Supervisor(clock=ManualClock())
    assert await supervisor.run(user.call(_own_thread)) is threading.current_thread()
    with pytest.raises(OSError, match="unplugged"):
        await supervisor.run(user.call(fail))
    await supervisor.close()


async def test_a_cancelled_call_cancels_the_coroutine_and_waits_for_nothing() -> None:
    user, clock = UserLoop.here(), ManualClock()
    has_begun, is_cancelled = asyncio.Event(), asyncio.Event()

    async def stubborn() -> None:
        try:
            has_begun.set()
            await clock.sleep(1000)
        except asyncio.CancelledError:
            is_cancelled.set()
            await clock.sleep(1000)

    call = asyncio.get_running_loop().create_task(user.call(stubborn))
    await has_begun.wait()
    call.cancel()
    with pytest.raises(asyncio.CancelledError):
        await call
    await is_cancelled.wait()


async def test_a_handler_that_cancels_itself_is_an_error_and_not_a_cancel() -> None:
    async def give_up() -> None:
        raise asyncio.CancelledError

    with pytest.raises(ConnectorError, match="cancelled on its own loop"):
        await UserLoop.here().call(give_up)


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
async def test_a_plain_function_cannot_end_the_runtime(error: type[BaseException]) -> None:
    def leave() -> None:
        raise error

    with pytest.raises(ConnectorError, match=r"leave called for the end of the process; call shutdown\(\) instead"):
        await UserLoop.here().call(leave)


async def test_a_plain_function_may_return_an_awaitable() -> None:
    assert await UserLoop.here().call(lambda: _own_thread()) is threading.current_thread()


def test_a_loop_that_has_ended_is_told() -> None:
    user = asyncio.run(_here())
    with pytest.raises(ConnectorError, match=r"The event loop that called start\(\) has ended"):
        asyncio.run(user.call(_own_thread))


async def test_context_variables_reach_threads_and_coroutines() -> None:
    COLOUR.set("red")
    assert await in_thread(COLOUR.get) == "red"
    assert await UserLoop.here().call(_colour) == "red"


async def test_a_thread_knows_the_loop_it_came_from() -> None:
    assert await in_thread(home_loop) is asyncio.get_running_loop()


async def test_an_error_in_a_thread_is_raised_where_it_is_awaited() -> None:
    def fail(kind: Any) -> None:
        raise kind("unplugged")

    with pytest.raises(OSError, match="unplugged"):
        await in_thread(fail, OSError)
    with pytest.raises(RuntimeError, match="raised StopIteration"):
        await in_thread(fail, StopIteration)


async def _own_thread() -> threading.Thread:
    return threading.current_thread()


async def _colour() -> str:
    return COLOUR.get()


async def _here() -> UserLoop:
    return UserLoop.here()
