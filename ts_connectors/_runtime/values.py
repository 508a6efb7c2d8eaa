"""The connector's data store, as authors use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import BaseModel

from ts_connectors.errors import UsageError
from ts_connectors_api.data_acquisition.models import ConnectorValueDto
from ts_connectors_api.data_acquisition.requests import SaveConnectorValueRequest

from .answers import model_of
from .requests import request_of

__all__ = ["DataStore"]


class DataStore:
    """The part of `Connector` that reads and writes the data store."""

    tdp_api: Any

    @property
    def connector_id(self) -> str:
        """The connector's id."""
        raise NotImplementedError

    async def get_value(self, key: str) -> ConnectorValueDto | None:
        """Read one value of the data store; None where the key holds none.

        Raises:
            ConnectorError: TDP refused, or did not answer.
        """
        found = await self.get_values([key])
        return next((value for value in found if value.key == key), None)

    async def get_values(self, keys: Sequence[str] | None = None) -> list[ConnectorValueDto]:
        """Read values of the data store.

        Args:
            keys: which; those that hold nothing are missing from the result. None: all there are.

        Raises:
            UsageError: a key holds a comma.
            ConnectorError: TDP refused, or did not answer.
        """
        if keys is not None and not keys:
            return []
        wanted = {} if keys is None else {"keys": ",".join(map(_checked_key, keys))}
        answer = await self.tdp_api.get_connector_data(self.connector_id, **wanted)
        found: list[ConnectorValueDto] = model_of(answer, "get_connector_data").values
        return found

    async def save_value(self, key: str, value: Any, secure: bool = False) -> ConnectorValueDto | None:
        """Write one value to the data store and return it as stored.

        Args:
            key: its name, without a comma.
            value: a JSON object.
            secure: whether TDP stores it as a secret; it is masked in logs and answers from then on.

        Raises:
            ConnectorError: TDP refused, or did not answer.
        """
        stored = await self.save_values([{"key": key, "value": value, "secure": secure}])
        return next((value for value in stored if value.key == key), None)

    async def save_values(
        self, values: Mapping[str, Any] | Sequence[Mapping[str, Any] | BaseModel]
    ) -> list[ConnectorValueDto]:
        """Write values to the data store in one request and return them as stored.

        Args:
            values: values by key, or a list of `{key, value, secure?}` or models.

        Raises:
            UsageError: an entry cannot be read, or a key holds a comma.
            ConnectorError: TDP refused, or did not answer.
        """
        requests = [_request(value) for value in _entries(values)]
        if not requests:
            return []
        answer = await self.tdp_api.save_connector_data(self.connector_id, requests)
        stored: list[ConnectorValueDto] = model_of(answer, "save_connector_data").values
        return stored


def _entries(
    values: Mapping[str, Any] | Sequence[Mapping[str, Any] | BaseModel],
) -> Sequence[Mapping[str, Any] | BaseModel]:
    if isinstance(values, Mapping):
        return [{"key": key, "value": value} for key, value in values.items()]
    return values


def _request(entry: Mapping[str, Any] | BaseModel) -> SaveConnectorValueRequest:
    request = request_of(SaveConnectorValueRequest, entry, "A value of the data store")
    _checked_key(request.key)
    return request


def _checked_key(key: str) -> str:
    if "," in key:
        raise UsageError(f"The key {key!r} holds a comma, by which TDP parts keys; choose a key without one")
    return key
