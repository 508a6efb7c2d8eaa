"""The papers use what is published: no private room, no name that its module does not offer."""

from __future__ import annotations

import ast
import importlib
import importlib.util

from tests.docs.pages import Page

OURS = ("ts_connectors", "ts_connectors_api")


def test_the_programs_import_published_names_only(pages: list[Page]) -> None:
    imported = [
        (block.place, node.module, alias.name)
        for page in pages
        for block in page.blocks
        if block.language == "python"
        for node in ast.walk(ast.parse(block.text))
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] in OURS
        for alias in node.names
    ]

    assert len(imported) > 30
    assert [one for one in imported if not _is_published(one[1], one[2])] == []


def _is_published(module: str, name: str) -> bool:
    if any(part.startswith("_") for part in (*module.split("."), name)):
        return False
    found = importlib.import_module(module)
    # Generated models have no __all__: what they import is not theirs to offer.
    if name in getattr(found, "__all__", ()) or getattr(vars(found).get(name), "__module__", "") == module:
        return True
    return hasattr(found, "__path__") and importlib.util.find_spec(f"{module}.{name}") is not None
