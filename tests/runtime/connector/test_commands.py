"""Commands from the platform reach the connector's own code, and its answers reach the platform."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest

from ts_connectors.connector import Connector
from ts_connectors.custom_commands import register_command
from ts_connectors.errors import RegisteredCommandDefinedIncorrectly
from ts_connectors.models import CommandStatus
from ts_connectors.testing import ConnectorHarness, a_command

PREFIX = "TetraScience.Connector."
DONE = [CommandStatus.PROCESSING, CommandStatus.SUCCESS]


class Recorder(Connector):
    """Answers with what it was given."""

    def __init__(self, tdp_api: Any) -> None:
        super().__init__(tdp_api)
        self.bodies: list[object] = []
        self.threads: list[threading.Thread] = []

    @register_command(f"{PREFIX}Recorder.Record")
    async def record(self, body: Any) -> dict[str, Any]:
        """Keep a body."""
        self.bodies.append(body)
        self.threads.append(threading.current_thread())
        return {"got": body}

    @register_command(f"{PREFIX}Recorder.RecordInThread")
    def record_in_thread(self, body: Any) -> str:
        self.threads.append(threading.current_thread())
        return '{"is_text": true}'

    @register_command(f"{PREFIX}Recorder.Forget")
    async def forget(self) -> None:
        self.bodies.clear()

    @register_command(f"{PREFIX}Recorder.Number")
    async def number(self, body: Any) -> Any:
        return 7


async def test_a_custom_command_gets_its_body_as_it_came_and_answers_with_its_result() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}Recorder.Record", '{"still": "text"}')
    assert harness.connector.bodies == ['{"still": "text"}']
    assert [answer.status for answer in answers] == DONE
    assert answers[-1].body == {"got": '{"still": "text"}'}


async def test_a_coroutine_handler_runs_on_the_loop_that_called_start() -> None:
    async with ConnectorHarness(Recorder) as harness:
        await harness.send(f"{PREFIX}Recorder.Record")
    assert harness.connector.threads == [threading.current_thread()]


async def test_a_plain_handler_runs_in_a_thread_and_may_answer_with_the_text_of_an_object() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}Recorder.RecordInThread")
    assert harness.connector.threads != [threading.current_thread()]
    assert answers[-1].body == {"is_text": True}


async def test_a_handler_without_a_parameter_is_called_without_the_body() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}Recorder.Forget", {"all": True})
    assert [answer.status for answer in answers] == DONE
    assert answers[-1].body is None


async def test_a_result_that_is_no_object_is_a_failure_that_names_what_would_do() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}Recorder.Number")
    assert answers[-1].status == CommandStatus.FAILURE
    assert answers[-1].body == {
        "code": "INVALID_RESULT",
        "message": "The handler of TetraScience.Connector.Recorder.Number must return None, a dict that JSON can hold, "
        "or the text of a JSON object; it returned int",
    }


async def test_a_command_past_its_expiry_is_refused_and_never_run() -> None:
    async with ConnectorHarness(Recorder) as harness:
        past = harness.clock.now() - timedelta(seconds=1)
        answers = await harness.send(a_command(f"{PREFIX}Recorder.Record", expires_at=past))
    assert [answer.status for answer in answers] == [CommandStatus.REJECTED]
    assert harness.connector.bodies == []


async def test_an_action_without_a_handler_is_rejected() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}Recorder.Sing")
    assert [answer.status for answer in answers] == [CommandStatus.REJECTED]
    assert answers[0].body is not None
    assert answers[0].body["code"] == "UNKNOWN_COMMAND"


async def test_a_hundred_commands_that_do_nothing_cost_no_rest_request() -> None:
    async with ConnectorHarness(Recorder) as harness:
        before = harness.api.calls.copy()
        ids = [harness.post(f"{PREFIX}Recorder.Forget") for _ in range(100)]
        finals = [(await harness.answers_to(command_id))[-1].status for command_id in ids]
        spent = harness.api.calls - before
    assert finals == [CommandStatus.SUCCESS] * 100
    assert spent.total() <= 2


async def test_custom_commands_are_listed_with_their_documentation_and_signature() -> None:
    async with ConnectorHarness(Recorder) as harness:
        answers = await harness.send(f"{PREFIX}ListCustomCommands")
    assert answers[-1].body is not None
    assert answers[-1].body["custom_commands"][0] == {
        "action": f"{PREFIX}Recorder.Record",
        "method_name": "record",
        "documentation": "Keep a body.",
        "signature": "(self, body: Any) -> dict[str, Any]",
    }


async def test_a_running_command_can_be_cancelled() -> None:
    class Sleeper(Connector):
        began = threading.Event()

        @register_command(f"{PREFIX}Sleeper.Sleep")
        async def sleep(self, body: Any) -> None:
            self.began.set()
            await self.surroundings.clock.sleep(3600)

    async with ConnectorHarness(Sleeper) as harness:
        command_id = harness.post(f"{PREFIX}Sleeper.Sleep")
        await harness.until(harness.connector.began.is_set)
        cancel = await harness.send(f"{PREFIX}CancelCommand", {"commandId": command_id})
        answers = await harness.answers_to(command_id)
    assert cancel[-1].body == {"cancelled": True}
    assert answers[-1].status == CommandStatus.FAILURE
    assert answers[-1].body is not None
    assert answers[-1].body["code"] == "CANCELLED"


async def test_the_log_level_is_set_in_either_case_and_an_unknown_one_is_a_failure() -> None:
    async with ConnectorHarness(Recorder) as harness:
        before = (await harness.send(f"{PREFIX}SetLogLevel", {"level": "debug"}))[-1]
        after = (await harness.send(f"{PREFIX}SetLogLevel", {"level": "INFO"}))[-1]
        unknown = (await harness.send(f"{PREFIX}SetLogLevel", {"level": "LOUD"}))[-1]
    assert before.body is not None
    assert before.body["desired_level"] == "DEBUG"
    assert after.body == {"previous_level": "DEBUG", "desired_level": "INFO"}
    assert unknown.status == CommandStatus.FAILURE


def test_two_methods_for_one_action_are_refused_by_the_class_statement() -> None:
    with pytest.raises(
        RegisteredCommandDefinedIncorrectly, match=r"handles TetraScience\.Connector\.X\.A twice, in one and"
    ):

        class Doubled(Connector):
            @register_command(f"{PREFIX}X.A")
            def one(self, body: Any) -> None: ...

            @register_command(f"{PREFIX}X.A")
            def two(self, body: Any) -> None: ...


def test_a_method_that_needs_more_than_one_body_is_refused_with_the_cure() -> None:
    with pytest.raises(
        RegisteredCommandDefinedIncorrectly,
        match=r"Greedy\.take cannot handle TetraScience\.Connector\.X\.A: it takes 2 values, and a command gives one "
        r"body; write 'def take\(self, body\)'",
    ):

        class Greedy(Connector):
            @register_command(f"{PREFIX}X.A")
            def take(self, first: Any, second: Any) -> None: ...


def test_a_standard_action_cannot_be_registered() -> None:
    with pytest.raises(RegisteredCommandDefinedIncorrectly, match="override the hook"):
        register_command(f"{PREFIX}Start")


def test_the_decorator_without_its_action_is_refused() -> None:
    with pytest.raises(RegisteredCommandDefinedIncorrectly, match="takes the action as text"):
        register_command(print)  # type: ignore[arg-type]
