"""The data store, as authors use it."""

from __future__ import annotations

from typing import Any

import pytest

from ts_connectors.connector import Connector
from ts_connectors.errors import ConnectorError, ForbiddenError, NotFoundError, ServerError, UsageError
from ts_connectors.testing import FakeTdpApi
from ts_connectors_api.data_acquisition.requests import SaveConnectorValueRequest


@pytest.fixture
def connector() -> Connector:
    return Connector(FakeTdpApi())


async def test_a_saved_value_is_read_by_its_key(connector: Connector) -> None:
    stored = await connector.save_value("cursor", {"row": 7})
    found = await connector.get_value("cursor")
    assert stored is not None
    assert found is not None
    assert (stored.value, found.value, found.secure) == ({"row": 7}, {"row": 7}, False)


async def test_a_key_that_holds_nothing_gives_none(connector: Connector) -> None:
    assert await connector.get_value("nothing") is None


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"a": {"n": 1}, "b": {"n": 2}}, id="values by key"),
        pytest.param([{"key": "a", "value": {"n": 1}}, {"key": "b", "value": {"n": 2}, "secure": False}], id="dicts"),
        pytest.param(
            [
                SaveConnectorValueRequest(key="a", value={"n": 1}),
                SaveConnectorValueRequest(key="b", value={"n": 2}),
            ],
            id="models",
        ),
    ],
)
async def test_values_are_saved_in_one_request_whatever_their_shape(connector: Connector, values: Any) -> None:
    await connector.save_values(values)
    found = await connector.get_values(["a", "b", "c"])
    assert {value.key: value.value for value in found} == {"a": {"n": 1}, "b": {"n": 2}}
    assert connector.tdp_api.calls["save_connector_data"] == 1


async def test_a_value_that_was_read_can_be_saved_again(connector: Connector) -> None:
    await connector.save_value("cursor", {"row": 7}, secure=True)
    found = await connector.get_values()
    await connector.save_values(found)
    assert connector.tdp_api.values["cursor"]["secure"] is True


async def test_no_keys_and_no_values_make_no_request(connector: Connector) -> None:
    assert await connector.get_values([]) == []
    assert await connector.save_values([]) == []
    assert connector.tdp_api.calls.total() == 0


async def test_a_key_with_a_comma_is_refused(connector: Connector) -> None:
    with pytest.raises(UsageError, match="The key 'a,b' holds a comma, by which TDP parts keys"):
        await connector.save_value("a,b", {})
    with pytest.raises(UsageError, match="choose a key without one"):
        await connector.get_value("a,b")


async def test_an_entry_without_a_key_is_refused_without_showing_its_value(connector: Connector) -> None:
    with pytest.raises(UsageError, match="key: Field required") as caught:
        await connector.save_values([{"value": {"password": "correct horse"}}])
    assert "correct horse" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "error"), [(201, ConnectorError), (403, ForbiddenError), (404, NotFoundError), (502, ServerError)]
)
async def test_any_status_but_200_raises_with_its_request_id(
    connector: Connector, status: int, error: type[ConnectorError]
) -> None:
    connector.tdp_api.refuse("get_connector_data", status)
    with pytest.raises(error, match=rf"get_connector_data was answered with {status}.*\(ts-request-id: test\)"):
        await connector.get_value("cursor")


async def test_the_details_are_read_with_config_and_artifact(connector: Connector) -> None:
    details = await connector.get_connector()
    assert details.config == {}
    assert not connector.connector_details_are_loaded()


async def test_a_config_is_read_by_its_version_or_as_it_is_now(connector: Connector) -> None:
    connector.tdp_api.save_config({"n": 1})
    version = connector.tdp_api.offer_config({"n": 2})
    assert await connector.get_config() == {"n": 1}
    assert await connector.get_config(version) == {"n": 2}
    with pytest.raises(NotFoundError):
        await connector.get_config("99")
