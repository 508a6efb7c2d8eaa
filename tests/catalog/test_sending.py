"""A sender creates the command, waits for its answer, tells progress, and raises what did not end well."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from tests.catalog.service import START, AsyncService, Service
from ts_connectors_api.errors import (
    CommandFailed,
    CommandRejected,
    CommandTimeout,
    InvalidBodyError,
    InvalidResultError,
    NotFoundError,
    TransportError,
    UsageError,
)
from ts_connectors_api.sender import Progress, SendOptions

Call = Callable[[Any], Any]
Send = Callable[[Service, Call], Any]


def _blocking(colony: Any) -> Send:
    return lambda service, call: call(colony.ColonyCounterCommands(service, "t-1", now=service.clock))


def _looped(colony: Any) -> Send:
    async def run(service: Service, call: Call) -> Any:
        return await call(colony.AsyncColonyCounterCommands(AsyncService(service), "t-1", now=service.clock))

    return lambda service, call: asyncio.run(run(service, call))


@pytest.fixture(params=[pytest.param(_blocking, id="blocking"), pytest.param(_looped, id="async")])
def send(request: pytest.FixtureRequest, colony: Any) -> Send:
    """Send by one of the two senders."""
    make: Callable[[Any], Send] = request.param
    return make(colony)


def _interval(counter: Any) -> Any:
    return counter.set_schedule_interval(seconds=5)


def test_the_answer_is_the_commands_model(colony: Any, send: Send) -> None:
    service = Service(states=[("PROCESSING", None), ("SUCCESS", {"previous_seconds": 3})])
    assert send(service, _interval) == colony.SetScheduleIntervalResponse(previous_seconds=3)


def test_the_command_is_created_as_its_catalog_says(send: Send) -> None:
    service = Service(states=[("SUCCESS", {})])
    send(service, _interval)
    assert [body.model_dump(by_alias=True) for body in service.created] == [
        {
            "targetId": "t-1",
            "action": "TetraScience.Connector.ColonyCounter.SetScheduleInterval",
            "expiresAt": START + timedelta(seconds=90),
            "payload": {"seconds": 5.0},
        }
    ]


@pytest.mark.parametrize(
    ("call", "life_s"),
    [
        pytest.param(lambda counter: counter.ingest_range(start=START, end=START), 3630, id="the command's timeout"),
        pytest.param(lambda counter: counter.ping(), 120, id="a timeout above the least"),
        pytest.param(lambda counter: counter.ping(options=SendOptions(timeout_s=5)), 90, id="the least"),
        pytest.param(lambda counter: counter.ping(options=SendOptions(timeout_s=600)), 630, id="the caller's timeout"),
    ],
)
def test_a_command_expires_after_its_timeout_and_some_time_for_the_way(send: Send, call: Call, life_s: float) -> None:
    service = Service(states=[("SUCCESS", {"files": [], "total": 0})])
    send(service, call)
    assert service.created[0].expires_at == START + timedelta(seconds=life_s)


def test_what_is_not_given_is_not_sent_and_null_where_null_is_a_value(send: Send) -> None:
    service = Service(states=[("SUCCESS", {"counted": 1})])
    send(service, lambda counter: counter.count_again(plates=[], operator_name="Ada", comment=None, threshold=None))
    send(service, lambda counter: counter.count_again(plates=(), operator_name="Ada", comment="x", class_=False))
    assert [body.payload for body in service.created] == [
        {"plates": [], "operatorName": "Ada", "comment": None, "threshold": None},
        {"plates": [], "operatorName": "Ada", "comment": "x", "class": False},
    ]


def test_metadata_travels_with_the_command(send: Send) -> None:
    service = Service(states=[("SUCCESS", None)])
    send(service, lambda counter: counter.ping(options=SendOptions(metadata={"by": "test"})))
    assert service.created[0].metadata == {"by": "test"}


def test_metadata_that_cannot_travel_is_refused_before_anything_is_sent(send: Send) -> None:
    service = Service(states=[("SUCCESS", None)])
    with pytest.raises(UsageError, match=r"The metadata 'by' of .*Ping is not ASCII; leave out or replace its letters"):
        send(service, lambda counter: counter.ping(options=SendOptions(metadata={"by": "Jürgen"})))
    assert service.created == []


def test_a_payload_that_does_not_fit_is_never_sent(send: Send) -> None:
    service = Service(states=[("SUCCESS", {})])
    with pytest.raises(InvalidBodyError, match="seconds: Input should be greater than or equal to 1"):
        send(service, lambda counter: counter.set_schedule_interval(seconds=0))
    assert service.created == []


def test_progress_is_told_once_each(send: Send) -> None:
    told: list[Progress] = []
    service = Service(
        states=[
            ("PENDING", None),
            ("PROCESSING", None),
            ("PROCESSING", {"progress": 0.4, "message": "on the way"}),
            ("PROCESSING", {"progress": 0.4, "message": "on the way"}),
            ("PROCESSING", {"progress": True, "message": 3}),
            ("SUCCESS", None),
        ]
    )
    send(service, lambda counter: counter.ping(options=SendOptions(on_progress=told.append)))
    assert told == [
        Progress(status="CREATED"),
        Progress(status="PENDING"),
        Progress(status="PROCESSING"),
        Progress(status="PROCESSING", fraction=0.4, message="on the way"),
        Progress(status="PROCESSING"),
        Progress(status="SUCCESS"),
    ]


def test_a_failure_is_raised_with_its_code(send: Send) -> None:
    service = Service(states=[("FAILURE", {"message": "The pump is off.", "code": "NOT_CONNECTED"})])
    with pytest.raises(CommandFailed, match="The pump is off") as failed:
        send(service, _interval)
    assert (failed.value.code, failed.value.command_id) == ("NOT_CONNECTED", "c-1")
    assert failed.value.action == "TetraScience.Connector.ColonyCounter.SetScheduleInterval"


@pytest.mark.parametrize("status", ["REJECTED", "EXPIRED", "PURGED", "ERROR"])
def test_a_command_that_was_not_run_is_raised_with_its_status(send: Send, status: str) -> None:
    service = Service(states=[(status, None)])
    with pytest.raises(CommandRejected, match=rf"SetScheduleInterval ended in {status}, no reason was given") as raised:
        send(service, _interval)
    assert raised.value.status == status


def test_the_reason_of_a_rejection_is_its_message(send: Send) -> None:
    service = Service(states=[("REJECTED", {"reason": "It came too late."})])
    with pytest.raises(CommandRejected, match="It came too late"):
        send(service, _interval)


def test_an_answer_that_does_not_fit_names_the_command(send: Send) -> None:
    service = Service(states=[("SUCCESS", {"previous_seconds": "many"})])
    with pytest.raises(InvalidResultError, match=r"1 field.s. that do not fit SetScheduleIntervalResponse") as raised:
        send(service, _interval)
    assert raised.value.command_id == "c-1"


def test_waiting_ends_when_the_command_has_expired(send: Send) -> None:
    service = Service(states=[("PENDING", None)])
    with pytest.raises(CommandTimeout, match="has no final answer yet, its state is PENDING") as raised:
        send(service, _interval)
    assert service.now == START + timedelta(seconds=90)
    assert (raised.value.code, raised.value.command_id) == ("NO_ANSWER", "c-1")


def test_waiting_ends_when_the_caller_wants_it_to(send: Send) -> None:
    service = Service(states=[("PENDING", None)])
    with pytest.raises(CommandTimeout):
        send(service, lambda counter: counter.ping(options=SendOptions(timeout_s=3)))
    assert service.now == START + timedelta(seconds=3)


def test_looks_become_rarer(send: Send) -> None:
    service = Service(states=[*[("PENDING", None)] * 9, ("SUCCESS", {})])
    send(service, _interval)
    assert service.slept[:4] == pytest.approx([0.2, 0.3, 0.45, 0.675])
    assert max(service.slept) == 2.0


def test_a_state_that_is_newer_than_the_sender_is_waited_out(send: Send) -> None:
    service = Service(states=[("THINKING", None), ("SUCCESS", {})])
    assert send(service, _interval) is not None


def test_an_outage_of_the_service_is_waited_out(send: Send) -> None:
    service = Service(states=[TransportError("no answer"), ("SUCCESS", {})])
    assert send(service, _interval) is not None


def test_an_outage_until_the_end_is_the_cause_of_the_timeout(send: Send) -> None:
    outage = TransportError("no answer")
    with pytest.raises(CommandTimeout) as raised:
        send(Service(states=[outage]), _interval)
    assert raised.value.__cause__ is outage


def test_a_refusal_to_tell_is_raised_at_once(send: Send) -> None:
    service = Service(states=[NotFoundError("no such command", operation="commands.get", status=404)])
    with pytest.raises(NotFoundError):
        send(service, _interval)


def test_a_command_can_be_sent_now_and_awaited_later(colony: Any, send: Send) -> None:
    service = Service(states=[("PROCESSING", None), ("SUCCESS", {"previous_seconds": 3})])
    assert send(service, lambda counter: counter.submit_command(colony.SET_SCHEDULE_INTERVAL, {"seconds": 5})) == "c-1"
    answer = send(service, lambda counter: counter.wait_for_command(colony.SET_SCHEDULE_INTERVAL, "c-1"))
    assert answer.previous_seconds == 3


def test_the_standard_commands_come_with_a_catalog_that_extends_the_sdk(send: Send) -> None:
    service = Service(states=[("SUCCESS", {"cancelled": True})])
    assert send(service, lambda counter: counter.cancel_command(command_id="c-2")).cancelled
    assert service.created[0].action == "TetraScience.Connector.CancelCommand"
    assert service.created[0].payload == {"commandId": "c-2"}


def test_both_senders_have_the_same_methods(colony: Any) -> None:
    def signatures(sender: type) -> dict[str, str]:
        functions = inspect.getmembers(sender, inspect.isfunction)
        return {name: str(inspect.signature(function)) for name, function in functions if not name.startswith("_")}

    assert signatures(colony.ColonyCounterCommands) == signatures(colony.AsyncColonyCounterCommands)
