"""Who may call the local platform, and for what."""

from __future__ import annotations

import json

import httpx
import pytest

from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import UpdateConnectorStatusRequest
from ts_connectors_api.errors import ForbiddenError, UnauthorizedError

CONNECTORS = "/v1/data-acquisition/connectors"
INVALID_TOKEN = {"statusCode": 401, "error": "Unauthorized", "message": "Invalid token"}


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no token"),
        pytest.param({"authorization": "Bearer made-up"}, id="unknown token"),
        pytest.param({"authorization": "Basic dXNlcjpwYXNz"}, id="another scheme"),
        pytest.param({"ts-auth-token": "made-up"}, id="unknown token in the bare header"),
    ],
)
def test_a_request_without_a_valid_token_is_refused_with_the_platforms_own_words(
    admin: Caller, headers: dict[str, str]
) -> None:
    answer = admin.request("GET", CONNECTORS, headers={"x-org-slug": "local", **headers})

    assert (answer.status_code, answer.json()) == (401, INVALID_TOKEN)


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({"authorization": "Bearer {}"}, id="bearer"),
        pytest.param({"authorization": "bearer {}"}, id="bearer in small letters"),
        pytest.param({"ts-auth-token": "{}"}, id="bare"),
    ],
)
def test_a_token_is_taken_from_either_header(admin: Caller, headers: dict[str, str]) -> None:
    filled = {name: value.format(admin.token) for name, value in headers.items()}

    answer = admin.request("GET", CONNECTORS, headers={"x-org-slug": "local", **filled})

    assert answer.status_code == 200


def test_a_request_without_an_organisation_is_refused(admin: Caller) -> None:
    answer = admin.request("GET", CONNECTORS, headers={"authorization": f"Bearer {admin.token}"})

    assert (answer.status_code, answer.json()["message"]) == (400, "The header x-org-slug is missing")


def test_a_request_for_another_organisation_is_refused(admin: Caller) -> None:
    answer = admin.request("GET", CONNECTORS, headers={**admin.headers, "x-org-slug": "another"})

    assert answer.status_code == 403


def test_the_status_needs_neither_token_nor_organisation(admin: Caller) -> None:
    assert admin.request("GET", "/status", headers={}).status_code == 200


@pytest.mark.parametrize("path", ["/status", CONNECTORS, "/nowhere"])
def test_every_answer_has_a_request_id_of_its_own(admin: Caller, path: str) -> None:
    ids = {admin.request("GET", path, headers={}).headers["ts-request-id"] for _ in range(2)}

    assert len(ids) == 2


def test_a_connector_reads_itself(itself: Caller, connector: LocalConnector) -> None:
    assert itself.connectors.get(connector.id).name == "Scale 7"


def test_a_connector_reads_no_other_connector(platform: LocalPlatform, itself: Caller) -> None:
    other = platform.create_connector("Scale 8", artifact=SCALE)

    with pytest.raises(ForbiddenError):
        itself.connectors.get(other.id)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        pytest.param("GET", CONNECTORS, id="list connectors"),
        pytest.param("DELETE", CONNECTORS, id="delete all connectors"),
        pytest.param("PUT", CONNECTORS + "/{id}/status", id="change its status"),
        pytest.param("PUT", CONNECTORS + "/{id}/config", id="change its configuration"),
        pytest.param("PUT", CONNECTORS + "/{id}/token", id="change its token"),
        pytest.param("POST", "/v1/commands", id="send commands"),
        pytest.param("GET", "/v1/data-acquisition/hubs", id="list hubs"),
    ],
)
def test_a_connectors_token_does_not_administrate(
    itself: Caller, connector: LocalConnector, method: str, path: str
) -> None:
    answer = itself.request(method, path.format(id=connector.id), content="{}")

    assert answer.status_code == 403


def test_a_new_token_replaces_the_one_before(
    http: httpx.Client, platform: LocalPlatform, admin: Caller, itself: Caller, connector: LocalConnector
) -> None:
    renewed = Caller(http, platform, admin.connectors.rotate_token(connector.id).token)

    renewed.connectors.heartbeat(connector.id)
    with pytest.raises(UnauthorizedError):
        itself.connectors.heartbeat(connector.id)


def test_a_disabled_connectors_token_is_invalid_until_it_is_enabled(
    admin: Caller, itself: Caller, connector: LocalConnector
) -> None:
    def ask_for(status: str) -> None:
        body = UpdateConnectorStatusRequest(status=RequestedOperatingStatus(status))
        admin.connectors.update_status(connector.id, body)

    ask_for("DISABLED")
    refused = itself.request("POST", f"{CONNECTORS}/{connector.id}/heartbeat")
    ask_for("ENABLED")
    taken = itself.request("POST", f"{CONNECTORS}/{connector.id}/heartbeat")

    assert (refused.status_code, json.loads(refused.content), taken.status_code) == (401, INVALID_TOKEN, 201)


def test_tokens_differ_from_platform_to_platform() -> None:
    with LocalPlatform() as first, LocalPlatform() as second:
        assert first.user_token != second.user_token
