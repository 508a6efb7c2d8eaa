"""What the local platform says to requests that are wrong in form."""

from __future__ import annotations

import json

import pytest

from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors.simulator.aws import Fault

CONNECTORS = "/v1/data-acquisition/connectors"


def _validations(content: bytes) -> dict[str, str]:
    return {fault["field"]: fault["reason"] for fault in json.loads(content)["validations"]}


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/v1/nothing", id="no route"),
        pytest.param("/v1/connectors", id="without the service's name"),
        pytest.param("/v1/data-acquisition/certificates", id="with a service's name that has none"),
        pytest.param(CONNECTORS + "/unknown", id="no such connector"),
        pytest.param("/v1/commands/unknown", id="no such command"),
    ],
)
def test_what_is_not_there_is_404(admin: Caller, path: str) -> None:
    answer = admin.request("GET", path)

    assert (answer.status_code, answer.json()["error"]) == (404, "Not Found")


def test_a_method_that_a_path_does_not_take_is_405_and_names_those_that_it_takes(admin: Caller) -> None:
    answer = admin.request("POST", "/v1/data-acquisition/connectors/x/config/1")

    assert (answer.status_code, answer.headers["allow"]) == (405, "GET")


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        pytest.param("{", {"body"}, id="no JSON"),
        pytest.param("[]", {"body"}, id="no object"),
        pytest.param("{}", {"name", "hostType", "connectorType"}, id="nothing given"),
        pytest.param(
            '{"name": 7, "hostType": "moon", "connectorType": "a/b:1"}', {"name", "hostType"}, id="wrong values"
        ),
        pytest.param(
            '{"name": "a", "host_type": "cloud", "connectorType": "a/b:1"}', {"host_type", "hostType"}, id="wrong names"
        ),
        pytest.param(
            '{"name": "a", "hostType": "cloud", "connectorType": "nonsense"}', {"connectorType"}, id="no artifact"
        ),
    ],
)
def test_a_body_that_does_not_fit_is_400_and_names_every_field(admin: Caller, body: str, faults: set[str]) -> None:
    answer = admin.request("POST", CONNECTORS, content=body)

    assert (answer.status_code, set(_validations(answer.content))) == (400, faults)


@pytest.mark.parametrize(
    ("query", "field"),
    [
        pytest.param("take=10.0", "take", id="a fraction"),
        pytest.param("take=ten", "take", id="no number"),
        pytest.param("take=1&take=2", "take", id="twice"),
        pytest.param("skip=-1", "skip", id="below 0"),
        pytest.param("createdAfter=2026-01-01T00:00:00", "createdAfter", id="no offset"),
        pytest.param("createdAfter=2026-13-01T00:00:00Z", "createdAfter", id="no month"),
        pytest.param("statuses=DONE", "statuses", id="unknown status"),
        pytest.param("orderBy=size", "orderBy", id="unknown order"),
    ],
)
def test_a_query_that_does_not_fit_is_400_and_names_the_parameter(
    admin: Caller, connector: LocalConnector, query: str, field: str
) -> None:
    answer = admin.request("GET", f"{CONNECTORS}/{connector.id}/files?{query}")

    assert (answer.status_code, list(_validations(answer.content))) == (400, [field])


@pytest.mark.parametrize("spelling", ["True", "1", "yes"])
def test_a_boolean_is_true_or_false_in_small_letters(admin: Caller, connector: LocalConnector, spelling: str) -> None:
    answer = admin.request("GET", f"{CONNECTORS}/{connector.id}?resolveSecrets={spelling}")

    assert _validations(answer.content) == {"resolveSecrets": "is neither true nor false"}


def test_a_parameter_that_is_missing_is_named(admin: Caller, connector: LocalConnector) -> None:
    answer = admin.request("DELETE", f"{CONNECTORS}/{connector.id}/data")

    assert _validations(answer.content) == {"keys": "is missing"}


def test_an_encoded_slash_does_not_part_a_path(admin: Caller, connector: LocalConnector) -> None:
    answer = admin.request("GET", "/v1/data-acquisition/artifacts/common%2Fscale%3Av1.2.0")

    assert answer.json()["slug"] == "scale"


def test_a_fault_that_is_asked_for_is_the_answer(
    platform: LocalPlatform, itself: Caller, connector: LocalConnector
) -> None:
    platform.faults = lambda operation, path: Fault(status=502) if operation == "connectors_heartbeat" else None

    refused = itself.request("POST", f"{CONNECTORS}/{connector.id}/heartbeat")
    platform.faults = None
    taken = itself.request("POST", f"{CONNECTORS}/{connector.id}/heartbeat")

    assert (refused.status_code, taken.status_code) == (502, 201)


def test_the_requests_that_came_can_be_looked_up(
    platform: LocalPlatform, itself: Caller, connector: LocalConnector
) -> None:
    itself.connectors.heartbeat(connector.id)

    (seen,) = platform.requests()
    assert (seen.method, seen.operation, seen.caller, seen.status) == (
        "POST",
        "connectors_heartbeat",
        connector.id,
        201,
    )
