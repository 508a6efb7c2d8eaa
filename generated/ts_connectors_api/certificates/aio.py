# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""The asynchronous client of TDP certificates."""

from __future__ import annotations

import builtins

from ts_connectors_api.certificates import operations
from ts_connectors_api.certificates.models import CertificateDto
from ts_connectors_api.client import AsyncClient
from ts_connectors_api.flow import RetryPolicy
from ts_connectors_api.operation import ApiResponse
from ts_connectors_api.transport import AsyncTransport

__all__ = ["AsyncCertificates", "AsyncCertificatesClient", "AsyncCertificatesWithResponse"]


class AsyncCertificatesClient(AsyncClient):
    """TDP certificates.

    The certificate authorities and certificates that an organization trusts beyond the public ones.
    """

    def __init__(self, transport: AsyncTransport, *, retry: RetryPolicy | None = None, raises: bool = True) -> None:
        super().__init__(transport, retry=retry, raises=raises)
        self.certificates = AsyncCertificates(self)


class AsyncCertificates:
    """Certificates of the organization."""

    def __init__(self, client: AsyncClient) -> None:
        self._client = client
        self.with_response = AsyncCertificatesWithResponse(client)

    async def list(
        self, *, include_content: bool | None = None, include_disabled: bool | None = None
    ) -> builtins.list[CertificateDto]:
        """List the certificates.

        Every certificate of the organization. Connectors trust those that are not disabled.

        Args:
            include_content: Whether the certificates come with their PEM text. The SDK asks with `true`.
            include_disabled: Whether disabled certificates come, too. The SDK asks with `false`.

        Returns:
            The certificates.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/certificates.openapi.yaml#/paths/~1v1~1certificates/get
        """
        return await self._client.fetch(
            operations.CERTIFICATES_LIST, query={"includeContent": include_content, "includeDisabled": include_disabled}
        )


class AsyncCertificatesWithResponse:
    """Certificates of the organization.

    Each call returns its answer with status, headers and content.
    """

    def __init__(self, client: AsyncClient) -> None:
        self._client = client

    async def list(
        self, *, include_content: bool | None = None, include_disabled: bool | None = None
    ) -> ApiResponse[builtins.list[CertificateDto]]:
        """List the certificates.

        Every certificate of the organization. Connectors trust those that are not disabled.

        Args:
            include_content: Whether the certificates come with their PEM text. The SDK asks with `true`.
            include_disabled: Whether disabled certificates come, too. The SDK asks with `false`.

        Returns:
            The certificates.

        Raises:
            ApiError: the platform refused.
            TransportError: no answer came, after the retries.
            DecodeError: nobody can read the answer.

        Source: specs/certificates.openapi.yaml#/paths/~1v1~1certificates/get
        """
        return await self._client.send(
            operations.CERTIFICATES_LIST, query={"includeContent": include_content, "includeDisabled": include_disabled}
        )
