"""Hubs over REST."""

from __future__ import annotations

from typing import Any

from ts_connectors._core.threads import in_thread
from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.rest.installer import installer
from ts_connectors_api.data_acquisition.models import (
    HubDetailsDto,
    HubListItemDto,
    HubsResponse,
    UpdateHubStatusResponse,
)
from ts_connectors_api.data_acquisition.requests import CreateHubRequest, UpdateHubRequest, UpdateHubStatusRequest

__all__ = ["ServedHubs"]

NO_SETTINGS = {"name", "description", "reset_hub_migration_status"}


class ServedHubs(Served):
    """Lists, makes, shows, changes and removes hubs."""

    async def hubs_list(self, *, include: list[str] | None) -> HubsResponse:
        """Return all hubs; the list has no parts that could be added."""
        views = self._engine.views
        return HubsResponse(
            hubs=[HubListItemDto(hub=views.hub(hub), status=views.hub_status(hub)) for hub in self._state.hubs.all()]
        )

    async def hubs_create(self, body: CreateHubRequest) -> HubDetailsDto:
        """Make a hub."""
        given = body.model_dump(exclude_unset=True, by_alias=False)
        hub = self._state.hubs.create(body.name, given.get("description"), _settings(given))
        return self._engine.views.hub_details(hub, include=set())

    async def hubs_get(self, id: str, *, include: str) -> HubDetailsDto:
        """Return a hub, with its connectors where `include` names them."""
        return self._engine.views.hub_details(self._state.hubs.get(id), include=set(include.split(",")))

    async def hubs_update(self, id: str, body: UpdateHubRequest) -> HubDetailsDto:
        """Change what is given."""
        given = body.model_dump(exclude_unset=True, by_alias=False)
        facts = {name: given[name] for name in ("name", "description") if name in given}
        hub = self._state.hubs.write(id, settings=_settings(given), **facts)
        return self._engine.views.hub_details(hub, include=set())

    async def hubs_delete(self, id: str) -> None:
        """Remove a hub that runs nothing."""
        if self._state.connectors.on_hub(id):
            raise Problem(400, "Connectors run on this hub; move or delete them first")
        self._state.hubs.remove(id)

    async def hubs_update_status(self, id: str, body: UpdateHubStatusRequest) -> UpdateHubStatusResponse:
        """Turn a hub on or off."""
        return UpdateHubStatusResponse(enabled=self._state.hubs.write(id, is_enabled=body.enabled).is_enabled)

    async def hubs_get_installer(self, id: str) -> str:
        """Return a script that runs a command on this hub."""
        hub, address = self._state.hubs.get(id), self._engine.address()
        environment = {"HUB_ID": id, "ORG_SLUG": address.org_slug, "TDP_ENDPOINT": address.endpoint}
        return installer(f"hub {hub.name}", environment)

    async def hubs_sync(self, id: str) -> None:
        """Have every connector on the hub read its details again."""
        self._state.hubs.get(id)
        for connector in self._state.connectors.on_hub(id):
            if not connector.is_disabled:
                await in_thread(self._engine.lifecycle.synchronise, connector.id)


def _settings(given: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in given.items() if name not in NO_SETTINGS}
