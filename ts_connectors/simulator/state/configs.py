"""Configurations of connectors, version by version, and the secrets that they refer to."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.state.changes import Changes

__all__ = ["Configs", "Secrets"]

REFERENCE = "secret://"

Config = Mapping[str, Any]


class Secrets:
    """Named secrets. A text `secret://name` in a configuration refers to one; TDP's own spelling is not public."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._values: dict[str, str] = {}

    def put(self, name: str, value: str) -> str:
        """Store a secret, or replace it, and return the reference to it."""
        with self._changes:
            self._values[name] = value
        return REFERENCE + name

    def resolve(self, value: Any) -> Any:
        """Return a JSON value with its references replaced; one that leads nowhere stays."""
        match value:
            case str() if value.startswith(REFERENCE):
                return self._values.get(value.removeprefix(REFERENCE), value)
            case dict():
                return {key: self.resolve(inner) for key, inner in value.items()}  # pyright: ignore[reportUnknownVariableType]
            case list():
                return [self.resolve(inner) for inner in value]  # pyright: ignore[reportUnknownVariableType]
            case _:
                return value


@dataclass(slots=True)
class _History:
    versions: dict[str, Config] = field(default_factory=dict[str, Config])
    numbers: itertools.count[int] = field(default_factory=lambda: itertools.count(1))
    current: str | None = None


class Configs:
    """Each configuration that was ever proposed for a connector, and which one holds."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._histories: dict[str, _History] = {}

    def propose(self, connector_id: str, config: Config) -> str:
        """Store a candidate and return its version; the configuration that holds stays."""
        with self._changes:
            history = self._histories.setdefault(connector_id, _History())
            version = str(next(history.numbers))
            history.versions[version] = config
        return version

    def accept(self, connector_id: str, version: str) -> None:
        """Make a version the one that holds."""
        with self._changes:
            self._histories[connector_id].current = version

    def save(self, connector_id: str, config: Config) -> str:
        """Store a configuration that holds from now on, and return its version."""
        version = self.propose(connector_id, config)
        self.accept(connector_id, version)
        return version

    def current_version(self, connector_id: str) -> str | None:
        """Return the version that holds, None as long as none was saved."""
        history = self._histories.get(connector_id)
        return history.current if history else None

    def current(self, connector_id: str) -> Config:
        """Return the configuration that holds; an empty one as long as none was saved."""
        version = self.current_version(connector_id)
        return {} if version is None else self._histories[connector_id].versions[version]

    def get(self, connector_id: str, version: str) -> Config:
        """Return a version, candidates included; an empty version is the one that holds.

        Raises:
            Problem: 404, there is none.
        """
        if not version:
            return self.current(connector_id)
        history = self._histories.get(connector_id)
        if history is None or version not in history.versions:
            raise Problem(404, f"The connector has no version {version!r} of its configuration")
        return history.versions[version]

    def forget(self, connector_id: str) -> None:
        """Drop everything of a connector."""
        with self._changes:
            self._histories.pop(connector_id, None)
