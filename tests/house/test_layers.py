"""The contracts between the rooms: each holds, and each catches an import that breaks it."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def house(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the rooms, each an empty package, so that a planted import meets nothing else."""
    copy = tmp_path_factory.mktemp("house")
    shutil.copy(root / "pyproject.toml", copy)
    rooms = ("_core", "_platform", "_runtime", "cli", "simulator", "testing")
    for package in ("ts_connectors", "ts_connectors_api", "ts_codegen", *(f"ts_connectors/{room}" for room in rooms)):
        (copy / package).mkdir()
        (copy / package / "__init__.py").touch()
    return copy


def test_imports_of_the_repository_keep_every_contract(root: Path) -> None:
    done = _lint(root)

    assert "0 broken" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line", "contract"),
    [
        pytest.param("ts_connectors/_core/x.py", "import ts_connectors.cli", "layers", id="up"),
        pytest.param("ts_connectors/_runtime/x.py", "import ts_connectors._platform", "layers", id="sibling"),
        pytest.param("ts_connectors/homeless.py", "", "layers", id="a module without a layer"),
        pytest.param("ts_connectors/_runtime/x.py", "import httpx", "network", id="network"),
        pytest.param("ts_connectors/cli/dev.py", "import ts_codegen", "codegen-verb", id="generator in another verb"),
        pytest.param("ts_connectors/testing/x.py", "import moto", "simulator-extra", id="moto in the fakes"),
        pytest.param("ts_connectors/simulator/x.py", "import typer", "cli-extra", id="typer in the simulator"),
        pytest.param("ts_connectors/_core/x.py", "from ts_connectors import anything", "front-door", id="front door"),
        pytest.param("ts_connectors_api/x.py", "import httpx", "generated", id="network in generated code"),
        pytest.param("ts_connectors_api/x.py", "import ts_connectors.cli", "generated", id="generated code looks up"),
        pytest.param("ts_codegen/x.py", "import ts_connectors.cli", "generator", id="generator and runtime"),
    ],
)
def test_a_planted_import_breaks_its_contract(house: Path, module: str, line: str, contract: str) -> None:
    planted = house / module
    planted.write_text(f"{line}\n", encoding="utf-8")
    try:
        done = _lint(house, "--contract", contract)
    finally:
        planted.unlink()

    assert done.returncode == 1
    assert "1 broken" in done.stdout, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("module", "line"),
    [
        pytest.param("ts_connectors/_platform/x.py", "import httpx, aioboto3, aiohttp", id="platform and network"),
        pytest.param("ts_connectors/cli/codegen.py", "import ts_codegen", id="codegen verb"),
        pytest.param("ts_connectors/simulator/x.py", "import starlette, moto.server", id="simulator and its extra"),
        pytest.param("ts_connectors/_core/x.py", "import ts_connectors_api", id="down to generated code"),
    ],
)
def test_an_import_that_the_design_allows_keeps_every_contract(house: Path, module: str, line: str) -> None:
    planted = house / module
    planted.write_text(f"{line}\n", encoding="utf-8")
    try:
        done = _lint(house)
    finally:
        planted.unlink()

    assert "0 broken" in done.stdout, done.stdout + done.stderr


def _lint(where: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # With -c the working folder comes first on sys.path, so a copy wins over the installed project.
    command = [
        sys.executable,
        "-c",
        "from importlinter.cli import lint_imports_command as c; c()",
        "--no-cache",
        *options,
    ]
    return subprocess.run(command, cwd=where, capture_output=True, text=True, check=False)
