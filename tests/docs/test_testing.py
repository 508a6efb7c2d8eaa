"""docs/testing.md names what ts_connectors.testing offers."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.tables import table_after
from ts_connectors import testing


def test_everything_that_authors_can_test_with_has_a_row(root: Path) -> None:
    paper = (root / "docs" / "testing.md").read_text(encoding="utf-8")
    cells = " ".join(row[0] for row in table_after(paper, "## What there is"))

    assert {name for name in testing.__all__ if not re.search(rf"\b{name}\b", cells)} == set()
