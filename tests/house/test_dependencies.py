"""What the code imports is what pyproject.toml declares."""

import ast
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

# pydantic demands one exact version of its core, so whoever declares pydantic has declared both.
TWINS = {"pydantic-core": "pydantic"}
OURS = {"examples", "tests", "ts_codegen", "ts_connectors", "ts_connectors_api"}


@pytest.fixture(scope="session")
def extras(root: Path) -> dict[str, set[str]]:
    """The declared distributions by extra; those of every installation under the empty name."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    groups = {"": project["dependencies"], **project["optional-dependencies"]}
    return {extra: {name for line in lines for name in _names(line)} for extra, lines in groups.items()}


@pytest.mark.parametrize(
    ("folder", "allowed"),
    [
        pytest.param("generated/ts_connectors_api", {""}, id="generated code"),
        pytest.param("codegen/ts_codegen", {"", "cli", "codegen"}, id="generator"),
        pytest.param("ts_connectors/_core", {""}, id="core"),
        pytest.param("ts_connectors/_runtime", {""}, id="runtime"),
        pytest.param("ts_connectors/simulator", {"", "cli", "simulator"}, id="simulator"),
        pytest.param("ts_connectors/cli", {"", "cli", "codegen", "simulator"}, id="command line"),
    ],
)
def test_a_room_imports_only_what_its_extra_installs(
    folder: str, allowed: set[str], root: Path, extras: dict[str, set[str]]
) -> None:
    declared = {name for extra in allowed for name in extras[extra]}

    assert _undeclared(root / folder, declared) == {}


@pytest.mark.parametrize("folder", ["ts_connectors", "tests", "examples"])
def test_every_import_of_the_repository_is_declared(folder: str, root: Path, extras: dict[str, set[str]]) -> None:
    assert _undeclared(root / folder, {name for names in extras.values() for name in names}) == {}


def test_an_undeclared_import_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "planted.py").write_text("import json\nfrom rich import print\n", encoding="utf-8")

    assert _undeclared(tmp_path, {"typer"}) == {"planted.py": ["rich"]}


def _names(line: str) -> set[str]:
    """`types-aiobotocore[sqs]` installs types-aiobotocore and types-aiobotocore-sqs."""
    requirement = Requirement(line)
    return {
        canonicalize_name(name) for name in (requirement.name, *(f"{requirement.name}-{x}" for x in requirement.extras))
    }


def _undeclared(folder: Path, declared: set[str]) -> dict[str, list[str]]:
    owners = packages_distributions()
    found: dict[str, list[str]] = {}
    for path in folder.rglob("*.py"):
        foreign = _roots(path) - OURS - sys.stdlib_module_names
        unknown = {root for root in foreign if not {_declared_as(name) for name in owners.get(root, ())} & declared}
        if unknown:
            found[path.relative_to(folder).as_posix()] = sorted(unknown)
    return found


def _declared_as(distribution: str) -> str:
    name = canonicalize_name(distribution)
    return TWINS.get(name, name)


def _roots(path: Path) -> set[str]:
    roots: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            roots |= {alias.name.partition(".")[0] for alias in node.names if not _is_typing_only(alias.name)}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            roots |= {node.module.partition(".")[0]} - ({node.module} if _is_typing_only(node.module) else set())
    return roots


def _is_typing_only(module: str) -> bool:
    return module.startswith("types_aiobotocore") or module in {"_typeshed"}
