"""Which route a request is for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from ts_connectors.simulator.problem import Problem
from ts_connectors_api.routing import Route

__all__ = ["Match", "NotAllowed", "RouteTable"]

PARAMETER = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """A route, and the values of the parameters in its path, by wire name."""

    route: Route
    path: Mapping[str, str]


class NotAllowed(Problem):
    """405, with the methods that the path knows."""

    def __init__(self, path: str, methods: Sequence[str]) -> None:
        super().__init__(405, f"{path} takes {', '.join(methods)} only")
        self.methods = methods


class RouteTable:
    """Finds routes by path, as it came over the wire: an encoded slash does not part segments."""

    def __init__(self, routes: Sequence[Route]) -> None:
        # A path without parameters comes before one that would take its last segment for a parameter.
        ordered = sorted(routes, key=lambda route: route.path.count("{"))
        self._entries = [(_pattern(route.path), route) for route in ordered]

    def find(self, method: str, raw_path: str) -> Match:
        """Return the route.

        Raises:
            Problem: 404 for a path that no route has, 405 for a method that none has there.
        """
        methods: list[str] = []
        for pattern, route in self._entries:
            if match := pattern.fullmatch(raw_path):
                if route.method == method:
                    return Match(route=route, path={name: unquote(text) for name, text in match.groupdict().items()})
                methods.append(route.method)
        if methods:
            raise NotAllowed(raw_path, sorted(set(methods)))
        raise Problem(404, f"There is nothing at {raw_path}")


def _pattern(path: str) -> re.Pattern[str]:
    # A last segment may be empty: the published SDK asks for the current configuration like that.
    inner = PARAMETER.sub(r"(?P<\1>[^/]+)", re.escape(path))
    return re.compile(inner.removesuffix("+)") + "*)" if inner.endswith("+)") else inner)
