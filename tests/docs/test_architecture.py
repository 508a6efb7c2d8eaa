"""docs/architecture.md draws the rooms that there are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.docs.mermaid import labels
from tests.docs.pages import Block, Page

PLACES = (
    "",
    "codegen/ts_codegen",
    "generated",
    "generated/ts_connectors_api/data_acquisition",
    "specs",
    "ts_connectors",
    "ts_connectors/_runtime",
)
"""Where a name without a folder in front may be."""
PATH = re.compile(r"(?<![\w./…{}])(?:[\w-]+/)*[\w-]+(?:\.(?:py|yaml|toml)\b|/(?![\w.…]))|\b_\w+/\w+")
PROSE = {"generator", "network", "OpenAPI documents"}
"""Nodes of the rooms that are no module."""


@pytest.fixture
def page(pages: list[Page]) -> Page:
    return next(page for page in pages if page.name == "docs/architecture.md")


@pytest.fixture
def diagrams(page: Page) -> list[Block]:
    return [block for block in page.blocks if block.language == "mermaid"]


def test_there_is_a_diagram_of_the_rooms_and_of_each_way(diagrams: list[Block]) -> None:
    assert [block.text.split()[0] for block in diagrams] == ["flowchart", "flowchart", "sequenceDiagram", "flowchart"]


def test_every_room_is_a_module(root: Path, diagrams: list[Block]) -> None:
    named = [name for label in labels(diagrams[0].text) for name in _modules_of(label)]

    assert len(named) > 20
    assert [name for name in named if not _is_there(root, name)] == []


def test_every_room_of_the_package_is_drawn(root: Path, diagrams: list[Block]) -> None:
    drawn = " ".join(labels(diagrams[0].text))
    rooms = {path.name for path in (root / "ts_connectors").iterdir() if (path / "__init__.py").exists()}

    assert {room for room in rooms if room not in drawn} == {"openapi_codegen"}


def test_every_path_of_the_page_is_there(root: Path, page: Page) -> None:
    named = set(PATH.findall(page.text))

    assert {"judge.py", "codegen/ts_codegen/static/errors.py", "_platform/s3.py"} <= named
    assert {name for name in named if not _is_there(root, name)} == {"document.yaml", "catalog.yaml"}


def _modules_of(label: str) -> list[str]:
    room, _, contents = label.partition(": ")
    if room.endswith("/"):  # a folder of facts, told in words
        return [room]
    names = [f"{room}/{name}" for name in contents.split(", ")] if contents else label.split(", ")
    return [name for name in names if name not in PROSE]


def _is_there(root: Path, name: str) -> bool:
    bare = name.rstrip("/")
    return any((root / place / f"{bare}{suffix}").exists() for place in PLACES for suffix in ("", ".py", ".yaml"))
