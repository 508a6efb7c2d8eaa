"""The files of a run: formatted, compared with what is there, replaced where they differ."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ts_codegen.problems import CodegenError, Problem

__all__ = ["Difference", "OutputFile", "compare", "format_python", "generated_header", "write"]

MANIFEST = "MANIFEST.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFile:
    """A file to be there, by its path below the output's folder, with `/`."""

    path: str
    text: str
    is_copy: bool = False
    """Whether it is a copy of a real file, to be left as it is; else Python is formatted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A file that is not as the run would write it."""

    path: str
    kind: str
    """`changed`, `missing`, `stale` (an earlier run wrote it) or `foreign` (nobody here wrote it)."""

    def __str__(self) -> str:
        return f"{self.path}: {self.kind}"


def generated_header(source: str, sha256: str, command: str = "make codegen") -> str:
    """Return the first line of a generated Python file."""
    return f"# Generated from {source} (sha256 {sha256[:8]}…) by {command}; do not edit."


def sha256_of(text: str) -> str:
    """Return the hash of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def format_python(files: Iterable[OutputFile], *, first_party: Iterable[str] = ()) -> list[OutputFile]:
    """Return the files with their Python formatted and its imports sorted, whatever project lies around.

    Raises:
        CodegenError: ruff is missing, or a file is no Python.
    """
    listed = list(files)
    with tempfile.TemporaryDirectory(prefix="ts-codegen-") as folder:
        root = Path(folder)
        python = [file for file in listed if file.path.endswith(".py") and not file.is_copy]
        for file in python:
            path = root / file.path
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file.text, "utf-8", newline="\n")
        known = json.dumps(sorted(first_party))
        _ruff(
            "check",
            "--fix-only",
            "--quiet",
            "--select=I,F401,RUF022",
            f"--config=lint.isort.known-first-party={known}",
            root=root,
        )
        _ruff("format", "--quiet", root=root)
        formatted = {file.path: (root / file.path).read_text("utf-8") for file in python}
    return [
        OutputFile(path=file.path, text=formatted.get(file.path, file.text), is_copy=file.is_copy) for file in listed
    ]


def compare(root: Path, files: Iterable[OutputFile], *, owns_folder: bool = False) -> list[Difference]:
    """Return how the folder differs from the files, sorted by path; nothing is written.

    Args:
        root: the output's folder.
        files: what should be there.
        owns_folder: whether any other file in the folder is foreign; else such files are nobody's business.
    """
    wanted = with_manifest(files)
    found = [
        Difference(path=path, kind="changed" if (root / path).exists() else "missing")
        for path, text in wanted.items()
        if _read(root / path) != text
    ]
    stale = {path for path in _written_before(root) if (root / path).exists()} - wanted.keys()
    found += [Difference(path=path, kind="stale") for path in stale]
    if owns_folder:
        present = {path.relative_to(root).as_posix() for path in root.rglob("*") if _is_source(path)}
        found += [Difference(path=path, kind="foreign") for path in present - stale - wanted.keys()]
    return sorted(found, key=lambda difference: difference.path)


def write(root: Path, files: Iterable[OutputFile]) -> list[Difference]:
    """Make the folder hold the files: replace what differs, remove what an earlier run wrote and this one does not.

    Each file is replaced in one step; the manifest comes last.
    """
    listed = list(files)
    wanted = with_manifest(listed)
    differences = compare(root, listed)
    for difference in sorted(differences, key=lambda found: found.path == MANIFEST):
        path = root / difference.path
        if difference.kind == "stale":
            path.unlink()
            _remove_empty(path.parent, root)
        else:
            _replace(path, wanted[difference.path])
    return differences


def with_manifest(files: Iterable[OutputFile]) -> Mapping[str, str]:
    """Return path to text, with the manifest of all."""
    texts = {file.path: file.text for file in files}
    manifest = {"files": {path: sha256_of(texts[path]) for path in sorted(texts)}}
    return {**texts, MANIFEST: json.dumps(manifest, indent=1) + "\n"}


def _written_before(root: Path) -> list[str]:
    try:
        files = json.loads(_read(root / MANIFEST) or "{}").get("files", {})
    except (ValueError, AttributeError):
        return []
    # A path that leads out of the folder was not written by us.
    return [path for path in files if isinstance(path, str) and (root / path).resolve().is_relative_to(root.resolve())]


def _is_source(path: Path) -> bool:
    return path.is_file() and "__pycache__" not in path.parts and path.name != ".ruff_cache"


def _read(path: Path) -> str | None:
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _remove_empty(folder: Path, root: Path) -> None:
    while folder != root and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _ruff(*arguments: str, root: Path) -> None:
    beside = Path(sys.executable).with_name("ruff")
    ruff = str(beside) if beside.exists() else shutil.which("ruff")
    if ruff is None:
        raise CodegenError(
            (
                Problem(
                    place="ruff",
                    message="is not installed",
                    cure="install the extra: pip install 'ts-connectors[codegen]'",
                ),
            )
        )
    options = ["--isolated", "--no-cache", "--line-length=120", "--target-version=py311"]
    done = subprocess.run(  # noqa: S603 - the formatter of the extra, with arguments of our own
        [ruff, *arguments, *options, "."], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CodegenError(
            (Problem(place="ruff", message=done.stderr.strip() or done.stdout.strip(), cure="report this document"),)
        )
