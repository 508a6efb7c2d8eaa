"""A configuration is judged by its connector before it is saved."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device, meanwhile
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import UpdateConnectorStatusRequest
from ts_connectors_api.errors import NotFoundError, ServerError

CONNECTORS = "/v1/data-acquisition/connectors"
FAULTS = [{"name": "port", "error": "Give a port from 1 to 65535."}]


def _config(admin: Caller, connector: LocalConnector) -> object:
    return admin.connectors.get(connector.id, include=["config"]).config


def test_a_valid_configuration_is_saved_and_the_connector_told(
    admin: Caller, connector: LocalConnector, device: Device
) -> None:
    device.heartbeat()
    saving = meanwhile(lambda: admin.connectors.update_config(connector.id, {"port": 1}))
    command = device.judges({"valid": True})
    saving.result(10)

    assert command["action"] == "TetraScience.Connector.ValidateConfig"
    assert _config(admin, connector) == {"port": 1}
    assert device.receive()["action"] == "TetraScience.Connector.UpdateConfig"


def test_a_candidate_can_be_read_while_the_old_configuration_still_holds(
    admin: Caller, itself: Caller, connector: LocalConnector, platform: LocalPlatform, device: Device
) -> None:
    platform.state.configs.save(connector.id, {"port": 1})
    device.heartbeat()
    saving = meanwhile(lambda: admin.connectors.update_config(connector.id, {"port": 2}))
    command = device.receive()
    candidate = itself.connectors.get_config(connector.id, command["body"]["version"])
    held = _config(admin, connector)
    device.answer(command, "SUCCESS", {"valid": True})
    saving.result(10)

    assert (candidate, held, _config(admin, connector)) == ({"port": 2}, {"port": 1}, {"port": 2})


def test_an_invalid_configuration_is_refused_with_its_fields_and_not_saved(
    admin: Caller, connector: LocalConnector, device: Device
) -> None:
    device.heartbeat()
    saving = meanwhile(
        lambda: admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content=json.dumps({"port": 0}))
    )
    device.judges({"valid": False, "error": "It cannot be used.", "fields": FAULTS, "secret": "kept back"})
    answer = saving.result(10)

    assert (answer.status_code, answer.json()) == (
        400,
        {
            "statusCode": 400,
            "error": "Bad Request",
            "message": "It cannot be used.",
            "fields": [{"field": "port", "error": "Give a port from 1 to 65535."}],
        },
    )
    assert _config(admin, connector) == {}
    assert device.has_nothing()


@pytest.mark.parametrize(
    ("status", "body", "message"),
    [
        pytest.param("FAILURE", {"message": "it broke"}, "it broke", id="failed"),
        pytest.param("REJECTED", {"reason": "too late"}, "too late", id="rejected"),
        pytest.param("SUCCESS", {"valid": "yes"}, "does not say whether", id="no verdict in it"),
        pytest.param("SUCCESS", None, "does not say whether", id="empty"),
    ],
)
def test_a_connector_that_cannot_judge_refuses(
    admin: Caller,
    connector: LocalConnector,
    device: Device,
    status: str,
    body: dict[str, object] | None,
    message: str,
) -> None:
    device.heartbeat()
    saving = meanwhile(lambda: admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content="{}"))
    command = device.receive()
    device.answer(command, status, body)
    answer = saving.result(10)

    assert answer.status_code == 400
    assert message in answer.json()["message"]


def test_a_connector_that_is_offline_is_not_asked(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector
) -> None:
    answer = admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content="{}")

    assert (answer.status_code, answer.json()["message"]) == (
        504,
        "The connector is offline; start it, then try again",
    )
    assert platform.commands() == []


def test_a_disabled_connector_is_not_asked(admin: Caller, itself: Caller, connector: LocalConnector) -> None:
    itself.connectors.heartbeat(connector.id)
    status = UpdateConnectorStatusRequest(status=RequestedOperatingStatus.DISABLED)
    admin.connectors.update_status(connector.id, status)

    assert admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content="{}").status_code == 504


@pytest.mark.parametrize("starts", [pytest.param(True, id="after PROCESSING"), pytest.param(False, id="at all")])
def test_a_connector_that_is_silent_for_a_minute_costs_a_504(
    platform: LocalPlatform,
    admin: Caller,
    connector: LocalConnector,
    device: Device,
    clock: MovedClock,
    starts: bool,
) -> None:
    device.heartbeat()
    saving = meanwhile(lambda: admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content='{"port": 1}'))
    command = device.receive()
    if starts:
        device.answer(command, "PROCESSING")
        platform.wait_until(lambda: platform.answers(command["commandId"]))
    clock.shift += timedelta(seconds=61)
    answer = saving.result(10)

    assert answer.status_code == 504
    assert _config(admin, connector) == {}
    (failed,) = admin.data_acquisition.errors.list().errors
    assert (failed.entity_id, failed.action) == (connector.id, "TetraScience.Connector.ValidateConfig")


def test_a_check_forwards_the_verdict_and_saves_nothing(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, device: Device
) -> None:
    version = platform.state.configs.save(connector.id, {"port": 0})
    device.heartbeat()
    checking = meanwhile(lambda: admin.connectors.check_config(connector.id))
    command = device.judges({"valid": False, "error": "No.", "fields": FAULTS})

    assert command["body"] == {"version": version}
    assert checking.result(10).model_dump(exclude_unset=True) == {
        "valid": False,
        "error": "No.",
        "fields": [{"field": "port", "error": "Give a port from 1 to 65535."}],
    }
    assert device.has_nothing()


def test_a_check_of_a_valid_configuration_says_no_more(
    admin: Caller, connector: LocalConnector, device: Device
) -> None:
    device.heartbeat()
    checking = meanwhile(lambda: admin.connectors.check_config(connector.id))
    device.judges({"valid": True})

    assert checking.result(10).model_dump(exclude_unset=True) == {"valid": True}


def test_an_empty_version_is_the_one_that_holds(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector
) -> None:
    platform.state.configs.save(connector.id, {"port": 1})
    platform.state.configs.propose(connector.id, {"port": 2})

    # The published SDK asks like this; the generated clients do not.
    assert admin.request("GET", f"{CONNECTORS}/{connector.id}/config/").json() == {"port": 1}


def test_a_version_that_there_is_not_is_404(admin: Caller, connector: LocalConnector) -> None:
    with pytest.raises(NotFoundError):
        admin.connectors.get_config(connector.id, "17")


def test_secrets_come_resolved_to_the_connector_itself_alone(
    platform: LocalPlatform, admin: Caller, itself: Caller, connector: LocalConnector
) -> None:
    reference = platform.state.secrets.put("scale-password", "hunter2")
    config = {"login": {"password": reference}, "hosts": ["a", reference], "port": 1}
    platform.state.configs.save(connector.id, config)

    def read(caller: Caller, *, resolve: bool) -> object:
        return caller.connectors.get(connector.id, resolve_secrets=resolve, include=["config"]).config

    assert read(itself, resolve=True) == {"login": {"password": "hunter2"}, "hosts": ["a", "hunter2"], "port": 1}
    assert [read(itself, resolve=False), read(admin, resolve=True)] == [config, config]
    assert itself.connectors.get_config(connector.id, "1") != admin.connectors.get_config(connector.id, "1") == config


def test_a_connector_can_be_made_with_a_configuration(platform: LocalPlatform, admin: Caller) -> None:
    made = platform.create_connector("Scale 8", artifact=SCALE, config={"port": 4})

    assert _config(admin, made) == {"port": 4}


def test_a_platform_that_stops_lets_nobody_wait_for_a_verdict(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, device: Device
) -> None:
    device.heartbeat()
    saving = meanwhile(lambda: admin.request("PUT", f"{CONNECTORS}/{connector.id}/config", content="{}"))
    device.receive()
    device.close()
    platform.stop()

    assert saving.result(10).status_code == 503


def test_a_verdict_of_a_purged_command_never_comes(
    admin: Caller, connector: LocalConnector, itself: Caller, platform: LocalPlatform
) -> None:
    itself.connectors.heartbeat(connector.id)
    saving = meanwhile(lambda: admin.connectors.update_config(connector.id, {}))
    platform.wait_until(lambda: [command for command in platform.commands() if command.status == "PENDING"])
    admin.commands.purge(target_id=connector.id)

    with pytest.raises(ServerError):
        saving.result(10)
