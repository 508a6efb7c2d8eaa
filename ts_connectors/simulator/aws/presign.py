"""A presigned URL: one call on one object, allowed to whoever holds it."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit

from ts_connectors.simulator.aws.credentials import Credentials
from ts_connectors.simulator.aws.signature import ALGORITHM, SIGNATURE_PARAMETER, Scope, canonical_request, sign, stamp

__all__ = ["presigned_url"]


def presigned_url(
    endpoint: str,
    *,
    method: str,
    bucket: str,
    key: str,
    expires_s: int,
    credentials: Credentials,
    region: str,
    now: datetime,
) -> str:
    """Return a URL in path style that allows `method` on the object for `expires_s` seconds from `now`.

    Only the host is signed, so whoever uses it may send the content type and encoding it likes, but no x-amz header.
    """
    moment = stamp(now)
    scope = Scope(moment[:8], region, "s3")
    path = quote(f"/{bucket}/{key}", safe="/-_.~")
    query = urlencode(
        {
            "X-Amz-Algorithm": ALGORITHM,
            "X-Amz-Credential": f"{credentials.access_key_id}/{scope}",
            "X-Amz-Date": moment,
            "X-Amz-Expires": str(expires_s),
            "X-Amz-Security-Token": credentials.session_token,
            "X-Amz-SignedHeaders": "host",
        }
    )
    canonical = canonical_request(
        method=method,
        path=path,
        query=query,
        headers={"host": urlsplit(endpoint).netloc},
        signed_headers=("host",),
        payload="UNSIGNED-PAYLOAD",
        is_s3=True,
    )
    signature = sign(credentials.secret_access_key, scope, moment, canonical)
    return f"{endpoint}{path}?{query}&{SIGNATURE_PARAMETER}={signature}"
