# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""What TDP certificates answers with."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from ts_connectors_api.models import ResponseModel


class CertificateDto(ResponseModel):
    """A certificate that the organization trusts."""

    id: str
    """Id of the certificate."""
    name: str
    """The certificate's name as people read it."""
    org_slug: Annotated[str, Field(alias="orgSlug")]
    """Slug of the organization that owns it."""
    content: str
    """The certificate, or a chain of them, as PEM text."""
    disabled: bool
    """Whether it is disabled; then nobody shall trust it."""
    created_at: Annotated[datetime, Field(alias="createdAt")]
    """When it was added."""
    last_updated_at: Annotated[datetime, Field(alias="lastUpdatedAt")]
    """When its entry was last changed."""
    valid_from: Annotated[datetime, Field(alias="validFrom")]
    """From when the certificate holds."""
    expires_at: Annotated[datetime, Field(alias="expiresAt")]
    """Until when the certificate holds."""
