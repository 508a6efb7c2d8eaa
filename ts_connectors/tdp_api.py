"""The connector's access to TDP for asynchronous code."""

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
from ts_connectors_api.certificates.aio import AsyncCertificates, AsyncCertificatesClient
from ts_connectors_api.certificates.models import CertificateDto
from ts_connectors_api.data_acquisition.aio import AsyncConnectorsWithResponse, AsyncDataAcquisitionClient
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
from ts_connectors_api.transport import AsyncTransport

if TYPE_CHECKING:
    from ts_connectors._platform.httpx_clients import AsyncHttpxClient, Timeouts

__all__ = ["TdpApi"]


class TdpApi(TdpApiBase):
    """REST, queues, data lake and logs of TDP, from any event loop, also from several at the same time.

    A refusal (4xx, 5xx) is a result: `status_code` tells it, and `parsed` is None. Wherever a method takes a model, a
    dict with Python or wire names does as well.

    Args:
        client: makes the REST calls in place of the one that `init_client` opens.
        config: where the keywords give nothing, it does; else the environment.
        values: the fields of `TdpApiConfig`.
    """

    def __init__(
        self,
        client: AsyncDataAcquisitionClient | None = None,
        config: TdpApiConfig | None = None,
        **values: Unpack[ConfigValues],
    ) -> None:
        super().__init__(config, **values)
        self._given_client = client
        self._rest = client
        self.set_tdp_api_client_raise_on_unexpected_status(enabled=False)

    async def init_client(self, proxy_url: str | None = None, disable_verify: bool = False) -> Self:
        """Open the HTTP and AWS clients; a second call opens them anew.

        Args:
            proxy_url: for all requests, in place of the proxies of the environment; without a scheme it is http.
            disable_verify: accept any TLS certificate.

        Raises:
            ConfigurationError: something is missing or malformed for REST, or a certificate cannot be read.
            TransportError: S3 cannot be reached for the certificates.
        """
        session = await open_session(
            self.config,
            secrets=self.secrets,
            portal=self._portal,
            headers=self._headers,
            proxy_url=proxy_url,
            disable_verify=disable_verify,
        )
        await self.aclose()
        self._session = session
        self._rest = self._given_client or AsyncDataAcquisitionClient(session.wires.transport, raises=self._raises)
        return self

    async def aclose(self) -> None:
        """Close the clients; `init_client` opens new ones."""
        session, self._session = self._session, None
        self._rest = self._given_client
        if session is not None:
            await session.aclose()

    def set_tdp_api_client_raise_on_unexpected_status(self, enabled: bool = True) -> None:
        """Raise refusals as `ApiError` from now on, or return them again."""
        self._raises = enabled
        if self._rest is not None:
            self._rest.raises = enabled

    async def get_connector_by_id(
        self,
        connector_id: str,
        resolve_secrets: bool | None = None,
        version: str = "v1",
        include: Sequence[str] | None = UNSET,
    ) -> ApiResponse[ConnectorDetailsDto]:
        """Read a connector.

        Args:
            connector_id: its id.
            resolve_secrets: whether secrets of its config come resolved, for the connector itself only.
            version: of the API.
            include: `config`, `artifact`; neither comes without.

        Raises:
            TdpApiError: no answer came.
        """
        with answered(version):
            return await self._connectors.get(
                connector_id, resolve_secrets=optional(resolve_secrets), include=optional(include)
            )

    async def get_connector_config(
        self, connector_id: str, connector_version: str = "", version: str = "v1"
    ) -> ApiResponse[dict[str, Any]]:
        """Read one version of a connector's config, the current one with secrets resolved where none is named.

        Raises:
            TdpApiError: no answer came.
        """
        if not connector_version:
            return config_of(
                await self.get_connector_by_id(connector_id, resolve_secrets=True, version=version, include=["config"])
            )
        with answered(version):
            return await self._connectors.get_config(connector_id, connector_version)

    async def get_connector_data(
        self, connector_id: str, keys: str | Sequence[str] | None = UNSET, version: str = "v1"
    ) -> ApiResponse[ConnectorDataResponse]:
        """Read the data store, of `keys` (separated by commas, or a list) only those.

        Raises:
            TdpApiError: no answer came.
        """
        with answered(version):
            answer = await self._connectors.get_data(connector_id, keys=joined_keys(keys))
        self._know_secrets(answer.parsed)
        return answer

    async def save_connector_data(
        self,
        connector_id: str,
        raw_data: Sequence[Any] | Mapping[str, Any] | SaveConnectorDataRequest,
        version: str = "v1",
    ) -> ApiResponse[ConnectorDataResponse]:
        """Write entries `{key, value, secure?}` of the data store: one, a list of them, or the whole request.

        Raises:
            TdpApiError: no answer came.
            UsageError: `raw_data` is none of these.
        """
        with answered(version):
            body = request_of(SaveConnectorDataRequest, raw_data, items="values")
            self._know_secrets(body)
            return await self._connectors.save_data(connector_id, body)

    async def get_connector_files(
        self,
        connector_id: str,
        get_connector_files_query_params: Mapping[str, Any] | None = None,
        version: str = "v1",
    ) -> ApiResponse[ConnectorFilesResponse]:
        """Read a page of file records; the filters are those of `data_acquisition.aio.AsyncConnectors.get_files`.

        Raises:
            TdpApiError: no answer came.
            UsageError: there is no such filter.
        """
        with answered(version):
            return await self._connectors.get_files(connector_id, **file_filters(get_connector_files_query_params))

    async def update_connector_files(
        self,
        connector_id: str,
        files_data: Sequence[Any] | Mapping[str, Any] | SaveConnectorFilesRequest,
        version: str = "v1",
    ) -> ApiResponse[SaveConnectorFilesResponse]:
        """Write file records: one, a list of them, or the whole request. Some may be written while others fail.

        Raises:
            TdpApiError: no answer came.
            UsageError: `files_data` is none of these.
        """
        with answered(version):
            return await self._connectors.save_files(
                connector_id, request_of(SaveConnectorFilesRequest, files_data, items="files")
            )

    async def report_metrics(
        self, connector_id: str, metrics: Sequence[Any] | Mapping[str, Any] | ReportMetricsRequest, version: str = "v1"
    ) -> ApiResponse[None]:
        """Send points of metrics: one metric, a list of them, or the whole request.

        Raises:
            TdpApiError: no answer came.
            UsageError: `metrics` is none of these.
        """
        with answered(version):
            return await self._connectors.report_metrics(
                connector_id, request_of(ReportMetricsRequest, metrics, items="metrics")
            )

    async def heartbeat(self, connector_id: str, version: str = "v1") -> ApiResponse[None]:
        """Say that the connector is alive; it counts as offline after three minutes without.

        Raises:
            TdpApiError: no answer came.
        """
        with answered(version):
            return await self._connectors.heartbeat(connector_id)

    async def update_health(
        self,
        connector_id: str,
        update_connector_health_request: Mapping[str, Any] | UpdateConnectorHealthRequest,
        version: str = "v1",
    ) -> ApiResponse[None]:
        """Set the stored health `{status, error_code?}`; it stays until the next call.

        Raises:
            TdpApiError: no answer came.
            UsageError: it is no health.
        """
        with answered(version):
            return await self._connectors.update_health(
                connector_id, request_of(UpdateConnectorHealthRequest, update_connector_health_request)
            )

    async def upload_file(
        self,
        request: UploadFileRequest,
        connector_details: ConnectorDetailsDto | Mapping[str, Any] | None = None,
        strict_mtl_validation: bool = False,
    ) -> UploadFileResponse:
        """Upload a file to the data lake.

        Args:
            request: the file.
            connector_details: of this connector, with its artifact; None reads them from TDP.
            strict_mtl_validation: refuse metadata, tags and labels that the platform does not allow; else log them.

        Raises:
            ApiError: TDP refuses the details.
            ConfigurationError: something is missing for uploads.
            PortError: S3 refuses.
            TransportError: no answer came.
            UploadError: the file cannot be read, or cannot be uploaded as asked.
        """
        uploader = self._uploader
        if connector_details is None:
            with answered():
                connector_details = await self._client.connectors.get(
                    self.config.need("CONNECTOR_ID"), include=["artifact"]
                )
        return await uploader.upload(request, self._origin(connector_details), strict=strict_mtl_validation)

    async def get_certificates(self) -> ApiResponse[list[CertificateDto]]:
        """Read the certificates that the organization trusts, with their PEM texts.

        Raises:
            TdpApiError: no answer came.
        """
        with answered():
            return await self._certificates.with_response.list(include_content=True, include_disabled=False)

    async def create_httpx_instance(
        self,
        base_url: str,
        timeout: Timeouts | None = None,  # noqa: ASYNC109 - of the client, not of this call
        headers: Mapping[str, str] | None = None,
        verify: bool | ssl.SSLContext = True,
    ) -> AsyncHttpxClient:
        """Return an `httpx.AsyncClient` for another system, which the caller closes.

        Args:
            base_url: of that system.
            timeout: seconds, or an `httpx.Timeout`; 10 s by default.
            headers: sent with each request.
            verify: True trusts the public authorities and the organization's certificates; False any certificate.

        Raises:
            ApiError: TDP refuses the organization's certificates.
            TdpApiError: no answer came for them.
        """
        certificates: Sequence[CertificateDto] = ()
        if verify is True:
            with answered():
                certificates = await self._certificates.list(include_content=True, include_disabled=False)
        return factory.async_httpx_client(
            base_url, timeout=timeout, headers=headers, verify=verify, certificates=certificates
        )

    @property
    def transport(self) -> AsyncTransport:
        """What any generated client sends over: `AsyncCommandServiceClient(api.transport)`, and senders of commands.

        Raises:
            UsageError: `init_client` was not called.
        """
        return self._client.transport

    @property
    def _client(self) -> AsyncDataAcquisitionClient:
        return self._rest or AsyncDataAcquisitionClient(self._opened.wires.transport, raises=self._raises)

    @property
    def _connectors(self) -> AsyncConnectorsWithResponse:
        return self._client.connectors.with_response

    @property
    def _certificates(self) -> AsyncCertificates:
        client = self._client
        return AsyncCertificatesClient(client.transport, retry=client.retry, raises=client.raises).certificates
