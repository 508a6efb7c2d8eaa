"""Each row of the protocol's table of situations."""

import asyncio
import gzip
import json
from collections.abc import Mapping
from typing import Annotated

import pytest
from pydantic import Field

from tests.runtime.commands.scene import WORK, Scene
from ts_connectors._core.log_context import current_log_fields
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import (
    CommandFailed,
    FieldProblem,
    InvalidBodyError,
    PortError,
    TransportError,
    UnknownCommandError,
)
from ts_connectors.models import CommandAction
from ts_connectors_api.command import Command, CommandContext, current_command
from ts_connectors_api.models import PayloadModel

UPLOAD_URL = "https://lake.test/answer?signature=x"


async def test_an_accepted_command_is_answered_processing_and_then_success(scene: Scene) -> None:
    scene.send("c-1", body={"a": 1})
    await scene.start()
    await scene.clock.advance(1)
    assert [(answer["status"], answer["body"]) for answer in scene.answers("c-1")] == [
        ("PROCESSING", None),
        ("SUCCESS", {"did": "c-1"}),
    ]
    assert scene.handlers.bodies == [{"a": 1}]
    assert scene.inbound.remaining == []


async def test_the_answer_says_whose_it_is_and_when_it_was_made(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(1)
    assert scene.final("c-1") == {
        "commandId": "c-1",
        "targetId": "connector-1",
        "status": "SUCCESS",
        "body": {"did": "c-1"},
        "responseBodyDelivery": "embedded",
        "createdAt": "2026-01-01T00:00:00.000Z",
    }


async def test_processing_is_accepted_before_the_handler_starts(scene: Scene) -> None:
    scene.outbound.outage = TransportError("no route")
    scene.send("c-1")
    await scene.start()
    await scene.clock.advance(10)
    assert scene.handlers.runs == []
    scene.outbound.outage = None
    assert (await scene.final_of("c-1", within_s=10))["status"] == "SUCCESS"
    assert scene.statuses("c-1") == ["PROCESSING", "SUCCESS"]


async def test_processing_and_the_final_answer_never_share_a_batch(scene: Scene) -> None:
    for number in range(20):
        scene.send(f"c-{number}")
    await scene.start()
    await scene.clock.advance(5)
    for batch in scene.outbound.batches:
        ids = [json.loads(text)["commandId"] for text in batch]
        assert len(ids) == len(set(ids))
    assert all(scene.statuses(f"c-{number}") == ["PROCESSING", "SUCCESS"] for number in range(20))


async def test_a_handler_that_returns_nothing_succeeds_with_a_null_body(scene: Scene) -> None:
    async def nothing(body: object, context: CommandContext) -> None: ...

    scene.bind(WORK, nothing)
    scene.send("c-1")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == ("SUCCESS", None)


async def test_a_handler_that_raises_fails_with_the_masked_text_of_its_error(scene: Scene) -> None:
    async def raising(body: object, context: CommandContext) -> None:
        raise OSError("login with hunter2-canary refused")

    scene.bind(WORK, raising)
    scene.secrets.add("hunter2-canary")
    scene.send("c-1")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == ("FAILURE", {"message": "login with *** refused"})
    assert not any("canary" in text for text in scene.outbound.sent)


async def test_an_error_without_a_text_answers_with_its_class(scene: Scene) -> None:
    async def raising(body: object, context: CommandContext) -> None:
        raise TimeoutError

    scene.bind(WORK, raising)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"] == {"message": "TimeoutError"}


async def test_a_handler_that_calls_for_the_end_of_the_process_fails_alone(scene: Scene) -> None:
    async def leaving(body: object, context: CommandContext) -> None:
        raise SystemExit(3)

    scene.bind(WORK, leaving)
    scene.send("c-1")
    scene.send("c-2", CommandAction.START)
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "FAILURE"
    assert (await scene.final_of("c-2"))["status"] == "SUCCESS"


async def test_a_declared_error_travels_with_its_code(scene: Scene) -> None:
    async def refusing(body: object, context: CommandContext) -> None:
        raise CommandFailed("NOT_CONNECTED", "The pump is off.")

    scene.bind(WORK, refusing)
    scene.send("c-1")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == (
        "FAILURE",
        {"message": "The pump is off.", "code": "NOT_CONNECTED"},
    )


async def test_a_handler_that_says_it_is_none_rejects_the_command(scene: Scene) -> None:
    async def without_override(body: object, context: CommandContext) -> None:
        raise UnknownCommandError("This connector has no test_config")

    scene.bind(CommandAction.TEST_CONFIG, without_override)
    scene.send("c-1", CommandAction.TEST_CONFIG)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == (
        "REJECTED",
        {"message": "This connector has no test_config", "code": "UNKNOWN_COMMAND"},
    )


async def test_a_command_past_its_expiry_is_rejected_with_a_reason_and_never_run(scene: Scene) -> None:
    scene.send("c-1", expires_in_s=-1)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert answer["status"] == "REJECTED"
    assert set(answer["body"]) == {"reason"}
    assert scene.statuses("c-1") == ["REJECTED"]
    assert scene.handlers.runs == []
    await scene.until_gone()


async def test_a_command_that_expires_while_it_waits_behind_another_is_rejected(scene: Scene) -> None:
    scene.options = CommandOptions(max_concurrent_commands=1)
    scene.handlers.hold("c-1")
    scene.send("c-1")
    scene.send("c-2", expires_in_s=60)
    await scene.start()
    await scene.clock.advance(61)
    scene.handlers.release("c-1")
    answer = await scene.final_of("c-2")
    assert (answer["status"], set(answer["body"])) == ("REJECTED", {"reason"})
    assert scene.statuses("c-2") == ["PROCESSING", "REJECTED"]
    assert scene.handlers.runs == ["c-1"]


async def test_an_action_without_a_handler_is_rejected_as_unknown(scene: Scene) -> None:
    scene.send("c-1", "TetraScience.Connector.Test.Nobody")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("REJECTED", "UNKNOWN_COMMAND")
    assert "TetraScience.Connector.Test.Nobody" in answer["body"]["message"]
    await scene.until_gone()


def _refuse_body(body: object) -> None:
    raise InvalidBodyError("seconds is missing", action=WORK, fields=[FieldProblem(name="seconds", error="missing")])


async def test_an_invalid_payload_is_rejected_with_every_field_at_fault(scene: Scene) -> None:
    scene.bind(WORK, scene.handlers.work, check=_refuse_body)
    scene.send("c-1", body={})
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == (
        "REJECTED",
        {
            "message": "seconds is missing",
            "code": "INVALID_BODY",
            "fields": [{"name": "seconds", "error": "missing"}],
        },
    )
    assert scene.handlers.runs == []


async def test_an_invalid_payload_of_a_standard_action_is_a_failure(scene: Scene) -> None:
    scene.bind(CommandAction.SET_LOG_LEVEL, scene.handlers.work, check=_refuse_body)
    scene.send("c-1", CommandAction.SET_LOG_LEVEL, body={})
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]) == ("FAILURE", {"message": "seconds is missing"})


@pytest.mark.parametrize(
    "result",
    [
        pytest.param(7, id="a number"),
        pytest.param([1], id="a list"),
        pytest.param({"x": float("nan")}, id="an object that JSON cannot hold"),
        pytest.param({"x": object()}, id="an object with a foreign value"),
    ],
)
async def test_a_result_that_is_no_json_object_is_an_invalid_result(scene: Scene, result: object) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return result

    scene.bind(WORK, returning)
    scene.send("c-1")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "INVALID_RESULT")


async def test_a_result_that_holds_itself_is_an_invalid_result(scene: Scene) -> None:
    loop: dict[str, object] = {}
    loop["self"] = loop

    async def returning(body: object, context: CommandContext) -> object:
        return loop

    scene.bind(WORK, returning)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"]["code"] == "INVALID_RESULT"


async def test_secrets_in_a_result_are_masked_also_in_keys_and_lists(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return {"s3cret": ["s3cret", {"deep": "a s3cret"}], "n": 1}

    scene.bind(WORK, returning)
    scene.secrets.add("s3cret")
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"] == {"***": ["***", {"deep": "a ***"}], "n": 1}


class Login(PayloadModel):
    """A payload with a field that its catalog marks secret."""

    user: str
    password: Annotated[str, Field(json_schema_extra={"x-secret": True})]


async def test_what_a_catalog_marks_secret_is_masked_in_the_answer(scene: Scene) -> None:
    async def refuse(request: Login) -> None:
        raise PermissionError(f"{request.user} may not come in with {request.password}")

    scene.bindings[WORK] = Command[Login, None](action=WORK, method="log_in", request=Login).bind(refuse)
    scene.send("c-1", body={"user": "ada", "password": "canary-of-ada"})
    await scene.start()
    assert (await scene.final_of("c-1"))["body"] == {"message": "ada may not come in with ***"}


async def test_characters_that_the_queue_refuses_travel_as_escapes(scene: Scene) -> None:
    odd = "\x00\x0b\ud800￾\uffff☃"

    async def returning(body: object, context: CommandContext) -> object:
        return {"text": odd}

    scene.bind(WORK, returning)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"] == {"text": odd}


def _large(size: int) -> dict[str, str]:
    return {"text": "x" * size}


async def test_a_large_answer_is_uploaded_gzipped_and_referenced(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return _large(300_000)

    scene.bind(WORK, returning)
    scene.send("c-1", responseBodyUploadUrl=UPLOAD_URL)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"], answer["responseBodyDelivery"]) == ("SUCCESS", None, "referenced")
    content, headers = scene.blobs.uploads[UPLOAD_URL]
    assert json.loads(gzip.decompress(content)) == _large(300_000)
    assert headers == {"Content-Type": "application/json", "Content-Encoding": "gzip"}


async def test_the_size_of_an_answer_is_counted_in_bytes_after_escaping(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return {"text": "\uffff" * 50_000}  # 150,000 bytes of UTF-8, 300,000 as escapes

    scene.bind(WORK, returning)
    scene.send("c-1", responseBodyUploadUrl=UPLOAD_URL)
    await scene.start()
    assert (await scene.final_of("c-1"))["responseBodyDelivery"] == "referenced"


async def test_the_largest_answer_that_fits_is_embedded(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return _large(int(str(body)))

    scene.bind(WORK, returning)
    scene.send("c-0", body=0)
    await scene.start()
    await scene.final_of("c-0")
    frame = len(scene.outbound.sent[-1])
    scene.send("c-1", body=262_144 - frame, responseBodyUploadUrl=UPLOAD_URL)
    scene.send("c-2", body=262_145 - frame, responseBodyUploadUrl=UPLOAD_URL)
    assert (await scene.final_of("c-1"))["responseBodyDelivery"] == "embedded"
    assert (await scene.final_of("c-2"))["responseBodyDelivery"] == "referenced"


async def test_a_large_answer_without_upload_url_fails_with_its_size(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return _large(1_100_000)

    scene.bind(WORK, returning)
    scene.send("c-1")
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "RESULT_TOO_LARGE")
    assert 1_100_000 < answer["body"]["size"] < 1_101_000
    assert str(answer["body"]["size"]) in answer["body"]["message"]


@pytest.mark.parametrize(
    ("errors", "url", "requests"),
    [
        pytest.param([PortError("no", service="blob", code="403", status=403)], UPLOAD_URL, 1, id="refused"),
        pytest.param([TransportError("no route")] * 3, UPLOAD_URL, 3, id="unreachable three times"),
        pytest.param([], "http://elsewhere.test/x", 0, id="neither https nor our own address"),
    ],
)
async def test_an_answer_whose_upload_fails_is_a_failure_with_its_size(
    scene: Scene, errors: list[Exception], url: str, requests: int
) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return _large(300_000)

    scene.bind(WORK, returning)
    scene.blobs.fail(*errors)
    scene.send("c-1", responseBodyUploadUrl=url)
    await scene.start()
    answer = await scene.final_of("c-1", within_s=10)
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "UPLOAD_FAILED")
    assert answer["body"]["size"] > 300_000
    assert len(scene.blobs.asked) == requests


async def test_an_upload_that_fails_once_is_tried_again(scene: Scene) -> None:
    async def returning(body: object, context: CommandContext) -> object:
        return _large(300_000)

    scene.bind(WORK, returning)
    scene.blobs.fail(PortError("slow down", service="blob", code="503", status=503))
    scene.send("c-1", responseBodyUploadUrl=UPLOAD_URL)
    await scene.start()
    assert (await scene.final_of("c-1", within_s=10))["responseBodyDelivery"] == "referenced"


async def test_an_answer_that_the_queue_refuses_for_good_is_replaced_by_a_failure(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.outbound.refuse("send", "InvalidMessageContents", is_sender_fault=True)
    scene.handlers.release("c-1")
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "ANSWER_REFUSED")
    await scene.until_gone()


async def test_the_message_stays_until_the_final_answer_was_accepted(scene: Scene) -> None:
    scene.handlers.hold("c-1")
    scene.send("c-1")
    await scene.start()
    scene.outbound.outage = TransportError("no route")
    scene.handlers.release("c-1")
    await scene.clock.advance(3_600)
    assert len(scene.inbound.remaining) == 1
    scene.outbound.outage = None
    await scene.final_of("c-1", within_s=10)
    await scene.until_gone()
    assert scene.handlers.runs == ["c-1"]


async def test_whatever_a_handler_logs_carries_its_command_and_action(scene: Scene) -> None:
    fields: list[Mapping[str, str]] = []

    async def logging_handler(body: object, context: CommandContext) -> None:
        fields.append(current_log_fields.get({}))
        await asyncio.to_thread(lambda: fields.append(current_log_fields.get({})))

    scene.bind(WORK, logging_handler)
    scene.send("c-1")
    await scene.start()
    await scene.final_of("c-1")
    assert fields == [{"commandId": "c-1", "action": WORK}] * 2
    assert current_log_fields.get({}) == {}


async def test_a_handler_can_ask_which_command_runs(scene: Scene) -> None:
    async def asking(body: object, context: CommandContext) -> object:
        await asyncio.sleep(0)
        return {"id": current_command().command_id}

    scene.bind(WORK, asking)
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["body"] == {"id": "c-1"}
