"""Between the text of requests and answers, and the arguments and results of the methods that serve them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, get_args, get_origin

from pydantic import TypeAdapter, ValidationError

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors_api.models import closed_enums
from ts_connectors_api.routing import QueryParameter, Route

__all__ = ["body_of", "encoded", "query_of"]

Pairs = Sequence[tuple[str, str]]

INVALID = "The request is not valid"
SPELLINGS: dict[type, tuple[re.Pattern[str], str]] = {
    bool: (re.compile("true|false"), "is neither true nor false"),
    int: (re.compile(r"-?\d+"), "is no whole number"),
    datetime: (re.compile(r".+[T ].+(Z|[+-]\d\d:?\d\d)"), "is no date-time with an offset, like 2026-01-31T12:00:00Z"),
}
"""What pydantic would take besides, and TDP's wire does not know."""


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def query_of(route: Route, pairs: Pairs) -> dict[str, Any]:
    """Return the query's arguments; unknown parameters are ignored.

    Raises:
        Problem: 400, naming every parameter at fault.
    """
    faults: list[Validation] = []
    arguments: dict[str, Any] = {}
    for parameter in route.query_parameters:
        try:
            arguments[parameter.name] = _argument(parameter, pairs)
        except ValueError as fault:
            faults.append(Validation(field=parameter.wire_name, reason=str(fault)))
    if faults:
        raise Problem(400, INVALID, faults)
    return arguments


def _argument(parameter: QueryParameter, pairs: Pairs) -> Any:
    values = [value for name, value in pairs if name == parameter.wire_name]
    origin = get_origin(parameter.type)
    if origin is dict:
        prefix = f"{parameter.wire_name}."
        return {name.removeprefix(prefix): value for name, value in pairs if name.startswith(prefix)} or None
    if not values:
        if parameter.is_required:
            raise ValueError("is missing")
        return None
    if origin is list:
        (kind,) = get_args(parameter.type)
        return [_value(kind, value) for value in values]
    if len(values) > 1:
        raise ValueError("is given more than once")
    return _value(parameter.type, values[0])


def _value(kind: type, text: str) -> Any:
    if spelling := SPELLINGS.get(kind):
        pattern, complaint = spelling
        if not pattern.fullmatch(text):
            raise ValueError(complaint)
    try:
        with closed_enums():
            return _adapter(kind).validate_strings(text)
    except ValidationError as fault:
        raise ValueError(fault.errors(include_input=False, include_url=False)[0]["msg"]) from None


def body_of(route: Route, content: bytes) -> Any:
    """Return the body as its model.

    Raises:
        Problem: 400, naming every field at fault.
    """
    try:
        with closed_enums():
            # Wire names only and no conversions: a client that sends anything else is wrong.
            return _adapter(route.request).validate_json(content, strict=True, by_alias=True, by_name=False)
    except ValidationError as problem:
        raise Problem(400, INVALID, list(_faults(problem))) from None


def _faults(problem: ValidationError) -> Iterable[Validation]:
    faults: list[Mapping[str, Any]] = list(problem.errors(include_input=False, include_url=False))
    for fault in faults:
        yield Validation(field=".".join(map(str, fault["loc"])) or "body", reason=fault["msg"])


def encoded(route: Route, value: Any) -> bytes:
    """Return an answer as JSON with wire names; what was never set stays out."""
    return _adapter(route.response).dump_json(value, by_alias=True, exclude_unset=True)
