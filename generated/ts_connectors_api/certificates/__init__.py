# Generated from specs/certificates.openapi.yaml (sha256 581e0954…) by make codegen; do not edit.
"""TDP certificates.

The certificate authorities and certificates that an organization trusts beyond the public ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ts_connectors_api.certificates.aio import AsyncCertificatesClient
    from ts_connectors_api.certificates.client import CertificatesClient

__all__ = ["AsyncCertificatesClient", "CertificatesClient"]


def __getattr__(name: str) -> Any:
    # The clients load pydantic and every model: only whoever asks for one waits for that.
    if name == "AsyncCertificatesClient":
        from ts_connectors_api.certificates.aio import AsyncCertificatesClient

        return AsyncCertificatesClient
    if name == "CertificatesClient":
        from ts_connectors_api.certificates.client import CertificatesClient

        return CertificatesClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
