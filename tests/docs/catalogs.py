"""Catalogs in the pages, whole ones and parts, through the compiler."""

from __future__ import annotations

import textwrap
from pathlib import Path
from typing import Any

import yaml

from ts_codegen.catalog.command_line import CatalogRun, run_catalog

__all__ = ["compile_catalog"]

PARTS = frozenset({"commands", "connector", "extends", "types"})
HEAD = {"catalog": "catalog: 1\n", "connector": "connector: Example\n"}


def compile_catalog(text: str, *, name: str, folder: Path) -> None:
    """Compile a catalog; a part, such as a command alone, gets what it lacks.

    Raises:
        ValueError: it has mistakes; the message tells them all.
    """
    # Beside the page's other files, which it may extend; under a name that no command looks for.
    catalog = folder / f"compiled-{name}"
    catalog.write_text(_whole(text), encoding="utf-8")
    complaints: list[str] = []
    run = CatalogRun(folder=folder, catalog=catalog, output=folder / "compiled")
    if run_catalog(run, say=complaints.append, complain=complaints.append):
        raise ValueError("\n".join(complaints))


def _whole(text: str) -> str:
    read: Any = yaml.safe_load(text)
    if not isinstance(read, dict):
        raise ValueError("is no catalog, nor a part of one")
    if "catalog" in read:
        return text
    if set(read) <= PARTS:
        return "".join(line for key, line in HEAD.items() if key not in read) + text
    if all(isinstance(value, dict) for value in read.values()):
        return "".join(HEAD.values()) + "commands:\n" + textwrap.indent(text, "  ")
    raise ValueError("is no catalog, nor the commands or types of one")
