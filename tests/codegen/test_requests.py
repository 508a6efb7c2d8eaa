"""Requests as they go on the wire."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone

import pytest

from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.data_acquisition.models import ConnectorFileStatus
from ts_connectors_api.data_acquisition.operations import CONNECTORS_DELETE, CONNECTORS_GET, CONNECTORS_UPDATE_CONFIG
from ts_connectors_api.errors import UsageError
from ts_connectors_api.operation import HttpRequest, HttpResponse, QueryValue, build_request, encode_body


def query_of(query: Mapping[str, QueryValue]) -> str:
    return build_request(CONNECTORS_GET, path={"id": "c1"}, query=query).target.partition("?")[2]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(None, "", id="none"),
        pytest.param(True, "x=true", id="true"),
        pytest.param(False, "x=false", id="false"),
        pytest.param(10, "x=10", id="whole"),
        pytest.param(10.0, "x=10", id="whole-as-float"),
        pytest.param(1.5, "x=1.5", id="fraction"),
        pytest.param("a b&c", "x=a%20b%26c", id="text"),
        pytest.param("", "x=", id="empty-text"),
        pytest.param(ConnectorFileStatus.ERROR, "x=ERROR", id="enum"),
        pytest.param(ConnectorFileStatus("NEW"), "x=NEW", id="unknown-enum"),
        pytest.param(["a", "b"], "x=a&x=b", id="list"),
        pytest.param([], "", id="empty-list"),
        pytest.param((ConnectorFileStatus.ERROR, "NEW"), "x=ERROR&x=NEW", id="tuple"),
        pytest.param({"k": "v", "l": "w"}, "x.k=v&x.l=w", id="map"),
        pytest.param(datetime(2026, 11, 22, 10, tzinfo=UTC), "x=2026-11-22T10%3A00%3A00%2B00%3A00", id="time"),
        pytest.param(datetime(2026, 11, 22, 10), "x=2026-11-22T10%3A00%3A00%2B00%3A00", id="time-without-a-zone"),
        pytest.param(
            datetime(2026, 11, 22, 10, tzinfo=timezone(timedelta(hours=-5))),
            "x=2026-11-22T10%3A00%3A00-05%3A00",
            id="time-elsewhere",
        ),
    ],
)
def test_a_query_value_goes_on_the_wire(value: QueryValue, text: str) -> None:
    assert query_of({"x": value}) == text


@pytest.mark.parametrize("value", ["", " ", ".", ".."])
def test_an_id_that_would_make_it_another_operation_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match=r"connectors.delete cannot be called with id="):
        build_request(CONNECTORS_DELETE, path={"id": value})


def test_an_id_cannot_leave_its_place_in_the_path() -> None:
    request = build_request(CONNECTORS_GET, path={"id": "../a?b#{c}"})
    assert request.target == "/v1/data-acquisition/connectors/..%2Fa%3Fb%23%7Bc%7D"


def test_a_body_of_any_keys_is_sent_as_it_is() -> None:
    request = build_request(CONNECTORS_UPDATE_CONFIG, path={"id": "c1"}, body={"a": [1, None], "b": {"c": "ä"}})
    assert request.content == '{"a":[1,null],"b":{"c":"ä"}}'.encode()
    assert request.content_type == "application/json"


def test_what_is_no_number_is_sent_as_null() -> None:
    assert encode_body({"a": float("nan"), "b": float("inf")}) == b'{"a":null,"b":null}'


def test_a_request_shows_no_body() -> None:
    request = build_request(CONNECTORS_UPDATE_CONFIG, path={"id": "c1"}, body={"password": "canary"})
    assert "canary" not in repr(request)


class Recording:
    """A transport that remembers the requests and answers 204."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return HttpResponse(status=204, headers={}, content=b"")

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing fails here")


def test_internal_reports_and_status_keep_their_paths_and_send_no_credentials() -> None:
    transport = Recording()
    client = DataAcquisitionClient(transport)
    client.telemetry.list_hubs()
    client.status.get()
    assert [(item.target, item.sends_token, item.sends_org) for item in transport.requests] == [
        ("/v1/internal/telemetry/hubs", False, False),
        ("/status", False, False),
    ]


def test_a_call_without_a_body_sends_none() -> None:
    transport = Recording()
    DataAcquisitionClient(transport).connectors.heartbeat("c1")
    (request,) = transport.requests
    assert (request.content, request.content_type) == (b"", "")
