"""A catalog with its models, as the renderers see it."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ts_codegen.catalog.ir import Catalog, CommandSpec, Payload
from ts_codegen.catalog.modelling import CatalogModels
from ts_codegen.output import generated_header
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import identifier

__all__ = ["CatalogView", "paragraphs", "sentence"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogView:
    """What every file of a catalog's package is written from."""

    catalog: Catalog
    models: CatalogModels
    source: Path
    """The catalog's file."""
    command: str
    """What writes the package, for headers."""

    @property
    def header(self) -> str:
        """The first line of each file."""
        return generated_header(self.catalog.source, self.catalog.sha256, self.command)

    @property
    def handlers(self) -> str:
        """The class of handlers."""
        return f"{self.catalog.prefix}Handlers"

    @property
    def dispatcher(self) -> str:
        """The class of the dispatcher."""
        return f"{self.catalog.prefix}Dispatcher"

    @property
    def sender(self) -> str:
        """The class of the blocking sender; the other one has `Async` before it."""
        return f"{self.catalog.prefix}Commands"

    def model(self, payload: Payload | None, imports: Imports) -> str:
        """Return the class of a payload, `None` where there is none, and note its import."""
        if payload is None:
            return "None"
        return imports.add(payload.definition.module or ".models", identifier(payload.class_name))

    def place(self, command: CommandSpec) -> str:
        """Return where a command is written, the same on every machine."""
        document = command.origin.document.path
        beside = Path(os.path.relpath(document.resolve(), self.source.resolve().parent)).as_posix()
        name = self.catalog.source if beside == self.source.name else beside
        return f"{name}#{command.origin.pointer}"


def sentence(text: str) -> str:
    """Return a summary with the full stop that a docstring's first line ends with."""
    text = " ".join(text.split())
    return text if text.endswith((".", "!", "?")) or not text else f"{text}."


def paragraphs(*texts: str) -> Iterable[str]:
    """Return the paragraphs of some texts: an empty line parts them."""
    return [" ".join(part.split()) for text in texts for part in text.split("\n\n") if part.strip()]
