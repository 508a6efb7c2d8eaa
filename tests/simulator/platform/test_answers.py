"""What connectors answer, and what becomes of their commands."""

from __future__ import annotations

import gzip
import json
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device
from tests.simulator.platform.test_commands import order
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform, Timings
from ts_connectors.simulator.state.commands import CommandAnswer
from ts_connectors_api.errors import ApiError

UPLOAD_HEADERS = {"content-type": "application/json", "content-encoding": "gzip"}


@pytest.fixture
def command(admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock) -> dict[str, Any]:
    """A command that the connector has picked up."""
    admin.commands.create(order(clock, connector))
    return device.receive()


def _answers(platform: LocalPlatform, command: dict[str, Any], count: int) -> Sequence[CommandAnswer]:
    platform.wait_until(lambda: len(platform.answers(command["commandId"])) >= count)
    return platform.answers(command["commandId"])


def test_a_command_is_processing_then_done_with_its_answer(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any]
) -> None:
    device.answer(command, "PROCESSING")
    _answers(platform, command, 1)
    taken_up = admin.commands.get(command["commandId"])
    device.answer(command, "SUCCESS", {"grams": 7})
    _answers(platform, command, 2)
    done = admin.commands.get(command["commandId"])

    assert (taken_up.status, taken_up.response_body) == ("PROCESSING", None)
    assert (done.status, done.response_body) == ("SUCCESS", {"grams": 7})
    assert [entry.reason for entry in admin.commands.get_history(command["commandId"])] == [
        "CREATED -> PENDING",
        "PENDING -> PROCESSING",
        "PROCESSING -> SUCCESS",
    ]


@pytest.mark.parametrize("status", ["SUCCESS", "FAILURE", "REJECTED"])
def test_every_final_status_ends_a_command(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any], status: str
) -> None:
    device.answer(command, status, {"message": "as it is"})
    _answers(platform, command, 1)

    ended = admin.commands.get(command["commandId"])
    assert (ended.status, ended.response_body) == (status, {"message": "as it is"})


def test_progress_is_shown_until_the_final_answer(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any]
) -> None:
    shown: list[object] = []
    for count, body in enumerate([None, {"progress": 0.4, "message": "half"}, None], start=1):
        device.answer(command, "PROCESSING", body)
        _answers(platform, command, count)
        shown.append(admin.commands.get(command["commandId"]).response_body)

    # One without a body says nothing new.
    assert shown == [None, {"progress": 0.4, "message": "half"}, {"progress": 0.4, "message": "half"}]


def test_a_final_answer_stands_whatever_comes_later(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any]
) -> None:
    device.answer(command, "SUCCESS", {"n": 1})
    _answers(platform, command, 1)
    for status in ("PROCESSING", "FAILURE", "SUCCESS"):
        device.answer(command, status, {"n": 2})
    answers = _answers(platform, command, 4)

    stands = admin.commands.get(command["commandId"])
    assert (stands.status, stands.response_body) == ("SUCCESS", {"n": 1})
    assert sorted((answer.status, answer.is_late) for answer in answers) == [
        ("FAILURE", True),
        ("PROCESSING", True),
        ("SUCCESS", False),
        ("SUCCESS", True),
    ]
    assert len(admin.commands.get_history(command["commandId"])) == 5


def test_an_answer_to_an_expired_command_is_late(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any], clock: MovedClock
) -> None:
    clock.shift += timedelta(minutes=11)
    assert admin.commands.get(command["commandId"]).status == "EXPIRED"

    device.answer(command, "REJECTED", {"reason": "expired"})

    assert [answer.is_late for answer in _answers(platform, command, 1)] == [True]
    assert admin.commands.get(command["commandId"]).status == "EXPIRED"


def test_a_command_that_is_being_worked_on_does_not_expire(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any], clock: MovedClock
) -> None:
    device.answer(command, "PROCESSING")
    _answers(platform, command, 1)
    # Not so far that the connector's credentials end.
    clock.shift += timedelta(minutes=30)

    assert admin.commands.get(command["commandId"]).status == "PROCESSING"
    device.answer(command, "SUCCESS")
    assert [answer.is_late for answer in _answers(platform, command, 2)] == [False, False]


@pytest.mark.parametrize("is_packed", [True, False], ids=["gzip", "plain"])
def test_an_answer_too_large_for_the_queue_comes_by_the_upload_url(
    http: httpx.Client,
    platform: LocalPlatform,
    admin: Caller,
    device: Device,
    command: dict[str, Any],
    is_packed: bool,
) -> None:
    body = {"rows": ["ä" * 50] * 10_000}
    content = json.dumps(body).encode()
    headers = UPLOAD_HEADERS if is_packed else {"content-type": "application/json"}
    uploaded = http.put(
        command["responseBodyUploadUrl"], content=gzip.compress(content) if is_packed else content, headers=headers
    )
    device.answer(command, "SUCCESS", None, responseBodyDelivery="referenced")
    _answers(platform, command, 1)

    assert uploaded.status_code == 200
    assert admin.commands.get(command["commandId"]).response_body == body


@pytest.mark.parametrize("content", [None, b"no json", b"[1]", b"\x1f\x8bbroken"], ids=["none", "text", "list", "gzip"])
def test_an_upload_that_cannot_be_read_is_an_error_of_the_command(
    http: httpx.Client,
    platform: LocalPlatform,
    admin: Caller,
    device: Device,
    command: dict[str, Any],
    content: bytes | None,
) -> None:
    for piece in [] if content is None else [content]:
        http.put(command["responseBodyUploadUrl"], content=piece)
    device.answer(command, "SUCCESS", None, responseBodyDelivery="referenced")

    platform.wait_until(lambda: admin.commands.get(command["commandId"]).status == "ERROR")
    assert "cannot be read" in (admin.commands.get_history(command["commandId"])[-1].reason or "")


def test_a_body_that_is_the_text_of_an_object_stands_for_it(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any]
) -> None:
    fields = {"commandId": command["commandId"], "targetId": device.id, "status": "SUCCESS", "body": '{"n": 1}'}
    device.say(json.dumps(fields))
    _answers(platform, command, 1)

    assert admin.commands.get(command["commandId"]).response_body == {"n": 1}


@pytest.mark.parametrize(
    "message",
    [
        pytest.param("no json", id="no JSON"),
        pytest.param("[1]", id="no object"),
        pytest.param('{"status": "SUCCESS"}', id="no id"),
        pytest.param('{"commandId": "@", "targetId": "t", "status": "DONE"}', id="unknown status"),
        pytest.param('{"commandId": "@", "targetId": "t", "status": "SUCCESS", "body": [1]}', id="body no object"),
        pytest.param('{"commandId": "@", "targetId": "t", "status": "SUCCESS", "body": "text"}', id="body any text"),
        pytest.param('{"commandId": "made-up", "targetId": "t", "status": "SUCCESS"}', id="unknown command"),
    ],
)
def test_an_odd_message_is_dropped_and_noted_and_the_next_one_read(
    platform: LocalPlatform, device: Device, command: dict[str, Any], message: str
) -> None:
    device.say(message.replace("@", command["commandId"]))
    device.answer(command, "SUCCESS")

    assert [answer.status for answer in _answers(platform, command, 1)] == ["SUCCESS"]
    platform.wait_until(lambda: platform.state.commands.odd_answers)
    assert len(platform.state.commands.odd_answers) == 1


def test_an_answer_of_another_connector_changes_nothing(
    platform: LocalPlatform, admin: Caller, device: Device, command: dict[str, Any]
) -> None:
    fields = {"commandId": command["commandId"], "targetId": "somebody-else", "status": "SUCCESS", "body": None}
    device.say(json.dumps(fields))

    platform.wait_until(lambda: len(admin.commands.get_history(command["commandId"])) == 2)
    assert admin.commands.get(command["commandId"]).status == "PENDING"
    assert platform.answers(command["commandId"]) == ()


def test_a_purge_takes_what_nobody_picked_up(
    platform: LocalPlatform,
    admin: Caller,
    connector: LocalConnector,
    device: Device,
    command: dict[str, Any],
    clock: MovedClock,
) -> None:
    device.answer(command, "PROCESSING")
    _answers(platform, command, 1)
    waiting = [admin.commands.create(order(clock, connector)).id for _ in range(3)]

    purged = admin.commands.purge(target_id=connector.id).purged

    assert [one.command_id for one in purged] == waiting
    assert {admin.commands.get(one).status for one in waiting} == {"PURGED"}
    assert admin.commands.get(command["commandId"]).status == "PROCESSING"
    assert device.has_nothing()


def test_a_queue_can_be_purged_again_at_once(admin: Caller, connector: LocalConnector, clock: MovedClock) -> None:
    admin.commands.purge(target_id=connector.id)
    sent = admin.commands.create(order(clock, connector))

    assert [one.command_id for one in admin.commands.purge(target_id=connector.id).purged] == [sent.id]


def test_new_commands_are_refused_while_a_purge_lasts(http: httpx.Client, clock: MovedClock) -> None:
    with LocalPlatform(clock=clock, timings=Timings(purge=timedelta(seconds=60))) as platform:
        admin = Caller(http, platform, platform.user_token)
        connector = platform.create_connector("Scale", artifact=SCALE)
        admin.commands.purge(target_id=connector.id)

        with pytest.raises(ApiError, match="being purged"):
            admin.commands.create(order(clock, connector))
        clock.shift += timedelta(seconds=61)
        assert admin.commands.create(order(clock, connector)).status == "PENDING"
