"""The Makefile and its set-up, as a newcomer meets them."""

import re
import subprocess
from pathlib import Path

import pytest

PHONY = re.compile(r"^\.PHONY:(?P<targets>.*)$", re.MULTILINE)


@pytest.fixture(scope="session")
def targets(root: Path) -> list[str]:
    found = PHONY.search((root / "Makefile").read_text(encoding="utf-8"))
    assert found
    return found["targets"].split()


def test_make_alone_lists_every_target_with_a_line(root: Path, targets: list[str]) -> None:
    shown = subprocess.run(["make", "--no-print-directory"], cwd=root, capture_output=True, text=True, check=True)

    lines = [line.split(maxsplit=2) for line in shown.stdout.splitlines()]
    assert sorted(target for _make, target, _text in lines) == sorted(targets)


@pytest.mark.parametrize("name", ["help", "setup", "codegen", "codegen-check", "demo", "test", "check", "clean"])
def test_the_promised_target_is_there(name: str, targets: list[str]) -> None:
    assert name in targets


def test_every_make_command_in_the_papers_is_a_target(root: Path, targets: list[str]) -> None:
    papers = [root / "README.md", root / "CONTRIBUTING.md", *sorted((root / "docs").rglob("*.md"))]
    named = {
        name for paper in papers for name in re.findall(r"(?:`|\$ )make ([a-z-]+)", paper.read_text(encoding="utf-8"))
    }

    assert {"demo", "test"} <= named <= set(targets)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        pytest.param("exit 1", "is not Python 3.11 or newer", id="old python"),
        pytest.param('case "$2" in *version_info*) exit 0;; *) exit 1;; esac', "python3-venv", id="no venv module"),
    ],
)
def test_setup_says_what_is_missing_and_makes_nothing(root: Path, tmp_path: Path, script: str, said: str) -> None:
    python = tmp_path / "python"
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)

    done = _setup(root, tmp_path / "venv", str(python))

    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "venv").exists()


def test_setup_finds_a_newer_python_beside_an_old_python3(root: Path, tmp_path: Path) -> None:
    for name, script in {
        "python3": "exit 1",
        "python3.12": 'case "$2" in *version_info*) exit 0;; *) exit 1;; esac',
    }.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)

    done = _setup(root, tmp_path / "venv", "", path=str(tmp_path))

    assert "python3.12 has no venv module" in done.stderr


def _setup(root: Path, venv: Path, python: str, path: str = "/usr/bin:/bin") -> subprocess.CompletedProcess[str]:
    command = ["/bin/sh", "requirements/setup.sh", str(venv), "requirements/dev.txt", python]
    return subprocess.run(command, cwd=root, env={"PATH": path}, capture_output=True, text=True, check=False)
