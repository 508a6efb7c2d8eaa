"""Which schemas are sent and which are received: the two are written differently."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ts_codegen.overlay.addresses import operations_of
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.problems import Problems
from ts_codegen.schemas import Schemas, references_of

__all__ = ["Split", "split_schemas"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """The names of the schemas, each on one side, in the document's order."""

    requests: tuple[str, ...]
    """Only sent."""
    responses: tuple[str, ...]
    """Received, received and sent, or used by no operation at all."""
    shared: tuple[str, ...]
    """Received and sent; they are among the responses."""


def split_schemas(document: AppliedDocument, problems: Problems) -> Split:
    """Return who is on which side."""
    schemas = Schemas(document, problems)
    sent: list[str] = []
    received: list[str] = []
    for _, _, operation in operations_of(document.data):
        sent += references_of(operation.get("requestBody"))
        received += _received(operation)
    both = set(schemas.reachable(sent))
    # Enums are open on either side, so one class serves both.
    in_answers = {*schemas.reachable(received), *(name for name in both if "enum" in schemas.all[name])}
    names = [name for name in schemas.all if schemas.is_class(name) or _is_union(schemas.all[name])]
    return Split(
        requests=tuple(name for name in names if name in both and name not in in_answers),
        responses=tuple(name for name in names if name not in both or name in in_answers),
        shared=tuple(name for name in names if name in both and name in in_answers and "enum" not in schemas.all[name]),
    )


def _received(operation: dict[str, Any]) -> Iterator[str]:
    yield from references_of(operation.get("responses"))
    yield from references_of(operation.get("parameters"))


def _is_union(schema: Any) -> bool:
    return "oneOf" in schema or "anyOf" in schema
