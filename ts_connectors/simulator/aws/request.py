"""A request to AWS as the gate sees it, and the answer to one."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, cast
from urllib.parse import parse_qsl, unquote, urlencode

__all__ = ["AwsRequest", "AwsResponse", "Protocol", "Service"]

Service = Literal["kms", "logs", "s3", "sqs", "ssm", "sts"]
Protocol = Literal["json-1.0", "json-1.1", "query", "rest-xml"]

TARGETS: Mapping[str, Service] = {
    "AmazonSQS": "sqs",
    "AmazonSSM": "ssm",
    "Logs_20140328": "logs",
    "TrentService": "kms",
}
FORM = "application/x-www-form-urlencoded"
BATCH_ENTRY = re.compile(r"\w+BatchRequestEntry\.(\d+)\.(.+)")
SCOPED_TO_STS = re.compile(r"/sts/aws4_request")


@dataclass(frozen=True, kw_only=True)
class AwsRequest:
    """One HTTP request, read to its end."""

    method: str
    path: str
    """As it was sent, percent-encoded."""
    query: str = field(repr=False)
    """As it was sent, without the question mark."""
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case, otherwise as sent: underscores stay."""
    body: bytes = field(repr=False)
    environ: Mapping[str, Any] = field(repr=False)
    """The WSGI environment of the same request, for moto."""
    is_abandoned: Callable[[], bool] = field(repr=False)
    """Whether the client has closed the connection, so that nobody would read the answer."""

    @cached_property
    def service(self) -> Service:
        """The service meant, from what the request looks like and not from what its signature claims."""
        prefix = self.headers.get("x-amz-target", "").partition(".")[0]
        if prefix in TARGETS:
            return TARGETS[prefix]
        if self.is_form:
            return "sts" if SCOPED_TO_STS.search(self.headers.get("authorization", "")) else "sqs"
        return "s3"

    @cached_property
    def protocol(self) -> Protocol:
        """How this service speaks here; errors must be said the same way."""
        if self.service == "s3":
            return "rest-xml"
        if self.is_form:
            return "query"
        return "json-1.0" if self.service == "sqs" else "json-1.1"

    @property
    def is_form(self) -> bool:
        """Whether it is a call of the older query protocol (a PUT with a form's content type is an object)."""
        return self.method == "POST" and self.headers.get("content-type", "").startswith(FORM)

    @cached_property
    def arguments(self) -> Mapping[str, str]:
        """The query string, decoded; a name without a value has the empty string."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @cached_property
    def bucket(self) -> str:
        """The bucket of an S3 request in path style; empty for the list of buckets."""
        return unquote(self.path).lstrip("/").partition("/")[0]

    @cached_property
    def key(self) -> str:
        """The object's key of an S3 request; empty for a request on a bucket."""
        return unquote(self.path).removeprefix("/").partition("/")[2]

    @cached_property
    def parameters(self) -> Mapping[str, Any]:
        """The call's parameters (JSON and query protocols); batch entries of both are under `Entries`.

        Raises:
            ValueError: the body is not what the protocol says.
        """
        if self.protocol == "query":
            return _form_parameters(self.form)
        decoded: object = json.loads(self.body or b"{}")
        if not isinstance(decoded, dict):
            raise ValueError("the body is no JSON object")
        return cast("dict[str, Any]", decoded)

    @cached_property
    def form(self) -> Mapping[str, str]:
        """The pairs of a query protocol's body."""
        return dict(parse_qsl(self.body.decode(), keep_blank_values=True))

    @cached_property
    def body_sha256(self) -> str:
        """The body's digest, in hex; computed once."""
        return hashlib.sha256(self.body).hexdigest()

    def with_parameters(self, **changes: object) -> AwsRequest:
        """Return the same call with other parameters; in the query protocol only single values can be changed."""
        if self.protocol == "query":
            return replace(self, body=urlencode({**self.form, **changes}).encode())
        return replace(self, body=json.dumps({**self.parameters, **changes}).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class AwsResponse:
    """The answer to a request."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: tuple[bytes, ...] = field(default=(), repr=False)

    @classmethod
    def of_json(cls, content: Mapping[str, object], *, version: str) -> AwsResponse:
        """Answer a call of a JSON protocol, `version` 1.0 or 1.1."""
        return cls(
            status=200,
            headers={"Content-Type": f"application/x-amz-json-{version}"},
            body=(json.dumps(content).encode(),),
        )

    @property
    def content(self) -> bytes:
        """The whole body as one piece."""
        return b"".join(self.body)


def _form_parameters(form: Mapping[str, str]) -> Mapping[str, Any]:
    entries: dict[int, dict[str, str]] = {}
    single: dict[str, Any] = {}
    for name, value in form.items():
        if match := BATCH_ENTRY.fullmatch(name):
            entries.setdefault(int(match[1]), {})[match[2]] = value
        else:
            single[name] = value
    if entries or single.get("Action", "").endswith("Batch"):
        single["Entries"] = _in_order(entries)
    return single


def _in_order(entries: Mapping[int, dict[str, str]]) -> list[dict[str, str]]:
    numbers: Iterable[int] = sorted(entries)
    return [entries[number] for number in numbers]
