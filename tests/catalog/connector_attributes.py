"""Writes codegen/ts_codegen/catalog/connector_attributes.txt: `python tests/catalog/connector_attributes.py`."""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator
from pathlib import Path

from ts_connectors.connector import Connector

FILE = Path(__file__).parents[2] / "codegen" / "ts_codegen" / "catalog" / "connector_attributes.txt"

_HEAD = """\
# Public attributes of ts_connectors.connector.Connector, which no handler method may hide.
# Written by: python tests/catalog/connector_attributes.py
"""


def attributes() -> list[str]:
    """Return the public names of the class and of its instances, sorted."""
    names = {*dir(Connector), *_annotated(), *_assigned()}
    return sorted(name for name in names if not name.startswith("_"))


def text() -> str:
    """Return what the file should hold."""
    return _HEAD + "".join(f"{name}\n" for name in attributes())


def _annotated() -> Iterator[str]:
    for owner in Connector.__mro__:
        yield from inspect.get_annotations(owner)


def _assigned() -> Iterator[str]:
    """Yield what methods of the class and its bases assign to self."""
    for owner in Connector.__mro__[:-1]:
        if not owner.__module__.startswith("ts_connectors"):
            continue
        for node in ast.walk(ast.parse(textwrap.dedent(inspect.getsource(owner)))):
            match node:
                case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                    yield name
                case _:
                    pass


if __name__ == "__main__":
    FILE.write_text(text(), "utf-8")
