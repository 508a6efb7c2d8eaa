"""A folder and a watcher for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.examples.scene import Scene
from tests.examples.stage import Stage
from ts_connectors.simulator import LocalPlatform


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """An empty folder, a TDP in memory, and a watcher that is not running yet."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return Scene(folder)


@pytest.fixture
def stage(root: Path, tmp_path: Path) -> Iterator[Stage]:
    """A local platform and a connector whose process is not started yet."""
    with LocalPlatform() as platform:
        made = Stage(platform, root, tmp_path)
        yield made
        made.close()
