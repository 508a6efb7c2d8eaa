# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""The blocking client of TDP data acquisition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from ts_connectors_api.client import Client
from ts_connectors_api.data_acquisition import operations
from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ArtifactsResponse,
    CheckConnectorConfigResponse,
    ConnectorDataResponse,
    ConnectorDetailsDto,
    ConnectorFileDto,
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
from ts_connectors_api.flow import RetryPolicy
from ts_connectors_api.operation import ApiResponse
from ts_connectors_api.paging import each_item
from ts_connectors_api.transport import Transport

__all__ = [
    "Artifacts",
    "ArtifactsWithResponse",
    "Connectors",
    "ConnectorsWithResponse",
    "DataAcquisitionClient",
    "DataApps",
    "DataAppsWithResponse",
    "Errors",
    "ErrorsWithResponse",
    "Hubs",
    "HubsWithResponse",
    "Status",
    "StatusWithResponse",
    "Telemetry",
    "TelemetryWithResponse",
]


class DataAcquisitionClient(Client):
    """TDP data acquisition.

    Hubs, connectors and data apps of the Tetra Data Platform, as the platform's own service describes them.
    What is known better than this document says stands in overlay.yaml, so a newer document can take the place
    of this one.
    """

    def __init__(self, transport: Transport, *, retry: RetryPolicy | None = None, raises: bool = True) -> None:
        super().__init__(transport, retry=retry, raises=raises)
        self.hubs = Hubs(self)
        self.errors = Errors(self)
        self.artifacts = Artifacts(self)
        self.connectors = Connectors(self)
        self.telemetry = Telemetry(self)
        self.status = Status(self)
        self.data_apps = DataApps(self)


class Hubs:
    """Machines in the customer's network that run connectors."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = HubsWithResponse(client)

    def list(self, *, include: Sequence[str] | None = None) -> HubsResponse:
        """List the hubs.

        Every hub of the organization with its live status.

        Args:
            include: Parts to add to each hub. Left out: none.

        Returns:
            The hubs.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/get
        """
        return self._client.fetch(operations.HUBS_LIST, query={"include": include})

    def create(self, body: CreateHubRequest) -> HubDetailsDto:
        """Create a hub.

        Registers a hub. Its machine joins when this hub's installer has run there, before `activationExpiresAt`.

        Args:
            body: What is sent.

        Returns:
            The new hub.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/post
        """
        return self._client.fetch(operations.HUBS_CREATE, body=body)

    def get(self, id: str, *, include: str) -> HubDetailsDto:
        """Read a hub.

        One hub with its settings and state.

        Args:
            id: The hub's id.
            include: Parts to add to the hub, such as `connectors`.

        Returns:
            The hub.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/get
        """
        return self._client.fetch(operations.HUBS_GET, path={"id": id}, query={"include": include})

    def update(self, id: str, body: UpdateHubRequest) -> HubDetailsDto:
        """Change a hub.

        Writes the hub's settings.

        Args:
            id: The hub's id.
            body: What is sent.

        Returns:
            The hub as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/put
        """
        return self._client.fetch(operations.HUBS_UPDATE, path={"id": id}, body=body)

    def delete(self, id: str) -> None:
        """Delete a hub.

        Removes the hub from the platform.

        Args:
            id: The hub's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/delete
        """
        self._client.fetch(operations.HUBS_DELETE, path={"id": id})

    def update_status(self, id: str, body: UpdateHubStatusRequest) -> UpdateHubStatusResponse:
        """Turn a hub on or off.

        Sets whether the hub is enabled.

        Args:
            id: The hub's id.
            body: What is sent.

        Returns:
            The hub's status as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1status/put
        """
        return self._client.fetch(operations.HUBS_UPDATE_STATUS, path={"id": id}, body=body)

    def get_installer(self, id: str) -> str:
        """Get a hub's installer.

        A shell script that turns a machine into this hub. It can hold what the machine registers with: keep it
        private.

        Args:
            id: The hub's id.

        Returns:
            The script.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1installer/get
        """
        return self._client.fetch(operations.HUBS_GET_INSTALLER, path={"id": id})

    def sync(self, id: str) -> None:
        """Synchronize a hub.

        Asks the platform to bring the hub in line with its settings now.

        Args:
            id: The hub's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1sync/post
        """
        self._client.fetch(operations.HUBS_SYNC, path={"id": id})


class HubsWithResponse:
    """Machines in the customer's network that run connectors.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self, *, include: Sequence[str] | None = None) -> ApiResponse[HubsResponse]:
        """List the hubs.

        Every hub of the organization with its live status.

        Args:
            include: Parts to add to each hub. Left out: none.

        Returns:
            The hubs.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/get
        """
        return self._client.send(operations.HUBS_LIST, query={"include": include})

    def create(self, body: CreateHubRequest) -> ApiResponse[HubDetailsDto]:
        """Create a hub.

        Registers a hub. Its machine joins when this hub's installer has run there, before `activationExpiresAt`.

        Args:
            body: What is sent.

        Returns:
            The new hub.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs/post
        """
        return self._client.send(operations.HUBS_CREATE, body=body)

    def get(self, id: str, *, include: str) -> ApiResponse[HubDetailsDto]:
        """Read a hub.

        One hub with its settings and state.

        Args:
            id: The hub's id.
            include: Parts to add to the hub, such as `connectors`.

        Returns:
            The hub.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/get
        """
        return self._client.send(operations.HUBS_GET, path={"id": id}, query={"include": include})

    def update(self, id: str, body: UpdateHubRequest) -> ApiResponse[HubDetailsDto]:
        """Change a hub.

        Writes the hub's settings.

        Args:
            id: The hub's id.
            body: What is sent.

        Returns:
            The hub as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/put
        """
        return self._client.send(operations.HUBS_UPDATE, path={"id": id}, body=body)

    def delete(self, id: str) -> ApiResponse[None]:
        """Delete a hub.

        Removes the hub from the platform.

        Args:
            id: The hub's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}/delete
        """
        return self._client.send(operations.HUBS_DELETE, path={"id": id})

    def update_status(self, id: str, body: UpdateHubStatusRequest) -> ApiResponse[UpdateHubStatusResponse]:
        """Turn a hub on or off.

        Sets whether the hub is enabled.

        Args:
            id: The hub's id.
            body: What is sent.

        Returns:
            The hub's status as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1status/put
        """
        return self._client.send(operations.HUBS_UPDATE_STATUS, path={"id": id}, body=body)

    def get_installer(self, id: str) -> ApiResponse[str]:
        """Get a hub's installer.

        A shell script that turns a machine into this hub. It can hold what the machine registers with: keep it
        private.

        Args:
            id: The hub's id.

        Returns:
            The script.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1installer/get
        """
        return self._client.send(operations.HUBS_GET_INSTALLER, path={"id": id})

    def sync(self, id: str) -> ApiResponse[None]:
        """Synchronize a hub.

        Asks the platform to bring the hub in line with its settings now.

        Args:
            id: The hub's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1hubs~1{id}~1sync/post
        """
        return self._client.send(operations.HUBS_SYNC, path={"id": id})


class Errors:
    """Actions of the platform that failed."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = ErrorsWithResponse(client)

    def list(self) -> TransactionErrorsResponse:
        """List failed actions.

        Actions of the platform on connectors and hubs that failed, for those who look for the cause.

        Returns:
            The failures.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1errors/get
        """
        return self._client.fetch(operations.ERRORS_LIST)


class ErrorsWithResponse:
    """Actions of the platform that failed.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> ApiResponse[TransactionErrorsResponse]:
        """List failed actions.

        Actions of the platform on connectors and hubs that failed, for those who look for the cause.

        Returns:
            The failures.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1errors/get
        """
        return self._client.send(operations.ERRORS_LIST)


class Artifacts:
    """The software that connectors and data apps run."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = ArtifactsWithResponse(client)

    def list(self) -> ArtifactsResponse:
        """List the artifacts.

        The artifacts that connectors of this organization can be made from.

        Returns:
            The artifacts.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts/get
        """
        return self._client.fetch(operations.ARTIFACTS_LIST)

    def get(self, type: str) -> ArtifactDetailsDto:
        """Read an artifact.

        One artifact with its manifest and pages.

        Args:
            type: The artifact's type, as the platform names it.

        Returns:
            The artifact.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts~1{type}/get
        """
        return self._client.fetch(operations.ARTIFACTS_GET, path={"type": type})


class ArtifactsWithResponse:
    """The software that connectors and data apps run.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> ApiResponse[ArtifactsResponse]:
        """List the artifacts.

        The artifacts that connectors of this organization can be made from.

        Returns:
            The artifacts.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts/get
        """
        return self._client.send(operations.ARTIFACTS_LIST)

    def get(self, type: str) -> ApiResponse[ArtifactDetailsDto]:
        """Read an artifact.

        One artifact with its manifest and pages.

        Args:
            type: The artifact's type, as the platform names it.

        Returns:
            The artifact.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1artifacts~1{type}/get
        """
        return self._client.send(operations.ARTIFACTS_GET, path={"type": type})


class Connectors:
    """Connectors, their configuration, data store, file records, health and metrics."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = ConnectorsWithResponse(client)

    def list(self) -> ConnectorsResponse:
        """List the connectors.

        Every connector of the organization.

        Returns:
            The connectors.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/get
        """
        return self._client.fetch(operations.CONNECTORS_LIST)

    def create(self, body: CreateConnectorRequest) -> ConnectorDetailsDto:
        """Create a connector.

        Creates a connector in status IDLE, with a command queue of its own.

        Args:
            body: What is sent.

        Returns:
            The new connector.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/post
        """
        return self._client.fetch(operations.CONNECTORS_CREATE, body=body)

    def get(
        self, id: str, *, resolve_secrets: bool | None = None, include: Sequence[str] | None = None
    ) -> ConnectorDetailsDto:
        """Read a connector.

        One connector. A connector reads its own details with `resolveSecrets=true&include=config&include=artifact`.

        Args:
            id: The connector's id.
            resolve_secrets: Whether secrets in the configuration come resolved, which only the connector itself is
                granted. Left out: they come as references.
            include: Parts to add: `config`, `artifact`. Left out: neither.

        Returns:
            The connector.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/get
        """
        return self._client.fetch(
            operations.CONNECTORS_GET, path={"id": id}, query={"resolveSecrets": resolve_secrets, "include": include}
        )

    def update(self, id: str, body: UpdateConnectorRequest) -> ConnectorDetailsDto:
        """Change a connector.

        Writes the properties that are given and leaves the others.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The connector as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/put
        """
        return self._client.fetch(operations.CONNECTORS_UPDATE, path={"id": id}, body=body)

    def delete(self, id: str) -> None:
        """Delete a connector.

        Removes the connector from the platform.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/delete
        """
        self._client.fetch(operations.CONNECTORS_DELETE, path={"id": id})

    def delete_all(self) -> None:
        """Delete all connectors.

        Removes every connector of the organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/delete
        """
        self._client.fetch(operations.CONNECTORS_DELETE_ALL)

    def update_status(self, id: str, body: UpdateConnectorStatusRequest) -> UpdateConnectorStatusResponse:
        """Change a connector's operating status.

        RUNNING sends the connector the command Start, IDLE sends Stop, DISABLED sends Shutdown and makes its token
        invalid.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The status as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1status/put
        """
        return self._client.fetch(operations.CONNECTORS_UPDATE_STATUS, path={"id": id}, body=body)

    def update_health(self, id: str, body: UpdateConnectorHealthRequest) -> None:
        """Report a connector's health.

        Replaces what was said before; it stays until the next report.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1health/put
        """
        self._client.fetch(operations.CONNECTORS_UPDATE_HEALTH, path={"id": id}, body=body)

    def heartbeat(self, id: str) -> None:
        """Send a connector's heartbeat.

        Says that the connector is alive. It counts as offline once three minutes pass without one.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1heartbeat/post
        """
        self._client.fetch(operations.CONNECTORS_HEARTBEAT, path={"id": id})

    def get_credentials(self, id: str) -> GetConnectorCredentialsDto:
        """Get AWS credentials for a connector.

        Credentials for a limited time, for a standalone connector that has no AWS identity of its own.

        Args:
            id: The connector's id.

        Returns:
            The credentials.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1credentials/get
        """
        return self._client.fetch(operations.CONNECTORS_GET_CREDENTIALS, path={"id": id})

    def rotate_token(self, id: str) -> ConnectorToken:
        """Give a connector a new token.

        Replaces the token that the connector authenticates with, and answers the new one.

        Args:
            id: The connector's id.

        Returns:
            The new token.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1token/put
        """
        return self._client.fetch(operations.CONNECTORS_ROTATE_TOKEN, path={"id": id})

    def get_config(self, id: str, version: str) -> dict[str, Any]:
        """Read one version of a connector's configuration.

        The configuration as an open JSON object. A candidate can be read here before it is known to be valid; for
        the current configuration prefer `config` of the connector's details.

        Args:
            id: The connector's id.
            version: The version of the configuration to read.

        Returns:
            The configuration.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config~1{version}/get
        """
        return self._client.fetch(operations.CONNECTORS_GET_CONFIG, path={"id": id, "version": version})

    def update_config(self, id: str, body: Mapping[str, object]) -> None:
        """Save a connector's configuration.

        The connector is sent ValidateConfig and its verdict awaited. Valid: the configuration is saved as a new
        version and UpdateConfig is sent. Invalid: nothing is saved.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config/put
        """
        self._client.fetch(operations.CONNECTORS_UPDATE_CONFIG, path={"id": id}, body=body)

    def check_config(self, id: str) -> CheckConnectorConfigResponse:
        """Check a connector's configuration.

        Asks the connector to validate its configuration, and saves nothing.

        Args:
            id: The connector's id.

        Returns:
            The connector's verdict.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config-check/post
        """
        return self._client.fetch(operations.CONNECTORS_CHECK_CONFIG, path={"id": id})

    def get_data(
        self, id: str, *, keys: str | None = None, use_object_notation: bool | None = None
    ) -> ConnectorDataResponse:
        """Read a connector's data store.

        All entries, or those with the given keys.

        Args:
            id: The connector's id.
            keys: Keys to read, separated by commas. Left out: all.
            use_object_notation: Whether the keys are read in the platform's object notation.

        Returns:
            The entries.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/get
        """
        return self._client.fetch(
            operations.CONNECTORS_GET_DATA,
            path={"id": id},
            query={"keys": keys, "useObjectNotation": use_object_notation},
        )

    def save_data(self, id: str, body: SaveConnectorDataRequest) -> ConnectorDataResponse:
        """Write to a connector's data store.

        Writes the given entries and leaves the others.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The entries as they are now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/put
        """
        return self._client.fetch(operations.CONNECTORS_SAVE_DATA, path={"id": id}, body=body)

    def delete_data(self, id: str, *, keys: str) -> None:
        """Delete from a connector's data store.

        Removes the entries with the given keys.

        Args:
            id: The connector's id.
            keys: Keys to delete, separated by commas.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/delete
        """
        self._client.fetch(operations.CONNECTORS_DELETE_DATA, path={"id": id}, query={"keys": keys})

    def get_files(
        self,
        id: str,
        *,
        file_ids: Sequence[str] | None = None,
        exclude_file_ids: Sequence[str] | None = None,
        unique_external_ids: Sequence[str] | None = None,
        exclude_unique_external_ids: Sequence[str] | None = None,
        statuses: Sequence[ConnectorFileStatus] | None = None,
        max_errors: int | None = None,
        created_before: datetime | None = None,
        created_after: datetime | None = None,
        updated_before: datetime | None = None,
        updated_after: datetime | None = None,
        order_by: str | None = None,
        order_direction: SortDirection | None = None,
        take: int | None = None,
        skip: int | None = None,
    ) -> ConnectorFilesResponse:
        """List a connector's file records.

        Records that meet all given conditions, a page at a time. Name an order when you read more than one page.

        Args:
            id: The connector's id.
            file_ids: Only records with one of these ids.
            exclude_file_ids: No records with one of these ids.
            unique_external_ids: Only records with one of these names of the connector's own.
            exclude_unique_external_ids: No records with one of these names of the connector's own.
            statuses: Only records with one of these statuses.
            max_errors: Only records that failed at most this often.
            created_before: Only records created before this time.
            created_after: Only records created after this time.
            updated_before: Only records last written before this time.
            updated_after: Only records last written after this time.
            order_by: Field to order by: filepath, status, errorCount, updatedAt or createdAt.
            order_direction: Whether the order rises or falls.
            take: Number of records in a page. Left out: 50.
            skip: Number of records to leave out at the beginning. Left out: none.

        Returns:
            One page of records.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/get
        """
        return self._client.fetch(
            operations.CONNECTORS_GET_FILES,
            path={"id": id},
            query={
                "fileIds": file_ids,
                "excludeFileIds": exclude_file_ids,
                "uniqueExternalIds": unique_external_ids,
                "excludeUniqueExternalIds": exclude_unique_external_ids,
                "statuses": statuses,
                "maxErrors": max_errors,
                "createdBefore": created_before,
                "createdAfter": created_after,
                "updatedBefore": updated_before,
                "updatedAfter": updated_after,
                "orderBy": order_by,
                "orderDirection": order_direction,
                "take": take,
                "skip": skip,
            },
        )

    def save_files(self, id: str, body: SaveConnectorFilesRequest) -> SaveConnectorFilesResponse:
        """Write a connector's file records.

        Creates and updates records. Each record stands for itself: some may be written while others fail.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            What became of each record.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/put
        """
        return self._client.fetch(operations.CONNECTORS_SAVE_FILES, path={"id": id}, body=body)

    def get_file_stats(self, id: str) -> GetConnectorFileStatsDto:
        """Count a connector's file records.

        The number of records in each status.

        Args:
            id: The connector's id.

        Returns:
            The numbers.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files~1stats/get
        """
        return self._client.fetch(operations.CONNECTORS_GET_FILE_STATS, path={"id": id})

    def get_file_metrics(self, id: str) -> GetConnectorMetricsDto:
        """Read a connector's file metrics.

        The metrics that the platform keeps of the connector's files, over time.

        Args:
            id: The connector's id.

        Returns:
            The metrics.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/get
        """
        return self._client.fetch(operations.CONNECTORS_GET_FILE_METRICS, path={"id": id})

    def report_metrics(self, id: str, body: ReportMetricsRequest) -> None:
        """Report a connector's metrics.

        Points for CloudWatch, such as processor and memory use.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/post
        """
        self._client.fetch(operations.CONNECTORS_REPORT_METRICS, path={"id": id}, body=body)

    def get_installer(self, id: str) -> str:
        """Get a standalone connector's installer.

        A shell script that installs the connector on a machine of the customer.

        Args:
            id: The connector's id.

        Returns:
            The script.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1installer/get
        """
        return self._client.fetch(operations.CONNECTORS_GET_INSTALLER, path={"id": id})

    def sync(self, id: str) -> None:
        """Synchronize a connector.

        Asks the platform to bring what it runs for the connector in line with its settings now.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1sync/post
        """
        self._client.fetch(operations.CONNECTORS_SYNC, path={"id": id})

    def iter_files(
        self,
        id: str,
        *,
        file_ids: Sequence[str] | None = None,
        exclude_file_ids: Sequence[str] | None = None,
        unique_external_ids: Sequence[str] | None = None,
        exclude_unique_external_ids: Sequence[str] | None = None,
        statuses: Sequence[ConnectorFileStatus] | None = None,
        max_errors: int | None = None,
        created_before: datetime | None = None,
        created_after: datetime | None = None,
        updated_before: datetime | None = None,
        updated_after: datetime | None = None,
        order_by: str | None = None,
        order_direction: SortDirection | None = None,
        page_size: int = 100,
    ) -> Iterator[ConnectorFileDto]:
        """List a connector's file records, page by page.

        Records that meet all given conditions, a page at a time. Name an order when you read more than one page.

        Args:
            id: The connector's id.
            file_ids: Only records with one of these ids.
            exclude_file_ids: No records with one of these ids.
            unique_external_ids: Only records with one of these names of the connector's own.
            exclude_unique_external_ids: No records with one of these names of the connector's own.
            statuses: Only records with one of these statuses.
            max_errors: Only records that failed at most this often.
            created_before: Only records created before this time.
            created_after: Only records created after this time.
            updated_before: Only records last written before this time.
            updated_after: Only records last written after this time.
            order_by: Field to order by: filepath, status, errorCount, updatedAt or createdAt.
            order_direction: Whether the order rises or falls.
            page_size: How many to ask for at a time.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/get
        """

        def page(skip: int, take: int) -> ConnectorFilesResponse:
            return self.get_files(
                id,
                file_ids=file_ids,
                exclude_file_ids=exclude_file_ids,
                unique_external_ids=unique_external_ids,
                exclude_unique_external_ids=exclude_unique_external_ids,
                statuses=statuses,
                max_errors=max_errors,
                created_before=created_before,
                created_after=created_after,
                updated_before=updated_before,
                updated_after=updated_after,
                order_by=order_by,
                order_direction=order_direction,
                skip=skip,
                take=take,
            )

        return each_item(page, lambda answer: answer.files, lambda answer: answer.total, page_size=page_size)


class ConnectorsWithResponse:
    """Connectors, their configuration, data store, file records, health and metrics.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> ApiResponse[ConnectorsResponse]:
        """List the connectors.

        Every connector of the organization.

        Returns:
            The connectors.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/get
        """
        return self._client.send(operations.CONNECTORS_LIST)

    def create(self, body: CreateConnectorRequest) -> ApiResponse[ConnectorDetailsDto]:
        """Create a connector.

        Creates a connector in status IDLE, with a command queue of its own.

        Args:
            body: What is sent.

        Returns:
            The new connector.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/post
        """
        return self._client.send(operations.CONNECTORS_CREATE, body=body)

    def get(
        self, id: str, *, resolve_secrets: bool | None = None, include: Sequence[str] | None = None
    ) -> ApiResponse[ConnectorDetailsDto]:
        """Read a connector.

        One connector. A connector reads its own details with `resolveSecrets=true&include=config&include=artifact`.

        Args:
            id: The connector's id.
            resolve_secrets: Whether secrets in the configuration come resolved, which only the connector itself is
                granted. Left out: they come as references.
            include: Parts to add: `config`, `artifact`. Left out: neither.

        Returns:
            The connector.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/get
        """
        return self._client.send(
            operations.CONNECTORS_GET, path={"id": id}, query={"resolveSecrets": resolve_secrets, "include": include}
        )

    def update(self, id: str, body: UpdateConnectorRequest) -> ApiResponse[ConnectorDetailsDto]:
        """Change a connector.

        Writes the properties that are given and leaves the others.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The connector as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/put
        """
        return self._client.send(operations.CONNECTORS_UPDATE, path={"id": id}, body=body)

    def delete(self, id: str) -> ApiResponse[None]:
        """Delete a connector.

        Removes the connector from the platform.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}/delete
        """
        return self._client.send(operations.CONNECTORS_DELETE, path={"id": id})

    def delete_all(self) -> ApiResponse[None]:
        """Delete all connectors.

        Removes every connector of the organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors/delete
        """
        return self._client.send(operations.CONNECTORS_DELETE_ALL)

    def update_status(self, id: str, body: UpdateConnectorStatusRequest) -> ApiResponse[UpdateConnectorStatusResponse]:
        """Change a connector's operating status.

        RUNNING sends the connector the command Start, IDLE sends Stop, DISABLED sends Shutdown and makes its token
        invalid.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The status as it is now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1status/put
        """
        return self._client.send(operations.CONNECTORS_UPDATE_STATUS, path={"id": id}, body=body)

    def update_health(self, id: str, body: UpdateConnectorHealthRequest) -> ApiResponse[None]:
        """Report a connector's health.

        Replaces what was said before; it stays until the next report.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1health/put
        """
        return self._client.send(operations.CONNECTORS_UPDATE_HEALTH, path={"id": id}, body=body)

    def heartbeat(self, id: str) -> ApiResponse[None]:
        """Send a connector's heartbeat.

        Says that the connector is alive. It counts as offline once three minutes pass without one.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1heartbeat/post
        """
        return self._client.send(operations.CONNECTORS_HEARTBEAT, path={"id": id})

    def get_credentials(self, id: str) -> ApiResponse[GetConnectorCredentialsDto]:
        """Get AWS credentials for a connector.

        Credentials for a limited time, for a standalone connector that has no AWS identity of its own.

        Args:
            id: The connector's id.

        Returns:
            The credentials.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1credentials/get
        """
        return self._client.send(operations.CONNECTORS_GET_CREDENTIALS, path={"id": id})

    def rotate_token(self, id: str) -> ApiResponse[ConnectorToken]:
        """Give a connector a new token.

        Replaces the token that the connector authenticates with, and answers the new one.

        Args:
            id: The connector's id.

        Returns:
            The new token.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1token/put
        """
        return self._client.send(operations.CONNECTORS_ROTATE_TOKEN, path={"id": id})

    def get_config(self, id: str, version: str) -> ApiResponse[dict[str, Any]]:
        """Read one version of a connector's configuration.

        The configuration as an open JSON object. A candidate can be read here before it is known to be valid; for
        the current configuration prefer `config` of the connector's details.

        Args:
            id: The connector's id.
            version: The version of the configuration to read.

        Returns:
            The configuration.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config~1{version}/get
        """
        return self._client.send(operations.CONNECTORS_GET_CONFIG, path={"id": id, "version": version})

    def update_config(self, id: str, body: Mapping[str, object]) -> ApiResponse[None]:
        """Save a connector's configuration.

        The connector is sent ValidateConfig and its verdict awaited. Valid: the configuration is saved as a new
        version and UpdateConfig is sent. Invalid: nothing is saved.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config/put
        """
        return self._client.send(operations.CONNECTORS_UPDATE_CONFIG, path={"id": id}, body=body)

    def check_config(self, id: str) -> ApiResponse[CheckConnectorConfigResponse]:
        """Check a connector's configuration.

        Asks the connector to validate its configuration, and saves nothing.

        Args:
            id: The connector's id.

        Returns:
            The connector's verdict.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1config-check/post
        """
        return self._client.send(operations.CONNECTORS_CHECK_CONFIG, path={"id": id})

    def get_data(
        self, id: str, *, keys: str | None = None, use_object_notation: bool | None = None
    ) -> ApiResponse[ConnectorDataResponse]:
        """Read a connector's data store.

        All entries, or those with the given keys.

        Args:
            id: The connector's id.
            keys: Keys to read, separated by commas. Left out: all.
            use_object_notation: Whether the keys are read in the platform's object notation.

        Returns:
            The entries.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/get
        """
        return self._client.send(
            operations.CONNECTORS_GET_DATA,
            path={"id": id},
            query={"keys": keys, "useObjectNotation": use_object_notation},
        )

    def save_data(self, id: str, body: SaveConnectorDataRequest) -> ApiResponse[ConnectorDataResponse]:
        """Write to a connector's data store.

        Writes the given entries and leaves the others.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            The entries as they are now.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/put
        """
        return self._client.send(operations.CONNECTORS_SAVE_DATA, path={"id": id}, body=body)

    def delete_data(self, id: str, *, keys: str) -> ApiResponse[None]:
        """Delete from a connector's data store.

        Removes the entries with the given keys.

        Args:
            id: The connector's id.
            keys: Keys to delete, separated by commas.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1data/delete
        """
        return self._client.send(operations.CONNECTORS_DELETE_DATA, path={"id": id}, query={"keys": keys})

    def get_files(
        self,
        id: str,
        *,
        file_ids: Sequence[str] | None = None,
        exclude_file_ids: Sequence[str] | None = None,
        unique_external_ids: Sequence[str] | None = None,
        exclude_unique_external_ids: Sequence[str] | None = None,
        statuses: Sequence[ConnectorFileStatus] | None = None,
        max_errors: int | None = None,
        created_before: datetime | None = None,
        created_after: datetime | None = None,
        updated_before: datetime | None = None,
        updated_after: datetime | None = None,
        order_by: str | None = None,
        order_direction: SortDirection | None = None,
        take: int | None = None,
        skip: int | None = None,
    ) -> ApiResponse[ConnectorFilesResponse]:
        """List a connector's file records.

        Records that meet all given conditions, a page at a time. Name an order when you read more than one page.

        Args:
            id: The connector's id.
            file_ids: Only records with one of these ids.
            exclude_file_ids: No records with one of these ids.
            unique_external_ids: Only records with one of these names of the connector's own.
            exclude_unique_external_ids: No records with one of these names of the connector's own.
            statuses: Only records with one of these statuses.
            max_errors: Only records that failed at most this often.
            created_before: Only records created before this time.
            created_after: Only records created after this time.
            updated_before: Only records last written before this time.
            updated_after: Only records last written after this time.
            order_by: Field to order by: filepath, status, errorCount, updatedAt or createdAt.
            order_direction: Whether the order rises or falls.
            take: Number of records in a page. Left out: 50.
            skip: Number of records to leave out at the beginning. Left out: none.

        Returns:
            One page of records.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/get
        """
        return self._client.send(
            operations.CONNECTORS_GET_FILES,
            path={"id": id},
            query={
                "fileIds": file_ids,
                "excludeFileIds": exclude_file_ids,
                "uniqueExternalIds": unique_external_ids,
                "excludeUniqueExternalIds": exclude_unique_external_ids,
                "statuses": statuses,
                "maxErrors": max_errors,
                "createdBefore": created_before,
                "createdAfter": created_after,
                "updatedBefore": updated_before,
                "updatedAfter": updated_after,
                "orderBy": order_by,
                "orderDirection": order_direction,
                "take": take,
                "skip": skip,
            },
        )

    def save_files(self, id: str, body: SaveConnectorFilesRequest) -> ApiResponse[SaveConnectorFilesResponse]:
        """Write a connector's file records.

        Creates and updates records. Each record stands for itself: some may be written while others fail.

        Args:
            id: The connector's id.
            body: What is sent.

        Returns:
            What became of each record.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files/put
        """
        return self._client.send(operations.CONNECTORS_SAVE_FILES, path={"id": id}, body=body)

    def get_file_stats(self, id: str) -> ApiResponse[GetConnectorFileStatsDto]:
        """Count a connector's file records.

        The number of records in each status.

        Args:
            id: The connector's id.

        Returns:
            The numbers.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1files~1stats/get
        """
        return self._client.send(operations.CONNECTORS_GET_FILE_STATS, path={"id": id})

    def get_file_metrics(self, id: str) -> ApiResponse[GetConnectorMetricsDto]:
        """Read a connector's file metrics.

        The metrics that the platform keeps of the connector's files, over time.

        Args:
            id: The connector's id.

        Returns:
            The metrics.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/get
        """
        return self._client.send(operations.CONNECTORS_GET_FILE_METRICS, path={"id": id})

    def report_metrics(self, id: str, body: ReportMetricsRequest) -> ApiResponse[None]:
        """Report a connector's metrics.

        Points for CloudWatch, such as processor and memory use.

        Args:
            id: The connector's id.
            body: What is sent.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1metrics/post
        """
        return self._client.send(operations.CONNECTORS_REPORT_METRICS, path={"id": id}, body=body)

    def get_installer(self, id: str) -> ApiResponse[str]:
        """Get a standalone connector's installer.

        A shell script that installs the connector on a machine of the customer.

        Args:
            id: The connector's id.

        Returns:
            The script.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1installer/get
        """
        return self._client.send(operations.CONNECTORS_GET_INSTALLER, path={"id": id})

    def sync(self, id: str) -> ApiResponse[None]:
        """Synchronize a connector.

        Asks the platform to bring what it runs for the connector in line with its settings now.

        Args:
            id: The connector's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1connectors~1{id}~1sync/post
        """
        return self._client.send(operations.CONNECTORS_SYNC, path={"id": id})


class Telemetry:
    """Reports to the vendor; internal to the platform."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = TelemetryWithResponse(client)

    def list_connectors(self) -> None:
        """Report on connectors to the vendor.

        Internal to the platform; carries no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1connectors/get
        """
        self._client.fetch(operations.TELEMETRY_LIST_CONNECTORS)

    def list_hubs(self) -> None:
        """Report on hubs to the vendor.

        Internal to the platform; carries no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1hubs/get
        """
        self._client.fetch(operations.TELEMETRY_LIST_HUBS)


class TelemetryWithResponse:
    """Reports to the vendor; internal to the platform.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list_connectors(self) -> ApiResponse[None]:
        """Report on connectors to the vendor.

        Internal to the platform; carries no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1connectors/get
        """
        return self._client.send(operations.TELEMETRY_LIST_CONNECTORS)

    def list_hubs(self) -> ApiResponse[None]:
        """Report on hubs to the vendor.

        Internal to the platform; carries no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1internal~1telemetry~1hubs/get
        """
        return self._client.send(operations.TELEMETRY_LIST_HUBS)


class Status:
    """Whether the service is up."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = StatusWithResponse(client)

    def get(self) -> None:
        """Ask whether the service is up.

        For load balancers and monitors; needs no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1status/get
        """
        self._client.fetch(operations.STATUS_GET)


class StatusWithResponse:
    """Whether the service is up.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def get(self) -> ApiResponse[None]:
        """Ask whether the service is up.

        For load balancers and monitors; needs no token and no organization.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1status/get
        """
        return self._client.send(operations.STATUS_GET)


class DataApps:
    """Data apps and their configuration."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.with_response = DataAppsWithResponse(client)

    def list(self) -> DataAppsResponse:
        """List the data apps.

        Every data app of the organization.

        Returns:
            The data apps.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/get
        """
        return self._client.fetch(operations.DATA_APPS_LIST)

    def create(self, body: CreateDataAppRequest) -> DataAppDetailsDto:
        """Create a data app.

        Creates a data app from an artifact.

        Args:
            body: What is sent.

        Returns:
            The new data app.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/post
        """
        return self._client.fetch(operations.DATA_APPS_CREATE, body=body)

    def get(
        self, id: str, *, resolve_secrets: bool | None = None, include: Sequence[str] | None = None
    ) -> DataAppDetailsDto:
        """Read a data app.

        One data app with its configuration.

        Args:
            id: The data app's id.
            resolve_secrets: Whether secrets in the configuration come resolved, which only the data app itself is
                granted. Left out: they come as references.
            include: Parts to add, such as `artifact`. Left out: none.

        Returns:
            The data app.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/get
        """
        return self._client.fetch(
            operations.DATA_APPS_GET, path={"id": id}, query={"resolveSecrets": resolve_secrets, "include": include}
        )

    def delete(self, id: str) -> None:
        """Delete a data app.

        Removes the data app from the platform.

        Args:
            id: The data app's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/delete
        """
        self._client.fetch(operations.DATA_APPS_DELETE, path={"id": id})


class DataAppsWithResponse:
    """Data apps and their configuration.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: Client) -> None:
        self._client = client

    def list(self) -> ApiResponse[DataAppsResponse]:
        """List the data apps.

        Every data app of the organization.

        Returns:
            The data apps.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/get
        """
        return self._client.send(operations.DATA_APPS_LIST)

    def create(self, body: CreateDataAppRequest) -> ApiResponse[DataAppDetailsDto]:
        """Create a data app.

        Creates a data app from an artifact.

        Args:
            body: What is sent.

        Returns:
            The new data app.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps/post
        """
        return self._client.send(operations.DATA_APPS_CREATE, body=body)

    def get(
        self, id: str, *, resolve_secrets: bool | None = None, include: Sequence[str] | None = None
    ) -> ApiResponse[DataAppDetailsDto]:
        """Read a data app.

        One data app with its configuration.

        Args:
            id: The data app's id.
            resolve_secrets: Whether secrets in the configuration come resolved, which only the data app itself is
                granted. Left out: they come as references.
            include: Parts to add, such as `artifact`. Left out: none.

        Returns:
            The data app.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/get
        """
        return self._client.send(
            operations.DATA_APPS_GET, path={"id": id}, query={"resolveSecrets": resolve_secrets, "include": include}
        )

    def delete(self, id: str) -> ApiResponse[None]:
        """Delete a data app.

        Removes the data app from the platform.

        Args:
            id: The data app's id.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/data-acquisition.openapi.yaml#/paths/~1v1~1data-apps~1{id}/delete
        """
        return self._client.send(operations.DATA_APPS_DELETE, path={"id": id})
