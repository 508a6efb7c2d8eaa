"""docs/local-platform.md names what the local platform offers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.tables import code_words, table_after
from ts_connectors.simulator import LocalPlatform

CONTEXT = {"start", "stop"}
"""What `with` does."""


@pytest.fixture
def paper(root: Path) -> str:
    return (root / "docs" / "local-platform.md").read_text(encoding="utf-8")


def test_the_options_of_the_process_are_those_it_takes(paper: str) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "ts_connectors.simulator", "--help"], capture_output=True, text=True, check=True
    )

    told = {word for row in table_after(paper, "## As a process") for word in code_words(row[0])}
    assert told == set(re.findall(r"^  (--[a-z-]+)", asked.stdout, re.MULTILINE)) - {"--help"}


def test_every_member_of_the_platform_has_a_place_in_the_table(paper: str) -> None:
    cells = " ".join(cell for row in table_after(paper, "## In tests") for cell in row)
    members = {name for name in dir(LocalPlatform()) if not name.startswith("_")} - CONTEXT

    assert {name for name in members if not re.search(rf"\b{name}\b", cells)} == set()
