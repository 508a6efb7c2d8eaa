"""Catalogs build on each other: by path they become one, by name an installed package is imported."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

from tests.catalog.project import Project

LAB = """\
catalog: 1
types:
  Plate: {type: object, required: [barcode], properties: {barcode: {type: string}, at: {$ref: '#/types/Place'}}}
  Place: {type: object, properties: {shelf: {type: integer}, files: {$ref: 'tdp#/ConnectorFilesResponse'}}}
commands:
  Eject:
    summary: Eject a plate.
    action: Lab.Eject
    request: {$ref: '#/types/Plate'}
"""

READER = """\
catalog: 1
extends: [%s]
connector: Reader
commands:
  Read:
    summary: Read a plate.
    request: {$ref: '#/types/Plate'}
    response: {type: object, properties: {places: {type: array, items: {$ref: '%s#/types/Place'}}}}
    examples: [{request: {barcode: A}, response: {places: [{shelf: 1}]}}]
"""


@pytest.fixture
def with_lab(project: Project) -> Project:
    """A project with the installed package `lab_commands`, made from the catalog of a lab."""
    project.write(LAB, "lab/catalog.yaml")
    assert project.run(catalog="lab/catalog.yaml", package="lab_commands", output=".") == 0
    return project


def _import(project: Project, program: str) -> str:
    """Run a program in the project's folder: what it imports stays out of this process."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], cwd=project.folder, capture_output=True, text=True, check=False
    )
    return done.stdout.strip() or done.stderr


def test_the_catalog_of_an_installed_package_is_imported_not_copied(with_lab: Project) -> None:
    with_lab.write(READER % ("lab_commands", "lab_commands"))
    assert with_lab.run() == 0, with_lab.complaints
    models = with_lab.files()["models.py"].decode()
    assert "from lab_commands.models import Place" in models
    assert "class Plate" not in models


def test_its_handlers_and_senders_are_inherited(with_lab: Project) -> None:
    with_lab.write(READER % ("lab_commands", "lab_commands"))
    assert with_lab.run() == 0, with_lab.complaints
    program = """
from commands import ReaderHandlers, ReaderCommands, READ
from lab_commands import LabHandlers, LabCommands, EJECT
from lab_commands.models import Plate
assert issubclass(ReaderHandlers, LabHandlers) and issubclass(ReaderCommands, LabCommands)
assert READ.request is Plate
try:
    class Reader(ReaderHandlers):
        async def read(self, request): ...
except Exception as refused:
    print(refused)
"""
    assert _import(with_lab, program).splitlines()[:2] == [
        "Reader leaves 1 command(s) of its catalog without a handler; add:",
        "  async def eject(self, request: Plate) -> None: ...  # Lab.Eject",
    ]


def test_a_payload_of_another_package_is_sent_whole(with_lab: Project) -> None:
    with_lab.write(READER % ("lab_commands", "lab_commands"))
    with_lab.run()
    assert "def read(self, request: Plate, *, options: SendOptions | None = None)" in (
        with_lab.files()["client.py"].decode()
    )


def test_a_package_that_extends_the_sdk_brings_its_senders_along(project: Project) -> None:
    project.write(LAB.replace("catalog: 1\n", "catalog: 1\nextends: [ts_connectors]\n"), "lab/catalog.yaml")
    assert project.run(catalog="lab/catalog.yaml", package="lab_commands", output=".") == 0
    project.write(READER % ("ts_connectors, lab_commands", "lab_commands"))
    assert project.run() == 0, project.complaints
    program = "from commands import ReaderCommands; print(ReaderCommands.cancel_command.__module__)"
    assert _import(project, program) == "ts_connectors_api.commands.client"


def test_a_type_of_an_extended_package_can_be_misspelt(with_lab: Project) -> None:
    mistakes = with_lab.mistakes((READER % ("lab_commands", "lab_commands")).replace("types/Place", "types/Plce"))
    assert [mistake.partition(": ")[2] for mistake in mistakes] == [
        "the catalog of lab_commands has no type 'Plce'; write 'lab_commands#/Place'"
    ]


def test_a_catalog_extended_by_path_becomes_part_of_this_one(project: Project) -> None:
    project.write(
        LAB.replace("    action: Lab.Eject\n", "").replace("catalog: 1\n", "catalog: 1\nconnector: Lab\n"), "lab.yaml"
    )
    project.write((READER % ("./lab.yaml", "")).replace("'#/types/Place'", "'#/types/Place'"))
    assert project.run() == 0, project.complaints
    files = {name: text.decode() for name, text in project.files().items()}
    assert "class Plate(PayloadModel)" in files["models.py"]
    assert 'action="TetraScience.Connector.Lab.Eject"' in files["commands.py"]
    assert 'action="TetraScience.Connector.Reader.Read"' in files["commands.py"]
    assert "Source: lab.yaml#/commands/Eject" in files["commands.py"]


def test_commands_of_a_catalog_without_a_connector_are_this_connectors(project: Project) -> None:
    project.write("catalog: 1\ncommands:\n  Eject: {summary: Eject.}\n", "deep/lab.yaml")
    project.write("catalog: 1\nextends: [lab.yaml]\ncommands: {}\n", "deep/middle.yaml")
    project.write("catalog: 1\nextends: [deep/middle.yaml, deep/lab.yaml]\nconnector: Reader\ncommands: {}\n")
    assert project.run() == 0, project.complaints
    assert project.files()["handlers.py"].decode().count("def eject") == 1
    assert 'action="TetraScience.Connector.Reader.Eject"' in project.files()["commands.py"].decode()


def test_a_package_is_found_without_being_imported(project: Project) -> None:
    project.write("raise SystemExit(13)\n", "boobytrap/__init__.py")
    project.write(LAB, "boobytrap/inner/catalog.yaml")
    project.write(READER % ("boobytrap.inner", "boobytrap.inner"))
    assert project.run() == 0, project.complaints
    assert "from boobytrap.inner.models import Place" in project.files()["models.py"].decode()


def test_the_standard_catalog_is_its_own_package() -> None:
    package = importlib.import_module("ts_connectors_api.commands")
    assert [command.method for command in package.COMMANDS] == [
        "handle_start",
        "handle_stop",
        "handle_shutdown",
        "handle_update_config",
        "handle_validate_config",
        "handle_test_config",
        "handle_list_custom_commands",
        "handle_set_log_level",
        "handle_cancel_command",
    ]
    assert Path(package.__file__ or "").with_name("catalog.json").is_file()
