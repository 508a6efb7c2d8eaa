"""A service with its models, as the renderers see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ts_codegen.ir import Call, Group, Service
from ts_codegen.models import ServiceModels
from ts_codegen.output import generated_header
from ts_codegen.python.imports import Imports
from ts_codegen.python.names import upper_case
from ts_codegen.render.type_text import TypeText

__all__ = ["ServiceView"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceView:
    """What every module of a service's package is written from."""

    service: Service
    models: ServiceModels
    package: str
    """Full name of the package."""
    source: str
    """Name of the document, such as `specs/data-acquisition.openapi.yaml`."""
    sha256: str
    command: str

    @property
    def header(self) -> str:
        """The first line of each file."""
        return generated_header(self.source, self.sha256, self.command)

    def calls(self) -> Iterator[tuple[Group, Call]]:
        """Yield all calls with their groups."""
        for group in self.service.groups:
            for call in group.calls:
                yield group, call

    def types(self, imports: Imports, shadowed: frozenset[str] = frozenset()) -> TypeText:
        """Return what writes types into a module with these imports."""
        return TypeText(
            imports=imports, module_of=lambda name: f"{self.package}.{self.models.module_of(name)}", shadowed=shadowed
        )


def constant_of(group: Group, call: Call) -> str:
    """Return the name of an operation's constant."""
    return upper_case(f"{group.name}_{call.name}")


def sentence(text: str) -> str:
    """Return a summary with the full stop that a docstring's first line ends with."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."
