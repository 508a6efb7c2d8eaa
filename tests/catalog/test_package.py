"""The package of a catalog: the same everywhere, replaced only where it differs, and quick to make."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.catalog.colony import CATALOG
from tests.catalog.project import Project

FILES = {
    "MANIFEST.json",
    "__init__.py",
    "aio.py",
    "asyncapi.yaml",
    "catalog.json",
    "client.py",
    "commands.py",
    "dispatcher.py",
    "forms.json",
    "handlers.py",
    "models.py",
    "reference.md",
}

SETTINGS = """\
[tool.ruff]
line-length = 60
target-version = "py38"
[tool.ruff.format]
quote-style = "single"
indent-style = "tab"
[tool.ruff.lint.isort]
force-single-line = true
[tool.black]
line-length = 40
skip-string-normalization = true
[tool.isort]
profile = "google"
[tool.datamodel-codegen]
snake-case-field = false
"""


def test_a_catalog_becomes_a_package(project: Project) -> None:
    project.write(CATALOG)
    assert project.run() == 0
    assert set(project.files()) == FILES
    assert project.said[-1].startswith("commands: 12 of 12 files written (")


def test_a_second_run_writes_nothing(project: Project) -> None:
    project.write(CATALOG)
    project.run()
    before = {path: path.stat().st_mtime_ns for path in project.folder.rglob("*")}
    assert project.run() == 0
    assert project.said[-1].startswith("commands: up to date (")
    assert {path: path.stat().st_mtime_ns for path in project.folder.rglob("*")} == before


def test_the_settings_of_the_project_around_it_change_nothing(
    project: Project, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.write(CATALOG)
    project.run()
    other = Project(tmp_path_factory.mktemp("other"))
    other.write(CATALOG)
    other.write(SETTINGS, "pyproject.toml")
    other.write("line-length = 50\n", "ruff.toml")
    monkeypatch.chdir(other.folder)
    other.run()
    assert other.files() == project.files()


def test_a_command_that_is_renamed_is_renamed_everywhere(project: Project) -> None:
    project.write(CATALOG)
    project.run()
    project.write(CATALOG.replace("  Ping:\n", "  Knock:\n"))
    assert project.run() == 0
    assert [name for name, text in project.files().items() if b"Ping" in text or b"PING" in text] == []


def test_a_check_names_what_differs_and_writes_nothing(project: Project) -> None:
    project.write(CATALOG)
    project.run()
    (project.folder / "commands" / "models.py").write_text("changed by hand\n")
    (project.folder / "commands" / "forms.json").unlink()
    before = project.files()
    project.said.clear()
    assert project.run(check=True) == 1
    assert project.said == ["  commands/forms.json: missing", "  commands/models.py: changed"]
    assert project.complaints[-1] == (
        "commands is not what catalog.yaml gives; run the same without --check and commit it"
    )
    assert project.files() == before


def test_a_check_of_what_is_up_to_date_passes(project: Project) -> None:
    project.write(CATALOG)
    project.run()
    assert project.run(check=True) == 0


def test_modules_written_by_hand_are_never_replaced(project: Project) -> None:
    project.write(CATALOG)
    project.write("MINE = 1\n", "commands/__init__.py")
    assert project.run() == 2
    assert project.complaints[-1].endswith(
        "commands: holds modules that were not generated; choose another --package or --output, or move them away"
    )
    assert project.files() == {"__init__.py": b"MINE = 1\n"}


def test_files_beside_the_generated_ones_are_left_alone(project: Project) -> None:
    project.write(CATALOG)
    project.run()
    project.write("kept\n", "commands/NOTES.md")
    assert project.run() == 0
    assert project.run(check=True) == 0
    assert project.files()["NOTES.md"] == b"kept\n"


def test_the_package_lies_beside_its_catalog_unless_told_otherwise(project: Project) -> None:
    project.write(CATALOG, "lab/catalog.yaml")
    assert project.run(catalog="lab/catalog.yaml") == 0
    assert project.run(catalog="lab/catalog.yaml", package="generated", output="src") == 0
    assert project.files("lab/commands") == project.files("src/generated")


def test_class_names_come_from_the_package_where_there_is_no_connector(project: Project) -> None:
    project.write("catalog: 1\ncommands:\n  Run: {summary: Run., action: My.Own.Run}\n")
    assert project.run(package="lab_commands") == 0
    assert "class LabHandlers(Handlers):" in project.files("lab_commands")["handlers.py"].decode()


def test_a_catalog_without_commands_makes_a_package(project: Project) -> None:
    project.write("catalog: 1\nconnector: Pump\ncommands: {}\n")
    assert project.run() == 0
    assert b"class PumpHandlers(Handlers):" in project.files()["handlers.py"]


@pytest.mark.parametrize(
    ("files", "run", "told"),
    [
        pytest.param([], {}, "there is no catalog here; write catalog.yaml, or say where it is: --catalog ", id="none"),
        pytest.param(
            ["catalog.yaml", "commands.yaml"],
            {},
            "there are catalog.yaml and commands.yaml; choose one: --catalog catalog.yaml",
            id="two",
        ),
        pytest.param([], {"catalog": "gone.yaml"}, "gone.yaml:1:1: cannot be read: No such file", id="gone"),
        pytest.param(
            ["catalog.yaml"],
            {"package": "my-commands"},
            "--package: 'my-commands' is no name of a package; ",
            id="name",
        ),
        pytest.param(
            ["catalog.yaml", "commands"],
            {},
            "commands: is a file; choose another --package or --output",
            id="file in the way",
        ),
    ],
)
def test_a_run_that_cannot_be_is_refused(project: Project, files: list[str], run: dict[str, str], told: str) -> None:
    for name in files:
        project.write(CATALOG, name)
    assert project.run(**run) == 2  # type: ignore[arg-type]
    assert told in project.complaints[-1]


def test_a_catalog_is_found_by_either_name(project: Project) -> None:
    project.write(CATALOG, "commands.yaml")
    assert project.run() == 0


def _large(count: int) -> str:
    command = """\
  Command{0}:
    summary: Do the thing number {0}.
    request:
      type: object
      required: [seconds]
      properties: {{seconds: {{type: number, minimum: 1}}, mode: {{type: string, enum: [fast, slow]}}}}
    response: {{type: object, properties: {{files: {{$ref: 'tdp#/ConnectorFilesResponse'}}}}}}
    examples: [{{request: {{seconds: 2, mode: fast}}}}]
"""
    commands = "".join(command.format(number) for number in range(count))
    return f"catalog: 1\nextends: [ts_connectors]\nconnector: Large\ncommands:\n{commands}"


def test_fifty_commands_take_well_under_a_second(project: Project) -> None:
    project.write("catalog: 1\nconnector: Small\ncommands: {}\n", "small/catalog.yaml")
    assert project.run(catalog="small/catalog.yaml") == 0  # loads what is loaded once
    project.write(_large(50))
    started = time.process_time()
    assert project.run() == 0
    # Measured 0.35 s; the bound leaves room for slow machines and for coverage.
    assert time.process_time() - started < 1.5


def test_the_same_catalog_gives_the_same_bytes_on_every_run(project: Project, tmp_path: Path) -> None:
    project.write(_large(5))
    project.run(package="first")
    project.run(package="second")
    assert project.files("first") == project.files("second")
