# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""The operations of TDP certificates, as data."""

from __future__ import annotations

from typing import Any, Final

from ts_connectors_api.certificates.models import CertificateDto
from ts_connectors_api.operation import Operation

__all__ = ["CERTIFICATES_LIST", "OPERATIONS"]

CERTIFICATES_LIST: Final[Operation[list[CertificateDto]]] = Operation(
    id="certificates.list",
    method="GET",
    path="/v1/certificates",
    answer=list[CertificateDto],
    statuses=(200,),
    is_repeatable=True,
    sends_token=True,
    sends_org=True,
)
"""List the certificates.

Source: specs/certificates.openapi.yaml#/paths/~1v1~1certificates/get
"""

OPERATIONS: Final[tuple[Operation[Any], ...]] = (CERTIFICATES_LIST,)
"""All of them, in the order of the groups."""
