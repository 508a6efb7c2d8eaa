"""The data store of a connector."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector, LocalPlatform
from ts_connectors_api.data_acquisition.models import ConnectorDataResponse
from ts_connectors_api.data_acquisition.requests import SaveConnectorDataRequest, SaveConnectorValueRequest
from ts_connectors_api.errors import ApiError

SECRET = SaveConnectorValueRequest(key="login", value={"password": "hunter2"}, secure=True)


def _save(caller: Caller, connector: LocalConnector, **values: Any) -> ConnectorDataResponse:
    entries = [SaveConnectorValueRequest(key=key, value=value) for key, value in values.items()]
    return caller.connectors.save_data(connector.id, SaveConnectorDataRequest(values=entries))


def _read(caller: Caller, connector: LocalConnector, **query: Any) -> dict[str, Any]:
    found = caller.connectors.get_data(connector.id, **query)
    return {entry.key: entry.value for entry in found.values}


@pytest.mark.parametrize(
    "value", [{"a": [1, {"b": None}]}, "text", 7, 1.5, True, None, [], "Gerät №5"], ids=lambda value: repr(value)
)
def test_any_json_value_comes_back_as_it_was_saved(itself: Caller, connector: LocalConnector, value: object) -> None:
    _save(itself, connector, state=value)

    assert _read(itself, connector) == {"state": value}


def test_a_write_replaces_an_entry_and_leaves_the_others(
    itself: Caller, connector: LocalConnector, clock: MovedClock
) -> None:
    (first,) = _save(itself, connector, a={"x": 1}).values
    _save(itself, connector, b={"y": 2})
    clock.shift += timedelta(seconds=5)
    (again,) = _save(itself, connector, a={"z": 3}).values

    assert _read(itself, connector) == {"a": {"z": 3}, "b": {"y": 2}}
    assert (again.created_at, again.updated_at > first.updated_at) == (first.created_at, True)


def test_entries_are_read_by_keys_and_those_that_there_are_not_are_missing(
    itself: Caller, connector: LocalConnector
) -> None:
    _save(itself, connector, a=1, b=2, c=3)

    assert _read(itself, connector, keys="c,a,nothing") == {"c": 3, "a": 1}


def test_the_object_notation_reads_a_member_of_a_value(itself: Caller, connector: LocalConnector) -> None:
    _save(itself, connector, cursor={"page": {"number": 4}})

    assert _read(itself, connector, keys="cursor.page.number,cursor.none", use_object_notation=True) == {
        "cursor.page.number": 4
    }
    assert _read(itself, connector, keys="cursor.page.number") == {}


def test_deleted_entries_are_gone(itself: Caller, connector: LocalConnector) -> None:
    _save(itself, connector, a=1, b=2, c=3)

    itself.connectors.delete_data(connector.id, keys="a,c,nothing")

    assert _read(itself, connector) == {"b": 2}


def test_a_secure_value_is_shown_to_the_connector_alone(
    admin: Caller, itself: Caller, connector: LocalConnector
) -> None:
    itself.connectors.save_data(connector.id, SaveConnectorDataRequest(values=[SECRET]))

    (own,) = itself.connectors.get_data(connector.id).values
    (others,) = admin.connectors.get_data(connector.id).values
    assert (own.value, own.secure) == ({"password": "hunter2"}, True)
    assert (others.key, others.secure, "value" in others.model_fields_set) == ("login", True, False)


def test_a_users_write_of_a_secret_does_not_echo_it(admin: Caller, connector: LocalConnector) -> None:
    (saved,) = admin.connectors.save_data(connector.id, SaveConnectorDataRequest(values=[SECRET])).values

    assert "value" not in saved.model_fields_set


@pytest.mark.parametrize("keys", [["a,b"], [""], ["a", "a"]], ids=["comma", "empty", "twice"])
def test_a_key_that_could_not_be_read_again_is_refused_and_nothing_written(
    itself: Caller, connector: LocalConnector, keys: list[str]
) -> None:
    entries = [SaveConnectorValueRequest(key=key, value=1) for key in ["good", *keys]]

    with pytest.raises(ApiError):
        itself.connectors.save_data(connector.id, SaveConnectorDataRequest(values=entries))
    assert _read(itself, connector) == {}


def test_each_connector_has_a_store_of_its_own(
    platform: LocalPlatform, admin: Caller, itself: Caller, connector: LocalConnector
) -> None:
    other = platform.create_connector("Scale 8", artifact=SCALE)
    _save(itself, connector, a=1)

    assert _read(admin, other) == {}
