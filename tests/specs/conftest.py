"""The files of specs/, read as plain data."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

Document = dict[str, Any]


@pytest.fixture(scope="session")
def load(root: Path) -> Callable[[str], Document]:
    """Read a file of specs/ by its name; YAML refuses a key that comes twice."""

    def read(name: str) -> Document:
        text = (root / "specs" / name).read_text(encoding="utf-8")
        data: Document = json.loads(text) if name.endswith(".json") else YAML(typ="safe", pure=True).load(text)
        return data

    return read


@pytest.fixture(scope="session")
def documents(load: Callable[[str], Document]) -> dict[str, Document]:
    """The OpenAPI documents by their short names."""
    names = ("data-acquisition", "command-service", "certificates")
    return {name: load(f"{name}.openapi.yaml") for name in names}
