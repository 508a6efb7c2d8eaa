"""The operations of a service from the serving side, as data: what a web framework is bound to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from .operation import Operation

__all__ = ["QueryParameter", "Route"]


@dataclass(frozen=True, slots=True, kw_only=True)
class QueryParameter:
    """A parameter of the query."""

    name: str
    """The name of the service method's argument."""
    wire_name: str
    type: Any
    """What pydantic validates its value as; a list for one that repeats its key, a dict for one with `key.inner`."""
    is_required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One operation: how it is asked for, which method serves it, and what it answers with."""

    method: str
    path: str
    """With `{name}` for each path parameter, the wire names."""
    serves: str
    """The name of the method of the service that answers it, such as `connectors_get`."""
    operation: Operation[Any]
    path_parameters: tuple[tuple[str, str], ...] = ()
    """Argument name and wire name of each, in the order of the method's positional arguments."""
    query_parameters: tuple[QueryParameter, ...] = ()
    """Passed as keywords, None where the request has none."""
    request: Any = None
    """What pydantic validates the JSON body as, passed last of the positional arguments; None: it takes none."""
    response: Any = None
    """What the method returns: a model, a list or dict, `str` for text; None: an answer without a body."""
    status: int = 200
    """The status of a success."""
    sends_org: bool = True
    """Whether a request must name an organisation in `x-org-slug`."""
    sends_token: bool = True
    """Whether a request must carry a token."""
