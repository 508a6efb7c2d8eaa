# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""What TDP data acquisition is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Annotated, Any

from pydantic import Field

from ts_connectors_api.data_acquisition.models import (
    ConnectorHostType,
    DataAppHostType,
    HealthStatus,
    MetricTimeValueDto,
    RequestedOperatingStatus,
)
from ts_connectors_api.models import MISSING, RequestModel


class CreateConnectorRequest(RequestModel):
    """What a new connector needs. It starts IDLE."""

    name: str
    """The connector's name as people read it."""
    description: str | MISSING = MISSING
    """Free text for people."""
    host_type: Annotated[ConnectorHostType, Field(alias="hostType")]
    """Where the connector shall run: in TDP's cloud, on a hub, on a developer's machine, or standalone on a machine of the customer."""
    connector_type: Annotated[str, Field(alias="connectorType")]
    """The artifact to run, as the platform names connector types."""
    hub_id: Annotated[str | MISSING, Field(alias="hubId")] = MISSING
    """Id of the hub to run on; only for host type `hub`."""
    metadata: Mapping[str, Any] | MISSING = MISSING
    """Custom metadata for every file that the connector uploads: text by key."""
    tags: Sequence[str] | MISSING = MISSING
    """Tags for every file that the connector uploads."""
    labels: Sequence[str] | MISSING = MISSING
    """Labels for every file that the connector uploads."""


class CreateDataAppRequest(RequestModel):
    """What a new data app needs."""

    name: str
    """The data app's name as people read it."""
    description: str | MISSING = MISSING
    """Free text for people."""
    host_type: Annotated[DataAppHostType, Field(alias="hostType")]
    """Where the data app shall run: in TDP's cloud or on a developer's machine."""
    connector_type: Annotated[str, Field(alias="connectorType")]
    """The artifact to run, as the platform names it."""
    provider_ids: Annotated[Sequence[str], Field(alias="providerIds")]
    """Ids of the providers that the data app works with; may be empty."""


class CreateHubRequest(RequestModel):
    """What a new hub needs: a name and the ports of its proxy."""

    name: str
    """The hub's name as people read it."""
    description: str | MISSING = MISSING
    """Free text for people."""
    l7_proxy_forward_port: Annotated[int, Field(alias="l7ProxyForwardPort")]
    """TCP port on which the hub's own proxy takes outgoing requests of connectors and agents."""
    l7_proxy_reverse_http_port: Annotated[int, Field(alias="l7ProxyReverseHttpPort")]
    """TCP port on which the hub's own proxy takes incoming HTTP."""
    l7_proxy_reverse_https_port: Annotated[int, Field(alias="l7ProxyReverseHttpsPort")]
    """TCP port on which the hub's own proxy takes incoming HTTPS."""
    l7_proxy_socat_port: Annotated[int, Field(alias="l7ProxySocatPort")]
    """TCP port of the hub's plain relay."""
    l7_proxy_reverse_mqtt_port: Annotated[int | MISSING, Field(alias="l7ProxyReverseMqttPort")] = MISSING
    """TCP port on which the hub's own proxy takes incoming MQTT. Left out: the platform chooses."""
    l7_proxy_socat_mqtt_port: Annotated[int | MISSING, Field(alias="l7ProxySocatMqttPort")] = MISSING
    """TCP port of the hub's plain relay for MQTT. Left out: the platform chooses."""
    l7_proxy_localnets: Annotated[str, Field(alias="l7ProxyLocalnets")]
    """Networks that may use the hub's proxy, in CIDR notation."""
    l7_proxy_dns_nameservers: Annotated[str, Field(alias="l7ProxyDnsNameservers")]
    """Name servers that the hub's proxy asks."""
    l7_proxy_whitelist: Annotated[str | MISSING, Field(alias="l7ProxyWhitelist")] = MISSING
    """Hosts that the hub's proxy lets through."""
    l7_proxy_config_override: Annotated[str | MISSING, Field(alias="l7ProxyConfigOverride")] = MISSING
    """Configuration text that replaces the proxy's generated one. Left out: the generated one is used."""
    l7_proxy_maximum_memory_mb: Annotated[int | MISSING, Field(alias="l7ProxyMaximumMemoryMb")] = MISSING
    """Memory that the hub's proxy may use, in MiB. Left out: the platform chooses."""


class LabelRequest(RequestModel):
    """A label to add."""

    name: str
    """Name of the label: at most 128 characters, one line."""
    value: str
    """Value of the label: not empty, one line."""


class MetricDimensionDto(RequestModel):
    """A name and value that tells series of the same metric apart."""

    name: str
    """Name of the dimension."""
    value: str
    """Value of the dimension."""


class ReportConnectorMetricRequest(RequestModel):
    """Points of one metric to report."""

    name: str
    """Name of the metric, such as `cpu_usage`."""
    unit: str
    """Unit as CloudWatch names it: Percent, Bytes, Count, Seconds and so on."""
    dimensions: Sequence[MetricDimensionDto]
    """Dimensions of the series; an empty list for none."""
    values: Sequence[MetricTimeValueDto]
    """The points."""


class ReportMetricsRequest(RequestModel):
    """A batch of metrics to report."""

    metrics: Sequence[ReportConnectorMetricRequest]
    """The metrics, each once."""


class SaveConnectorDataRequest(RequestModel):
    """Entries to write to the connector's data store, at most one for a key."""

    values: Sequence[SaveConnectorValueRequest]
    """The entries. An entry that exists is replaced."""


class SaveConnectorFileRequest(RequestModel):
    """A file record to write. It updates the record with this `id`, else the one with this `uniqueExternalId`, else it makes a new one (our reading). What is left out stays."""

    id: str | MISSING = MISSING
    """Id of the record to update. Left out: it is found by `uniqueExternalId`."""
    unique_external_id: Annotated[str | MISSING, Field(alias="uniqueExternalId")] = MISSING
    """The connector's own name for the file. Left out: the record is found by `id`."""
    metadata: Mapping[str, Any] | MISSING = MISSING
    """What to note about the file, an open JSON object. Left out: it stays."""
    status: str | MISSING = MISSING
    """PENDING, PROCESSING, SKIPPED, SUCCESS or ERROR. Left out: it stays."""
    error_count: Annotated[int | MISSING, Field(alias="errorCount")] = MISSING
    """How often the file failed. Left out: it stays."""
    error_message: Annotated[str | MISSING, Field(alias="errorMessage")] = MISSING
    """Why the file failed. Left out: it stays."""
    filepath: str | MISSING = MISSING
    """Path of the file in the data lake, below the connector's folder. Left out: it stays."""


class SaveConnectorFilesRequest(RequestModel):
    """File records to write."""

    files: Sequence[SaveConnectorFileRequest]
    """The records."""


class SaveConnectorValueRequest(RequestModel):
    """An entry to write to the connector's data store."""

    key: str
    """Name of the entry; a comma in it would break reading by key."""
    value: Any
    """What to store: a JSON object by rule, any JSON value in fact."""
    secure: bool | MISSING = MISSING
    """Whether to store it as a secret. Left out: not."""


class UpdateConnectorHealthRequest(RequestModel):
    """What a connector says of its own health. It stays until the connector says something else."""

    status: HealthStatus
    """How the connector is. `N/A` clears what was said before."""
    error_code: Annotated[str | MISSING, Field(alias="errorCode")] = MISSING
    """Short code of the trouble, for people and alarms. Left out: none."""


class UpdateConnectorLabelsRequest(RequestModel):
    """A change of the connector's labels."""

    labels_to_add: Annotated[Sequence[LabelRequest] | MISSING, Field(alias="labelsToAdd")] = MISSING
    """Labels to put on the connector. Left out: none."""
    labels_to_drop: Annotated[Sequence[int] | MISSING, Field(alias="labelsToDrop")] = MISSING
    """Ids of the labels to take away. Left out: none."""


class UpdateConnectorRequest(RequestModel):
    """The properties of a connector to change. That what is left out stays is our reading; the platform does not say."""

    description: str | MISSING = MISSING
    """Free text for people. Left out: it stays."""
    connector_type: Annotated[str | MISSING, Field(alias="connectorType")] = MISSING
    """The artifact to change to. Left out: it stays."""
    host_type: Annotated[ConnectorHostType | MISSING, Field(alias="hostType")] = MISSING
    """Where the connector shall run. Left out: it stays."""
    hub_id: Annotated[str | MISSING, Field(alias="hubId")] = MISSING
    """Id of the hub to move to. Left out: it stays."""
    metadata: Mapping[str, Any] | MISSING = MISSING
    """The new custom metadata: text by key. Left out: it stays."""
    tags: Sequence[str] | MISSING = MISSING
    """The new tags. Left out: they stay."""
    labels: Sequence[UpdateConnectorLabelsRequest] | MISSING = MISSING
    """Changes of the labels. Left out: they stay."""
    config: Mapping[str, Any] | MISSING = MISSING
    """The new configuration, an open JSON object. Left out: it stays."""
    reset_connector_migration_status: Annotated[bool | MISSING, Field(alias="resetConnectorMigrationStatus")] = MISSING
    """Whether to forget how far the connector's migration came. Left out: it stays."""


class UpdateConnectorStatusRequest(RequestModel):
    """The operating status that a connector shall have."""

    status: RequestedOperatingStatus
    """RUNNING sends the command Start, IDLE sends Stop, DISABLED sends Shutdown and makes the connector's token invalid. ENABLED is accepted, too."""


class UpdateHubRequest(RequestModel):
    """The new settings of a hub. That what is left out stays is our reading; the platform does not say."""

    name: str
    """The hub's name as people read it."""
    description: str | MISSING = MISSING
    """Free text for people. Left out: it stays."""
    l7_proxy_forward_port: Annotated[int, Field(alias="l7ProxyForwardPort")]
    """TCP port on which the hub's own proxy takes outgoing requests of connectors and agents."""
    l7_proxy_reverse_http_port: Annotated[int, Field(alias="l7ProxyReverseHttpPort")]
    """TCP port on which the hub's own proxy takes incoming HTTP."""
    l7_proxy_reverse_https_port: Annotated[int, Field(alias="l7ProxyReverseHttpsPort")]
    """TCP port on which the hub's own proxy takes incoming HTTPS."""
    l7_proxy_socat_port: Annotated[int, Field(alias="l7ProxySocatPort")]
    """TCP port of the hub's plain relay."""
    l7_proxy_reverse_mqtt_port: Annotated[int | MISSING, Field(alias="l7ProxyReverseMqttPort")] = MISSING
    """TCP port on which the hub's own proxy takes incoming MQTT. Left out: it stays."""
    l7_proxy_socat_mqtt_port: Annotated[int | MISSING, Field(alias="l7ProxySocatMqttPort")] = MISSING
    """TCP port of the hub's plain relay for MQTT. Left out: it stays."""
    l7_proxy_localnets: Annotated[str, Field(alias="l7ProxyLocalnets")]
    """Networks that may use the hub's proxy, in CIDR notation."""
    l7_proxy_dns_nameservers: Annotated[str, Field(alias="l7ProxyDnsNameservers")]
    """Name servers that the hub's proxy asks."""
    l7_proxy_whitelist: Annotated[str | MISSING, Field(alias="l7ProxyWhitelist")] = MISSING
    """Hosts that the hub's proxy lets through."""
    l7_proxy_config_override: Annotated[str | MISSING, Field(alias="l7ProxyConfigOverride")] = MISSING
    """Configuration text that replaces the proxy's generated one. Left out: the generated one is used."""
    l7_proxy_maximum_memory_mb: Annotated[int | MISSING, Field(alias="l7ProxyMaximumMemoryMb")] = MISSING
    """Memory that the hub's proxy may use, in MiB. Left out: it stays."""
    reset_hub_migration_status: Annotated[bool | MISSING, Field(alias="resetHubMigrationStatus")] = MISSING
    """Whether to forget how far the hub's migration came. Left out: it stays."""


class UpdateHubStatusRequest(RequestModel):
    """Turns a hub on or off."""

    enabled: bool
    """True turns the hub on, false turns it off."""
