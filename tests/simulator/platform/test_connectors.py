"""Connectors over REST: made, read, changed, removed."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest
from botocore.exceptions import ClientError

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import ConnectorHostType, HealthStatus
from ts_connectors_api.data_acquisition.requests import (
    CreateConnectorRequest,
    LabelRequest,
    UpdateConnectorHealthRequest,
    UpdateConnectorLabelsRequest,
    UpdateConnectorRequest,
)
from ts_connectors_api.errors import ApiError, NotFoundError, UnauthorizedError

NEW = CreateConnectorRequest(
    name="Scale 9",
    host_type=ConnectorHostType.STANDALONE,
    connector_type="common/scale:v1.2.0",
    description="In room 12",
    metadata={"room": "12"},
    tags=["weights"],
    labels=["site=Basel"],
)


def test_a_new_connector_is_idle_offline_and_has_a_queue(admin: Caller) -> None:
    made = admin.connectors.create(NEW)

    assert (made.operating_status, made.network_status, made.health) == ("IDLE", "OFFLINE", "N/A")
    assert made.command_queue is not None
    assert admin.connectors.get(made.id) == made


def test_a_new_connector_has_what_it_was_made_with(admin: Caller) -> None:
    made = admin.connectors.create(NEW)

    assert (made.name, made.description, made.metadata, made.tags) == (
        "Scale 9",
        "In room 12",
        {"room": "12"},
        ["weights"],
    )
    assert [(label.name, label.value) for label in made.labels or ()] == [("site", "Basel")]
    assert made.artifact.model_dump(exclude_unset=True) == {
        "namespace": "common",
        "slug": "scale",
        "version": "v1.2.0",
    }


def test_a_connector_that_was_made_over_rest_calls_with_the_token_that_rest_gives(
    http: httpx.Client, platform: LocalPlatform, admin: Caller
) -> None:
    made = admin.connectors.create(NEW)
    token = admin.connectors.rotate_token(made.id).token

    Caller(http, platform, token).connectors.heartbeat(made.id)

    assert admin.connectors.get(made.id).network_status == "ONLINE"


def test_labels_are_written_with_an_equals_sign(admin: Caller) -> None:
    with pytest.raises(ApiError, match="not valid"):
        admin.connectors.create(NEW.model_copy(update={"labels": ["Basel"]}))


def test_a_hub_that_there_is_not_is_refused(admin: Caller) -> None:
    with pytest.raises(ApiError, match="not valid"):
        admin.connectors.create(NEW.model_copy(update={"hub_id": "nowhere"}))


def test_the_list_shows_every_connector_without_its_configuration(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector
) -> None:
    other = platform.create_connector("Scale 8", artifact=SCALE, config={"port": 1})

    listed = admin.connectors.list().connectors

    assert [one.id for one in listed] == [connector.id, other.id]
    assert all("config" not in one.model_fields_set for one in listed)


def test_the_artifact_comes_in_full_only_where_it_is_asked_for(admin: Caller, connector: LocalConnector) -> None:
    plain = admin.connectors.get(connector.id).artifact
    full = admin.connectors.get(connector.id, include=["artifact"]).artifact

    assert plain.manifest is None
    assert full.model_dump(exclude_unset=True) == {
        "namespace": "common",
        "slug": "scale",
        "version": "v1.2.0",
        "name": "Scale",
        "description": "Weighs",
        "source_type": "scale",
        "manifest": {"type": "connector"},
    }


def test_a_change_leaves_what_it_does_not_name(admin: Caller) -> None:
    made = admin.connectors.create(NEW)

    changed = admin.connectors.update(made.id, UpdateConnectorRequest(tags=["masses"]))

    assert (changed.tags, changed.description, changed.metadata) == (["masses"], "In room 12", {"room": "12"})
    assert changed.updated_at > made.updated_at


def test_labels_are_added_and_dropped_by_id(admin: Caller) -> None:
    made = admin.connectors.create(NEW)
    assert made.labels is not None
    (label,) = made.labels
    change = UpdateConnectorLabelsRequest(
        labels_to_add=[LabelRequest(name="line", value="3")], labels_to_drop=[int(label.id)]
    )

    changed = admin.connectors.update(made.id, UpdateConnectorRequest(labels=[change]))

    assert [(one.name, one.value) for one in changed.labels or ()] == [("line", "3")]


def test_a_deleted_connector_is_gone_with_its_token(admin: Caller, itself: Caller, connector: LocalConnector) -> None:
    admin.connectors.delete(connector.id)

    with pytest.raises(NotFoundError):
        admin.connectors.get(connector.id)
    with pytest.raises(UnauthorizedError):
        itself.connectors.heartbeat(connector.id)


def test_a_deleted_connector_loses_its_access_to_aws(admin: Caller, connector: LocalConnector, device: Device) -> None:
    admin.connectors.delete(connector.id)

    with pytest.raises(ClientError, match="InvalidClientTokenId"):
        device.has_nothing()


def test_all_connectors_can_be_deleted_at_once(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector
) -> None:
    platform.create_connector("Scale 8", artifact=SCALE)

    admin.connectors.delete_all()

    assert admin.connectors.list().connectors == []


def test_a_connector_is_offline_once_its_last_heartbeat_is_older_than_three_minutes(
    admin: Caller, itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    itself.connectors.heartbeat(connector.id)
    clock.shift += timedelta(minutes=2, seconds=50)
    before = admin.connectors.get(connector.id).network_status
    clock.shift += timedelta(seconds=11)
    after = admin.connectors.get(connector.id).network_status
    itself.connectors.heartbeat(connector.id)
    again = admin.connectors.get(connector.id).network_status

    assert (before, after, again) == ("ONLINE", "OFFLINE", "ONLINE")


def test_health_stays_until_the_next_report(
    admin: Caller, itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    report = UpdateConnectorHealthRequest(status=HealthStatus.CRITICAL, error_code="NoInstrument")
    itself.connectors.update_health(connector.id, report)
    clock.shift += timedelta(days=30)
    stored = admin.connectors.get(connector.id)
    itself.connectors.update_health(connector.id, UpdateConnectorHealthRequest(status=HealthStatus.NA))
    cleared = admin.connectors.get(connector.id)

    assert (stored.health, stored.health_error_code) == ("CRITICAL", "NoInstrument")
    assert (cleared.health, cleared.health_error_code) == ("N/A", None)
