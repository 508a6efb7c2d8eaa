"""The connector's access to TDP for code without an event loop, or for blocking calls inside one."""

from __future__ import annotations

import ssl
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Self, Unpack

from ts_connectors._platform import factory
from ts_connectors._platform.session import open_session
from ts_connectors.files import UploadFileRequest, UploadFileResponse
from ts_connectors.settings import ConfigValues, TdpApiConfig
from ts_connectors.tdp_api_base import (
    UNSET,
    TdpApiBase,
    answered,
    config_of,
    file_filters,
    joined_keys,
    optional,
    request_of,
)
from ts_connectors_api.certificates.client import Certificates, CertificatesClient
from ts_connectors_api.certificates.models import CertificateDto
from ts_connectors_api.data_acquisition.client import ConnectorsWithResponse, DataAcquisitionClient
from ts_connectors_api.data_acquisition.models import (
    ConnectorDataResponse,
    ConnectorDetailsDto,
    ConnectorFilesResponse,
    SaveConnectorFilesResponse,
)
from ts_connectors_api.data_acquisition.requests import (
    ReportMetricsRequest,
    SaveConnectorDataRequest,
    SaveConnectorFilesRequest,
    UpdateConnectorHealthRequest,
)
from ts_connectors_api.operation import ApiResponse
from ts_connectors_api.transport import Transport

if TYPE_CHECKING:
    from ts_connectors._platform.httpx_clients import HttpxClient, Timeouts

__all__ = ["TdpApiSync"]


class TdpApiSync(TdpApiBase):
    """`TdpApi` without awaits: the same methods, arguments and results, from any thread, also inside a running loop.

    Args:
        client: makes the REST calls in place of the one that `init_client` opens.
        config: where the keywords give nothing, it does; else the environment.
        values: the fields of `TdpApiConfig`.
    """

    def __init__(
        self,
        client: DataAcquisitionClient | None = None,
        config: TdpApiConfig | None = None,
        **values: Unpack[ConfigValues],
    ) -> None:
        super().__init__(config, **values)
        self._given_client = client
        self._rest = client
        self.set_tdp_api_client_raise_on_unexpected_status(enabled=False)

    def init_client(self, proxy_url: str | None = None, disable_verify: bool = False) -> Self:
        """Open the HTTP and AWS clients; a second call opens them anew.

        See `TdpApi.init_client`.
        """
        session = self._portal.run(
            open_session(
                self.config,
                secrets=self.secrets,
                portal=self._portal,
                headers=self._headers,
                proxy_url=proxy_url,
                disable_verify=disable_verify,
            )
        )
        self.close()
        self._session = session
        self._rest = self._given_client or DataAcquisitionClient(session.wires.blocking_transport, raises=self._raises)
        return self

    def close(self) -> None:
        """Close the clients; `init_client` opens new ones.

        See `TdpApi.aclose`.
        """
        session, self._session = self._session, None
        self._rest = self._given_client
        if session is not None:
            self._portal.run(session.aclose())

    def set_tdp_api_client_raise_on_unexpected_status(self, enabled: bool = True) -> None:
        """Raise refusals as `ApiError` from now on, or return them again."""
        self._raises = enabled
        if self._rest is not None:
            self._rest.raises = enabled

    def get_connector_by_id(
        self,
        connector_id: str,
        resolve_secrets: bool | None = None,
        version: str = "v1",
        include: Sequence[str] | None = UNSET,
    ) -> ApiResponse[ConnectorDetailsDto]:
        """Read a connector.

        See `TdpApi.get_connector_by_id`.
        """
        with answered(version):
            return self._connectors.get(
                connector_id, resolve_secrets=optional(resolve_secrets), include=optional(include)
            )

    def get_connector_config(
        self, connector_id: str, connector_version: str = "", version: str = "v1"
    ) -> ApiResponse[dict[str, Any]]:
        """Read one version of a connector's config, the current one with secrets resolved where none is named.

        See `TdpApi.get_connector_config`.
        """
        if not connector_version:
            return config_of(
                self.get_connector_by_id(connector_id, resolve_secrets=True, version=version, include=["config"])
            )
        with answered(version):
            return self._connectors.get_config(connector_id, connector_version)

    def get_connector_data(
        self, connector_id: str, keys: str | Sequence[str] | None = UNSET, version: str = "v1"
    ) -> ApiResponse[ConnectorDataResponse]:
        """Read the data store, of `keys` (separated by commas, or a list) only those.

        See `TdpApi.get_connector_data`.
        """
        with answered(version):
            answer = self._connectors.get_data(connector_id, keys=joined_keys(keys))
        self._know_secrets(answer.parsed)
        return answer

    def save_connector_data(
        self,
        connector_id: str,
        raw_data: Sequence[Any] | Mapping[str, Any] | SaveConnectorDataRequest,
        version: str = "v1",
    ) -> ApiResponse[ConnectorDataResponse]:
        """Write entries `{key, value, secure?}` of the data store: one, a list of them, or the whole request.

        See `TdpApi.save_connector_data`.
        """
        with answered(version):
            body = request_of(SaveConnectorDataRequest, raw_data, items="values")
            self._know_secrets(body)
            return self._connectors.save_data(connector_id, body)

    def get_connector_files(
        self,
        connector_id: str,
        get_connector_files_query_params: Mapping[str, Any] | None = None,
        version: str = "v1",
    ) -> ApiResponse[ConnectorFilesResponse]:
        """Read a page of file records; the filters are those of `data_acquisition.aio.AsyncConnectors.get_files`.

        See `TdpApi.get_connector_files`.
        """
        with answered(version):
            return self._connectors.get_files(connector_id, **file_filters(get_connector_files_query_params))

    def update_connector_files(
        self,
        connector_id: str,
        files_data: Sequence[Any] | Mapping[str, Any] | SaveConnectorFilesRequest,
        version: str = "v1",
    ) -> ApiResponse[SaveConnectorFilesResponse]:
        """Write file records: one, a list of them, or the whole request. Some may be written while others fail.

        See `TdpApi.update_connector_files`.
        """
        with answered(version):
            return self._connectors.save_files(
                connector_id, request_of(SaveConnectorFilesRequest, files_data, items="files")
            )

    def report_metrics(
        self, connector_id: str, metrics: Sequence[Any] | Mapping[str, Any] | ReportMetricsRequest, version: str = "v1"
    ) -> ApiResponse[None]:
        """Send points of metrics: one metric, a list of them, or the whole request.

        See `TdpApi.report_metrics`.
        """
        with answered(version):
            return self._connectors.report_metrics(
                connector_id, request_of(ReportMetricsRequest, metrics, items="metrics")
            )

    def heartbeat(self, connector_id: str, version: str = "v1") -> ApiResponse[None]:
        """Say that the connector is alive; it counts as offline after three minutes without.

        See `TdpApi.heartbeat`.
        """
        with answered(version):
            return self._connectors.heartbeat(connector_id)

    def update_health(
        self,
        connector_id: str,
        update_connector_health_request: Mapping[str, Any] | UpdateConnectorHealthRequest,
        version: str = "v1",
    ) -> ApiResponse[None]:
        """Set the stored health `{status, error_code?}`; it stays until the next call.

        See `TdpApi.update_health`.
        """
        with answered(version):
            return self._connectors.update_health(
                connector_id, request_of(UpdateConnectorHealthRequest, update_connector_health_request)
            )

    def upload_file(
        self,
        request: UploadFileRequest,
        connector_details: ConnectorDetailsDto | Mapping[str, Any] | None = None,
        strict_mtl_validation: bool = False,
    ) -> UploadFileResponse:
        """Upload a file to the data lake.

        See `TdpApi.upload_file`.
        """
        uploader = self._uploader
        if connector_details is None:
            with answered():
                connector_details = self._client.connectors.get(self.config.need("CONNECTOR_ID"), include=["artifact"])
        return self._portal.run(uploader.upload(request, self._origin(connector_details), strict=strict_mtl_validation))

    def get_certificates(self) -> ApiResponse[list[CertificateDto]]:
        """Read the certificates that the organization trusts, with their PEM texts.

        See `TdpApi.get_certificates`.
        """
        with answered():
            return self._certificates.with_response.list(include_content=True, include_disabled=False)

    def create_httpx_instance(
        self,
        base_url: str,
        timeout: Timeouts | None = None,
        headers: Mapping[str, str] | None = None,
        verify: bool | ssl.SSLContext = True,
    ) -> HttpxClient:
        """Return an `httpx.Client` for another system, which the caller closes.

        See `TdpApi.create_httpx_instance`.
        """
        certificates: Sequence[CertificateDto] = ()
        if verify is True:
            with answered():
                certificates = self._certificates.list(include_content=True, include_disabled=False)
        return factory.httpx_client(
            base_url, timeout=timeout, headers=headers, verify=verify, certificates=certificates
        )

    @property
    def transport(self) -> Transport:
        """What any generated client sends over: `CommandServiceClient(api.transport)`, and senders of commands.

        Raises:
            UsageError: `init_client` was not called.
        """
        return self._client.transport

    @property
    def _client(self) -> DataAcquisitionClient:
        return self._rest or DataAcquisitionClient(self._opened.wires.blocking_transport, raises=self._raises)

    @property
    def _connectors(self) -> ConnectorsWithResponse:
        return self._client.connectors.with_response

    @property
    def _certificates(self) -> Certificates:
        client = self._client
        return CertificatesClient(client.transport, retry=client.retry, raises=client.raises).certificates
