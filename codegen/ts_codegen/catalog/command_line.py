"""Writes or checks the package of a user's catalog, and says what it did."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ts_codegen.catalog.generate import catalog_package
from ts_codegen.catalog.installed import InstalledPackages
from ts_codegen.output import MANIFEST, compare, write
from ts_codegen.problems import CodegenError, Problem
from ts_codegen.python.names import is_name

__all__ = ["CATALOG_NAMES", "DIFFERENT", "DONE", "MISTAKEN", "CatalogRun", "run_catalog"]

CATALOG_NAMES = ("catalog.yaml", "catalog.yml", "commands.yaml", "commands.yml")
"""What a catalog is called where nobody says otherwise."""

DONE = 0
DIFFERENT = 1
MISTAKEN = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogRun:
    """What is asked for."""

    folder: Path
    """Where relative paths begin."""
    catalog: Path | None = None
    """The catalog's file; None: the one of `CATALOG_NAMES` that is in the folder."""
    package: str = "commands"
    """Name of the package."""
    output: Path | None = None
    """The folder that the package is put into; None: the catalog's."""
    is_check: bool = False
    """Whether to compare only."""


def run_catalog(run: CatalogRun, *, say: Callable[[str], None], complain: Callable[[str], None]) -> int:
    """Write the package, or compare it with what is there, and return the exit code.

    Args:
        run: what is asked for.
        say: takes what was done, a line at a time.
        complain: takes what is wrong.

    Returns:
        `DONE`, `DIFFERENT` where a comparison found differences, `MISTAKEN` where nothing could be made.
    """
    started = time.perf_counter()
    try:
        catalog = run.folder / (run.catalog or _found(run.folder))
        target = _target(run, catalog)
        packages = InstalledPackages(paths=(run.folder,))
        files = catalog_package(catalog, name=_shown(catalog, run.folder), package=run.package, packages=packages)
    except CodegenError as mistakes:
        complain(str(mistakes))
        return MISTAKEN
    shown = _shown(target, run.folder)
    differences = compare(target, files) if run.is_check else write(target, files)
    for difference in differences:
        say(f"  {shown}/{difference}")
    if run.is_check and differences:
        complain(f"{shown} is not what {_shown(catalog, run.folder)} gives; run the same without --check and commit it")
        return DIFFERENT
    state = f"{len(differences)} of {len(files) + 1} files written" if differences else "up to date"
    say(f"{shown}: {state} ({time.perf_counter() - started:.2f} s)")
    return DONE


def _found(folder: Path) -> Path:
    there = [name for name in CATALOG_NAMES if (folder / name).is_file()]
    if len(there) == 1:
        return Path(there[0])
    if there:
        raise _refusal(".", f"there are {' and '.join(there)}", f"choose one: --catalog {there[0]}")
    raise _refusal(
        ".", "there is no catalog here", f"write {CATALOG_NAMES[0]}, or say where it is: --catalog path/to/catalog.yaml"
    )


def _target(run: CatalogRun, catalog: Path) -> Path:
    if not is_name(run.package):
        raise _refusal(
            "--package", f"{run.package!r} is no name of a package", "write a Python name such as 'commands'"
        )
    target = (run.folder / run.output if run.output else catalog.parent) / run.package
    if target.exists() and not target.is_dir():
        raise _refusal(_shown(target, run.folder), "is a file", "choose another --package or --output")
    if target.is_dir() and not (target / MANIFEST).exists() and any(target.glob("*.py")):
        raise _refusal(
            _shown(target, run.folder),
            "holds modules that were not generated",
            "choose another --package or --output, or move them away",
        )
    return target


def _refusal(place: str, message: str, cure: str) -> CodegenError:
    return CodegenError((Problem(place=place, message=message, cure=cure),))


def _shown(path: Path, folder: Path) -> str:
    try:
        return Path(os.path.relpath(path, folder)).as_posix()
    except ValueError:  # another drive
        return path.as_posix()
