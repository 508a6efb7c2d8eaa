"""The files of a run: the same every time, compared without writing, replaced only where they differ."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.codegen.pumps import Specs
from ts_codegen.__main__ import main
from ts_codegen.output import OutputFile, compare, write


@pytest.fixture
def written(specs: Specs, tmp_path: Path) -> Path:
    """The output of the small document."""
    folder = tmp_path / "generated"
    assert main(["--specs", str(specs.folder), "--output", str(folder)]) == 0
    return folder


def check(specs: Specs, folder: Path) -> int:
    return main(["--check", "--specs", str(specs.folder), "--output", str(folder)])


def everything(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_check_passes_right_after_a_run(specs: Specs, written: Path) -> None:
    assert check(specs, written) == 0


def test_two_runs_write_the_same_bytes_whatever_project_lies_around(
    specs: Specs, written: Path, tmp_path: Path
) -> None:
    (tmp_path / "pyproject.toml").write_text(
        "[tool.ruff]\nline-length = 40\nindent-width = 2\n[tool.ruff.format]\nquote-style = 'single'\n"
        "[tool.black]\nline-length = 30\nskip-string-normalization = true\n"
    )
    elsewhere = tmp_path / "again"
    subprocess.run(
        [sys.executable, "-m", "ts_codegen", "--specs", str(specs.folder), "--output", str(elsewhere)],
        cwd=tmp_path,
        check=True,
        env={"PYTHONHASHSEED": "7"},
        capture_output=True,
    )
    assert everything(elsewhere) == everything(written)


def test_a_run_that_changes_nothing_touches_no_file(specs: Specs, written: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in written.rglob("*")}
    assert main(["--specs", str(specs.folder), "--output", str(written)]) == 0
    assert {path: path.stat().st_mtime_ns for path in written.rglob("*")} == before


@pytest.mark.parametrize(
    ("path", "content", "told"),
    [
        pytest.param("ts_connectors_api/pumps/models.py", "x = 1\n", "models.py: changed", id="changed"),
        pytest.param("ts_connectors_api/pumps/models.py", None, "models.py: missing", id="missing"),
        pytest.param("ts_connectors_api/pumps/more.py", "x = 1\n", "more.py: foreign", id="foreign"),
        pytest.param("MANIFEST.json", "{}\n", "MANIFEST.json: changed", id="changed-manifest"),
    ],
)
def test_the_check_tells_what_differs_and_writes_nothing(
    specs: Specs, written: Path, path: str, content: str | None, told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if content is None:
        (written / path).unlink()
    else:
        (written / path).write_text(content)
    before = everything(written)
    assert check(specs, written) == 1
    assert told in capsys.readouterr().out
    assert everything(written) == before


def test_the_check_finds_what_an_earlier_run_wrote_and_a_run_removes_it(
    specs: Specs, written: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    specs.edit("overlay", "package: pumps", "package: lab_pumps")
    assert check(specs, written) == 1
    assert "ts_connectors_api/pumps/models.py: stale" in capsys.readouterr().out
    assert main(["--specs", str(specs.folder), "--output", str(written)]) == 0
    assert not (written / "ts_connectors_api/pumps").exists()
    assert (written / "ts_connectors_api/lab_pumps/models.py").exists()


def test_a_run_leaves_alone_what_it_did_not_write(specs: Specs, written: Path) -> None:
    (written / "notes.txt").write_text("mine")
    (written / "ts_connectors_api/pumps/models.py").unlink()
    main(["--specs", str(specs.folder), "--output", str(written)])
    assert (written / "notes.txt").read_text() == "mine"


def test_a_manifest_that_names_paths_outside_removes_nothing_there(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("keep")
    folder = tmp_path / "generated"
    folder.mkdir()
    (folder / "MANIFEST.json").write_text(json.dumps({"files": {"../outside.txt": "0", str(outside): "0"}}))
    write(folder, [OutputFile(path="a.txt", text="a")])
    assert outside.read_text() == "keep"


def test_the_manifest_holds_the_hash_of_every_file(written: Path) -> None:
    listed = json.loads((written / "MANIFEST.json").read_text())["files"]
    assert sorted([*listed, "MANIFEST.json"]) == sorted(everything(written))


def test_the_repository_holds_what_its_documents_give(root: Path) -> None:
    assert check(Specs(root / "specs"), root / "generated") == 0


def test_a_folder_shared_with_others_is_compared_by_its_own_files(tmp_path: Path) -> None:
    (tmp_path / "theirs.py").write_text("x = 1\n")
    write(tmp_path, [OutputFile(path="ours.py", text="y = 1\n")])
    assert compare(tmp_path, [OutputFile(path="ours.py", text="y = 1\n")]) == []
