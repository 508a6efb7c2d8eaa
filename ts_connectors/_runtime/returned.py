"""The mark of a clean stop: the commands that were given back to the queue unstarted."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from typing import Any

from ts_connectors._core.plain import is_list, is_map
from ts_connectors._core.ports import Rest
from ts_connectors.errors import ConnectorError
from ts_connectors_api.data_acquisition.requests import SaveConnectorValueRequest

from .answers import model_of

__all__ = ["RETURNED_KEY", "read_values", "returned_ids", "write_mark"]

RETURNED_KEY = "ts_connectors.returned"
"""Key of the data store; the value is `{"commandIds": […]}`."""

_log = logging.getLogger(__name__)


async def read_values(rest: Rest, connector_id: str, *keys: str) -> Mapping[str, Any]:
    """Return values of the data store by key; none where they cannot be read, which keeps nobody from starting."""
    try:
        answer = await rest.get_connector_data(connector_id, keys=",".join(keys))
        return {value.key: value.value for value in model_of(answer, "get_connector_data").values}
    except ConnectorError as failure:
        _log.info("The data store could not be read, going on without it: %s", failure)
        return {}


def returned_ids(value: object) -> frozenset[str]:
    """Return the commands that a mark names."""
    ids = value.get("commandIds") if is_map(value) else None
    return frozenset(map(str, ids)) if is_list(ids) else frozenset()


async def write_mark(rest: Rest, connector_id: str, command_ids: Sequence[str]) -> None:
    """Write the mark, also an empty one; a failure is logged."""
    mark = SaveConnectorValueRequest(key=RETURNED_KEY, value={"commandIds": list(command_ids)})
    try:
        model_of(await rest.save_connector_data(connector_id, [mark]), "save_connector_data")
    except ConnectorError as failure:
        _log.warning("The commands given back unstarted could not be noted in the data store: %s", failure)
