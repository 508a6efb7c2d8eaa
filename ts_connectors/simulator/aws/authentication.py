"""Authentication: who sent the request, proven by its signature."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from datetime import timedelta

from ts_connectors._core.clock import Clock
from ts_connectors.simulator.aws.credentials import Grant, Register
from ts_connectors.simulator.aws.refusal import Reason, Refusal
from ts_connectors.simulator.aws.request import AwsRequest
from ts_connectors.simulator.aws.signature import (
    AUTHORISATION,
    SIGNATURE_PARAMETER,
    Claim,
    canonical_request,
    parse_credential,
    sign,
)

__all__ = ["Authentication"]

ALLOWED_SKEW = timedelta(minutes=15)
LONGEST_PRESIGNED_S = 7 * 24 * 3600
UNSIGNED = "UNSIGNED-PAYLOAD"


class Authentication:
    """Checks one request after another against the credentials that were issued.

    Args:
        register: the credentials that are known.
        region: the only region that signatures may name.
        clock: the platform's time; decides when a presigned URL is over.
        wall: the time that clients sign with; decides what is skewed.
    """

    def __init__(self, register: Register, *, region: str, clock: Clock, wall: Clock) -> None:
        self._register = register
        self._region = region
        self._clock = clock
        self._wall = wall

    def check(self, request: AwsRequest) -> tuple[Claim, Grant]:
        """Return the proven claim of a request and what its sender may do.

        Raises:
            Refusal: the sender is unknown, its time is over, or it proved nothing.
        """
        claim = _read_claim(request)
        grant = self._register.find(claim.access_key_id)
        if grant is None:
            raise Reason.UNKNOWN_KEY.refusal(request)
        self._check_token(request, claim, grant)
        if claim.scope.region != self._region or claim.scope.service != request.service:
            raise self._misdirected(request)
        self._check_time(request, claim)
        _check_payload(request, claim)
        _check_signature(request, claim, grant)
        return claim, grant

    def _check_token(self, request: AwsRequest, claim: Claim, grant: Grant) -> None:
        if claim.session_token is None:
            raise Reason.UNKNOWN_KEY.refusal(request)
        if not hmac.compare_digest(claim.session_token.encode(), grant.credentials.session_token.encode()):
            raise Reason.WRONG_TOKEN.refusal(request)
        if self._register.is_expired(grant.credentials):
            raise Reason.EXPIRED.refusal(request)

    def _misdirected(self, request: AwsRequest) -> Refusal:
        message = f"Credential should be scoped to service {request.service!r} and region {self._region!r}."
        if request.service == "s3":
            return Refusal("AuthorizationHeaderMalformed", message)
        return Reason.WRONG_SIGNATURE.refusal(request, message)

    def _check_time(self, request: AwsRequest, claim: Claim) -> None:
        if claim.expires_s is None:
            if abs(self._wall.now() - claim.signed_at) > ALLOWED_SKEW:
                raise Reason.SKEWED.refusal(request)
        elif not 0 < claim.expires_s <= LONGEST_PRESIGNED_S:
            raise Refusal("AuthorizationQueryParametersError", "X-Amz-Expires must be between 1 and 604800 seconds")
        elif self._clock.now() > claim.signed_at + timedelta(seconds=claim.expires_s):
            raise Reason.DENIED.refusal(request, "Request has expired")
        elif self._clock.now() < claim.signed_at - ALLOWED_SKEW:
            raise Reason.DENIED.refusal(request, "Request is not valid yet")


def _read_claim(request: AwsRequest) -> Claim:
    in_query = SIGNATURE_PARAMETER in request.arguments
    header = request.headers.get("authorization")
    if header is not None and (in_query or "X-Amz-Algorithm" in request.arguments):
        raise Refusal(
            "InvalidArgument",
            "Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string "
            "parameter or the Authorization header should be specified",
        )
    if (header or "").startswith("AWS ") or "AWSAccessKeyId" in request.arguments:
        raise Refusal(
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.",
        )
    try:
        claim = _claim_in_query(request.arguments) if in_query else _claim_in_headers(request.headers)
        _ = claim.signed_at
    except (KeyError, ValueError):
        raise Reason.UNAUTHENTICATED.refusal(request) from None
    return claim


def _claim_in_headers(headers: Mapping[str, str]) -> Claim:
    match = AUTHORISATION.fullmatch(headers["authorization"])
    if match is None:
        raise ValueError("not a signature of version 4")
    access_key_id, scope = parse_credential(match["credential"])
    return Claim(
        access_key_id=access_key_id,
        scope=scope,
        stamp=headers["x-amz-date"],
        signed_headers=tuple(match["headers"].split(";")),
        signature=match["signature"],
        session_token=headers.get("x-amz-security-token"),
        expires_s=None,
    )


def _claim_in_query(arguments: Mapping[str, str]) -> Claim:
    access_key_id, scope = parse_credential(arguments["X-Amz-Credential"])
    return Claim(
        access_key_id=access_key_id,
        scope=scope,
        stamp=arguments["X-Amz-Date"],
        signed_headers=tuple(arguments["X-Amz-SignedHeaders"].split(";")),
        signature=arguments[SIGNATURE_PARAMETER],
        session_token=arguments.get("X-Amz-Security-Token"),
        expires_s=int(arguments["X-Amz-Expires"]),
    )


def _payload(request: AwsRequest, claim: Claim) -> str:
    if request.service != "s3":
        return request.body_sha256
    return request.headers.get("x-amz-content-sha256", "" if claim.expires_s is None else UNSIGNED)


def _check_payload(request: AwsRequest, claim: Claim) -> None:
    if request.service != "s3":
        return
    payload = _payload(request, claim)
    if not payload:
        raise Refusal("InvalidRequest", "Missing required header for this request: x-amz-content-sha256")
    unsigned = {name for name in request.headers if name.startswith("x-amz-")} - set(claim.signed_headers)
    if unsigned or "host" not in claim.signed_headers:
        # S3 names them; one that a proxy added is found by that.
        message = (
            f"There were headers present in the request which were not signed: {', '.join(sorted(unsigned)) or 'host'}"
        )
        raise Reason.DENIED.refusal(request, message)
    if payload != UNSIGNED and not payload.startswith("STREAMING-") and payload != request.body_sha256:
        raise Refusal(
            "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed."
        )


def _check_signature(request: AwsRequest, claim: Claim, grant: Grant) -> None:
    canonical = canonical_request(
        method=request.method,
        path=request.path,
        query=request.query,
        headers=request.headers,
        signed_headers=claim.signed_headers,
        payload=_payload(request, claim),
        is_s3=request.service == "s3",
    )
    expected = sign(grant.credentials.secret_access_key, claim.scope, claim.stamp, canonical)
    # compare_digest wants ASCII, and a claim can hold anything.
    if not hmac.compare_digest(expected.encode(), claim.signature.encode()):
        raise Reason.WRONG_SIGNATURE.refusal(request)
