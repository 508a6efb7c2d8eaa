"""The lock: hashed, free of hosts, and in step with pyproject.toml."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

PIN = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>\S+)")


@pytest.fixture(scope="session")
def lock(root: Path) -> str:
    return (root / "requirements" / "dev.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def pins(lock: str) -> dict[str, Version]:
    found = (PIN.match(line) for line in lock.splitlines())
    return {canonicalize_name(pin["name"]): Version(pin["version"]) for pin in found if pin}


@pytest.fixture(scope="session")
def wanted(root: Path) -> list[Requirement]:
    document = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    project = document["project"]
    groups = [document["build-system"]["requires"], project["dependencies"], *project["optional-dependencies"].values()]
    requirements = [Requirement(line) for group in groups for line in group]
    return [one for one in requirements if canonicalize_name(one.name) != project["name"]]


def test_the_lock_names_no_host_and_no_path(lock: str) -> None:
    assert "://" not in lock
    assert "file:" not in lock
    assert not [line for line in lock.splitlines() if line.startswith("-")]


def test_every_pin_has_a_hash(lock: str) -> None:
    blocks = re.split(r"\n(?=\S)", lock.strip())

    assert [block.splitlines()[0] for block in blocks if not PIN.match(block)] == []
    assert [block.splitlines()[0] for block in blocks if "--hash=sha256:" not in block] == []


def test_every_requirement_of_the_project_is_met_by_the_lock(
    wanted: list[Requirement], pins: dict[str, Version]
) -> None:
    unmet = [str(one) for one in wanted if not _is_met(one, pins)]

    assert unmet == [], "run `make lock`"


def _is_met(requirement: Requirement, pins: dict[str, Version]) -> bool:
    pin = pins.get(canonicalize_name(requirement.name))
    return pin is not None and requirement.specifier.contains(pin)
