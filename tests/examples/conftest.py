"""A folder and a watcher for each test."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.examples.scene import Scene


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An empty folder, a TDP in memory, and a watcher that is not running yet."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return Scene(folder)
