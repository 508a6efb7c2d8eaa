"""An operation of a REST service as data, and the HTTP request and response around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import Enum
from typing import Any, Generic, TypeVar
from urllib.parse import quote, urlencode

from pydantic import BaseModel
from pydantic_core import to_json

from .errors import UsageError

__all__ = ["ApiResponse", "HttpRequest", "HttpResponse", "Operation", "QueryValue"]

T = TypeVar("T")
QueryValue = bool | int | float | str | datetime | Enum | Sequence[str] | Mapping[str, str] | None


# Without slots: Python 3.11 cannot make `Operation[…](…)` of a frozen class that has them.
@dataclass(frozen=True, kw_only=True)
class Operation(Generic[T]):
    """One call that a service offers; generated, one constant each."""

    id: str
    method: str
    path: str
    """As it goes on the wire, with `{name}` for each path parameter."""
    answer: type[T] | None = None
    """What a success is decoded to: None for no body, `str` for text, else anything pydantic can validate."""
    statuses: tuple[int, ...] = (200,)
    """The success statuses that the document names; any other 2xx is a success as well."""
    is_repeatable: bool
    """Whether it may be sent again although it may have been executed."""
    sends_token: bool = True
    sends_org: bool = True
    secret_fields: frozenset[str] = frozenset()
    """Wire names of fields of the request or answer whose values must not be shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpRequest:
    """What a transport sends; it adds the base URL, the user agent, and as told the token and the organisation."""

    operation: str
    method: str
    target: str
    """Path and query, percent-encoded, below the base URL."""
    content: bytes = field(default=b"", repr=False)
    content_type: str = ""
    sends_token: bool = True
    sends_org: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpResponse:
    """What came back, read whole."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    content: bytes = field(repr=False)

    @property
    def request_id(self) -> str:
        """The platform's own id of the exchange, "N/A" where it gave none."""
        return self.headers.get("ts-request-id", "N/A")


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiResponse(Generic[T]):
    """An answer with its envelope."""

    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    """Names in lower case."""
    content: bytes = field(repr=False)
    parsed: T | None
    """The decoded success; None for a refusal and where the operation has no body."""

    @property
    def request_id(self) -> str:
        """The platform's own id of the exchange, "N/A" where it gave none."""
        return self.headers.get("ts-request-id", "N/A")


def build_request(
    operation: Operation[Any],
    *,
    path: Mapping[str, str] | None = None,
    query: Mapping[str, QueryValue] | None = None,
    body: BaseModel | Mapping[str, object] | None = None,
) -> HttpRequest:
    """Return the request that calls `operation`.

    Query values that are None are left out; a sequence repeats its key; a mapping gives `key.inner=value`.

    Raises:
        UsageError: a path parameter would make the path another operation's.
    """
    target = operation.path
    for name, value in (path or {}).items():
        target = target.replace("{" + name + "}", _segment(operation, name, value))
    pairs = [pair for name, value in (query or {}).items() for pair in _query_pairs(name, value)]
    if pairs:
        target = f"{target}?{urlencode(pairs, quote_via=quote)}"
    return HttpRequest(
        operation=operation.id,
        method=operation.method,
        target=target,
        content=b"" if body is None else encode_body(body),
        content_type="" if body is None else "application/json",
        sends_token=operation.sends_token,
        sends_org=operation.sends_org,
    )


def encode_body(body: BaseModel | Mapping[str, object]) -> bytes:
    """Return the body as JSON: wire names, and nothing for what was never set."""
    if isinstance(body, BaseModel):
        return body.model_dump_json(by_alias=True, exclude_unset=True).encode()
    return to_json(body, inf_nan_mode="null")


def _segment(operation: Operation[Any], name: str, value: str) -> str:
    # Without its id, the request that deletes a connector deletes them all.
    if str(value).strip() in ("", ".", ".."):
        raise UsageError(
            f"{operation.id} cannot be called with {name}={value!r}; give the {name} of something that exists"
        )
    return quote(str(value), safe="")


def _query_pairs(name: str, value: QueryValue) -> list[tuple[str, str]]:
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [(f"{name}.{inner}", str(text)) for inner, text in value.items()]
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [(name, _query_text(item)) for item in value]
    return [(name, _query_text(value))]


def _query_text(value: bool | int | float | str | datetime | Enum) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case datetime():
            # A time without a zone is read as UTC: the platform refuses one without an offset.
            return (value if value.tzinfo else value.replace(tzinfo=UTC)).isoformat()
        case float() if value.is_integer():
            return str(int(value))
        case Enum():
            return str(value.value)
        case _:
            return str(value)
