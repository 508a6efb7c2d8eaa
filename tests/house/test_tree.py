"""What the repository holds, and what it must not hold."""

import ast
import hashlib
import re
import subprocess
from pathlib import Path

import pytest

# https://www.apache.org/licenses/LICENSE-2.0.txt
APACHE_2_0_SHA256 = "cfc7749b96f63bd31c3c42b5c471bf756814053e847c10f3eb003417bc523d30"
MACHINE_PATH = re.compile(rb"/(?:root|Users|home)/[a-z.]|/work/(?:main|shared)\b|[A-Z]:\\Users\\")
BANNED_MODULE_NAMES = {"base", "common", "helpers", "misc"}
MOST_LINES = 400


@pytest.fixture(scope="session")
def tracked(root: Path) -> list[Path]:
    # In a container the clone often belongs to another user, and git would refuse to read it.
    listed = subprocess.run(
        ["git", "-c", "safe.directory=*", "ls-files", "-z"], cwd=root, capture_output=True, check=True
    )
    paths = (root / name for name in listed.stdout.decode().split("\0") if name)
    return [path for path in paths if path.is_file()]


@pytest.fixture(scope="session")
def modules(root: Path, tracked: list[Path]) -> list[Path]:
    """Modules written by hand that ship."""
    rooms = (root / "ts_connectors", root / "codegen")
    return [path for path in tracked if path.suffix == ".py" and _is_in(path, rooms)]


def test_no_file_names_a_place_on_somebodys_machine(root: Path, tracked: list[Path]) -> None:
    found = {str(path.relative_to(root)): MACHINE_PATH.findall(path.read_bytes()) for path in tracked}

    assert {name: places for name, places in found.items() if places} == {}


def test_the_licence_is_the_text_of_apache_2_0(root: Path) -> None:
    assert hashlib.sha256((root / "LICENSE").read_bytes()).hexdigest() == APACHE_2_0_SHA256


def test_no_module_is_longer_than_a_reader_holds_in_mind(root: Path, modules: list[Path]) -> None:
    lengths = {str(path.relative_to(root)): len(path.read_text(encoding="utf-8").splitlines()) for path in modules}

    assert modules
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}


def test_every_module_says_what_it_is(root: Path, modules: list[Path]) -> None:
    silent = [path for path in modules if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]

    assert [str(path.relative_to(root)) for path in silent] == []


def test_no_module_is_named_after_nothing(root: Path, modules: list[Path]) -> None:
    assert [str(path.relative_to(root)) for path in modules if path.stem in BANNED_MODULE_NAMES] == []


def test_decisions_are_numbered_without_a_gap(root: Path) -> None:
    numbers = sorted(int(path.name[:4]) for path in (root / "docs" / "decisions").glob("[0-9]*.md"))

    assert numbers == list(range(1, len(numbers) + 1))


def _is_in(path: Path, rooms: tuple[Path, ...]) -> bool:
    return any(path.is_relative_to(room) for room in rooms)
