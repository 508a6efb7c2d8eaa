"""Fixtures of the papers' tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import Page, papers

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def pages() -> list[Page]:
    """All pages whose blocks must hold."""
    return papers(ROOT)
