# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""The serving side of TDP certificates: routes, and who answers them."""

from __future__ import annotations

from typing import Final, Protocol

from ts_connectors_api.certificates import operations
from ts_connectors_api.certificates.models import CertificateDto
from ts_connectors_api.routing import QueryParameter, Route

__all__ = ["ROUTES", "CertificatesService"]


class CertificatesService(Protocol):
    """Answers the operations of TDP certificates.

    A query argument is None where the request has none.
    """

    async def certificates_list(
        self, *, include_content: bool | None, include_disabled: bool | None
    ) -> list[CertificateDto]:
        """List the certificates."""
        ...


ROUTES: Final[tuple[Route, ...]] = (
    Route(
        method="GET",
        path="/v1/certificates",
        serves="certificates_list",
        operation=operations.CERTIFICATES_LIST,
        query_parameters=(
            QueryParameter(name="include_content", wire_name="includeContent", type=bool, is_required=False),
            QueryParameter(name="include_disabled", wire_name="includeDisabled", type=bool, is_required=False),
        ),
        response=list[CertificateDto],
        status=200,
        sends_org=True,
        sends_token=True,
    ),
)
"""Every operation, in the order of the groups."""
