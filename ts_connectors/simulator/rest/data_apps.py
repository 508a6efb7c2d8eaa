"""Data apps over REST."""

from __future__ import annotations

from ts_connectors._core.threads import in_thread
from ts_connectors.simulator.rest.engine import Served
from ts_connectors_api.data_acquisition.models import DataAppDetailsDto, DataAppsResponse
from ts_connectors_api.data_acquisition.requests import CreateDataAppRequest
from ts_connectors_api.models import MISSING

__all__ = ["ServedDataApps"]


class ServedDataApps(Served):
    """Lists, makes, shows and removes data apps."""

    async def data_apps_list(self) -> DataAppsResponse:
        """Return all data apps."""
        return DataAppsResponse(data_apps=[self._engine.views.data_app(one) for one in self._state.data_apps.all()])

    async def data_apps_create(self, body: CreateDataAppRequest) -> DataAppDetailsDto:
        """Make a data app."""
        data_app = await in_thread(
            self._engine.enrolment.data_app,
            body.name,
            body.connector_type,
            body.host_type.value,
            None if body.description is MISSING else body.description,
            body.provider_ids,
        )
        return self._engine.views.data_app_details(data_app, include=set())

    async def data_apps_get(
        self, id: str, *, resolve_secrets: bool | None, include: list[str] | None
    ) -> DataAppDetailsDto:
        """Return a data app; its configuration is empty, so there are no secrets to resolve."""
        return self._engine.views.data_app_details(self._state.data_apps.get(id), include=set(include or ()))

    async def data_apps_delete(self, id: str) -> None:
        """Remove a data app."""
        self._state.data_apps.remove(id)
