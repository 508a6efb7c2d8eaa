"""An aws-chunked body: pieces with their sizes, perhaps signed one by one, and checksums after the last."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from ts_connectors.simulator.aws.credentials import Grant
from ts_connectors.simulator.aws.refusal import Reason, Refusal
from ts_connectors.simulator.aws.request import AwsRequest
from ts_connectors.simulator.aws.signature import Claim, sign_text

__all__ = ["unchunked"]

HASH_HEADER = "x-amz-content-sha256"
LENGTH_HEADER = "x-amz-decoded-content-length"
UNSIGNED_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER"
SIGNED = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD"
SIGNED_TRAILER = f"{SIGNED}-TRAILER"
EMPTY_SHA256 = hashlib.sha256(b"").hexdigest()
LINE_END = b"\r\n"


def unchunked(request: AwsRequest, claim: Claim, grant: Grant) -> AwsRequest:
    """Return the request with its body in one piece and its trailers among the headers; others as they are.

    Raises:
        Refusal: the chunks are malformed, incomplete or signed by somebody else.
    """
    kind = request.headers.get(HASH_HEADER, "")
    if not kind.startswith("STREAMING-"):
        return request
    if kind not in (UNSIGNED_TRAILER, SIGNED, SIGNED_TRAILER):
        raise Refusal("InvalidRequest", f"The value of {HASH_HEADER} is not supported: {kind}")
    chain = None if kind == UNSIGNED_TRAILER else _Chain(request, claim, grant)
    try:
        body, rest = _joined(request.body, chain)
        trailers = _trailers(rest)
    except (IndexError, ValueError):
        raise Refusal("IncompleteBody", "The request body terminated unexpectedly") from None
    if len(body) != int(request.headers.get(LENGTH_HEADER) or -1):
        raise Refusal("IncompleteBody", "The body is not as long as x-amz-decoded-content-length says")
    announced = {name.strip().lower() for name in request.headers.get("x-amz-trailer", "").split(",") if name.strip()}
    if announced - set(trailers):
        raise Refusal("MalformedTrailerError", "The request contained trailing data that was not well-formed")
    if chain is not None and kind == SIGNED_TRAILER:
        chain.check_trailers(trailers)
    return replace(
        request, body=body, headers=_plain_headers(request.headers, trailers), environ=_plain_environ(request)
    )


def _joined(body: bytes, chain: _Chain | None) -> tuple[bytes, bytes]:
    view, pieces, at = memoryview(body), list[memoryview](), 0
    while True:
        line_end = body.index(LINE_END, at)
        size_text, _, extension = body[at:line_end].partition(b";")
        size, start = int(size_text, 16), line_end + len(LINE_END)
        piece = view[start : start + size]
        if len(piece) != size:
            raise ValueError("the last chunk is cut off")
        if chain is not None:
            chain.check(piece, extension.removeprefix(b"chunk-signature=").decode())
        if size == 0:
            return b"".join(pieces), body[start:]
        pieces.append(piece)
        at = start + size + len(LINE_END)
        if body[at - len(LINE_END) : at] != LINE_END:
            raise ValueError("a chunk is longer than it says")


def _trailers(rest: bytes) -> dict[str, str]:
    trailers: dict[str, str] = {}
    for line in rest.decode("ascii").split("\r\n"):
        if line:
            name, separator, value = line.partition(":")
            if not separator:
                raise ValueError("a trailer has no colon")
            trailers[name.strip().lower()] = value.strip()
    return trailers


def _plain_headers(headers: Mapping[str, str], trailers: Mapping[str, str]) -> dict[str, str]:
    checksums = {name: value for name, value in trailers.items() if name.startswith("x-amz-checksum-")}
    return {**headers, **checksums, HASH_HEADER: "UNSIGNED-PAYLOAD"}


def _plain_environ(request: AwsRequest) -> dict[str, Any]:
    encodings = [part.strip() for part in request.headers.get("content-encoding", "").split(",")]
    kept = ",".join(part for part in encodings if part and part != "aws-chunked")
    environ: dict[str, Any] = {
        name: value for name, value in request.environ.items() if name != "HTTP_CONTENT_ENCODING"
    }
    return environ | {"HTTP_CONTENT_ENCODING": kept} if kept else environ


class _Chain:
    """The signatures of the chunks, each of which covers the one before."""

    def __init__(self, request: AwsRequest, claim: Claim, grant: Grant) -> None:
        self._request = request
        self._claim = claim
        self._secret = grant.credentials.secret_access_key
        self._previous = claim.signature

    def check(self, piece: memoryview, signature: str) -> None:
        self._advance("PAYLOAD", signature, EMPTY_SHA256, hashlib.sha256(piece).hexdigest())

    def check_trailers(self, trailers: Mapping[str, str]) -> None:
        signed = "".join(f"{name}:{value}\n" for name, value in trailers.items() if name != "x-amz-trailer-signature")
        digest = hashlib.sha256(signed.encode()).hexdigest()
        self._advance("TRAILER", trailers.get("x-amz-trailer-signature", ""), digest)

    def _advance(self, part: str, signature: str, *digests: str) -> None:
        claim = self._claim
        text = "\n".join([f"AWS4-HMAC-SHA256-{part}", claim.stamp, str(claim.scope), self._previous, *digests])
        expected = sign_text(self._secret, claim.scope, text)
        if not hmac.compare_digest(expected.encode(), signature.encode()):
            raise Reason.WRONG_SIGNATURE.refusal(self._request)
        self._previous = expected
