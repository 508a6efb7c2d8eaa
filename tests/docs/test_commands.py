"""docs/commands.md says which codes an answer can have."""

from __future__ import annotations

import re
from pathlib import Path

from tests.docs.tables import code_words, table_after

CODE = re.compile(r"^_?[A-Z_]+ = \"([A-Z]+(?:_[A-Z]+)*)\"$", re.MULTILINE)


def test_every_code_that_an_answer_can_have_is_in_the_table(root: Path) -> None:
    paper = (root / "docs" / "commands.md").read_text(encoding="utf-8")
    runtime = root / "ts_connectors" / "_runtime"
    codes = {code for name in ("verdicts", "delivery") for code in CODE.findall((runtime / f"{name}.py").read_text())}

    assert len(codes) > 10
    assert codes | {"INVALID_BODY"} == {code for row in table_after(paper, "## Answers") for code in code_words(row[2])}
