"""Artifacts: the software that connectors and data apps run."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.changes import Changes

__all__ = ["Artifact", "Artifacts"]

TYPE = re.compile(r"(?P<namespace>[^/:\s]+)/(?P<slug>[^/:\s]+):(?P<version>[^/:\s]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A connector's or data app's software."""

    namespace: str
    slug: str
    version: str
    name: str = ""
    """Title; empty: the slug."""
    description: str = ""
    source_type: str = ""
    """Source type of files whose upload names none; empty: `unknown`."""
    manifest: Mapping[str, object] = field(default_factory=dict[str, object])

    @property
    def type(self) -> str:
        """What requests call it: `namespace/slug:version`. The platform's own spelling is not public."""
        return f"{self.namespace}/{self.slug}:{self.version}"


class Artifacts:
    """The artifacts that were ever named: whoever develops a connector need not publish it first."""

    def __init__(self, changes: Changes) -> None:
        self._changes = changes
        self._artifacts: dict[str, Artifact] = {}

    def put(self, artifact: Artifact) -> Artifact:
        """Add an artifact, or replace the one of this type."""
        with self._changes:
            self._artifacts[artifact.type] = artifact
        return artifact

    def all(self) -> list[Artifact]:
        """Return all, in the order in which they came."""
        with self._changes:
            return list(self._artifacts.values())

    def get(self, artifact_type: str) -> Artifact:
        """Return an artifact by its type, or the newest by its slug alone.

        Raises:
            Problem: 404, there is none.
        """
        if found := self._artifacts.get(artifact_type):
            return found
        of_slug = [artifact for artifact in self.all() if artifact.slug == artifact_type]
        if not of_slug:
            raise Problem(404, f"There is no artifact {artifact_type!r}; write it as namespace/slug:version")
        return of_slug[-1]

    def for_type(self, artifact_type: str) -> Artifact:
        """Return an artifact that something shall run; one that nobody named before is noted.

        Raises:
            Problem: 400, the type cannot be read.
        """
        known = self._artifacts.get(artifact_type)
        if known is not None:
            return known
        if match := TYPE.fullmatch(artifact_type):
            return self.put(Artifact(namespace=match["namespace"], slug=match["slug"], version=match["version"]))
        try:
            return self.get(artifact_type)
        except Problem:
            reason = "names no known artifact; write it as namespace/slug:version"
            raise Problem(400, "The request is not valid", [Validation(field="connectorType", reason=reason)]) from None
