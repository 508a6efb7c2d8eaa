# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""The operations of TDP data acquisition, as data."""

from __future__ import annotations

from typing import Any, Final

from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ArtifactsResponse,
    CheckConnectorConfigResponse,
    ConnectorDataResponse,
    ConnectorDetailsDto,
    ConnectorFilesResponse,
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
    TransactionErrorsResponse,
    UpdateConnectorStatusResponse,
    UpdateHubStatusResponse,
)
from ts_connectors_api.operation import Operation

__all__ = [
    "ARTIFACTS_GET",
    "ARTIFACTS_LIST",
    "CONNECTORS_CHECK_CONFIG",
    "CONNECTORS_CREATE",
    "CONNECTORS_DELETE",
    "CONNECTORS_DELETE_ALL",
    "CONNECTORS_DELETE_DATA",
    "CONNECTORS_GET",
    "CONNECTORS_GET_CONFIG",
    "CONNECTORS_GET_CREDENTIALS",
    "CONNECTORS_GET_DATA",
    "CONNECTORS_GET_FILES",
    "CONNECTORS_GET_FILE_METRICS",
    "CONNECTORS_GET_FILE_STATS",
    "CONNECTORS_GET_INSTALLER",
    "CONNECTORS_HEARTBEAT",
    "CONNECTORS_LIST",
    "CONNECTORS_REPORT_METRICS",
    "CONNECTORS_ROTATE_TOKEN",
    "CONNECTORS_SAVE_DATA",
    "CONNECTORS_SAVE_FILES",
    "CONNECTORS_SYNC",
    "CONNECTORS_UPDATE",
    "CONNECTORS_UPDATE_CONFIG",
    "CONNECTORS_UPDATE_HEALTH",
    "CONNECTORS_UPDATE_STATUS",
    "DATA_APPS_CREATE",
    "DATA_APPS_DELETE",
    "DATA_APPS_GET",
    "DATA_APPS_LIST",
    "ERRORS_LIST",
    "HUBS_CREATE",
    "HUBS_DELETE",
    "HUBS_GET",
    "HUBS_GET_INSTALLER",
    "HUBS_LIST",
    "HUBS_SYNC",
    "HUBS_UPDATE",
    "HUBS_UPDATE_STATUS",
    "OPERATIONS",
    "STATUS_GET",
    "TELEMETRY_LIST_CONNECTORS",
    "TELEMETRY_LIST_HUBS",
]

HUBS_LIST: Final[Operation[HubsResponse]] = Operation(
    id="hubs.list",
    method="GET",
    path="/v1/data-acquisition/hubs",
    answer=HubsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""List the hubs.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/get
"""

HUBS_CREATE: Final[Operation[HubDetailsDto]] = Operation(
    id="hubs.create",
    method="POST",
    path="/v1/data-acquisition/hubs",
    answer=HubDetailsDto,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Create a hub.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/post
"""

HUBS_GET: Final[Operation[HubDetailsDto]] = Operation(
    id="hubs.get",
    method="GET",
    path="/v1/data-acquisition/hubs/{id}",
    answer=HubDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Read a hub.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/get
"""

HUBS_UPDATE: Final[Operation[HubDetailsDto]] = Operation(
    id="hubs.update",
    method="PUT",
    path="/v1/data-acquisition/hubs/{id}",
    answer=HubDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Change a hub.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/put
"""

HUBS_DELETE: Final[Operation[None]] = Operation(
    id="hubs.delete",
    method="DELETE",
    path="/v1/data-acquisition/hubs/{id}",
    answer=None,
    statuses=(204,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Delete a hub.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/delete
"""

HUBS_UPDATE_STATUS: Final[Operation[UpdateHubStatusResponse]] = Operation(
    id="hubs.update_status",
    method="PUT",
    path="/v1/data-acquisition/hubs/{id}/status",
    answer=UpdateHubStatusResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Turn a hub on or off.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1status/put
"""

HUBS_GET_INSTALLER: Final[Operation[str]] = Operation(
    id="hubs.get_installer",
    method="GET",
    path="/v1/data-acquisition/hubs/{id}/installer",
    answer=str,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Get a hub's installer.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1installer/get
"""

HUBS_SYNC: Final[Operation[None]] = Operation(
    id="hubs.sync",
    method="POST",
    path="/v1/data-acquisition/hubs/{id}/sync",
    answer=None,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Synchronize a hub.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1sync/post
"""

ERRORS_LIST: Final[Operation[TransactionErrorsResponse]] = Operation(
    id="errors.list",
    method="GET",
    path="/v1/data-acquisition/errors",
    answer=TransactionErrorsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List failed actions.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1errors/get
"""

ARTIFACTS_LIST: Final[Operation[ArtifactsResponse]] = Operation(
    id="artifacts.list",
    method="GET",
    path="/v1/data-acquisition/artifacts",
    answer=ArtifactsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List the artifacts.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts/get
"""

ARTIFACTS_GET: Final[Operation[ArtifactDetailsDto]] = Operation(
    id="artifacts.get",
    method="GET",
    path="/v1/data-acquisition/artifacts/{type}",
    answer=ArtifactDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read an artifact.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts~1{type}/get
"""

CONNECTORS_LIST: Final[Operation[ConnectorsResponse]] = Operation(
    id="connectors.list",
    method="GET",
    path="/v1/data-acquisition/connectors",
    answer=ConnectorsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""List the connectors.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/get
"""

CONNECTORS_CREATE: Final[Operation[ConnectorDetailsDto]] = Operation(
    id="connectors.create",
    method="POST",
    path="/v1/data-acquisition/connectors",
    answer=ConnectorDetailsDto,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Create a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/post
"""

CONNECTORS_GET: Final[Operation[ConnectorDetailsDto]] = Operation(
    id="connectors.get",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}",
    answer=ConnectorDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Read a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/get
"""

CONNECTORS_UPDATE: Final[Operation[ConnectorDetailsDto]] = Operation(
    id="connectors.update",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}",
    answer=ConnectorDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"proxies"}),
)
"""Change a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/put
"""

CONNECTORS_DELETE: Final[Operation[None]] = Operation(
    id="connectors.delete",
    method="DELETE",
    path="/v1/data-acquisition/connectors/{id}",
    answer=None,
    statuses=(204,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Delete a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/delete
"""

CONNECTORS_DELETE_ALL: Final[Operation[None]] = Operation(
    id="connectors.delete_all",
    method="DELETE",
    path="/v1/data-acquisition/connectors",
    answer=None,
    statuses=(204,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Delete all connectors.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/delete
"""

CONNECTORS_UPDATE_STATUS: Final[Operation[UpdateConnectorStatusResponse]] = Operation(
    id="connectors.update_status",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/status",
    answer=UpdateConnectorStatusResponse,
    statuses=(200,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Change a connector's operating status.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1status/put
"""

CONNECTORS_UPDATE_HEALTH: Final[Operation[None]] = Operation(
    id="connectors.update_health",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/health",
    answer=None,
    statuses=(204,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Report a connector's health.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1health/put
"""

CONNECTORS_HEARTBEAT: Final[Operation[None]] = Operation(
    id="connectors.heartbeat",
    method="POST",
    path="/v1/data-acquisition/connectors/{id}/heartbeat",
    answer=None,
    statuses=(201,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Send a connector's heartbeat.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1heartbeat/post
"""

CONNECTORS_GET_CREDENTIALS: Final[Operation[GetConnectorCredentialsDto]] = Operation(
    id="connectors.get_credentials",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/credentials",
    answer=GetConnectorCredentialsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"accessKeyId", "secretAccessKey", "sessionToken"}),
)
"""Get AWS credentials for a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1credentials/get
"""

CONNECTORS_ROTATE_TOKEN: Final[Operation[ConnectorToken]] = Operation(
    id="connectors.rotate_token",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/token",
    answer=ConnectorToken,
    statuses=(200,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
    secret_fields=frozenset({"token"}),
)
"""Give a connector a new token.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1token/put
"""

CONNECTORS_GET_CONFIG: Final[Operation[dict[str, Any]]] = Operation(
    id="connectors.get_config",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/config/{version}",
    answer=dict[str, Any],
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read one version of a connector's configuration.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config~1{version}/get
"""

CONNECTORS_UPDATE_CONFIG: Final[Operation[None]] = Operation(
    id="connectors.update_config",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/config",
    answer=None,
    statuses=(200,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Save a connector's configuration.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config/put
"""

CONNECTORS_CHECK_CONFIG: Final[Operation[CheckConnectorConfigResponse]] = Operation(
    id="connectors.check_config",
    method="POST",
    path="/v1/data-acquisition/connectors/{id}/config-check",
    answer=CheckConnectorConfigResponse,
    statuses=(201,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Check a connector's configuration.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config-check/post
"""

CONNECTORS_GET_DATA: Final[Operation[ConnectorDataResponse]] = Operation(
    id="connectors.get_data",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/data",
    answer=ConnectorDataResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read a connector's data store.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/get
"""

CONNECTORS_SAVE_DATA: Final[Operation[ConnectorDataResponse]] = Operation(
    id="connectors.save_data",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/data",
    answer=ConnectorDataResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Write to a connector's data store.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/put
"""

CONNECTORS_DELETE_DATA: Final[Operation[None]] = Operation(
    id="connectors.delete_data",
    method="DELETE",
    path="/v1/data-acquisition/connectors/{id}/data",
    answer=None,
    statuses=(204,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Delete from a connector's data store.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/delete
"""

CONNECTORS_GET_FILES: Final[Operation[ConnectorFilesResponse]] = Operation(
    id="connectors.get_files",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/files",
    answer=ConnectorFilesResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List a connector's file records.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/get
"""

CONNECTORS_SAVE_FILES: Final[Operation[SaveConnectorFilesResponse]] = Operation(
    id="connectors.save_files",
    method="PUT",
    path="/v1/data-acquisition/connectors/{id}/files",
    answer=SaveConnectorFilesResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Write a connector's file records.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/put
"""

CONNECTORS_GET_FILE_STATS: Final[Operation[GetConnectorFileStatsDto]] = Operation(
    id="connectors.get_file_stats",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/files/stats",
    answer=GetConnectorFileStatsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Count a connector's file records.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files~1stats/get
"""

CONNECTORS_GET_FILE_METRICS: Final[Operation[GetConnectorMetricsDto]] = Operation(
    id="connectors.get_file_metrics",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/metrics",
    answer=GetConnectorMetricsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read a connector's file metrics.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/get
"""

CONNECTORS_REPORT_METRICS: Final[Operation[None]] = Operation(
    id="connectors.report_metrics",
    method="POST",
    path="/v1/data-acquisition/connectors/{id}/metrics",
    answer=None,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Report a connector's metrics.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/post
"""

CONNECTORS_GET_INSTALLER: Final[Operation[str]] = Operation(
    id="connectors.get_installer",
    method="GET",
    path="/v1/data-acquisition/connectors/{id}/installer",
    answer=str,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Get a standalone connector's installer.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1installer/get
"""

CONNECTORS_SYNC: Final[Operation[None]] = Operation(
    id="connectors.sync",
    method="POST",
    path="/v1/data-acquisition/connectors/{id}/sync",
    answer=None,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Synchronize a connector.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1sync/post
"""

TELEMETRY_LIST_CONNECTORS: Final[Operation[None]] = Operation(
    id="telemetry.list_connectors",
    method="GET",
    path="/v1/internal/telemetry/connectors",
    answer=None,
    statuses=(200,),
    is_repeatable=True,
    sends_token=False,
    sends_org=False,
)
"""Report on connectors to the vendor.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1connectors/get
"""

TELEMETRY_LIST_HUBS: Final[Operation[None]] = Operation(
    id="telemetry.list_hubs",
    method="GET",
    path="/v1/internal/telemetry/hubs",
    answer=None,
    statuses=(200,),
    is_repeatable=True,
    sends_token=False,
    sends_org=False,
)
"""Report on hubs to the vendor.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1hubs/get
"""

STATUS_GET: Final[Operation[None]] = Operation(
    id="status.get",
    method="GET",
    path="/status",
    answer=None,
    statuses=(200,),
    is_repeatable=True,
    sends_token=False,
    sends_org=False,
)
"""Ask whether the service is up.

Source: specs/data-acquisition.openapi.yaml#/paths/~1status/get
"""

DATA_APPS_LIST: Final[Operation[DataAppsResponse]] = Operation(
    id="data_apps.list",
    method="GET",
    path="/v1/data-acquisition/data-apps",
    answer=DataAppsResponse,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List the data apps.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/get
"""

DATA_APPS_CREATE: Final[Operation[DataAppDetailsDto]] = Operation(
    id="data_apps.create",
    method="POST",
    path="/v1/data-acquisition/data-apps",
    answer=DataAppDetailsDto,
    statuses=(201,),
    is_repeatable=False,
    sends_token=True,
    sends_org=True,
)
"""Create a data app.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/post
"""

DATA_APPS_GET: Final[Operation[DataAppDetailsDto]] = Operation(
    id="data_apps.get",
    method="GET",
    path="/v1/data-acquisition/data-apps/{id}",
    answer=DataAppDetailsDto,
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Read a data app.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/get
"""

DATA_APPS_DELETE: Final[Operation[None]] = Operation(
    id="data_apps.delete",
    method="DELETE",
    path="/v1/data-acquisition/data-apps/{id}",
    answer=None,
    statuses=(204,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""Delete a data app.

Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/delete
"""

OPERATIONS: Final[tuple[Operation[Any], ...]] = (
    HUBS_LIST,
    HUBS_CREATE,
    HUBS_GET,
    HUBS_UPDATE,
    HUBS_DELETE,
    HUBS_UPDATE_STATUS,
    HUBS_GET_INSTALLER,
    HUBS_SYNC,
    ERRORS_LIST,
    ARTIFACTS_LIST,
    ARTIFACTS_GET,
    CONNECTORS_LIST,
    CONNECTORS_CREATE,
    CONNECTORS_GET,
    CONNECTORS_UPDATE,
    CONNECTORS_DELETE,
    CONNECTORS_DELETE_ALL,
    CONNECTORS_UPDATE_STATUS,
    CONNECTORS_UPDATE_HEALTH,
    CONNECTORS_HEARTBEAT,
    CONNECTORS_GET_CREDENTIALS,
    CONNECTORS_ROTATE_TOKEN,
    CONNECTORS_GET_CONFIG,
    CONNECTORS_UPDATE_CONFIG,
    CONNECTORS_CHECK_CONFIG,
    CONNECTORS_GET_DATA,
    CONNECTORS_SAVE_DATA,
    CONNECTORS_DELETE_DATA,
    CONNECTORS_GET_FILES,
    CONNECTORS_SAVE_FILES,
    CONNECTORS_GET_FILE_STATS,
    CONNECTORS_GET_FILE_METRICS,
    CONNECTORS_REPORT_METRICS,
    CONNECTORS_GET_INSTALLER,
    CONNECTORS_SYNC,
    TELEMETRY_LIST_CONNECTORS,
    TELEMETRY_LIST_HUBS,
    STATUS_GET,
    DATA_APPS_LIST,
    DATA_APPS_CREATE,
    DATA_APPS_GET,
    DATA_APPS_DELETE,
)
"""All of them, in the order of the groups."""
