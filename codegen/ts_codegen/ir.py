"""What a service offers, as data between its document and the code that is written from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from ts_codegen.origin import Origin

__all__ = [
    "AnyValue",
    "Argument",
    "Call",
    "Group",
    "ListOf",
    "MapOf",
    "Named",
    "Paging",
    "Scalar",
    "ScalarKind",
    "Service",
    "Type",
]


class ScalarKind(Enum):
    """The scalars of JSON, and a time as text."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    TRUTH = "true or false"
    MOMENT = "date and time"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A single value."""

    kind: ScalarKind


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyValue:
    """Any JSON value, on purpose."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    """A list."""

    item: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A JSON object with keys of the users' choice."""

    value: Type


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A schema of the document that has a class of its own."""

    name: str


Type = Scalar | AnyValue | ListOf | MapOf | Named


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A path or query parameter."""

    name: str
    wire_name: str
    type: Type
    is_required: bool
    description: str
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """How the pages of a list are gone through."""

    method: str
    skip: str
    """Name of the argument with the number of items to leave out."""
    take: str
    """Name of the argument with the number of items in a page."""
    items: str
    """Attribute of the answer with a page's items."""
    item: Type
    total: str
    """Attribute of the answer with the number of all items; "" where it tells none."""
    page_size: int
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """An operation."""

    id: str
    """The document's operationId."""
    name: str
    """The name of its method."""
    http_method: str
    path: str
    """On the wire, with `{name}` for each path parameter."""
    summary: str
    description: str
    path_arguments: tuple[Argument, ...]
    query_arguments: tuple[Argument, ...]
    body: Type | None
    is_body_required: bool
    body_description: str
    answer: Type | None
    is_text: bool
    """Whether the answer is text rather than JSON."""
    answer_description: str
    statuses: tuple[int, ...]
    is_repeatable: bool
    sends_token: bool
    sends_org: bool
    secret_fields: tuple[str, ...]
    is_deprecated: bool
    paging: Paging | None
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Operations that belong together: an attribute of the client."""

    name: str
    description: str
    calls: tuple[Call, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """All that a document describes."""

    package: str
    client: str
    title: str
    description: str
    groups: tuple[Group, ...]
    schemas: Mapping[str, Origin]
    """Name of each schema that gets a class, and where it stands."""
    origin: Origin
