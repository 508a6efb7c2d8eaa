"""Changes of a connector's operating status, and the commands that they send."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.device import Device
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import UpdateConnectorRequest, UpdateConnectorStatusRequest
from ts_connectors_api.errors import ApiError


def _ask_for(admin: Caller, connector: LocalConnector, status: str) -> str:
    body = UpdateConnectorStatusRequest(status=RequestedOperatingStatus(status))
    return admin.connectors.update_status(connector.id, body).status


@pytest.mark.parametrize(
    ("status", "action"), [("RUNNING", "Start"), ("IDLE", "Stop"), ("DISABLED", "Shutdown")], ids=str
)
def test_a_status_is_stored_and_its_command_sent(
    admin: Caller, connector: LocalConnector, device: Device, status: str, action: str
) -> None:
    said = _ask_for(admin, connector, status)

    command = device.receive()
    assert (said, command["action"]) == (status, f"TetraScience.Connector.{action}")
    assert admin.connectors.get(connector.id).operating_status == status


def test_the_status_holds_before_the_command_can_be_heard(
    admin: Caller, itself: Caller, connector: LocalConnector, device: Device
) -> None:
    _ask_for(admin, connector, "RUNNING")
    device.receive()

    assert itself.connectors.get(connector.id).operating_status == "RUNNING"


def test_a_disabled_connector_can_still_answer_its_shutdown(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, device: Device
) -> None:
    _ask_for(admin, connector, "DISABLED")

    command = device.receive()
    device.answer(command, "SUCCESS")

    platform.wait_until(lambda: platform.answers(command["commandId"]))


def test_disabling_twice_sends_one_shutdown(admin: Caller, connector: LocalConnector, device: Device) -> None:
    _ask_for(admin, connector, "DISABLED")
    _ask_for(admin, connector, "DISABLED")

    device.receive()
    assert device.has_nothing()


def test_enabling_a_disabled_connector_makes_it_idle_and_sends_nothing(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector
) -> None:
    _ask_for(admin, connector, "DISABLED")

    assert _ask_for(admin, connector, "ENABLED") == "IDLE"
    assert [command.action for command in platform.commands()] == ["TetraScience.Connector.Shutdown"]


def test_enabling_a_running_connector_changes_nothing(admin: Caller, connector: LocalConnector) -> None:
    _ask_for(admin, connector, "RUNNING")

    assert _ask_for(admin, connector, "ENABLED") == "RUNNING"


def test_a_start_that_nobody_picks_up_expires(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    _ask_for(admin, connector, "RUNNING")
    clock.shift += timedelta(minutes=6)

    assert [command.status for command in platform.commands()] == ["EXPIRED"]


def test_synchronizing_has_the_connector_read_its_details(
    admin: Caller, connector: LocalConnector, device: Device
) -> None:
    admin.connectors.sync(connector.id)

    assert device.receive()["action"] == "TetraScience.Connector.UpdateConfig"


def test_a_disabled_connector_cannot_be_synchronized(admin: Caller, connector: LocalConnector) -> None:
    _ask_for(admin, connector, "DISABLED")

    with pytest.raises(ApiError, match="enable it"):
        admin.connectors.sync(connector.id)


def test_a_configuration_written_with_the_details_is_saved_unjudged_and_the_connector_told(
    admin: Caller, connector: LocalConnector, device: Device
) -> None:
    admin.connectors.update(connector.id, UpdateConnectorRequest(config={"port": 7}))

    assert device.receive()["action"] == "TetraScience.Connector.UpdateConfig"
    assert admin.connectors.get(connector.id, include=["config"]).config == {"port": 7}
