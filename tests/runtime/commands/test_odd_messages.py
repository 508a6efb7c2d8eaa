"""Each row of the protocol's table of odd messages."""

import json
import logging
from typing import Any

import pytest

from tests.runtime.commands.scene import TARGET, WORK, Scene
from ts_connectors._runtime.running import CommandOptions
from ts_connectors.errors import PortError, TransportError

BODY_URL = "https://lake.test/body?signature=x"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="empty"),
        pytest.param("canary, not JSON", id="text"),
        pytest.param('["canary"]', id="a list"),
        pytest.param('{"targetId": "canary"}', id="an object without id"),
        pytest.param('{"commandId": 7, "x": "canary"}', id="an id that is no text"),
        pytest.param('{"commandId": "", "x": "canary"}', id="an empty id"),
        pytest.param('{"commandId": "canary', id="an id that is cut off"),
        pytest.param("[" * 100_000, id="nesting without end"),
    ],
)
async def test_a_message_without_command_id_is_logged_without_its_text_and_deleted(
    scene: Scene, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    message = scene.inbound.put(text)
    with caplog.at_level(logging.DEBUG):
        await scene.start()
        await scene.until_gone()
    assert scene.outbound.sent == []
    assert f"Message {message.message_id} of {len(text)} bytes" in caplog.text
    assert "canary" not in caplog.text


@pytest.mark.parametrize(
    "text",
    [
        pytest.param('{"commandId": "c-1", "action": "Work"', id="JSON that ends too early"),
        pytest.param('x {"commandId" :  "c-1"}', id="text around it"),
        pytest.param('[{"commandId": "c-1"}]', id="inside a list"),
        pytest.param('{"commandId": "c-1"}', id="nothing else"),
        pytest.param(f'{{"commandId": "c-1", "targetId": "{TARGET}"}}', id="no action"),
        pytest.param('{"commandId": "c-1", "action": "Work"}', id="no target"),
        pytest.param('{"commandId": "c-1", "targetId": 3, "action": "Work"}', id="a target that is no text"),
        pytest.param(f'{{"commandId": "c-1", "targetId": "{TARGET}", "action": []}}', id="an action that is no text"),
    ],
)
async def test_a_broken_message_that_names_its_command_is_rejected_as_bad_request(scene: Scene, text: str) -> None:
    scene.inbound.put(text)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"], answer["targetId"]) == ("REJECTED", "BAD_REQUEST", TARGET)
    await scene.until_gone()
    assert scene.handlers.runs == []


async def test_the_id_of_a_broken_message_is_read_with_its_escapes(scene: Scene) -> None:
    scene.inbound.put('{"commandId": "c\\"\\u00e9", ')
    await scene.start()
    assert (await scene.final_of('c"é'))["status"] == "REJECTED"


async def test_a_command_for_another_connector_is_rejected_and_not_run(scene: Scene) -> None:
    scene.inbound.put_command(commandId="c-1", targetId="connector-2", action=WORK)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"], answer["targetId"]) == ("REJECTED", "WRONG_TARGET", TARGET)
    await scene.until_gone()
    assert scene.handlers.runs == []


@pytest.mark.parametrize(
    ("expires_at", "status"),
    [
        pytest.param(None, "SUCCESS", id="null never expires"),
        pytest.param("2026-01-01T00:00:01", "SUCCESS", id="without zone it is UTC, ahead"),
        pytest.param("2025-12-31T23:59:59", "REJECTED", id="without zone it is UTC, past"),
        pytest.param("2026-01-01T01:00:01+01:00", "SUCCESS", id="with an offset, ahead"),
        pytest.param("2026-01-01T00:59:59+01:00", "REJECTED", id="with an offset, past"),
        pytest.param("2026-01-01T00:00:01.123456789Z", "SUCCESS", id="nanoseconds"),
        pytest.param("0001-01-01T00:00:00+14:00", "REJECTED", id="the beginning of time"),
        pytest.param("9999-12-31T23:59:59-14:00", "SUCCESS", id="the end of time"),
        pytest.param("2026-01-01T00:00:00Z", "REJECTED", id="this very moment"),
    ],
)
async def test_an_expiry_is_read_in_every_form(scene: Scene, expires_at: str | None, status: str) -> None:
    scene.send("c-1", expiresAt=expires_at)
    await scene.start()
    assert (await scene.final_of("c-1", within_s=0.5))["status"] == status


async def test_a_command_without_expiry_never_expires(scene: Scene) -> None:
    scene.send("c-1")
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"


@pytest.mark.parametrize(
    "expires_at",
    [pytest.param("soon", id="text"), pytest.param(1_767_225_600, id="a number"), pytest.param("", id="empty")],
)
async def test_an_expiry_that_cannot_be_read_is_rejected(scene: Scene, expires_at: object) -> None:
    scene.send("c-1", expiresAt=expires_at)
    await scene.start()
    answer = await scene.final_of("c-1")
    assert (answer["status"], answer["body"]["code"]) == ("REJECTED", "BAD_REQUEST")
    assert "expiresAt" in answer["body"]["message"]


async def test_an_unknown_field_does_no_harm(scene: Scene) -> None:
    scene.send("c-1", priority="high", metadata={"a": 1})
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"bodyDelivery": "referenced", "bodyUrl": BODY_URL, "body": None}, id="declared"),
        pytest.param({"bodyUrl": BODY_URL}, id="a URL in place of a body"),
    ],
)
async def test_a_referenced_body_is_fetched_and_parsed(scene: Scene, fields: dict[str, Any]) -> None:
    scene.blobs.contents[BODY_URL] = '﻿{"text": "é"}'.encode()
    scene.send("c-1", **fields)
    await scene.start()
    assert (await scene.final_of("c-1"))["status"] == "SUCCESS"
    assert scene.handlers.bodies == [{"text": "é"}]


async def test_a_large_referenced_body_is_parsed_off_the_loop(scene: Scene) -> None:
    body = {"text": "x" * 2_000_000}
    scene.blobs.contents[BODY_URL] = json.dumps(body).encode()
    scene.send("c-1", bodyDelivery="referenced", bodyUrl=BODY_URL)
    await scene.start()
    await scene.final_of("c-1")
    assert scene.handlers.bodies == [body]


@pytest.mark.parametrize(
    ("fields", "errors", "requests"),
    [
        pytest.param({"bodyUrl": BODY_URL}, [], 1, id="404"),
        pytest.param(
            {"bodyUrl": BODY_URL},
            [PortError("no", service="blob", code="403", status=403)],
            1,
            id="403 is not tried again",
        ),
        pytest.param({"bodyUrl": BODY_URL}, [TransportError("no route")] * 3, 3, id="unreachable three times"),
        pytest.param(
            {"bodyUrl": BODY_URL},
            [PortError("no", service="blob", code="503", status=503, is_retryable=True)] * 3,
            3,
            id="503 three times",
        ),
        pytest.param({}, [], 0, id="no URL"),
        pytest.param({"bodyUrl": "http://lake.test/body"}, [], 0, id="http"),
        pytest.param({"bodyUrl": "file:///etc/passwd"}, [], 0, id="a file"),
        pytest.param({"bodyUrl": "https://[::1"}, [], 0, id="no URL at all"),
    ],
)
async def test_a_body_that_cannot_be_had_is_a_failure_and_the_handler_does_not_run(
    scene: Scene, fields: dict[str, Any], errors: list[Exception], requests: int
) -> None:
    scene.blobs.fail(*errors)
    scene.send("c-1", bodyDelivery="referenced", **fields)
    await scene.start()
    answer = await scene.final_of("c-1", within_s=10)
    assert (answer["status"], answer["body"]["code"]) == ("FAILURE", "BODY_UNAVAILABLE")
    assert "signature" not in answer["body"]["message"]
    assert len(scene.blobs.asked) == requests
    assert scene.handlers.runs == []


async def test_a_fetch_that_fails_twice_is_tried_a_third_time(scene: Scene) -> None:
    scene.blobs.contents[BODY_URL] = b"{}"
    scene.blobs.fail(TransportError("no route"), TransportError("no route"))
    scene.send("c-1", bodyDelivery="referenced", bodyUrl=BODY_URL)
    await scene.start()
    assert (await scene.final_of("c-1", within_s=10))["status"] == "SUCCESS"


async def test_a_referenced_body_over_the_limit_is_unavailable(scene: Scene) -> None:
    scene.options = CommandOptions(max_body_bytes=10)
    scene.blobs.contents[BODY_URL] = b'{"text": "too long"}'
    scene.send("c-1", bodyDelivery="referenced", bodyUrl=BODY_URL)
    await scene.start()
    assert (await scene.final_of("c-1"))["body"]["code"] == "BODY_UNAVAILABLE"


async def test_a_referenced_body_that_is_no_json_is_unavailable(scene: Scene) -> None:
    scene.blobs.contents[BODY_URL] = b"<html>"
    scene.send("c-1", bodyDelivery="referenced", bodyUrl=BODY_URL)
    await scene.start()
    assert (await scene.final_of("c-1"))["body"]["code"] == "BODY_UNAVAILABLE"


@pytest.mark.parametrize(
    ("url", "is_fetched"),
    [
        pytest.param("http://127.0.0.1:4566/bucket/key", True, id="scheme, host and port"),
        pytest.param("http://127.0.0.1:4567/bucket/key", False, id="another port"),
        pytest.param("http://localhost:4566/bucket/key", False, id="another name of the host"),
        pytest.param("http://127.0.0.1:4566@evil.test/key", False, id="the origin as userinfo"),
        pytest.param("http://tdp.test/x", True, id="the scheme's own port"),
        pytest.param("http://tdp.test.evil.test/x", False, id="the host as a prefix"),
    ],
)
async def test_plain_http_is_for_our_own_addresses_only(scene: Scene, url: str, is_fetched: bool) -> None:
    scene.options = CommandOptions(allowed_origins=frozenset({"http://127.0.0.1:4566", "http://tdp.test:80/v1"}))
    scene.blobs.contents[url] = b"{}"
    scene.send("c-1", bodyDelivery="referenced", bodyUrl=url)
    await scene.start()
    assert ((await scene.final_of("c-1"))["status"] == "SUCCESS") is is_fetched


async def test_an_embedded_body_reaches_the_binding_as_it_came(scene: Scene) -> None:
    scene.send("c-1", body='{"a": 1}')
    scene.send("c-2", body={"a": 1}, bodyDelivery="embedded", bodyUrl=BODY_URL)
    await scene.start()
    await scene.final_of("c-1")
    await scene.final_of("c-2")
    assert scene.handlers.bodies == ['{"a": 1}', {"a": 1}]
    assert scene.blobs.asked == []


async def test_a_command_id_of_odd_characters_is_answered(scene: Scene) -> None:
    odd = "c\ud800\uffff\x00"
    scene.send(odd)
    await scene.start()
    assert (await scene.final_of(odd))["status"] == "SUCCESS"
    await scene.until_gone()
