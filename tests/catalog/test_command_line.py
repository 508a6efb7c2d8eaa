"""`ts-connectors codegen` and `python -m ts_codegen.catalog` do the same, and say so by their exit codes."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.catalog.colony import CATALOG
from ts_codegen.catalog.__main__ import main
from ts_connectors.cli import main as ts_connectors
from ts_connectors.cli.app import app

Run = Callable[[list[str]], tuple[int, str]]


def _typer(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(arguments: list[str]) -> tuple[int, str]:
        done = CliRunner().invoke(app, ["codegen", *arguments])
        return done.exit_code, done.output

    return run


def _module(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(arguments: list[str]) -> tuple[int, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out + said.err

    return run


@pytest.fixture(params=[pytest.param(_typer, id="ts-connectors"), pytest.param(_module, id="python -m")])
def run(
    request: pytest.FixtureRequest,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> Run:
    """Run one of the two in an empty folder."""
    monkeypatch.chdir(tmp_path)
    made: Run = request.param(capsys)
    return made


def test_a_package_is_written_and_then_up_to_date(run: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(CATALOG, "utf-8")
    code, said = run([])
    assert (code, said.splitlines()[-1].partition(" (")[0]) == (0, "commands: 12 of 12 files written")
    code, said = run(["--check"])
    assert (code, said.partition(" (")[0]) == (0, "commands: up to date")


def test_all_is_told_by_options(run: Run, tmp_path: Path) -> None:
    (tmp_path / "lab.yaml").write_text(CATALOG, "utf-8")
    assert run(["--catalog", "lab.yaml", "--package", "lab", "--output", "src"])[0] == 0
    assert (tmp_path / "src" / "lab" / "handlers.py").is_file()


def test_a_check_that_finds_differences_exits_with_1(run: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text(CATALOG, "utf-8")
    code, said = run(["--check"])
    assert code == 1
    assert said.splitlines()[-1] == (
        "commands is not what catalog.yaml gives; run the same without --check and commit it"
    )
    assert not (tmp_path / "commands").exists()


def test_mistakes_exit_with_2(run: Run, tmp_path: Path) -> None:
    (tmp_path / "catalog.yaml").write_text("catalog: 1\nconnector: pump\ncommands: {}\n", "utf-8")
    assert run([]) == (
        2,
        '1 mistake, nothing was written:\ncatalog.yaml:2:1: "pump" cannot stand here; write "ColonyCounter"\n',
    )


def test_help_tells_the_options(run: Run) -> None:
    done = CliRunner().invoke(app, ["codegen", "--help"], env={"COLUMNS": "200"})
    assert done.exit_code == 0
    assert all(option in done.output for option in ("--catalog", "--package", "--output", "--check"))


def test_without_the_generators_packages_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    _hide(monkeypatch, "ts_codegen.catalog.command_line", "jinja2")
    done = CliRunner().invoke(app, ["codegen"])
    assert (done.exit_code, done.output) == (
        2,
        "codegen needs 'jinja2', which is not installed; run: pip install 'ts-connectors[codegen]'\n",
    )


def test_without_its_own_packages_the_command_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _hide(monkeypatch, "ts_connectors.cli.app", "typer")
    with pytest.raises(SystemExit) as ended:
        ts_connectors()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "The command line needs packages of its own; run: pip install 'ts-connectors[cli]'\n"
    )


def _hide(monkeypatch: pytest.MonkeyPatch, importing: str, missing: str) -> None:
    """Make the import of a module fail as it does where a package is not installed."""
    real = builtins.__import__

    def fake(name: str, *arguments: Any, **keywords: Any) -> Any:
        if name == importing:
            raise ModuleNotFoundError(f"No module named {missing!r}", name=missing)
        return real(name, *arguments, **keywords)

    monkeypatch.delitem(sys.modules, importing, raising=False)
    monkeypatch.setattr(builtins, "__import__", fake)
