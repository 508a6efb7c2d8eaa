"""docs/files.md names the limits that the code keeps."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docs.tables import table_after
from ts_connectors._runtime import mtl
from ts_connectors._runtime.file_content import SMALLEST_PART


@pytest.fixture
def paper(root: Path) -> str:
    return (root / "docs" / "files.md").read_text(encoding="utf-8")


def test_the_rules_name_the_limits(paper: str) -> None:
    rules = dict(table_after(paper, "## Upload a file"))

    assert f"at most {mtl.LONGEST_TAG} characters" in rules["tags"]
    assert f"a name has at most {mtl.LONGEST_LABEL_NAME} characters" in rules["labels"]
    assert f"at most {mtl.MOST_BYTES:,} bytes" in rules["metadata and tags together"]


def test_the_size_from_which_files_go_in_parts_is_told(paper: str) -> None:
    assert f"Up to {SMALLEST_PART // 1024**2} MiB go in one request" in paper
