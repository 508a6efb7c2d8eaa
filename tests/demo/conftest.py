"""A demo for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.demo.running import Demo


@pytest.fixture
def demo(root: Path, tmp_path: Path) -> Iterator[Demo]:
    """A demo that has just been started."""
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    running = Demo(root, temporary)
    yield running
    running.kill()
