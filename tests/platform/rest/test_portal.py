from __future__ import annotations

import asyncio
import contextvars
import os
import threading

import pytest

from ts_connectors._platform.loops import PerLoop
from ts_connectors._platform.portal import Portal, shared_portal
from ts_connectors.errors import UsageError


@pytest.fixture
def portal() -> Portal:
    return shared_portal()


async def name_of_thread() -> str:
    return threading.current_thread().name


async def fails() -> None:
    raise LookupError("gone")


def test_a_coroutine_runs_in_the_portals_thread(portal: Portal) -> None:
    assert portal.run(name_of_thread()) == "ts-connectors-portal"


async def test_blocking_calls_work_inside_a_running_loop(portal: Portal) -> None:
    assert portal.run(name_of_thread()) == "ts-connectors-portal"


async def test_a_loop_can_wait_without_blocking(portal: Portal) -> None:
    assert await portal.call(name_of_thread()) == "ts-connectors-portal"


def test_an_error_comes_back_as_it_was_raised(portal: Portal) -> None:
    with pytest.raises(LookupError, match="gone"):
        portal.run(fails())


def test_a_blocking_call_from_the_portal_itself_is_refused(portal: Portal) -> None:
    async def inside() -> str:
        return portal.run(name_of_thread())

    with pytest.raises(UsageError, match=r"^Blocking calls cannot be made from inside the portal"):
        portal.run(inside())


async def test_a_cancel_is_passed_on(portal: Portal) -> None:
    started, cancelled = threading.Event(), threading.Event()

    async def waits() -> None:
        started.set()
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.set()

    call = asyncio.get_running_loop().create_task(portal.call(waits()))
    await asyncio.to_thread(started.wait, 5)
    call.cancel()
    assert await asyncio.to_thread(cancelled.wait, 5)


def test_the_callers_context_goes_along(portal: Portal) -> None:
    command = contextvars.ContextVar("command", default="none")

    async def read() -> str:
        return command.get()

    command.set("c-1")
    assert portal.run(read()) == "c-1"


def test_a_closed_portal_starts_anew() -> None:
    portal = Portal()
    first = portal.run(name_of_thread())
    portal.close()
    portal.close()
    assert portal.run(name_of_thread()) == first
    portal.close()


def test_there_is_one_portal_a_process() -> None:
    assert shared_portal() is shared_portal()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_gets_a_thread_of_its_own(portal: Portal) -> None:
    portal.run(name_of_thread())
    child = os.fork()
    if child == 0:
        os._exit(0 if portal.run(name_of_thread()) == "ts-connectors-portal" else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


class Resource:
    """Counts what is open."""

    def __init__(self, opened: list[Resource]) -> None:
        self._opened = opened
        opened.append(self)

    async def close(self) -> None:
        await asyncio.sleep(0)
        self._opened.remove(self)


@pytest.fixture
def opened() -> list[Resource]:
    return []


@pytest.fixture
def resources(opened: list[Resource]) -> PerLoop[Resource]:
    return PerLoop(lambda: Resource(opened), Resource.close)


async def test_a_loop_gets_the_same_resource_each_time(resources: PerLoop[Resource], opened: list[Resource]) -> None:
    assert await resources.get() is await resources.get()
    await resources.aclose()
    assert opened == []


async def test_each_loop_has_its_own_and_closing_closes_all(
    resources: PerLoop[Resource], opened: list[Resource], portal: Portal
) -> None:
    assert await resources.get() is not await portal.call(resources.get())
    await resources.aclose()
    assert opened == []


def test_a_loop_that_ends_closes_its_own(resources: PerLoop[Resource], opened: list[Resource]) -> None:
    asyncio.run(resources.get())
    assert opened == []
