# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""What TDP data acquisition answers with."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import Field

from ts_connectors_api.models import ResponseModel, StrEnum


class ArtifactDetailsDto(ResponseModel):
    """An artifact with its title, manifest and pages."""

    namespace: str
    """Namespace of the artifact, such as `common`."""
    slug: str
    """Name of the artifact within its namespace."""
    version: str
    """Version of the artifact, with its leading `v` where it has one."""
    manifest: dict[str, Any] | None = None
    """The artifact's manifest, an open JSON object. Absent: it has none."""
    name: str
    """The artifact's title as people read it."""
    description: str | None = None
    """What the artifact is for. Absent: its author wrote nothing."""
    source_type: Annotated[str | None, Field(alias="sourceType")] = None
    """Source type that uploaded files get when the upload names none. Absent: `unknown` is used."""
    ui: ConnectorUiDto | None = None


class ArtifactDto(ResponseModel):
    """The artifact (name and version of a connector's or data app's software) that something runs."""

    namespace: str
    """Namespace of the artifact, such as `common`."""
    slug: str
    """Name of the artifact within its namespace."""
    version: str
    """Version of the artifact, with its leading `v` where it has one."""
    manifest: dict[str, Any] | None = None
    """The artifact's manifest, an open JSON object. Absent unless it was asked for."""


class ArtifactsResponse(ResponseModel):
    """The artifacts that connectors can be made from."""

    artifacts: list[ArtifactDto]
    """The artifacts."""


class CheckConnectorConfigResponse(ResponseModel):
    """The connector's verdict on its configuration."""

    valid: bool
    """Whether the configuration can be used."""
    error: str | None = None
    """What is wrong as a whole. Absent where nothing is."""
    fields: list[FieldValidationError] | None = None
    """What is wrong field by field. Absent where nothing is."""


class ConnectorCustomConfigUiComponentDto(ResponseModel):
    """A configuration page that the artifact brings along."""

    type: Literal["custom"]
    """Always `custom`: the artifact brings the page."""
    trigger: Literal["configuration"]
    """Always `configuration`: shown where the connector is configured."""
    component: str
    """Name of the page's component in the artifact."""


class ConnectorCustomRouteUiComponentDto(ResponseModel):
    """A page of the artifact's own, shown under a route of its own."""

    type: Literal["custom"]
    """Always `custom`: the artifact brings the page."""
    trigger: Literal["route"]
    """Always `route`: shown under a route of its own."""
    route: str
    """Path of the page below the connector's own."""
    component: str
    """Name of the page's component in the artifact."""


class ConnectorDataResponse(ResponseModel):
    """Entries of the connector's data store."""

    values: list[ConnectorValueDto]
    """The entries; keys that do not exist are missing."""


class ConnectorDetailsDto(ResponseModel):
    """A connector with everything known of it. `config` and the full artifact come only when `include` asks for them."""

    id: str
    """The connector's id, a UUID."""
    name: str
    """The connector's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people; null or absent where none was given."""
    artifact: ArtifactDto | ArtifactDetailsDto
    """The software that it runs. The full form, with manifest and pages, comes only when `include` asks for `artifact`."""
    host_type: Annotated[ConnectorHostType, Field(alias="hostType")]
    """Where it runs: in TDP's cloud, on a hub, on a developer's machine, or standalone on a machine of the customer."""
    hub: HubDto | None = None
    """The hub that it runs on; null or absent where it runs on none."""
    metadata: dict[str, Any] | None = None
    """Custom metadata of the connector, put on every file that it uploads: text by key."""
    tags: list[str] | None = None
    """Tags of the connector, put on every file that it uploads."""
    labels: list[LabelDto] | None = None
    """Labels of the connector, put on every file that it uploads."""
    command_queue: Annotated[str | None, Field(alias="commandQueue")] = None
    """URL of the SQS queue that the connector takes its commands from. Absent: none exists yet."""
    cluster_arn: Annotated[str | None, Field(alias="clusterArn")] = None
    """ARN of the ECS cluster that runs it. Absent where ECS does not run it."""
    task_definition_arn: Annotated[str | None, Field(alias="taskDefinitionArn")] = None
    """ARN of its ECS task definition. Absent where ECS does not run it."""
    service_arn: Annotated[str | None, Field(alias="serviceArn")] = None
    """ARN of its ECS service. Absent where ECS does not run it."""
    health: HealthStatus
    """What it last said of its health: HEALTHY, WARNING, CRITICAL or N/A. It never expires."""
    health_error_code: Annotated[str | None, Field(alias="healthErrorCode")] = None
    """Short code of the trouble behind `health`; null or absent where there is none."""
    operating_status: Annotated[OperatingStatus, Field(alias="operatingStatus")]
    """What it is asked to do: IDLE (up, not ingesting), RUNNING or DISABLED (container stopped, token invalid)."""
    network_status: Annotated[NetworkStatus, Field(alias="networkStatus")]
    """ONLINE, or OFFLINE once the last heartbeat is older than three minutes."""
    config: dict[str, Any] | None = None
    """Its current configuration, an open JSON object. Absent unless `include` asks for `config`; secrets in it are resolved only with `resolveSecrets`."""
    last_seen_at: Annotated[datetime | None, Field(alias="lastSeenAt")] = None
    """Time of the last heartbeat; null or absent before the first."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was created."""
    service_discovery_name: Annotated[str | None, Field(alias="serviceDiscoveryName")] = None
    """Name under which others in its network find it; null or absent where it has none."""


class ConnectorDto(ResponseModel):
    """A connector as the list of connectors shows it."""

    id: str
    """The connector's id, a UUID."""
    name: str
    """The connector's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people; null or absent where none was given."""
    artifact: ArtifactDto
    host_type: Annotated[ConnectorHostType, Field(alias="hostType")]
    """Where it runs: in TDP's cloud, on a hub, on a developer's machine, or standalone on a machine of the customer."""
    hub: HubDto | None = None
    """The hub that it runs on; null or absent where it runs on none."""
    metadata: dict[str, Any] | None = None
    """Custom metadata of the connector, put on every file that it uploads: text by key."""
    tags: list[str] | None = None
    """Tags of the connector, put on every file that it uploads."""
    command_queue: Annotated[str | None, Field(alias="commandQueue")] = None
    """URL of the SQS queue that the connector takes its commands from. Absent: none exists yet."""
    cluster_arn: Annotated[str | None, Field(alias="clusterArn")] = None
    """ARN of the ECS cluster that runs it. Absent where ECS does not run it."""
    task_definition_arn: Annotated[str | None, Field(alias="taskDefinitionArn")] = None
    """ARN of its ECS task definition; null or absent where ECS does not run it."""
    service_arn: Annotated[str | None, Field(alias="serviceArn")] = None
    """ARN of its ECS service; null or absent where ECS does not run it."""
    health: HealthStatus
    """What it last said of its health: HEALTHY, WARNING, CRITICAL or N/A. It never expires."""
    health_error_code: Annotated[str | None, Field(alias="healthErrorCode")] = None
    """Short code of the trouble behind `health`; null or absent where there is none."""
    operating_status: Annotated[OperatingStatus, Field(alias="operatingStatus")]
    """What it is asked to do: IDLE (up, not ingesting), RUNNING or DISABLED (container stopped, token invalid)."""
    network_status: Annotated[NetworkStatus, Field(alias="networkStatus")]
    """ONLINE, or OFFLINE once the last heartbeat is older than three minutes."""
    config: dict[str, Any] | None = None
    """Its current configuration, an open JSON object. Absent unless `include` asks for `config`; secrets in it are resolved only with `resolveSecrets`."""
    last_seen_at: Annotated[datetime | None, Field(alias="lastSeenAt")] = None
    """Time of the last heartbeat; null or absent before the first."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was created."""
    service_discovery_name: Annotated[str | None, Field(alias="serviceDiscoveryName")] = None
    """Name under which others in its network find it; null or absent where it has none."""


class ConnectorFileDto(ResponseModel):
    """The connector's record of one file: what it is, how far it came and what went wrong."""

    id: str
    """Id of the record, a UUID."""
    unique_external_id: Annotated[str, Field(alias="uniqueExternalId")]
    """The connector's own name for the file, unique within the connector."""
    filepath: str
    """Path of the file in the data lake, below the connector's folder."""
    status: ConnectorFileStatus
    """How far the file came."""
    metadata: Annotated[dict[str, Any] | None, Field(...)]
    """What the connector noted about the file, an open JSON object; null where nothing."""
    error_count: Annotated[int | None, Field(alias="errorCount")] = None
    """How often the file failed. Connectors give up after 5. Absent in older records."""
    error_message: Annotated[str | None, Field(alias="errorMessage")]
    """Why the file failed last; null where it did not."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When the record was last written."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When the record was created."""


class ConnectorFileStatus(StrEnum):
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    SKIPPED = "SKIPPED"
    SUCCESS = "SUCCESS"
    ERROR = "ERROR"


class ConnectorFilesResponse(ResponseModel):
    """One page of file records."""

    files: list[ConnectorFileDto]
    """The records of this page."""
    total: int
    """Number of records that match, on all pages."""


class ConnectorGeneratedConfigUiComponentDto(ResponseModel):
    """A configuration page that the platform builds by itself from the artifact's description of its fields."""

    type: Literal["generated"]
    """Always `generated`: tells this component from the others."""
    trigger: Literal["configuration"]
    """Always `configuration`: shown where the connector is configured."""
    config: list[str]
    """What of the configuration the page is made from."""


class ConnectorHostType(StrEnum):
    CLOUD = "cloud"
    HUB = "hub"
    LOCAL = "local"
    STANDALONE = "standalone"


class ConnectorMetricDto(ResponseModel):
    """A metric of the connector over time."""

    name: str
    """Name of the metric."""
    values: list[MetricTimeValueDto]
    """The points, in order of time."""


class ConnectorToken(ResponseModel):
    """A connector's new token."""

    token: Annotated[str, Field(json_schema_extra={"x-secret": True})]
    """The token; the connector uses it from now on instead of the one before."""


class ConnectorUiDto(ResponseModel):
    """The pages that an artifact adds to the platform's user interface."""

    components: list[
        ConnectorGeneratedConfigUiComponentDto
        | ConnectorCustomConfigUiComponentDto
        | ConnectorCustomRouteUiComponentDto
    ]
    """The pages. `type` and `trigger` together tell the three kinds apart."""


class ConnectorValueDto(ResponseModel):
    """An entry of the connector's data store."""

    key: str
    """Name of the entry; holds no comma."""
    value: Any | None = None
    """What is stored: a JSON object by rule, any JSON value in fact. A secure value comes back readable only to the connector itself."""
    secure: bool
    """Whether it is stored as a secret."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last written."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was first written."""


class ConnectorsResponse(ResponseModel):
    """All connectors of the organization."""

    connectors: list[ConnectorDto]
    """The connectors."""


class DataAppDetailsDto(ResponseModel):
    """A data app with everything known of it."""

    id: str
    """The data app's id, a UUID."""
    name: str
    """The data app's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people. Absent: none was given."""
    artifact: ArtifactDto | ArtifactDetailsDto
    """The software that it runs. The full form, with manifest and pages, comes only when `include` asks for `artifact`."""
    host_type: Annotated[DataAppHostType, Field(alias="hostType")]
    """Where it runs: in TDP's cloud or on a developer's machine."""
    command_queue: Annotated[str | None, Field(alias="commandQueue")] = None
    """URL of the SQS queue that it takes its commands from. Absent: none exists yet."""
    cluster_arn: Annotated[str, Field(alias="clusterArn")]
    """ARN of the ECS cluster that runs it."""
    task_definition_arn: Annotated[str, Field(alias="taskDefinitionArn")]
    """ARN of its ECS task definition."""
    task_arn: Annotated[str, Field(alias="taskArn")]
    """ARN of its ECS task."""
    health: HealthStatus
    """What it last said of its health: HEALTHY, WARNING, CRITICAL or N/A. It never expires."""
    health_error_code: Annotated[str | None, Field(alias="healthErrorCode")] = None
    """Short code of the trouble behind `health`. Absent where there is none."""
    operating_status: Annotated[OperatingStatus, Field(alias="operatingStatus")]
    """What it is asked to do: IDLE (up, not ingesting), RUNNING or DISABLED (container stopped, token invalid)."""
    network_status: Annotated[NetworkStatus, Field(alias="networkStatus")]
    """ONLINE, or OFFLINE once the last heartbeat is older than three minutes."""
    config: dict[str, Any]
    """Its current configuration, an open JSON object; secrets in it are resolved only with `resolveSecrets`."""
    last_seen_at: Annotated[datetime | None, Field(alias="lastSeenAt")] = None
    """Time of the last heartbeat. Absent before the first."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was created."""
    service_discovery_name: Annotated[str | None, Field(alias="serviceDiscoveryName")] = None
    """Name under which others in its network find it. Absent where it has none."""


class DataAppDto(ResponseModel):
    """A data app as the list of data apps shows it."""

    id: str
    """The data app's id, a UUID."""
    name: str
    """The data app's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people. Absent: none was given."""
    artifact: ArtifactDto
    host_type: Annotated[DataAppHostType, Field(alias="hostType")]
    """Where it runs: in TDP's cloud or on a developer's machine."""
    metadata: dict[str, Any] | None = None
    """Custom metadata of the data app: text by key."""
    tags: list[str] | None = None
    """Tags of the data app."""
    command_queue: Annotated[str | None, Field(alias="commandQueue")] = None
    """URL of the SQS queue that it takes its commands from. Absent: none exists yet."""
    cluster_arn: Annotated[str, Field(alias="clusterArn")]
    """ARN of the ECS cluster that runs it."""
    task_definition_arn: Annotated[str, Field(alias="taskDefinitionArn")]
    """ARN of its ECS task definition."""
    task_arn: Annotated[str, Field(alias="taskArn")]
    """ARN of its ECS task."""
    health: HealthStatus
    """What it last said of its health: HEALTHY, WARNING, CRITICAL or N/A. It never expires."""
    health_error_code: Annotated[str | None, Field(alias="healthErrorCode")] = None
    """Short code of the trouble behind `health`. Absent where there is none."""
    operating_status: Annotated[OperatingStatus, Field(alias="operatingStatus")]
    """What it is asked to do: IDLE (up, not ingesting), RUNNING or DISABLED (container stopped, token invalid)."""
    network_status: Annotated[NetworkStatus, Field(alias="networkStatus")]
    """ONLINE, or OFFLINE once the last heartbeat is older than three minutes."""
    config: dict[str, Any]
    """Its current configuration, an open JSON object; secrets in it are resolved only with `resolveSecrets`."""
    last_seen_at: Annotated[datetime | None, Field(alias="lastSeenAt")] = None
    """Time of the last heartbeat. Absent before the first."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was created."""
    service_discovery_name: Annotated[str | None, Field(alias="serviceDiscoveryName")] = None
    """Name under which others in its network find it. Absent where it has none."""


class DataAppHostType(StrEnum):
    CLOUD = "cloud"
    LOCAL = "local"


class DataAppsResponse(ResponseModel):
    """All data apps of the organization."""

    data_apps: Annotated[list[DataAppDto], Field(alias="dataApps")]
    """The data apps."""


class FieldValidationError(ResponseModel):
    """What is wrong with one field of a configuration."""

    field: str
    """Name of the field; the connector's own answer calls it `name`."""
    error: str
    """What is wrong and what would be right."""


class GetConnectorCredentialsDto(ResponseModel):
    """AWS credentials for a standalone connector, valid for a limited time."""

    access_key_id: Annotated[str, Field(alias="accessKeyId", json_schema_extra={"x-secret": True})]
    """Id of the AWS access key."""
    secret_access_key: Annotated[str, Field(alias="secretAccessKey", json_schema_extra={"x-secret": True})]
    """Secret of the AWS access key."""
    session_token: Annotated[str, Field(alias="sessionToken", json_schema_extra={"x-secret": True})]
    """AWS session token that goes with the key."""
    expiration_date: Annotated[str, Field(alias="expirationDate")]
    """Until when the credentials hold, as ISO 8601 text. Ask again before."""


class GetConnectorFileStatsDto(ResponseModel):
    """How many file records the connector has in each status."""

    total: int
    """Number of all records."""
    success: int
    """Number of records with status SUCCESS."""
    pending: int
    """Number of records with status PENDING."""
    processing: int
    """Number of records with status PROCESSING."""
    error: int
    """Number of records with status ERROR."""
    skipped: int
    """Number of records with status SKIPPED."""


class GetConnectorMetricsDto(ResponseModel):
    """The connector's file metrics."""

    metrics: list[ConnectorMetricDto]
    """The metrics."""


class HealthStatus(StrEnum):
    HEALTHY = "HEALTHY"
    WARNING = "WARNING"
    CRITICAL = "CRITICAL"
    NA = "N/A"


class HubConnectorDto(ResponseModel):
    """A connector as the details of its hub list it."""

    id: str
    """The connector's id, a UUID."""
    name: str
    """The connector's name as people read it."""
    artifact: ArtifactDto
    host_type: Annotated[ConnectorHostType, Field(alias="hostType")]
    """Where it runs: in TDP's cloud, on a hub, on a developer's machine, or standalone on a machine of the customer."""
    health: HealthStatus
    """What it last said of its health: HEALTHY, WARNING, CRITICAL or N/A. It never expires."""
    health_error_code: Annotated[str | None, Field(alias="healthErrorCode")] = None
    """Short code of the trouble behind `health`. Absent where there is none."""
    operating_status: Annotated[OperatingStatus, Field(alias="operatingStatus")]
    """What it is asked to do: IDLE (up, not ingesting), RUNNING or DISABLED (container stopped, token invalid)."""
    network_status: Annotated[NetworkStatus, Field(alias="networkStatus")]
    """ONLINE, or OFFLINE once the last heartbeat is older than three minutes."""
    last_seen_at: Annotated[datetime | None, Field(alias="lastSeenAt")] = None
    """Time of the last heartbeat. Absent before the first."""
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When it was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was created."""
    service_discovery_name: Annotated[str | None, Field(alias="serviceDiscoveryName")] = None
    """Name under which others on the hub find it. Absent where it has none."""


class HubDetailsDto(ResponseModel):
    """A hub with everything known of it, and its connectors where they were asked for."""

    id: str
    """The hub's id, a UUID."""
    name: str
    """The hub's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people. Absent: none was given."""
    http_proxy_host: Annotated[str, Field(alias="httpProxyHost")]
    """Host of the customer's proxy for plain HTTP."""
    http_proxy_port: Annotated[int, Field(alias="httpProxyPort")]
    """TCP port of the customer's proxy for plain HTTP."""
    http_proxy_username: Annotated[str, Field(alias="httpProxyUsername")]
    """User name at the proxy for plain HTTP."""
    https_proxy_host: Annotated[str, Field(alias="httpsProxyHost")]
    """Host of the customer's proxy for HTTPS."""
    https_proxy_port: Annotated[int, Field(alias="httpsProxyPort")]
    """TCP port of the customer's proxy for HTTPS."""
    https_proxy_username: Annotated[str, Field(alias="httpsProxyUsername")]
    """User name at the proxy for HTTPS."""
    no_proxy: Annotated[str, Field(alias="noProxy")]
    """Hosts and domains reached without the customer's proxy, separated by commas."""
    l7_proxy_forward_port: Annotated[int, Field(alias="l7ProxyForwardPort")]
    """TCP port on which the hub's own proxy takes outgoing requests of connectors and agents."""
    l7_proxy_reverse_http_port: Annotated[int, Field(alias="l7ProxyReverseHttpPort")]
    """TCP port on which the hub's own proxy takes incoming HTTP."""
    l7_proxy_reverse_https_port: Annotated[int, Field(alias="l7ProxyReverseHttpsPort")]
    """TCP port on which the hub's own proxy takes incoming HTTPS."""
    l7_proxy_socat_port: Annotated[int, Field(alias="l7ProxySocatPort")]
    """TCP port of the hub's plain relay."""
    l7_proxy_reverse_mqtt_port: Annotated[int, Field(alias="l7ProxyReverseMqttPort")]
    """TCP port on which the hub's own proxy takes incoming MQTT."""
    l7_proxy_socat_mqtt_port: Annotated[int, Field(alias="l7ProxySocatMqttPort")]
    """TCP port of the hub's plain relay for MQTT."""
    l7_proxy_localnets: Annotated[str, Field(alias="l7ProxyLocalnets")]
    """Networks that may use the hub's proxy, in CIDR notation."""
    l7_proxy_dns_nameservers: Annotated[str, Field(alias="l7ProxyDnsNameservers")]
    """Name servers that the hub's proxy asks."""
    l7_proxy_whitelist: Annotated[str, Field(alias="l7ProxyWhitelist")]
    """Hosts that the hub's proxy lets through."""
    l7_proxy_maximum_memory_mb: Annotated[int, Field(alias="l7ProxyMaximumMemoryMb")]
    """Memory that the hub's proxy may use, in MiB."""
    enabled: bool
    """Whether the hub is on."""
    status: HubStatusDto | None = None
    host: HubHostDto | None = None
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When the hub was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When the hub was created."""
    activation_expires_at: Annotated[datetime, Field(alias="activationExpiresAt")]
    """Until when the installer may register the hub's machine."""
    ssm_instance_id: Annotated[str, Field(alias="ssmInstanceId")]
    """Id of the hub's machine in AWS Systems Manager."""
    ecs_container_instance_arn: Annotated[str, Field(alias="ecsContainerInstanceArn")]
    """ARN of the hub's machine as an ECS container instance."""
    connectors: list[HubConnectorDto] | None = None
    """The connectors that run on this hub. Absent unless `include` asked for them."""


class HubDto(ResponseModel):
    """A hub: a machine in the customer's network that runs connectors and leads them to TDP through its proxy."""

    id: str
    """The hub's id, a UUID."""
    name: str
    """The hub's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    description: str | None = None
    """Free text for people. Absent: none was given."""
    http_proxy_host: Annotated[str, Field(alias="httpProxyHost")]
    """Host of the customer's proxy for plain HTTP."""
    http_proxy_port: Annotated[int, Field(alias="httpProxyPort")]
    """TCP port of the customer's proxy for plain HTTP."""
    http_proxy_username: Annotated[str, Field(alias="httpProxyUsername")]
    """User name at the proxy for plain HTTP."""
    https_proxy_host: Annotated[str, Field(alias="httpsProxyHost")]
    """Host of the customer's proxy for HTTPS."""
    https_proxy_port: Annotated[int, Field(alias="httpsProxyPort")]
    """TCP port of the customer's proxy for HTTPS."""
    https_proxy_username: Annotated[str, Field(alias="httpsProxyUsername")]
    """User name at the proxy for HTTPS."""
    no_proxy: Annotated[str, Field(alias="noProxy")]
    """Hosts and domains reached without the customer's proxy, separated by commas."""
    l7_proxy_forward_port: Annotated[int, Field(alias="l7ProxyForwardPort")]
    """TCP port on which the hub's own proxy takes outgoing requests of connectors and agents."""
    l7_proxy_reverse_http_port: Annotated[int, Field(alias="l7ProxyReverseHttpPort")]
    """TCP port on which the hub's own proxy takes incoming HTTP."""
    l7_proxy_reverse_https_port: Annotated[int, Field(alias="l7ProxyReverseHttpsPort")]
    """TCP port on which the hub's own proxy takes incoming HTTPS."""
    l7_proxy_socat_port: Annotated[int, Field(alias="l7ProxySocatPort")]
    """TCP port of the hub's plain relay."""
    l7_proxy_reverse_mqtt_port: Annotated[int, Field(alias="l7ProxyReverseMqttPort")]
    """TCP port on which the hub's own proxy takes incoming MQTT."""
    l7_proxy_socat_mqtt_port: Annotated[int, Field(alias="l7ProxySocatMqttPort")]
    """TCP port of the hub's plain relay for MQTT."""
    l7_proxy_localnets: Annotated[str, Field(alias="l7ProxyLocalnets")]
    """Networks that may use the hub's proxy, in CIDR notation."""
    l7_proxy_dns_nameservers: Annotated[str, Field(alias="l7ProxyDnsNameservers")]
    """Name servers that the hub's proxy asks."""
    l7_proxy_whitelist: Annotated[str, Field(alias="l7ProxyWhitelist")]
    """Hosts that the hub's proxy lets through."""
    l7_proxy_maximum_memory_mb: Annotated[int, Field(alias="l7ProxyMaximumMemoryMb")]
    """Memory that the hub's proxy may use, in MiB."""
    enabled: bool
    """Whether the hub is on."""
    status: HubStatusDto | None = None
    host: HubHostDto | None = None
    updated_at: Annotated[datetime, Field(alias="updatedAt")]
    """When the hub was last changed."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When the hub was created."""
    activation_expires_at: Annotated[datetime, Field(alias="activationExpiresAt")]
    """Until when the installer may register the hub's machine."""
    ssm_instance_id: Annotated[str, Field(alias="ssmInstanceId")]
    """Id of the hub's machine in AWS Systems Manager."""
    ecs_container_instance_arn: Annotated[str, Field(alias="ecsContainerInstanceArn")]
    """ARN of the hub's machine as an ECS container instance."""


class HubHostDto(ResponseModel):
    """The machine that a hub runs on, as the hub's installer found it."""

    ip_address: Annotated[str | None, Field(alias="ipAddress")] = None
    """IP address in the customer's network. Absent: not reported."""
    host_name: Annotated[str | None, Field(alias="hostName")] = None
    """Host name. Absent: not reported."""
    platform_name: Annotated[str | None, Field(alias="platformName")] = None
    """Name of the operating system. Absent: not reported."""
    platform_version: Annotated[str | None, Field(alias="platformVersion")] = None
    """Version of the operating system. Absent: not reported."""


class HubListItemDto(ResponseModel):
    """One hub of the list, with its live status beside it."""

    hub: HubDto
    status: Any
    """The hub's live status, in a form that the document leaves open."""


class HubStatusDto(ResponseModel):
    """What a hub last told about itself."""

    network: str
    """Whether the hub is reachable: ONLINE or OFFLINE."""
    last_seen: Annotated[Any, Field(alias="lastSeen")]
    """When the hub was last heard of. Written as `object`; a text on the wire is as likely."""
    proxies: Annotated[Any | None, Field(json_schema_extra={"x-secret": True})] = None
    """State of the hub's proxies. Absent before the hub reported it; addresses in it can hold a user and password."""
    metrics: list[str] | None = None
    """Names of the metrics that the hub reports."""
    health: Any | None = None
    """What the hub says of its health, in a form of its own."""


class HubsResponse(ResponseModel):
    """All hubs of the organization."""

    hubs: list[HubListItemDto]
    """The hubs, each with its status."""


class LabelDto(ResponseModel):
    """A label that is put on every file the connector uploads."""

    id: str
    """Id of the label; `labelsToDrop` names it."""
    name: str
    """Name of the label, at most 128 characters."""
    value: str
    """Value of the label, not empty."""


class MetricTimeValueDto(ResponseModel):
    """A point of a metric."""

    time: datetime
    """Time of the point; at most two weeks back and two hours ahead."""
    value: float | None = None
    """The value, in the metric's unit. Absent: no value at this time."""


class NetworkStatus(StrEnum):
    """
    Whether the platform hears the connector's or data app's heartbeat.
    """

    ONLINE = "ONLINE"
    OFFLINE = "OFFLINE"


class OperatingStatus(StrEnum):
    IDLE = "IDLE"
    RUNNING = "RUNNING"
    DISABLED = "DISABLED"


class RequestedOperatingStatus(StrEnum):
    IDLE = "IDLE"
    RUNNING = "RUNNING"
    DISABLED = "DISABLED"
    ENABLED = "ENABLED"


class SaveConnectorFileFailure(ResponseModel):
    """A file record that was not written."""

    file_id: Annotated[str | None, Field(alias="fileId")] = None
    """Id of the record. Absent where the request named none."""
    unique_external_id: Annotated[str | None, Field(alias="uniqueExternalId")] = None
    """The connector's own name for the file. Absent where the request named none."""
    message: str
    """Why it was not written."""


class SaveConnectorFilesResponse(ResponseModel):
    """What became of each record: success is partial, so read both lists."""

    files: list[ConnectorFileDto]
    """The records that were written, as they are now."""
    failures: list[SaveConnectorFileFailure | str]
    """The records that were not written, and why. Declared as texts; the platform sends objects."""


class SortDirection(StrEnum):
    ASC = "ASC"
    DESC = "DESC"


class TransactionErrorDto(ResponseModel):
    """An action of the platform on a connector or hub that failed."""

    id: str
    """Id of this entry."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization it happened in."""
    entity_type: Annotated[TransactionErrorEntityType, Field(alias="entityType")]
    """What the action was meant for."""
    entity_id: Annotated[str, Field(alias="entityId")]
    """Id of the connector or hub that the action was meant for."""
    action: str
    """What the platform tried to do."""
    metadata: dict[str, Any]
    """Facts about the attempt, an open JSON object."""
    error: str
    """What went wrong, as text."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it went wrong."""


class TransactionErrorEntityType(StrEnum):
    CONNECTOR = "connector"
    HUB = "hub"


class TransactionErrorsResponse(ResponseModel):
    """The failed actions that the platform remembers."""

    errors: list[TransactionErrorDto]
    """The failures."""


class UpdateConnectorStatusResponse(ResponseModel):
    """The operating status that the connector has after the change."""

    status: OperatingStatus
    """The status that holds now."""


class UpdateHubStatusResponse(ResponseModel):
    """Whether the hub is on after the change."""

    enabled: bool
    """Whether the hub is on."""
