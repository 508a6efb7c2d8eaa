"""Certificates over REST."""

from __future__ import annotations

from ts_connectors.simulator.rest.engine import Served
from ts_connectors_api.certificates.models import CertificateDto

__all__ = ["ServedCertificates"]


class ServedCertificates(Served):
    """Lists the certificates of the organisation."""

    async def certificates_list(
        self, *, include_content: bool | None, include_disabled: bool | None
    ) -> list[CertificateDto]:
        """Return the certificates; without content, their text is empty."""
        return [
            CertificateDto(
                id=certificate.id,
                name=certificate.name,
                org_slug=self._state.basis.org_slug,
                content=certificate.content if include_content else "",
                disabled=certificate.is_disabled,
                created_at=certificate.created_at,
                last_updated_at=certificate.created_at,
                valid_from=certificate.valid_from,
                expires_at=certificate.expires_at,
            )
            for certificate in self._state.certificates.all()
            if include_disabled or not certificate.is_disabled
        ]
