"""Payloads keep what their schemas say: strict where a connector is asked, tolerant where a sender reads."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ts_connectors_api.errors import InvalidBodyError, InvalidResultError
from ts_connectors_api.secrecy import secret_values

RECOUNT = {"plates": [{"barcode": "AB12"}], "operatorName": "Ada", "comment": None}


def _problems(colony: Any, body: object) -> list[tuple[str, str]]:
    with pytest.raises(InvalidBodyError) as refused:
        colony.RECOUNT.decode(body)
    return [(problem.name, problem.error) for problem in refused.value.fields]


def test_a_payload_becomes_a_model_with_python_names(colony: Any) -> None:
    request = colony.RECOUNT.decode(RECOUNT | {"class": False, "date": "2026-11-22"})
    assert (request.operator_name, request.class_, request.mode, request.comment) == ("Ada", False, "fast", None)
    assert request.date.isoformat() == "2026-11-22"


def test_every_field_at_fault_is_named_by_its_wire_name(colony: Any) -> None:
    body = {"plates": [{"barcode": "x"}, {"barcode": "AB12", "wells": [0]}], "operatorName": 3, "list": ["long"]}
    assert _problems(colony, body) == [
        ("plates[0].barcode", "String should have at least 4 characters"),
        ("plates[1].wells[0]", "Input should be greater than or equal to 1"),
        ("operatorName", "Input should be a valid string"),
        ("comment", "Field required"),
        ("list[0]", "String should have at most 3 characters"),
    ]


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        pytest.param(RECOUNT | {"mode": "hasty"}, ("mode", "Input should be 'fast' or 'thorough'"), id="choice"),
        pytest.param(RECOUNT | {"threshold": "3"}, ("threshold", "Input should be a valid number"), id="text"),
        pytest.param("{", ("", "is no JSON object in Unicode text"), id="broken text"),
        pytest.param(RECOUNT | {"comment": "\ud800"}, ("", "is no JSON object in Unicode text"), id="half a character"),
        pytest.param(["list"], ("", "Input should be an object"), id="list"),
    ],
)
def test_what_the_schema_forbids_is_refused(colony: Any, body: object, problem: tuple[str, str]) -> None:
    assert _problems(colony, body) == [problem]


def test_a_payload_may_be_a_text_that_holds_json(colony: Any) -> None:
    assert colony.SET_SCHEDULE_INTERVAL.decode('{"seconds": 3}').seconds == 3


def test_unknown_fields_are_kept(colony: Any) -> None:
    assert colony.RECOUNT.decode(RECOUNT | {"later": [1]}).later == [1]


def test_a_command_without_a_payload_ignores_what_comes(colony: Any) -> None:
    assert colony.PING.decode({"any": 1}) is None


def test_an_answer_holds_what_was_given_under_wire_names(colony: Any) -> None:
    response = colony.RecountResponse(counted=2, modes=[colony.Mode.FAST])
    assert colony.RECOUNT.encode(response) == {"counted": 2, "modes": ["fast"]}
    assert colony.SET_SCHEDULE_INTERVAL.encode(colony.SetScheduleIntervalResponse()) == {}


def test_an_answer_of_the_platforms_own_model_is_sent_as_the_platform_writes_it(colony: Any) -> None:
    assert colony.INGEST_RANGE.encode({"files": [], "total": 0}) == {"files": [], "total": 0}


@pytest.mark.parametrize(
    ("command", "result", "told"),
    [
        pytest.param("PING", {"a": 1}, "gives no result, its handler returned dict; return nothing", id="unwanted"),
        pytest.param("RECOUNT", None, "must return RecountResponse, it returned NoneType with 1 field", id="none"),
        pytest.param("RECOUNT", 3, "must return RecountResponse, it returned int with 1 field", id="number"),
        pytest.param("RECOUNT", {"counted": 1, "modes": ["x"]}, "returned dict with 1 field", id="choice"),
        pytest.param("RECOUNT", object(), "returned object with 1 field", id="no JSON"),
    ],
)
def test_a_result_that_the_catalog_does_not_promise_is_refused(
    colony: Any, command: str, result: object, told: str
) -> None:
    with pytest.raises(InvalidResultError, match=told):
        getattr(colony, command).encode(result)


def test_a_sender_reads_values_that_are_newer_than_its_catalog(colony: Any) -> None:
    answer = colony.RECOUNT.answer({"counted": 1, "modes": ["hasty"], "later": 1})
    assert (answer.modes, answer.modes[0].is_known, answer.later) == (["hasty"], False, 1)


def test_a_sender_cannot_send_what_does_not_fit(colony: Any) -> None:
    with pytest.raises(InvalidBodyError, match="seconds: Input should be greater than or equal to 1"):
        colony.SET_SCHEDULE_INTERVAL.payload({"seconds": 0})
    with pytest.raises(InvalidBodyError, match="body: the command takes no payload"):
        colony.PING.payload({"a": 1})


def test_a_payload_is_sent_under_wire_names_and_without_what_was_not_given(colony: Any) -> None:
    start = datetime(2026, 11, 22, tzinfo=UTC)
    assert colony.INGEST_RANGE.payload({"start": start, "end": start}) == {
        "start": "2026-11-22T00:00:00Z",
        "end": "2026-11-22T00:00:00Z",
    }
    assert colony.RECOUNT.payload({"plates": [], "operator_name": "Ada", "comment": None, "class_": True}) == {
        "plates": [],
        "operatorName": "Ada",
        "comment": None,
        "class": True,
    }


def test_a_secret_is_shown_nowhere_and_can_be_masked(colony: Any) -> None:
    request = colony.RECOUNT.decode(RECOUNT | {"password": "s3cret"})
    assert "s3cret" not in f"{request} {request!r}"
    assert list(secret_values([request])) == ["s3cret"]
    assert request.password == "s3cret"


def test_a_refusal_does_not_repeat_the_value(colony: Any) -> None:
    with pytest.raises(InvalidBodyError) as refused:
        colony.RECOUNT.decode(RECOUNT | {"password": {"s3cret": 1}})
    assert "s3cret" not in str(refused.value)
