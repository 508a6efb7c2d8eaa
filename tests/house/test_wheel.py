"""The wheel: it builds without a network and holds what an installation needs, no more."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

PACKAGES = ("ts_connectors", "ts_connectors_api", "ts_codegen")


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


def test_it_is_a_pure_wheel_of_this_version(wheel: Path) -> None:
    assert wheel.name == "ts_connectors-0.1.0-py3-none-any.whl"


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_comes_with_its_type_marker(package: str, names: set[str]) -> None:
    assert {f"{package}/__init__.py", f"{package}/py.typed"} <= names


def test_it_holds_the_three_packages_and_nothing_else(names: set[str]) -> None:
    assert {name.partition("/")[0] for name in names} == {*PACKAGES, "ts_connectors-0.1.0.dist-info"}


def test_every_file_of_the_generated_package_is_in_it(root: Path, names: set[str]) -> None:
    generated = root / "generated"
    written = {
        path.relative_to(generated).as_posix() for path in (generated / "ts_connectors_api").rglob("*") if _ships(path)
    }

    assert written
    assert written - names == set()


def test_the_documents_travel_with_the_generated_package(root: Path, names: set[str]) -> None:
    documents = {path.name for path in (root / "specs").glob("*.openapi.yaml")} | {"commands.yaml"}
    travelling = {Path(name).name.partition(".")[0] for name in names if name.startswith("ts_connectors_api/specs/")}

    assert {name.partition(".")[0] for name in documents} - travelling == set()


def test_it_carries_the_licence_and_the_command(wheel: Path, names: set[str]) -> None:
    assert "ts_connectors-0.1.0.dist-info/licenses/LICENSE" in names
    with zipfile.ZipFile(wheel) as archive:
        entries = archive.read("ts_connectors-0.1.0.dist-info/entry_points.txt").decode()
    assert "ts-connectors = ts_connectors.cli:main" in entries


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_from_the_unpacked_wheel(package: str, wheel: Path) -> None:
    # A zip on sys.path is found before the editable install, so this is the wheel's own copy.
    script = f"import sys; sys.path.insert(0, {str(wheel)!r}); import {package}; print({package}.__file__)"
    done = subprocess.run([sys.executable, "-c", script], cwd=wheel.parent, capture_output=True, text=True, check=False)

    assert done.stderr == ""
    assert str(wheel) in done.stdout


def _ships(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts
