"""A refusal: what AWS answers to a request it does not accept, in the words of each protocol."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import uuid4
from xml.sax.saxutils import escape

from ts_connectors.simulator.aws.request import AwsRequest, AwsResponse

__all__ = ["Reason", "Refusal", "render"]


class Refusal(Exception):
    """The request is refused.

    `code` is what clients see as the error's code. `shape` is the error's name in the JSON protocols, where it differs.
    """

    def __init__(self, code: str, message: str, *, status: int = 400, shape: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.shape = shape or code

    def __reduce__(self) -> tuple[object, ...]:
        return _restore, (self.code, self.message, self.status, self.shape)


def _restore(code: str, message: str, status: int, shape: str) -> Refusal:
    return Refusal(code, message, status=status, shape=shape)


@dataclass(frozen=True, slots=True)
class _Words:
    """One reason in the words of S3 (with its status), of the query protocol and of the JSON protocols."""

    s3: str
    s3_status: int
    query: str
    json: str
    message: str


_TOKEN = "The security token included in the request is invalid."  # noqa: S105 - a message, not a token


class Reason(Enum):
    """Why a request is refused before its content matters."""

    UNAUTHENTICATED = _Words(
        "AccessDenied",
        403,
        "MissingAuthenticationToken",
        "MissingAuthenticationTokenException",
        "Missing Authentication Token",
    )
    UNKNOWN_KEY = _Words("InvalidAccessKeyId", 403, "InvalidClientTokenId", "UnrecognizedClientException", _TOKEN)
    WRONG_TOKEN = _Words("InvalidToken", 400, "InvalidClientTokenId", "UnrecognizedClientException", _TOKEN)
    EXPIRED = _Words(
        "ExpiredToken",
        400,
        "ExpiredToken",
        "ExpiredTokenException",
        "The security token included in the request is expired",
    )
    WRONG_SIGNATURE = _Words(
        "SignatureDoesNotMatch",
        403,
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "The request signature we calculated does not match the signature you provided. "
        "Check your key and signing method.",
    )
    SKEWED = _Words(
        "RequestTimeTooSkewed",
        403,
        "SignatureDoesNotMatch",
        "InvalidSignatureException",
        "The difference between the request time and the current time is too large: more than 15 minutes.",
    )
    DENIED = _Words("AccessDenied", 403, "AccessDenied", "AccessDeniedException", "Access Denied")

    def refusal(self, request: AwsRequest, message: str | None = None) -> Refusal:
        """Return the refusal in the words of the service asked."""
        words = self.value
        text = message or words.message
        if request.service == "s3":
            return Refusal(words.s3, text, status=words.s3_status)
        if request.protocol == "query":
            return Refusal(words.query, text, status=403)
        # SQS answers in JSON with the old codes in a header, and clients show those.
        return Refusal(words.query if request.service == "sqs" else words.json, text, shape=words.json)


def render(refusal: Refusal, request: AwsRequest) -> AwsResponse:
    """Write the refusal as the request's protocol wants it."""
    request_id = str(uuid4())
    headers: dict[str, str] = {"x-amzn-RequestId": request_id}
    text: str
    match request.protocol:
        case "rest-xml":
            headers |= {"Content-Type": "application/xml", "x-amz-request-id": request_id}
            text = _xml("Error", _fields(refusal) | {"Resource": request.path, "RequestId": request_id})
        case "query":
            headers["Content-Type"] = "text/xml"
            error = _xml("Error", {"Type": _blame(refusal)} | _fields(refusal))
            text = f"<ErrorResponse>{error}<RequestId>{request_id}</RequestId></ErrorResponse>"
        case "json-1.0":
            headers["Content-Type"] = "application/x-amz-json-1.0"
            headers["x-amzn-query-error"] = f"{refusal.code};{_blame(refusal)}"
            text = json.dumps({"__type": f"com.amazonaws.sqs#{refusal.shape}", "message": refusal.message})
        case "json-1.1":
            headers["Content-Type"] = "application/x-amz-json-1.1"
            text = json.dumps({"__type": refusal.shape, "message": refusal.message})
    return AwsResponse(status=refusal.status, headers=headers, body=(text.encode(),))


def _blame(refusal: Refusal) -> str:
    return "Sender" if refusal.status < 500 else "Receiver"


def _fields(refusal: Refusal) -> dict[str, str]:
    return {"Code": refusal.code, "Message": refusal.message}


def _xml(name: str, fields: Mapping[str, str]) -> str:
    inside = "".join(f"<{field}>{escape(value)}</{field}>" for field, value in fields.items())
    return f"<{name}>{inside}</{name}>"
