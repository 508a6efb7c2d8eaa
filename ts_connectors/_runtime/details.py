"""The connector's own details as they were read last, and the secrets in its config."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ts_connectors._core.plain import is_list, is_map
from ts_connectors._core.ports import Rest
from ts_connectors._core.redaction import Secrets
from ts_connectors.errors import ConnectorError
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto

from .answers import decoded, model_of

__all__ = ["Details", "OwnDetails", "resolved_secrets"]

_INCLUDE = ("config", "artifact")

_log = logging.getLogger(__name__)


class Details:
    """Keeps the details of one connector."""

    def __init__(self) -> None:
        self.current: ConnectorDetailsDto | None = None
        """None before the first read."""
        self.reads = 0
        """How often they were read."""
        self._known_config: Mapping[str, Any] | None = None

    async def load(self, rest: Rest, connector_id: str, secrets: Secrets) -> ConnectorDetailsDto | None:
        """Read the details and return those from before.

        Raises:
            ConnectorError: TDP refused, or did not answer; the details from before stay.
        """
        answer = await rest.get_connector_by_id(connector_id, resolve_secrets=True, include=list(_INCLUDE))
        details: ConnectorDetailsDto = model_of(answer, "get_connector_by_id")
        config = details.config or {}
        if config and config != self._known_config and await _learn(config, rest, connector_id, secrets):
            self._known_config = config
        previous, self.current = self.current, details
        self.reads += 1
        return previous


class OwnDetails:
    """The part of `Connector` that reads its details and config without taking them up."""

    tdp_api: Any

    @property
    def connector_id(self) -> str:
        """The connector's id."""
        raise NotImplementedError

    async def get_connector(
        self, resolve_secrets: bool | None = None, include: Sequence[str] | None = None
    ) -> ConnectorDetailsDto:
        """Read the connector's details.

        Args:
            resolve_secrets: whether secrets of the config come resolved.
            include: `config`, `artifact`; None: both.

        Raises:
            ConnectorError: TDP refused, or did not answer.
        """
        wanted = list(_INCLUDE if include is None else include)
        answer = await self.tdp_api.get_connector_by_id(
            self.connector_id, resolve_secrets=resolve_secrets, include=wanted
        )
        details: ConnectorDetailsDto = model_of(answer, "get_connector_by_id")
        return details

    async def get_config(self, version: str | int | None = None) -> Any:
        """Read a version of the config; None: the current one.

        Raises:
            ConnectorError: TDP refused, or did not answer.
        """
        named = "" if version is None else str(version)
        return decoded(await self.tdp_api.get_connector_config(self.connector_id, named), "get_connector_config")


def resolved_secrets(resolved: object, unresolved: object) -> Iterator[str]:
    """Give the texts of a config that differ between a read with and one without `resolveSecrets`."""
    if is_map(resolved) and is_map(unresolved):
        for name, value in resolved.items():
            yield from resolved_secrets(value, unresolved.get(name))
    elif is_list(resolved) and is_list(unresolved) and len(resolved) == len(unresolved):
        for value, other in zip(resolved, unresolved, strict=True):
            yield from resolved_secrets(value, other)
    elif resolved != unresolved:
        yield from _texts_of(resolved)


async def _learn(config: Mapping[str, Any], rest: Rest, connector_id: str, secrets: Secrets) -> bool:
    try:
        answer = await rest.get_connector_by_id(connector_id, resolve_secrets=False, include=["config"])
        unresolved = model_of(answer, "get_connector_by_id").config
    except ConnectorError as failure:
        _log.warning("Which values of the config are secrets is not known yet, so none is masked: %s", failure)
        return False
    secrets.add(*resolved_secrets(config, unresolved or {}))
    return True


def _texts_of(value: object) -> Iterator[str]:
    """Give every text in a JSON value, keys left out."""
    if isinstance(value, str):
        yield value
    elif is_map(value):
        for inner in value.values():
            yield from _texts_of(inner)
    elif is_list(value):
        for inner in value:
            yield from _texts_of(inner)
