"""Reading and writing of single messages, for whatever text."""

import json
import re
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ts_connectors._runtime.messages import BadMessage, Request, UnnamedMessage, encode_json, read_request
from ts_connectors._runtime.verdicts import failure

TAKEN_BY_SQS = re.compile("[\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]*")
TEXTS = st.text(st.characters(codec=None, exclude_categories=()))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@settings(deadline=None)
@given(VALUES)
def test_whatever_json_holds_comes_back_in_characters_that_sqs_takes(value: object) -> None:
    text = encode_json(value)
    assert TAKEN_BY_SQS.fullmatch(text)
    assert json.loads(text) == value


@settings(deadline=None)
@given(st.text())
def test_no_text_whatever_stops_the_reading(text: str) -> None:
    assert isinstance(read_request(text), Request | BadMessage | UnnamedMessage)


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(["commandId", "targetId", "action", "expiresAt", "body", "bodyUrl"]), VALUES))
def test_no_json_object_whatever_stops_the_reading(fields: dict[str, object]) -> None:
    assert isinstance(read_request(json.dumps(fields)), Request | BadMessage | UnnamedMessage)


@settings(deadline=None)
@given(st.integers(min_value=1, max_value=200))
def test_a_message_cut_off_anywhere_is_read_as_far_as_its_id(length: int) -> None:
    whole = json.dumps({"commandId": "c-1", "targetId": "t", "action": "A", "body": {"text": "é" * 50}})
    found = read_request(whole[: min(length, len(whole) - 1)])
    expected = BadMessage if length >= len('{"commandId": "c-1"') else UnnamedMessage
    assert isinstance(found, expected)


def test_a_request_is_read_with_all_its_fields() -> None:
    found = read_request(
        json.dumps(
            {
                "commandId": "c-1",
                "targetId": "t",
                "action": "A",
                "createdAt": "never mind",
                "expiresAt": " 2026-01-01T00:00:00Z ",
                "body": None,
                "bodyDelivery": "referenced",
                "bodyUrl": "https://a.test",
                "responseBodyUploadUrl": "https://b.test",
            }
        )
    )
    assert found == Request(
        command_id="c-1",
        target_id="t",
        action="A",
        expires_at=datetime(2026, 1, 1, tzinfo=UTC),
        is_referenced=True,
        body_url="https://a.test",
        upload_url="https://b.test",
    )


def test_no_repr_shows_a_body_or_a_presigned_url() -> None:
    text = json.dumps({"commandId": "c", "targetId": "t", "action": "A", "body": "canary", "bodyUrl": "canary"})
    assert "canary" not in repr(read_request(text))
    assert "canary" not in repr(failure("canary"))


@pytest.mark.parametrize("value", [float("inf"), {1, 2}, b"bytes", {"x": {(1, 2): 3}}])
def test_what_json_cannot_hold_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"JSON"):
        encode_json(value)


def test_an_endless_message_of_an_error_is_cut() -> None:
    body = failure("x" * 1_000_000).body
    assert body is not None
    assert len(body["message"]) < 20_000
    assert body["message"].endswith("(cut)")
