"""Fixtures of the catalog's tests."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.catalog.colony import CATALOG
from tests.catalog.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A user's project without anything in it."""
    return Project(tmp_path)


@pytest.fixture(scope="session")
def colony_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the package of the example catalog, named `colony_commands`."""
    folder = tmp_path_factory.mktemp("colony")
    project = Project(folder)
    project.write(CATALOG)
    assert project.run(package="colony_commands") == 0, project.complaints
    return folder


@pytest.fixture(scope="session")
def colony(colony_folder: Path) -> Iterator[Any]:
    """The imported modules of that package as attributes, and all that it exports."""
    sys.path.insert(0, str(colony_folder))
    try:
        package = importlib.import_module("colony_commands")
        names = {name: getattr(package, name) for name in package.__all__}
        modules = {name: importlib.import_module(f"colony_commands.{name}") for name in ("aio", "client", "models")}
        yield SimpleNamespace(**names, **modules, package=package)
    finally:
        sys.path.remove(str(colony_folder))


@pytest.fixture(scope="session")
def exotic(colony_folder: Path) -> Iterator[Any]:
    """The package of the catalog with what is rare, named `exotic_commands`, beside the other."""
    project = Project(colony_folder)
    project.write(Path(__file__).with_name("exotic.yaml").read_text("utf-8"), "exotic.yaml")
    assert project.run(catalog="exotic.yaml", package="exotic_commands") == 0, project.complaints
    sys.path.insert(0, str(colony_folder))
    try:
        yield importlib.import_module("exotic_commands")
    finally:
        sys.path.remove(str(colony_folder))
