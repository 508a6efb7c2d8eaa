"""Every operation of the three documents is served, and answers what its document promises."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import timedelta
from importlib import resources
from typing import Any

import httpx
import pytest
from botocore.session import Session
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter

from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device, meanwhile
from tests.simulator.platform.test_credentials import HUB
from tests.simulator.platform.wire import Caller
from ts_connectors._core.clock import SystemClock
from ts_connectors.simulator import LocalPlatform
from ts_connectors.simulator.rest.caller import OF_CONNECTORS
from ts_connectors.simulator.rest.service import ROUTES
from ts_connectors.simulator.state.certificates import AUTHORITY
from ts_connectors_api.routing import Route


def _json_schema(node: Any) -> Any:
    """Return part of an OpenAPI 3.0 document in which its own `nullable` is said in JSON Schema's words."""
    match node:
        case list():
            return [_json_schema(inner) for inner in node]
        case {"nullable": True, **rest}:
            return {"anyOf": [_json_schema(rest), {"type": "null"}]}
        case dict():
            return {key: _json_schema(inner) for key, inner in node.items()}
        case _:
            return node


DOCUMENTS = [
    # An artifact in full is a plain one too, so that `oneOf` in the document can only mean any of the two.
    json.loads(
        resources.files("ts_connectors_api")
        .joinpath("specs", f"{name}.openapi.json")
        .read_text()
        .replace('"oneOf"', '"anyOf"')
    )
    for name in ("data-acquisition", "command-service", "certificates")
]
SOON = (SystemClock().now() + timedelta(hours=1)).isoformat()
HUB_BODY = json.loads(HUB.model_dump_json())
BODIES: Mapping[str, Any] = {
    "hubs_create": HUB_BODY,
    "hubs_update": HUB_BODY,
    "hubs_update_status": {"enabled": False},
    "connectors_create": {
        "name": "Scale 2",
        "hostType": "hub",
        "connectorType": "common/scale:v1.2.0",
        "labels": ["site=Basel"],
    },
    "connectors_update": {"description": "In room 12"},
    "connectors_update_status": {"status": "RUNNING"},
    "connectors_update_health": {"status": "WARNING", "errorCode": "Dusty"},
    "connectors_update_config": {"port": 1},
    "connectors_save_data": {"values": [{"key": "c", "value": {"d": 1}}]},
    "connectors_save_files": {"files": [{"uniqueExternalId": "run-2"}, {"status": "SUCCESS"}]},
    "connectors_report_metrics": {
        "metrics": [
            {
                "name": "cpu_usage",
                "unit": "Percent",
                "dimensions": [],
                "values": [{"time": SystemClock().now().isoformat(), "value": 12.5}],
            }
        ]
    },
    "data_apps_create": {
        "name": "Plots",
        "hostType": "local",
        "connectorType": "common/plots:v1.0.0",
        "providerIds": [],
    },
}
QUERIES: Mapping[str, str] = {
    "hubs_get": "?include=connectors",
    "connectors_get": "?resolveSecrets=true&include=config&include=artifact",
    "connectors_delete_data": "?keys=a",
    "data_apps_get": "?include=artifact",
    "commands_purge": "?targetId={connector}",
    "certificates_list": "?includeContent=true&includeDisabled=true",
}
ASK_THE_CONNECTOR = {"connectors_update_config", "connectors_check_config"}


class _Scene:
    """A platform with one of everything."""

    def __init__(self, platform: LocalPlatform, http: httpx.Client, session: Session) -> None:
        self.admin = Caller(http, platform, platform.user_token)
        hub = self.admin.data_acquisition.hubs.create(HUB)
        self.empty_hub = self.admin.data_acquisition.hubs.create(HUB).id
        connector = platform.create_connector(
            "Scale 1", artifact=SCALE, hub_id=hub.id, config={"port": 1}, labels=[("site", "Basel")], tags=["weights"]
        )
        self.itself = Caller(http, platform, connector.token)
        self.device = Device(platform, connector, self.itself, session)
        self.device.heartbeat()
        self._fill(platform, connector.id)
        self.ids = {"hubs": hub.id, "connectors": connector.id, **self._others(connector.id)}

    def _fill(self, platform: LocalPlatform, connector_id: str) -> None:
        base = f"/v1/data-acquisition/connectors/{connector_id}"
        for name, path in (("save_data", "data"), ("save_files", "files")):
            self.itself.request("PUT", f"{base}/{path}", content=json.dumps(BODIES[f"connectors_{name}"]))
        self.itself.request("POST", f"{base}/metrics", content=json.dumps(BODIES["connectors_report_metrics"]))
        platform.state.certificates.add("Proxy", AUTHORITY)
        platform.state.failures.note("Try", "it broke", entity_id=connector_id, attempt=1)

    def _others(self, connector_id: str) -> dict[str, str]:
        data_app = self.admin.request(
            "POST", "/v1/data-acquisition/data-apps", content=json.dumps(BODIES["data_apps_create"])
        )
        command = self.admin.request("POST", "/v1/commands", content=json.dumps(self.command(connector_id)))
        self.device.receive()
        return {"data_apps": data_app.json()["id"], "commands": command.json()["id"]}

    @staticmethod
    def command(connector_id: str) -> dict[str, Any]:
        return {"targetId": connector_id, "action": "A", "payload": {"n": 1}, "expiresAt": SOON}

    def target(self, route: Route) -> str:
        group = next((name for name in self.ids if route.serves.startswith(f"{name}_")), "")
        if route.serves == "hubs_delete":
            return route.path.format(id=self.empty_hub)
        values = {"id": self.ids.get(group, ""), "version": "1", "type": "scale"}
        query = QUERIES.get(route.serves, "").format(connector=self.ids["connectors"])
        return route.path.format(**values) + query

    def body(self, route: Route) -> str | None:
        if route.serves == "commands_create":
            return json.dumps(self.command(self.ids["connectors"]))
        return json.dumps(BODIES[route.serves]) if route.serves in BODIES else None

    def call(self, caller: Caller, route: Route) -> httpx.Response:
        pending = meanwhile(lambda: caller.request(route.method, self.target(route), content=self.body(route)))
        for _ in ASK_THE_CONNECTOR & {route.serves}:
            self.device.judges({"valid": True})
        answer: httpx.Response = pending.result(20)
        return answer


@pytest.fixture(scope="module")
def shared() -> Iterator[LocalPlatform]:
    """One platform for all operations."""
    with LocalPlatform() as running:
        yield running


@pytest.fixture
def scene(shared: LocalPlatform, http: httpx.Client, botocore_session: Session) -> Iterator[_Scene]:
    """One of everything, made anew."""
    made = _Scene(shared, http, botocore_session)
    yield made
    made.device.close()


def _declared(route: Route, status: int) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the response that the document declares, and the document."""
    for document in DOCUMENTS:
        operation = document["paths"].get(route.path, {}).get(route.method.lower())
        if operation is not None:
            return operation["responses"][str(status)], document
    raise AssertionError(f"no document knows {route.method} {route.path}")


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.serves)
def test_an_operation_answers_what_its_document_and_its_model_say(scene: _Scene, route: Route) -> None:
    answer = scene.call(scene.admin, route)

    assert answer.status_code == route.status, answer.text
    declared, document = _declared(route, answer.status_code)
    content = declared.get("content", {})
    assert (not answer.content) == (not content)
    for media_type, described in content.items():
        assert answer.headers["content-type"].startswith(media_type)
        value = answer.json() if media_type == "application/json" else answer.text
        schema = {**_json_schema(described["schema"]), "components": _json_schema(document["components"])}
        Draft202012Validator(schema).validate(value)
        TypeAdapter(route.response).validate_python(value)


@pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.serves in OF_CONNECTORS], ids=lambda route: route.serves
)
def test_what_a_connector_may_do_it_can_do(scene: _Scene, route: Route) -> None:
    assert scene.call(scene.itself, route).status_code == route.status


@pytest.mark.parametrize(
    "route",
    [route for route in ROUTES if route.sends_token and route.serves not in OF_CONNECTORS],
    ids=lambda route: route.serves,
)
def test_everything_else_is_refused_to_connectors(shared: LocalPlatform, scene: _Scene, route: Route) -> None:
    answer = scene.itself.request(route.method, scene.target(route), content=scene.body(route))

    assert answer.status_code == 403


@pytest.mark.parametrize("route", [route for route in ROUTES if "{id}" in route.path], ids=lambda route: route.serves)
def test_an_id_that_there_is_not_is_404(scene: _Scene, route: Route) -> None:
    scene.ids = dict.fromkeys(scene.ids, "nobody")
    scene.empty_hub = "nobody"

    answer = scene.admin.request(route.method, scene.target(route), content=scene.body(route))

    assert answer.status_code == 404
