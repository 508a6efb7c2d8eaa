"""Answers that differ from their document: what fits is decoded, the rest kept, the places logged, never the values."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from ts_connectors_api.data_acquisition import operations
from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ConnectorDetailsDto,
    ConnectorFileStatus,
    SaveConnectorFileFailure,
)
from ts_connectors_api.decoding import decode
from ts_connectors_api.errors import DecodeError
from ts_connectors_api.operation import HttpRequest, HttpResponse, Operation

SECRET = "value-that-nobody-logs"


def answer(content: Any, **headers: str) -> HttpResponse:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return HttpResponse(status=200, headers={"ts-request-id": "r1", **headers}, content=raw)


def record(**changes: object) -> dict[str, object]:
    good: dict[str, object] = {
        "id": "f1",
        "uniqueExternalId": "u1",
        "filepath": "a/b",
        "status": "SUCCESS",
        "metadata": {},
        "errorCount": 0,
        "errorMessage": "",
        "createdAt": "2026-11-22T10:00:00Z",
        "updatedAt": "2026-11-22T10:00:00Z",
    }
    return {**good, **changes}


def files(*records: object, total: object = 1) -> Any:
    """Return a page of records as decoded; Any, since salvaged fields hold what their types do not say."""
    decoded = decode(operations.CONNECTORS_GET_FILES, answer({"files": list(records), "total": total}))
    assert decoded is not None
    return decoded


def test_a_good_answer_is_decoded_and_nothing_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    (file,) = files(record()).files
    assert (file.id, file.status, file.created_at) == (
        "f1",
        ConnectorFileStatus.SUCCESS,
        datetime(2026, 11, 22, 10, tzinfo=UTC),
    )
    assert caplog.records == []


def test_unknown_fields_enum_values_and_times_without_a_zone_are_no_drift(caplog: pytest.LogCaptureFixture) -> None:
    (file,) = files(record(status="ARCHIVED", newField=[1], createdAt="2026-11-22T10:00:00")).files
    assert (file.status.is_known, file.status) == (False, "ARCHIVED")
    assert file.model_extra == {"newField": [1]}
    assert file.created_at == datetime(2026, 11, 22, 10)
    assert caplog.records == []


def test_a_bad_field_is_kept_as_it_came_and_the_others_are_decoded(caplog: pytest.LogCaptureFixture) -> None:
    good, bad = files(record(), record(id="f2", errorCount=SECRET)).files
    assert good.error_count == 0
    assert (bad.id, bad.error_count, bad.status) == ("f2", SECRET, ConnectorFileStatus.SUCCESS)
    (logged,) = caplog.records
    assert (logged.name, logged.levelno) == ("ts_connectors_api", logging.WARNING)
    assert logged.getMessage() == (
        "connectors.get_files: the answer differs from its document at files[].errorCount; kept as it came "
        "(ts-request-id: r1)"
    )


def test_a_field_that_is_missing_is_none(caplog: pytest.LogCaptureFixture) -> None:
    incomplete = record()
    del incomplete["updatedAt"]
    (file,) = files(incomplete).files
    assert file.updated_at is None
    assert "files[].updatedAt" in caplog.text


def test_an_item_that_is_no_object_stays_as_it_came(caplog: pytest.LogCaptureFixture) -> None:
    found = files(record(), SECRET, None).files
    assert found[0].id == "f1"
    assert found[1:] == [SECRET, None]
    assert SECRET not in caplog.text
    assert "files[]" in caplog.text


def test_the_places_of_many_differences_are_told_once_each(caplog: pytest.LogCaptureFixture) -> None:
    files(*[record(errorCount="x", filepath=7) for _ in range(1000)], total="many")
    assert len(caplog.records) == 1
    assert "at files[].filepath, files[].errorCount, total;" in caplog.text


def test_nested_models_lists_and_unions_are_salvaged() -> None:
    content = {
        "id": "c1",
        "artifact": {"namespace": "common", "slug": "x", "version": 3, "name": "X", "ui": None},
        "labels": [{"id": 1, "name": "a", "value": "b"}, {"id": 2, "name": "c", "value": 4}],
        "hub": "somewhere",
    }
    decoded: Any = decode(operations.CONNECTORS_GET, answer(content))
    assert isinstance(decoded, ConnectorDetailsDto)
    kept = vars(decoded)
    assert (type(kept["artifact"]), kept["artifact"].version) == (ArtifactDetailsDto, 3)
    assert [label.value for label in kept["labels"]] == ["b", 4]
    assert kept["hub"] == "somewhere"


def test_failures_of_a_save_may_be_texts_or_objects() -> None:
    content = {"files": [], "failures": ["no", {"fileId": "f1", "message": "why"}]}
    decoded = decode(operations.CONNECTORS_SAVE_FILES, answer(content))
    assert decoded is not None
    assert decoded.failures == ["no", SaveConnectorFileFailure(file_id="f1", message="why")]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(b"<html>proxy</html>", "something that is no JSON", id="html"),
        pytest.param(b"[]", "a JSON list, which is not what it promises", id="list"),
        pytest.param(b"null", "a JSON null, which is not what it promises", id="null"),
        pytest.param(b'"x"', "a JSON text, which is not what it promises", id="text"),
    ],
)
def test_an_answer_of_which_nothing_can_be_made_is_an_error_with_its_request_id(content: bytes, reason: str) -> None:
    with pytest.raises(DecodeError, match=reason) as caught:
        decode(operations.CONNECTORS_GET, answer(content))
    assert (caught.value.operation, caught.value.request_id) == ("connectors.get", "r1")
    assert "ts-request-id: r1" in str(caught.value)


@pytest.mark.parametrize(
    ("content", "kind", "text"),
    [
        pytest.param(b"#!/bin/sh\n", "text/x-shellscript", "#!/bin/sh\n", id="shell"),
        pytest.param(b'"#!/bin/sh"', "application/json; charset=utf-8", "#!/bin/sh", id="text-as-json"),
        pytest.param(b"#!/bin/sh\n", "application/json", "#!/bin/sh\n", id="shell-that-calls-itself-json"),
        pytest.param(b"\xff", "text/plain", "\ufffd", id="broken-bytes"),
    ],
)
def test_a_text_is_decoded_whatever_it_calls_itself(content: bytes, kind: str, text: str) -> None:
    assert decode(operations.HUBS_GET_INSTALLER, answer(content, **{"content-type": kind})) == text


class Always:
    """A transport that always answers the same."""

    def __init__(self, response: HttpResponse) -> None:
        self.response = response

    def send(self, request: HttpRequest) -> HttpResponse:
        return self.response

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing fails here")


def test_a_body_that_no_document_declares_is_kept_in_the_envelope() -> None:
    client = DataAcquisitionClient(Always(answer({"surprise": 1})))
    response = client.connectors.with_response.heartbeat("c1")
    assert (response.parsed, response.content) == (None, b'{"surprise": 1}')
    assert client.connectors.heartbeat("c1") is None  # type: ignore[func-returns-value]


def test_a_success_without_its_body_is_an_error_only_where_the_model_is_asked_for() -> None:
    client = DataAcquisitionClient(Always(HttpResponse(status=204, headers={"ts-request-id": "r2"}, content=b"")))
    assert client.connectors.with_response.get("c1").parsed is None
    with pytest.raises(DecodeError, match=r"answered 204 without the body .* \(ts-request-id: r2\)"):
        client.connectors.get("c1")


def test_any_2xx_is_a_success() -> None:
    client = DataAcquisitionClient(Always(HttpResponse(status=299, headers={}, content=b'{"a": 1}')))
    assert client.connectors.get_config("c1", "1") == {"a": 1}


def test_a_list_answer_is_salvaged_item_by_item() -> None:
    numbers: Operation[list[int]] = Operation(id="n", method="GET", path="/", answer=list[int], is_repeatable=True)
    assert decode(numbers, answer([1, "x", 3])) == [1, "x", 3]
