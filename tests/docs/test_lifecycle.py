"""docs/lifecycle.md says which hooks and options there are."""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import pytest

from tests.docs.tables import code_words, table_after
from ts_connectors._runtime.hooks import Hooks
from ts_connectors.connector import Connector
from ts_connectors.options import ConnectorOptions

STATUS_HOOKS = {"on_start", "on_stop"}
"""Declared by Connector itself, because they do something by default."""


@pytest.fixture
def paper(root: Path) -> str:
    return (root / "docs" / "lifecycle.md").read_text(encoding="utf-8")


def test_every_hook_has_a_row_that_says_when_it_runs_fails_and_hangs(paper: str) -> None:
    rows = {code_words(row[0])[0]: row[1:] for row in table_after(paper, "## The hooks")}

    hooks = {name for name, _ in inspect.getmembers(Hooks, inspect.isfunction) if not name.startswith("_")}
    assert rows.keys() == hooks | STATUS_HOOKS
    assert all(len(row) == 3 and all(row) for row in rows.values())
    assert all(inspect.iscoroutinefunction(getattr(Connector, name)) for name in rows)


def test_every_option_has_a_row_with_its_default(paper: str) -> None:
    told = {code_words(row[0])[0]: row[1].strip("`") for row in table_after(paper, "## Options")}

    known = {field.name: str(field.default) for field in dataclasses.fields(ConnectorOptions)}
    assert told == known
