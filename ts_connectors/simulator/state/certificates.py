"""Certificates that the organisation trusts, and the local platform's own."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, cast

from ts_connectors.errors import UsageError
from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.shelf import Shelf

__all__ = ["AUTHORITY", "CertificateRecord", "Certificates"]

AUTHORITY = """\
-----BEGIN CERTIFICATE-----
MIIB5TCCAYugAwIBAgIUEmYcZNTXt2GxNqyCCEWSHwwRrkEwCgYIKoZIzj0EAwIw
RzEWMBQGA1UECgwNdHMtY29ubmVjdG9yczEtMCsGA1UEAwwkTG9jYWwgcGxhdGZv
cm0sIG5vYm9keSBob2xkcyBpdHMga2V5MCAXDTI2MTEyMjE1NTgwMFoYDzIxMjYx
MDI5MTU1ODAwWjBHMRYwFAYDVQQKDA10cy1jb25uZWN0b3JzMS0wKwYDVQQDDCRM
b2NhbCBwbGF0Zm9ybSwgbm9ib2R5IGhvbGRzIGl0cyBrZXkwWTATBgcqhkjOPQIB
BggqhkjOPQMBBwNCAASrzIG451st+rrvGkVkYBN/Y6xt1DAyVMQoco/B2PKxIn68
MbNB5/NBQmY3yB2F6O25GD2zQJYxSOUoPk2ZeC9so1MwUTAdBgNVHQ4EFgQUp5ru
he6RaHB6QhNFQ6WI8rqorQswHwYDVR0jBBgwFoAUp5ruhe6RaHB6QhNFQ6WI8rqo
rQswDwYDVR0TAQH/BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiA0/iJN+xn5Xbq8
exkVMG3lPahiGu2fQ5rpW/anF1TtQwIhANqV961tUxK0noMJmNn5LJ2NFTyT8ERM
KLI0GT8nhe0l
-----END CERTIFICATE-----
"""
"""A real authority for what hubs read from S3. Its key was thrown away, so that trusting it opens nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateRecord:
    """One certificate, or a chain of them."""

    id: str
    name: str
    content: str = field(repr=False)
    is_disabled: bool
    created_at: datetime
    valid_from: datetime
    expires_at: datetime


class Certificates(Shelf[CertificateRecord]):
    """All certificates of the organisation."""

    def __init__(self, basis: Basis) -> None:
        super().__init__(basis.changes, "certificate")
        self._basis = basis

    def add(self, name: str, content: str, *, is_disabled: bool = False) -> CertificateRecord:
        """Add an authority's certificate, or a chain, given as PEM text.

        Raises:
            UsageError: there is no authority's certificate in it.
        """
        valid_from, expires_at = _validity(content)
        return self.put(
            CertificateRecord(
                id=self._basis.new_id(),
                name=name,
                content=content,
                is_disabled=is_disabled,
                created_at=self._basis.now(),
                valid_from=valid_from,
                expires_at=expires_at,
            )
        )


def _validity(content: str) -> tuple[datetime, datetime]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    try:
        context.load_verify_locations(cadata=content)
    except ssl.SSLError as problem:
        raise UsageError(f"No certificate can be read from the text: {problem.reason}; give it as PEM") from None
    found = cast("list[dict[str, Any]]", context.get_ca_certs())
    if not found:
        raise UsageError("The text holds no certificate of an authority; give that of the issuer")
    starts = [ssl.cert_time_to_seconds(certificate["notBefore"]) for certificate in found]
    ends = [ssl.cert_time_to_seconds(certificate["notAfter"]) for certificate in found]
    return datetime.fromtimestamp(max(starts), UTC), datetime.fromtimestamp(min(ends), UTC)
