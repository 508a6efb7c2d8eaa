"""Fixtures of the generator's tests."""

from pathlib import Path

import pytest

from tests.codegen.pumps import DOCUMENT, OVERLAY, Specs


@pytest.fixture
def specs(tmp_path: Path) -> Specs:
    """The small document and its overlay, in a folder of this test."""
    folder = tmp_path / "specs"
    folder.mkdir()
    (folder / "pumps.openapi.yaml").write_text(DOCUMENT)
    (folder / "overlay.yaml").write_text(OVERLAY)
    return Specs(folder)
