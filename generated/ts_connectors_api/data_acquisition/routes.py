# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""The serving side of TDP data acquisition: routes, and who answers them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Protocol

from ts_connectors_api.data_acquisition import operations
from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ArtifactsResponse,
    CheckConnectorConfigResponse,
    ConnectorDataResponse,
    ConnectorDetailsDto,
    ConnectorFilesResponse,
    ConnectorFileStatus,
    ConnectorsResponse,
    ConnectorToken,
    DataAppDetailsDto,
    DataAppsResponse,
    GetConnectorCredentialsDto,
    GetConnectorFileStatsDto,
    GetConnectorMetricsDto,
    HubDetailsDto,
    HubsResponse,
    SaveConnectorFilesResponse,
    SortDirection,
    TransactionErrorsResponse,
    UpdateConnectorStatusResponse,
    UpdateHubStatusResponse,
)
from ts_connectors_api.data_acquisition.requests import (
    CreateConnectorRequest,
    CreateDataAppRequest,
    CreateHubRequest,
    ReportMetricsRequest,
    SaveConnectorDataRequest,
    SaveConnectorFilesRequest,
    UpdateConnectorHealthRequest,
    UpdateConnectorRequest,
    UpdateConnectorStatusRequest,
    UpdateHubRequest,
    UpdateHubStatusRequest,
)
from ts_connectors_api.routing import QueryParameter, Route

__all__ = ["ROUTES", "DataAcquisitionService"]


class DataAcquisitionService(Protocol):
    """Answers the operations of TDP data acquisition.

    A query argument is None where the request has none.
    """

    async def hubs_list(self, *, include: list[str] | None) -> HubsResponse:
        """List the hubs."""
        ...

    async def hubs_create(self, body: CreateHubRequest) -> HubDetailsDto:
        """Create a hub."""
        ...

    async def hubs_get(self, id: str, *, include: str) -> HubDetailsDto:
        """Read a hub."""
        ...

    async def hubs_update(self, id: str, body: UpdateHubRequest) -> HubDetailsDto:
        """Change a hub."""
        ...

    async def hubs_delete(self, id: str) -> None:
        """Delete a hub."""
        ...

    async def hubs_update_status(self, id: str, body: UpdateHubStatusRequest) -> UpdateHubStatusResponse:
        """Turn a hub on or off."""
        ...

    async def hubs_get_installer(self, id: str) -> str:
        """Get a hub's installer."""
        ...

    async def hubs_sync(self, id: str) -> None:
        """Synchronize a hub."""
        ...

    async def errors_list(self) -> TransactionErrorsResponse:
        """List failed actions."""
        ...

    async def artifacts_list(self) -> ArtifactsResponse:
        """List the artifacts."""
        ...

    async def artifacts_get(self, type: str) -> ArtifactDetailsDto:
        """Read an artifact."""
        ...

    async def connectors_list(self) -> ConnectorsResponse:
        """List the connectors."""
        ...

    async def connectors_create(self, body: CreateConnectorRequest) -> ConnectorDetailsDto:
        """Create a connector."""
        ...

    async def connectors_get(
        self, id: str, *, resolve_secrets: bool | None, include: list[str] | None
    ) -> ConnectorDetailsDto:
        """Read a connector."""
        ...

    async def connectors_update(self, id: str, body: UpdateConnectorRequest) -> ConnectorDetailsDto:
        """Change a connector."""
        ...

    async def connectors_delete(self, id: str) -> None:
        """Delete a connector."""
        ...

    async def connectors_delete_all(self) -> None:
        """Delete all connectors."""
        ...

    async def connectors_update_status(
        self, id: str, body: UpdateConnectorStatusRequest
    ) -> UpdateConnectorStatusResponse:
        """Change a connector's operating status."""
        ...

    async def connectors_update_health(self, id: str, body: UpdateConnectorHealthRequest) -> None:
        """Report a connector's health."""
        ...

    async def connectors_heartbeat(self, id: str) -> None:
        """Send a connector's heartbeat."""
        ...

    async def connectors_get_credentials(self, id: str) -> GetConnectorCredentialsDto:
        """Get AWS credentials for a connector."""
        ...

    async def connectors_rotate_token(self, id: str) -> ConnectorToken:
        """Give a connector a new token."""
        ...

    async def connectors_get_config(self, id: str, version: str) -> dict[str, Any]:
        """Read one version of a connector's configuration."""
        ...

    async def connectors_update_config(self, id: str, body: dict[str, Any]) -> None:
        """Save a connector's configuration."""
        ...

    async def connectors_check_config(self, id: str) -> CheckConnectorConfigResponse:
        """Check a connector's configuration."""
        ...

    async def connectors_get_data(
        self, id: str, *, keys: str | None, use_object_notation: bool | None
    ) -> ConnectorDataResponse:
        """Read a connector's data store."""
        ...

    async def connectors_save_data(self, id: str, body: SaveConnectorDataRequest) -> ConnectorDataResponse:
        """Write to a connector's data store."""
        ...

    async def connectors_delete_data(self, id: str, *, keys: str) -> None:
        """Delete from a connector's data store."""
        ...

    async def connectors_get_files(
        self,
        id: str,
        *,
        file_ids: list[str] | None,
        exclude_file_ids: list[str] | None,
        unique_external_ids: list[str] | None,
        exclude_unique_external_ids: list[str] | None,
        statuses: list[ConnectorFileStatus] | None,
        max_errors: int | None,
        created_before: datetime | None,
        created_after: datetime | None,
        updated_before: datetime | None,
        updated_after: datetime | None,
        order_by: str | None,
        order_direction: SortDirection | None,
        take: int | None,
        skip: int | None,
    ) -> ConnectorFilesResponse:
        """List a connector's file records."""
        ...

    async def connectors_save_files(self, id: str, body: SaveConnectorFilesRequest) -> SaveConnectorFilesResponse:
        """Write a connector's file records."""
        ...

    async def connectors_get_file_stats(self, id: str) -> GetConnectorFileStatsDto:
        """Count a connector's file records."""
        ...

    async def connectors_get_file_metrics(self, id: str) -> GetConnectorMetricsDto:
        """Read a connector's file metrics."""
        ...

    async def connectors_report_metrics(self, id: str, body: ReportMetricsRequest) -> None:
        """Report a connector's metrics."""
        ...

    async def connectors_get_installer(self, id: str) -> str:
        """Get a standalone connector's installer."""
        ...

    async def connectors_sync(self, id: str) -> None:
        """Synchronize a connector."""
        ...

    async def telemetry_list_connectors(self) -> None:
        """Report on connectors to the vendor."""
        ...

    async def telemetry_list_hubs(self) -> None:
        """Report on hubs to the vendor."""
        ...

    async def status_get(self) -> None:
        """Ask whether the service is up."""
        ...

    async def data_apps_list(self) -> DataAppsResponse:
        """List the data apps."""
        ...

    async def data_apps_create(self, body: CreateDataAppRequest) -> DataAppDetailsDto:
        """Create a data app."""
        ...

    async def data_apps_get(
        self, id: str, *, resolve_secrets: bool | None, include: list[str] | None
    ) -> DataAppDetailsDto:
        """Read a data app."""
        ...

    async def data_apps_delete(self, id: str) -> None:
        """Delete a data app."""
        ...


ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/data-acquisition/hubs",
        serves="hubs_list",
        operation=operations.HUBS_LIST,
        query_parameters=(QueryParameter(name="include", wire_name="include", type=list[str], is_required=False),),
        response=HubsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/hubs",
        serves="hubs_create",
        operation=operations.HUBS_CREATE,
        request=CreateHubRequest,
        response=HubDetailsDto,
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/hubs/{id}",
        serves="hubs_get",
        operation=operations.HUBS_GET,
        path_parameters=(("id", "id"),),
        query_parameters=(QueryParameter(name="include", wire_name="include", type=str, is_required=True),),
        response=HubDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/hubs/{id}",
        serves="hubs_update",
        operation=operations.HUBS_UPDATE,
        path_parameters=(("id", "id"),),
        request=UpdateHubRequest,
        response=HubDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/data-acquisition/hubs/{id}",
        serves="hubs_delete",
        operation=operations.HUBS_DELETE,
        path_parameters=(("id", "id"),),
        status=204,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/hubs/{id}/status",
        serves="hubs_update_status",
        operation=operations.HUBS_UPDATE_STATUS,
        path_parameters=(("id", "id"),),
        request=UpdateHubStatusRequest,
        response=UpdateHubStatusResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/hubs/{id}/installer",
        serves="hubs_get_installer",
        operation=operations.HUBS_GET_INSTALLER,
        path_parameters=(("id", "id"),),
        response=str,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/hubs/{id}/sync",
        serves="hubs_sync",
        operation=operations.HUBS_SYNC,
        path_parameters=(("id", "id"),),
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/errors",
        serves="errors_list",
        operation=operations.ERRORS_LIST,
        response=TransactionErrorsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/artifacts",
        serves="artifacts_list",
        operation=operations.ARTIFACTS_LIST,
        response=ArtifactsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/artifacts/{type}",
        serves="artifacts_get",
        operation=operations.ARTIFACTS_GET,
        path_parameters=(("type", "type"),),
        response=ArtifactDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors",
        serves="connectors_list",
        operation=operations.CONNECTORS_LIST,
        response=ConnectorsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/connectors",
        serves="connectors_create",
        operation=operations.CONNECTORS_CREATE,
        request=CreateConnectorRequest,
        response=ConnectorDetailsDto,
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}",
        serves="connectors_get",
        operation=operations.CONNECTORS_GET,
        path_parameters=(("id", "id"),),
        query_parameters=(
            QueryParameter(name="resolve_secrets", wire_name="resolveSecrets", type=bool, is_required=False),
            QueryParameter(name="include", wire_name="include", type=list[str], is_required=False),
        ),
        response=ConnectorDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}",
        serves="connectors_update",
        operation=operations.CONNECTORS_UPDATE,
        path_parameters=(("id", "id"),),
        request=UpdateConnectorRequest,
        response=ConnectorDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/data-acquisition/connectors/{id}",
        serves="connectors_delete",
        operation=operations.CONNECTORS_DELETE,
        path_parameters=(("id", "id"),),
        status=204,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/data-acquisition/connectors",
        serves="connectors_delete_all",
        operation=operations.CONNECTORS_DELETE_ALL,
        status=204,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/status",
        serves="connectors_update_status",
        operation=operations.CONNECTORS_UPDATE_STATUS,
        path_parameters=(("id", "id"),),
        request=UpdateConnectorStatusRequest,
        response=UpdateConnectorStatusResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/health",
        serves="connectors_update_health",
        operation=operations.CONNECTORS_UPDATE_HEALTH,
        path_parameters=(("id", "id"),),
        request=UpdateConnectorHealthRequest,
        status=204,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/connectors/{id}/heartbeat",
        serves="connectors_heartbeat",
        operation=operations.CONNECTORS_HEARTBEAT,
        path_parameters=(("id", "id"),),
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/credentials",
        serves="connectors_get_credentials",
        operation=operations.CONNECTORS_GET_CREDENTIALS,
        path_parameters=(("id", "id"),),
        response=GetConnectorCredentialsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/token",
        serves="connectors_rotate_token",
        operation=operations.CONNECTORS_ROTATE_TOKEN,
        path_parameters=(("id", "id"),),
        response=ConnectorToken,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/config/{version}",
        serves="connectors_get_config",
        operation=operations.CONNECTORS_GET_CONFIG,
        path_parameters=(
            ("id", "id"),
            ("version", "version"),
        ),
        response=dict[str, Any],
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/config",
        serves="connectors_update_config",
        operation=operations.CONNECTORS_UPDATE_CONFIG,
        path_parameters=(("id", "id"),),
        request=dict[str, Any],
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/connectors/{id}/config-check",
        serves="connectors_check_config",
        operation=operations.CONNECTORS_CHECK_CONFIG,
        path_parameters=(("id", "id"),),
        response=CheckConnectorConfigResponse,
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/data",
        serves="connectors_get_data",
        operation=operations.CONNECTORS_GET_DATA,
        path_parameters=(("id", "id"),),
        query_parameters=(
            QueryParameter(name="keys", wire_name="keys", type=str, is_required=False),
            QueryParameter(name="use_object_notation", wire_name="useObjectNotation", type=bool, is_required=False),
        ),
        response=ConnectorDataResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/data",
        serves="connectors_save_data",
        operation=operations.CONNECTORS_SAVE_DATA,
        path_parameters=(("id", "id"),),
        request=SaveConnectorDataRequest,
        response=ConnectorDataResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/data-acquisition/connectors/{id}/data",
        serves="connectors_delete_data",
        operation=operations.CONNECTORS_DELETE_DATA,
        path_parameters=(("id", "id"),),
        query_parameters=(QueryParameter(name="keys", wire_name="keys", type=str, is_required=True),),
        status=204,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/files",
        serves="connectors_get_files",
        operation=operations.CONNECTORS_GET_FILES,
        path_parameters=(("id", "id"),),
        query_parameters=(
            QueryParameter(name="file_ids", wire_name="fileIds", type=list[str], is_required=False),
            QueryParameter(name="exclude_file_ids", wire_name="excludeFileIds", type=list[str], is_required=False),
            QueryParameter(
                name="unique_external_ids", wire_name="uniqueExternalIds", type=list[str], is_required=False
            ),
            QueryParameter(
                name="exclude_unique_external_ids",
                wire_name="excludeUniqueExternalIds",
                type=list[str],
                is_required=False,
            ),
            QueryParameter(name="statuses", wire_name="statuses", type=list[ConnectorFileStatus], is_required=False),
            QueryParameter(name="max_errors", wire_name="maxErrors", type=int, is_required=False),
            QueryParameter(name="created_before", wire_name="createdBefore", type=datetime, is_required=False),
            QueryParameter(name="created_after", wire_name="createdAfter", type=datetime, is_required=False),
            QueryParameter(name="updated_before", wire_name="updatedBefore", type=datetime, is_required=False),
            QueryParameter(name="updated_after", wire_name="updatedAfter", type=datetime, is_required=False),
            QueryParameter(name="order_by", wire_name="orderBy", type=str, is_required=False),
            QueryParameter(name="order_direction", wire_name="orderDirection", type=SortDirection, is_required=False),
            QueryParameter(name="take", wire_name="take", type=int, is_required=False),
            QueryParameter(name="skip", wire_name="skip", type=int, is_required=False),
        ),
        response=ConnectorFilesResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="PUT",
        path="/v1/data-acquisition/connectors/{id}/files",
        serves="connectors_save_files",
        operation=operations.CONNECTORS_SAVE_FILES,
        path_parameters=(("id", "id"),),
        request=SaveConnectorFilesRequest,
        response=SaveConnectorFilesResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/files/stats",
        serves="connectors_get_file_stats",
        operation=operations.CONNECTORS_GET_FILE_STATS,
        path_parameters=(("id", "id"),),
        response=GetConnectorFileStatsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/metrics",
        serves="connectors_get_file_metrics",
        operation=operations.CONNECTORS_GET_FILE_METRICS,
        path_parameters=(("id", "id"),),
        response=GetConnectorMetricsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/connectors/{id}/metrics",
        serves="connectors_report_metrics",
        operation=operations.CONNECTORS_REPORT_METRICS,
        path_parameters=(("id", "id"),),
        request=ReportMetricsRequest,
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/connectors/{id}/installer",
        serves="connectors_get_installer",
        operation=operations.CONNECTORS_GET_INSTALLER,
        path_parameters=(("id", "id"),),
        response=str,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/connectors/{id}/sync",
        serves="connectors_sync",
        operation=operations.CONNECTORS_SYNC,
        path_parameters=(("id", "id"),),
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/internal/telemetry/connectors",
        serves="telemetry_list_connectors",
        operation=operations.TELEMETRY_LIST_CONNECTORS,
        status=200,
        sends_org=False,
        sends_token=False,
    ),
    Route(
        method="GET",
        path="/v1/internal/telemetry/hubs",
        serves="telemetry_list_hubs",
        operation=operations.TELEMETRY_LIST_HUBS,
        status=200,
        sends_org=False,
        sends_token=False,
    ),
    Route(
        method="GET",
        path="/status",
        serves="status_get",
        operation=operations.STATUS_GET,
        status=200,
        sends_org=False,
        sends_token=False,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/data-apps",
        serves="data_apps_list",
        operation=operations.DATA_APPS_LIST,
        response=DataAppsResponse,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="POST",
        path="/v1/data-acquisition/data-apps",
        serves="data_apps_create",
        operation=operations.DATA_APPS_CREATE,
        request=CreateDataAppRequest,
        response=DataAppDetailsDto,
        status=201,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="GET",
        path="/v1/data-acquisition/data-apps/{id}",
        serves="data_apps_get",
        operation=operations.DATA_APPS_GET,
        path_parameters=(("id", "id"),),
        query_parameters=(
            QueryParameter(name="resolve_secrets", wire_name="resolveSecrets", type=bool, is_required=False),
            QueryParameter(name="include", wire_name="include", type=list[str], is_required=False),
        ),
        response=DataAppDetailsDto,
        status=200,
        sends_org=True,
        sends_token=True,
    ),
    Route(
        method="DELETE",
        path="/v1/data-acquisition/data-apps/{id}",
        serves="data_apps_delete",
        operation=operations.DATA_APPS_DELETE,
        path_parameters=(("id", "id"),),
        status=204,
        sends_org=True,
        sends_token=True,
    ),
)
"""Every operation, in the order of the groups."""
