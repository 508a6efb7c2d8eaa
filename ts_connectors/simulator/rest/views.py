"""Records as REST shows them."""

from __future__ import annotations

from typing import Any

from ts_connectors.simulator.state.artifacts import Artifact
from ts_connectors.simulator.state.connectors import ConnectorRecord
from ts_connectors.simulator.state.data_apps import DataAppRecord
from ts_connectors.simulator.state.files import FileRecord
from ts_connectors.simulator.state.hubs import HubRecord
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.values import StoredValue
from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ArtifactDto,
    ConnectorDetailsDto,
    ConnectorDto,
    ConnectorFileDto,
    ConnectorFileStatus,
    ConnectorHostType,
    ConnectorValueDto,
    DataAppDetailsDto,
    DataAppDto,
    DataAppHostType,
    HealthStatus,
    HubConnectorDto,
    HubDetailsDto,
    HubDto,
    HubStatusDto,
    LabelDto,
    NetworkStatus,
    OperatingStatus,
)

__all__ = ["Views", "artifact_details_view", "artifact_view", "file_view", "value_view"]


def artifact_view(artifact: Artifact) -> ArtifactDto:
    """Return an artifact's name and version."""
    return ArtifactDto(namespace=artifact.namespace, slug=artifact.slug, version=artifact.version)


def artifact_details_view(artifact: Artifact) -> ArtifactDetailsDto:
    """Return all that is known of an artifact."""
    optional: dict[str, Any] = {
        "description": artifact.description,
        "source_type": artifact.source_type,
        "manifest": dict(artifact.manifest),
    }
    return ArtifactDetailsDto(
        namespace=artifact.namespace,
        slug=artifact.slug,
        version=artifact.version,
        name=artifact.name or artifact.slug,
        **_present(optional),
    )


def file_view(record: FileRecord) -> ConnectorFileDto:
    """Return a file record."""
    return ConnectorFileDto(
        id=record.id,
        unique_external_id=record.unique_external_id,
        filepath=record.filepath,
        status=ConnectorFileStatus(record.status),
        metadata=None if record.metadata is None else dict(record.metadata),
        error_count=record.error_count,
        error_message=record.error_message,
        updated_at=record.updated_at,
        created_at=record.created_at,
    )


def value_view(entry: StoredValue, *, shows_secrets: bool) -> ConnectorValueDto:
    """Return an entry of a data store; a secret one keeps its value to itself unless it is for the connector."""
    value = {} if entry.is_secure and not shows_secrets else {"value": entry.value}
    return ConnectorValueDto(
        key=entry.key, secure=entry.is_secure, updated_at=entry.updated_at, created_at=entry.created_at, **value
    )


class Views:
    """Shows records that refer to others."""

    def __init__(self, state: State) -> None:
        self._state = state

    def connector(self, connector: ConnectorRecord) -> ConnectorDto:
        """Return a connector as the list shows it."""
        artifact = artifact_view(self._state.artifacts.get(connector.artifact_type))
        return ConnectorDto(artifact=artifact, **self._facts(connector), **self._ownership(connector))

    def connector_details(self, connector: ConnectorRecord, *, include: set[str], resolve: bool) -> ConnectorDetailsDto:
        """Return a connector with the parts that were asked for."""
        artifact = self._state.artifacts.get(connector.artifact_type)
        parts: dict[str, Any] = {}
        if "config" in include:
            config = dict(self._state.configs.current(connector.id))
            parts["config"] = self._state.secrets.resolve(config) if resolve else config
        return ConnectorDetailsDto(
            artifact=artifact_details_view(artifact) if "artifact" in include else artifact_view(artifact),
            labels=[LabelDto(id=label.id, name=label.name, value=label.value) for label in connector.labels],
            **self._facts(connector),
            **self._ownership(connector),
            **parts,
        )

    def hub(self, hub: HubRecord) -> HubDto:
        """Return a hub."""
        return HubDto(**self._hub_facts(hub))

    def hub_details(self, hub: HubRecord, *, include: set[str]) -> HubDetailsDto:
        """Return a hub with the parts that were asked for."""
        parts: dict[str, Any] = {}
        if "connectors" in include:
            parts["connectors"] = [self._hub_connector(one) for one in self._state.connectors.on_hub(hub.id)]
        return HubDetailsDto(**self._hub_facts(hub), **parts)

    def hub_status(self, hub: HubRecord) -> HubStatusDto:
        """Return how a hub is, told from its connectors: nothing else of a hub is heard here."""
        connectors = self._state.connectors.on_hub(hub.id)
        seen = max((one.last_seen_at for one in connectors if one.last_seen_at is not None), default=None)
        is_online = any(self._state.connectors.is_online(one) for one in connectors)
        return HubStatusDto(network="ONLINE" if is_online else "OFFLINE", last_seen=seen)

    def data_app(self, data_app: DataAppRecord) -> DataAppDto:
        """Return a data app as the list shows it."""
        artifact = artifact_view(self._state.artifacts.get(data_app.artifact_type))
        return DataAppDto(artifact=artifact, **self._data_app_facts(data_app))

    def data_app_details(self, data_app: DataAppRecord, *, include: set[str]) -> DataAppDetailsDto:
        """Return a data app with the parts that were asked for."""
        artifact = self._state.artifacts.get(data_app.artifact_type)
        view = artifact_details_view(artifact) if "artifact" in include else artifact_view(artifact)
        return DataAppDetailsDto(artifact=view, **self._data_app_facts(data_app))

    def _hub_connector(self, connector: ConnectorRecord) -> HubConnectorDto:
        facts = {name: value for name, value in self._facts(connector).items() if value is not None}
        artifact = artifact_view(self._state.artifacts.get(connector.artifact_type))
        return HubConnectorDto(artifact=artifact, **facts)

    def _facts(self, connector: ConnectorRecord) -> dict[str, Any]:
        return {
            "id": connector.id,
            "name": connector.name,
            "host_type": ConnectorHostType(connector.host_type),
            "health": HealthStatus(connector.health),
            "health_error_code": connector.health_error_code,
            "operating_status": OperatingStatus(connector.operating_status),
            "network_status": NetworkStatus("ONLINE" if self._state.connectors.is_online(connector) else "OFFLINE"),
            "last_seen_at": connector.last_seen_at,
            "updated_at": connector.updated_at,
            "created_at": connector.created_at,
        }

    def _ownership(self, connector: ConnectorRecord) -> dict[str, Any]:
        hub = None if connector.hub_id is None else self._state.hubs.find(connector.hub_id)
        return {
            "org_slug": self._state.basis.org_slug,
            "description": connector.description,
            # Left out rather than null: strictly read, the document's nullable reference lets no null through.
            **({} if hub is None else {"hub": self.hub(hub)}),
            "metadata": dict(connector.metadata),
            "tags": list(connector.tags),
            "command_queue": connector.command_queue,
        }

    def _hub_facts(self, hub: HubRecord) -> dict[str, Any]:
        # No proxy of the customer, no machine in AWS: the document wants texts and numbers all the same.
        absent = {"http_proxy_host": "", "http_proxy_port": 0, "http_proxy_username": "", "no_proxy": ""}
        absent |= {"https_proxy_host": "", "https_proxy_port": 0, "https_proxy_username": ""}
        absent |= {"ssm_instance_id": "", "ecs_container_instance_arn": ""}
        shown = {name: value for name, value in hub.settings.items() if name in HubDto.model_fields}
        return {
            **absent,
            **shown,
            **_present({"description": hub.description}),
            "id": hub.id,
            "name": hub.name,
            "org_slug": self._state.basis.org_slug,
            "enabled": hub.is_enabled,
            "status": self.hub_status(hub),
            "updated_at": hub.updated_at,
            "created_at": hub.created_at,
            "activation_expires_at": hub.activation_expires_at,
        }

    def _data_app_facts(self, data_app: DataAppRecord) -> dict[str, Any]:
        # ECS runs nothing here, and the document wants texts all the same.
        return {
            **_present({"description": data_app.description}),
            "id": data_app.id,
            "name": data_app.name,
            "org_slug": self._state.basis.org_slug,
            "host_type": DataAppHostType(data_app.host_type),
            "command_queue": data_app.command_queue,
            "cluster_arn": "",
            "task_definition_arn": "",
            "task_arn": "",
            "health": HealthStatus.NA,
            "operating_status": OperatingStatus.IDLE,
            "network_status": NetworkStatus.OFFLINE,
            "config": {},
            "updated_at": data_app.updated_at,
            "created_at": data_app.created_at,
        }


def _present(facts: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in facts.items() if value}
