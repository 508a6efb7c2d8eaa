"""A dispatcher validates what comes, runs the handler, and validates what it returns."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from tests.catalog.running import Running
from ts_connectors_api.command import current_command, handles
from ts_connectors_api.dispatch import Dispatcher
from ts_connectors_api.errors import InvalidBodyError, InvalidResultError, UsageError

SET = "TetraScience.Connector.ColonyCounter.SetScheduleInterval"
PING = "TetraScience.Connector.ColonyCounter.Ping"


@pytest.fixture
def counter(colony: Any) -> Any:
    """Handlers of some commands, each in another way."""

    class Counter(colony.ColonyCounterHandlers, partial=True):  # type: ignore[misc, call-arg]
        seconds = 5.0
        thread = ""

        async def set_schedule_interval(self, request: Any) -> Any:
            current_command().progress(0.5, "half")
            previous, self.seconds = self.seconds, request.seconds
            return colony.SetScheduleIntervalResponse(previous_seconds=previous)

        def list(self) -> Any:
            self.thread = threading.current_thread().name
            current_command().progress(1.0)
            return {"names": ["a"]}

        @handles(colony.PING)  # type: ignore[untyped-decorator]
        async def answer(self, context: Any) -> None:
            context.progress(0.1, context.command_id)

        async def count_again(self, request: Any) -> Any:
            return {"counted": "many"}

    return Counter()


async def test_a_coroutine_gets_its_payload_as_a_model(colony: Any, counter: Any) -> None:
    context = Running()
    answer = await colony.ColonyCounterDispatcher(counter).dispatch(SET, {"seconds": 7}, context)
    assert answer == {"previous_seconds": 5.0}
    assert counter.seconds == 7
    assert context.told == [(0.5, "half")]


async def test_a_plain_function_runs_in_a_thread_and_knows_its_command(colony: Any, counter: Any) -> None:
    context = Running()
    answer = await colony.ColonyCounterDispatcher(counter).dispatch(colony.LIST.action, None, context)
    assert answer == {"names": ["a"]}
    assert counter.thread != threading.current_thread().name
    assert context.told == [(1.0, "")]


async def test_a_further_parameter_gets_the_context(colony: Any, counter: Any) -> None:
    context = Running()
    assert await colony.ColonyCounterDispatcher(counter).dispatch(PING, None, context) is None
    assert context.told == [(0.1, "c-1")]


async def test_commands_that_run_at_once_know_each_their_own_context(colony: Any, counter: Any) -> None:
    dispatcher = colony.ColonyCounterDispatcher(counter)
    contexts = [Running(), Running()]
    await asyncio.gather(*(dispatcher.dispatch(SET, {"seconds": 7}, context) for context in contexts))
    assert [context.told for context in contexts] == [[(0.5, "half")], [(0.5, "half")]]


async def test_an_invalid_payload_reaches_no_handler(colony: Any, counter: Any) -> None:
    with pytest.raises(InvalidBodyError, match="seconds: Input should be greater than or equal to 1"):
        await colony.ColonyCounterDispatcher(counter).dispatch(SET, {"seconds": 0}, Running())
    assert counter.seconds == 5.0


async def test_an_invalid_result_is_no_answer(colony: Any, counter: Any) -> None:
    body: dict[str, object] = {"plates": [], "operatorName": "x", "comment": None}
    with pytest.raises(InvalidResultError, match="must return RecountResponse, it returned dict with 1 field"):
        await colony.ColonyCounterDispatcher(counter).dispatch(colony.RECOUNT.action, body, Running())


async def test_an_action_without_a_handler_is_a_key_error(colony: Any, counter: Any) -> None:
    with pytest.raises(KeyError):
        await Dispatcher(counter).dispatch("TetraScience.Connector.Other", None, Running())


def test_the_rules_of_a_command_travel_with_its_binding(colony: Any, counter: Any) -> None:
    bindings = colony.ColonyCounterDispatcher(counter).bindings
    assert (bindings[PING].lane, bindings[PING].timeout_s, bindings[PING].is_repeatable) == ("control", 90.0, False)
    assert (bindings[SET].lane, bindings[SET].timeout_s, bindings[SET].is_repeatable) == ("work", None, True)


def test_outside_a_handler_no_command_runs() -> None:
    with pytest.raises(UsageError, match=r"No command is running here: call current_command\(\) inside"):
        current_command()
