"""A command catalog, read and checked: what all its outputs are written from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap

__all__ = ["Base", "Catalog", "CommandSpec", "Definition", "Example", "Payload"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """A schema with a name; its references have the form `#/$defs/<key>`."""

    key: str
    """Its class name; behind a package's name and a dot where the class is imported from there."""
    schema: JsonMap
    origin: Origin
    module: str = ""
    """The module that has its class; "" for the catalog's own models."""

    @property
    def class_name(self) -> str:
        """The Python class, or alias of a type."""
        return self.key.rpartition(".")[2]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payload:
    """What a command needs or answers: one of the definitions."""

    definition: Definition
    is_inline: bool
    """Whether it was written in the command itself."""

    @property
    def class_name(self) -> str:
        """The Python class."""
        return self.definition.class_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A request and its answer."""

    summary: str
    parts: Mapping[str, object]
    """`request` and `response`, as far as given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandSpec:
    """A command of the catalog."""

    name: str
    action: str
    method: str
    """Name of the handler method."""
    sender: str
    """Name of the sender's method."""
    constant: str
    summary: str
    description: str
    request: Payload | None
    response: Payload | None
    lane: str
    timeout_s: float | None
    is_repeatable: bool
    is_deprecated: bool
    errors: Mapping[str, str]
    examples: tuple[Example, ...]
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Base:
    """An installed package whose catalog this one extends."""

    name: str
    """As `extends` has it."""
    package: str
    """The Python package with its models, handlers and senders."""
    prefix: str
    """What its class names begin with."""
    handles_itself: bool
    """Whether the SDK handles its commands, so that a connector need not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalog:
    """A catalog with all that it extends by path merged in."""

    connector: str
    """Name of the connector, "" where each command names its action."""
    prefix: str
    """What the names of generated classes begin with."""
    title: str
    """Whose commands they are, in documents."""
    source: str
    """Name of the catalog's file, for headers."""
    sha256: str
    """Of all its sources together."""
    definitions: Mapping[str, Definition]
    """All that is named or written in a command, and all that is imported, by key; references resolve here."""
    model_schemas: Mapping[str, JsonMap]
    """The schema of each class and alias, with a reference wherever another is meant."""
    commands: tuple[CommandSpec, ...]
    bases: tuple[Base, ...]
