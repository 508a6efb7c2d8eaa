"""What a type checker and the class statement say of the example's handlers after its catalog has grown."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

RECOUNT = """
  Recount:
    summary: Count the files of the folder.
    request: {type: object, required: [pattern], properties: {pattern: {type: string}}}
    response: {type: object, required: [files], properties: {files: {type: integer}}}
"""
RIGHT = """
    async def recount(self, request: RecountRequest) -> RecountResponse:
        return RecountResponse(files=len(request.pattern))
"""
WRONG = """
    async def recount(self, request: PauseResponse) -> RecountResponse:
        return RecountResponse(files="many")
"""
CLASS = "class FolderWatcher(Connector, FolderWatcherHandlers):"


@pytest.fixture(scope="module")
def grown(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a copy of the example whose catalog has one command more, and its code generated."""
    folder = tmp_path_factory.mktemp("grown")
    copy = folder / "grown_watcher"
    shutil.copytree(
        root / "examples" / "folder_watcher", copy, ignore=shutil.ignore_patterns("demo", "samples", "__pycache__")
    )
    for module in copy.rglob("*.py"):
        text = module.read_text("utf-8")
        module.write_text(text.replace("examples.folder_watcher", "grown_watcher"), "utf-8")
    catalog = copy / "catalog.yaml"
    catalog.write_text(catalog.read_text("utf-8") + RECOUNT.lstrip("\n"), "utf-8")
    command = [str(Path(sys.executable).with_name("ts-connectors")), "codegen"]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def test_a_new_command_comes_with_typed_payloads(grown: Path) -> None:
    done = run(grown, "-c", "from grown_watcher.commands import RecountRequest as R; print(R(pattern='*').pattern)")

    assert done.stdout == "*\n", done.stderr


def test_a_missing_handler_fails_when_the_class_is_made_and_the_error_shows_it(grown: Path) -> None:
    done = run(grown, "-c", "import grown_watcher.connector")

    assert done.returncode == 1
    assert "FolderWatcher leaves 1 command(s) of its catalog without a handler; add:" in done.stderr
    assert "async def recount(self, request: RecountRequest) -> RecountResponse: ..." in done.stderr


def test_a_deleted_handler_fails_when_the_class_is_made(grown: Path) -> None:
    source = grown / "grown_watcher" / "connector.py"
    deleted = source.with_name("without_pause.py")
    text = with_handler(source, RIGHT)
    deleted.write_text(text.replace("async def pause(", "async def _pause("), "utf-8")

    done = run(grown, "-c", "import grown_watcher.without_pause")

    assert done.returncode == 1
    assert "async def pause(self) -> PauseResponse: ..." in done.stderr
    assert "recount" not in done.stderr.partition("without a handler")[2]


def test_mypy_takes_the_right_handler_and_refuses_the_wrong_one(root: Path, grown: Path) -> None:
    source = grown / "grown_watcher" / "connector.py"
    source.with_name("right.py").write_text(with_handler(source, RIGHT), "utf-8")
    source.with_name("wrong.py").write_text(with_handler(source, WRONG), "utf-8")

    config = ["--config-file", str(root / "pyproject.toml"), "--cache-dir", str(grown / "cache")]
    modules = ["grown_watcher/right.py", "grown_watcher/wrong.py"]
    done = run(grown, "-m", "mypy", *config, "--no-pretty", *modules)

    errors = re.findall(r"^grown_watcher/(\w+)\.py:\d+: error: (.*?)  ?\[([\w-]+)\]$", done.stdout, re.MULTILINE)
    assert {module for module, _text, _code in errors} == {"wrong"}, done.stdout + done.stderr
    assert sorted(code for _module, _text, code in errors) == ["arg-type", "override"]
    assert any("incompatible with supertype" in text for _module, text, _code in errors)


def with_handler(source: Path, handler: str) -> str:
    """Return the connector's module with one more handler."""
    text = source.read_text("utf-8")
    imports = "from grown_watcher.commands import RecountRequest, RecountResponse\n"
    text = text.replace("from grown_watcher.config", f"{imports}from grown_watcher.config", 1)
    head, name, body = text.partition(CLASS)
    docstring, end, rest = body.partition('"""\n\n')
    assert name
    assert end
    return f"{head}{name}{docstring}{end}{handler}{rest}"


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a folder."""
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
