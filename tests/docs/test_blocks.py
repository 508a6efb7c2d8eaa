"""Every code block of the papers runs, or is checked as far as a machine can."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.pages import Page, papers
from tests.docs.visit import Visit

PAGES = papers(Path(__file__).parents[2])
MOST_MARKED = 3
"""Blocks that may stay unrun in all pages together."""


@pytest.mark.integration
@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_every_block_of_the_page_holds(page: Page, root: Path, tmp_path: Path) -> None:
    Visit(page, root=root, folder=tmp_path).follow()


def test_few_blocks_are_not_run_and_each_says_why() -> None:
    marked = {block.place: block.reason for page in PAGES for block in page.blocks if block.reason is not None}

    assert len(marked) <= MOST_MARKED, marked
    assert [place for place, reason in marked.items() if len(reason.split()) < 3] == []
