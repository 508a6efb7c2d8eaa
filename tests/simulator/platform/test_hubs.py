"""Hubs over REST."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.test_credentials import HUB
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalPlatform
from ts_connectors_api.data_acquisition.client import Hubs
from ts_connectors_api.data_acquisition.requests import UpdateHubRequest, UpdateHubStatusRequest
from ts_connectors_api.errors import ApiError, NotFoundError

SAME_PORTS = HUB.model_dump(by_alias=False, exclude={"name"})


@pytest.fixture
def hubs(admin: Caller) -> Hubs:
    """The operations on hubs."""
    return admin.data_acquisition.hubs


def test_a_new_hub_is_on_and_waits_a_day_for_its_machine(hubs: Hubs) -> None:
    made = hubs.create(HUB)

    assert (made.name, made.enabled, made.l7_proxy_forward_port) == ("Basement", True, 3128)
    assert made.activation_expires_at - made.created_at == timedelta(hours=24)
    assert hubs.get(made.id, include="") == made
    assert [item.hub.id for item in hubs.list().hubs] == [made.id]


def test_a_change_leaves_what_it_does_not_name(hubs: Hubs) -> None:
    made = hubs.create(HUB.model_copy(update={"l7_proxy_maximum_memory_mb": 512, "description": "Cold"}))

    changed = hubs.update(made.id, UpdateHubRequest(name="Cellar", **SAME_PORTS))

    assert (changed.name, changed.description, changed.l7_proxy_maximum_memory_mb) == ("Cellar", "Cold", 512)


def test_a_hub_is_turned_off_and_on(hubs: Hubs) -> None:
    made = hubs.create(HUB)

    assert hubs.update_status(made.id, UpdateHubStatusRequest(enabled=False)).enabled is False
    assert hubs.get(made.id, include="").enabled is False
    assert hubs.update_status(made.id, UpdateHubStatusRequest(enabled=True)).enabled is True


def test_a_hub_shows_its_connectors_where_asked_and_is_online_with_one_of_them(
    platform: LocalPlatform, hubs: Hubs
) -> None:
    made = hubs.create(HUB)
    connector = platform.create_connector("Scale 1", artifact=SCALE, host_type="hub", hub_id=made.id)
    before = hubs.get(made.id, include="connectors")
    platform.state.connectors.heard(connector.id)
    after = hubs.get(made.id, include="connectors")

    assert [one.id for one in before.connectors or ()] == [connector.id]
    assert [hub.status.network for hub in (before, after) if hub.status] == ["OFFLINE", "ONLINE"]
    assert hubs.get(made.id, include="").connectors is None


def test_synchronizing_a_hub_tells_its_connectors(platform: LocalPlatform, hubs: Hubs) -> None:
    made = hubs.create(HUB)
    connector = platform.create_connector("Scale 1", artifact=SCALE, host_type="hub", hub_id=made.id)
    platform.create_connector("Scale 2", artifact=SCALE)

    hubs.sync(made.id)

    assert [(one.target_id, one.action) for one in platform.commands()] == [
        (connector.id, "TetraScience.Connector.UpdateConfig")
    ]


def test_the_installer_names_the_hub(platform: LocalPlatform, hubs: Hubs) -> None:
    made = hubs.create(HUB)

    script = hubs.get_installer(made.id)

    assert script.startswith("#!/bin/sh\n")
    assert f"export HUB_ID={made.id}\n" in script
    assert f"export TDP_ENDPOINT={platform.endpoint}\n" in script


def test_a_hub_that_runs_connectors_is_not_deleted(platform: LocalPlatform, hubs: Hubs) -> None:
    made = hubs.create(HUB)
    connector = platform.create_connector("Scale 1", artifact=SCALE, host_type="hub", hub_id=made.id)

    with pytest.raises(ApiError, match="move or delete"):
        hubs.delete(made.id)
    platform.state.connectors.write(connector.id, hub_id=None)
    hubs.delete(made.id)
    with pytest.raises(NotFoundError):
        hubs.get(made.id, include="")
