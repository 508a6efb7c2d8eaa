"""A signature, version 4: computing one, and reading the claim that a request makes with it."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache
from urllib.parse import quote, unquote, unquote_to_bytes

__all__ = [
    "ALGORITHM",
    "AUTHORISATION",
    "SIGNATURE_PARAMETER",
    "Claim",
    "Scope",
    "canonical_request",
    "parse_credential",
    "sign",
    "sign_text",
    "stamp",
]

ALGORITHM = "AWS4-HMAC-SHA256"
SIGNATURE_PARAMETER = "X-Amz-Signature"
UNRESERVED = "-_.~"
STAMP = "%Y%m%dT%H%M%SZ"
AUTHORISATION = re.compile(
    rf"{ALGORITHM}\s+Credential=(?P<credential>[^,\s]+),\s*SignedHeaders=(?P<headers>[^,\s]+),\s*Signature=(?P<signature>\S+)"
)


@dataclass(frozen=True, slots=True)
class Scope:
    """What a signing key is good for."""

    day: str
    region: str
    service: str

    def __str__(self) -> str:
        return f"{self.day}/{self.region}/{self.service}/aws4_request"


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Who a request says it is from, and the proof it offers."""

    access_key_id: str
    scope: Scope
    stamp: str
    """The time of signing, as it was signed."""
    signed_headers: Sequence[str]
    signature: str = field(repr=False)
    session_token: str | None = field(repr=False)
    expires_s: int | None
    """How long a presigned URL is valid; None where the claim came in headers."""

    @property
    def signed_at(self) -> datetime:
        """The time of signing.

        Raises:
            ValueError: the stamp is no date.
        """
        return datetime.strptime(self.stamp, STAMP).replace(tzinfo=UTC)


def stamp(moment: datetime) -> str:
    """Write a moment as signatures want it."""
    return moment.astimezone(UTC).strftime(STAMP)


def parse_credential(text: str) -> tuple[str, Scope]:
    """Take `KEY/20250101/us-east-1/sqs/aws4_request` apart.

    Raises:
        ValueError: it has another form.
    """
    access_key_id, day, region, service, terminator = unquote(text).split("/")
    if terminator != "aws4_request":
        raise ValueError("the scope does not end in aws4_request")
    return access_key_id, Scope(day, region, service)


def canonical_request(
    *,
    method: str,
    path: str,
    query: str,
    headers: Mapping[str, str],
    signed_headers: Sequence[str],
    payload: str,
    is_s3: bool,
) -> str:
    """Write a request in the one form that both sides sign.

    Args:
        method: in capitals.
        path: percent-encoded, as sent.
        query: as sent, without the question mark; a signature in it is left out.
        headers: by name in lower case.
        signed_headers: names in lower case, in order; one that is absent counts as empty.
        payload: the body's SHA-256 in hex, or the word that stands for it.
        is_s3: S3 encodes the path once, all others twice.
    """
    once = quote(unquote_to_bytes(path), safe="/" + UNRESERVED) or "/"
    lines = [
        method,
        once if is_s3 else quote(once, safe="/" + UNRESERVED),
        _canonical_query(query),
        *(f"{name}:{' '.join(headers.get(name, '').split())}" for name in signed_headers),
        "",
        ";".join(signed_headers),
        payload,
    ]
    return "\n".join(lines)


def _canonical_query(query: str) -> str:
    pairs: list[tuple[str, str]] = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        if name != SIGNATURE_PARAMETER:
            pairs.append((_encoded(name), _encoded(value)))
    return "&".join(f"{name}={value}" for name, value in sorted(pairs))


def _encoded(text: str) -> str:
    return quote(unquote_to_bytes(text), safe=UNRESERVED)


def sign(secret: str, scope: Scope, signed_at: str, canonical: str) -> str:
    """Return the signature, in hex, of a canonical request."""
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    return sign_text(secret, scope, "\n".join([ALGORITHM, signed_at, str(scope), digest]))


def sign_text(secret: str, scope: Scope, text: str) -> str:
    """Return the signature, in hex, of a text that names what it signs."""
    return hmac.new(_signing_key(secret, scope), text.encode(), hashlib.sha256).hexdigest()


@lru_cache(maxsize=64)
def _signing_key(secret: str, scope: Scope) -> bytes:
    key = f"AWS4{secret}".encode()
    for part in (scope.day, scope.region, scope.service, "aws4_request"):
        key = hmac.new(key, part.encode(), hashlib.sha256).digest()
    return key
