"""The folder on disk: which files are there, and what tells one version of a file from the next."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

__all__ = ["FoundFile", "Scan", "key_of", "scan"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFile:
    """A version of a file, as it was when the folder was looked through."""

    path: Path
    name: str
    """Its path below the folder, parted by `/`; bytes that are no text are escaped."""
    size: int
    modified_ns: int
    """When it was last changed, since 1970; broken clocks write years that no datetime can hold."""

    @property
    def stamp(self) -> str:
        """What changes whenever somebody writes to the file."""
        return f"{self.modified_ns}-{self.size}"

    @property
    def key(self) -> str:
        """What tells this file, in all of its versions, from the others."""
        return hashlib.sha256(self.name.encode()).hexdigest()[:24]

    @property
    def unique_external_id(self) -> str:
        """What the platform's records know this version by: short, since fifty of them go into one URL."""
        return f"{self.key}-{self.stamp}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What one look through the folder found."""

    files: tuple[FoundFile, ...]
    """The oldest first."""
    unreadable: tuple[str, ...]
    """Folders and files that may not be looked at."""


def key_of(unique_external_id: str) -> str:
    """Return the `FoundFile.key` that a version's id begins with."""
    return unique_external_id.partition("-")[0]


def scan(folder: Path, *, include: Sequence[str] = ("*",), exclude: Sequence[str] = ()) -> Scan:
    """Look through a folder and all below it; links, devices and hidden files are left out. Blocks.

    Raises:
        OSError: the folder itself cannot be read.
    """
    files: list[FoundFile] = []
    unreadable: list[str] = []

    def note(problem: OSError) -> None:
        if problem.filename == os.fspath(folder):
            raise problem
        if not isinstance(problem, FileNotFoundError):  # that one went away since its folder was listed
            unreadable.append(_as_text(os.path.relpath(problem.filename, folder)))

    for place, subfolders, names in os.walk(folder, onerror=note):
        subfolders[:] = [name for name in subfolders if not name.startswith(".")]
        for name in names:
            if not name.startswith(".") and _matches(name, include) and not _matches(name, exclude):
                try:
                    found = _look_at(Path(place, name), folder)
                except OSError as problem:
                    note(problem)
                else:
                    files.extend(found)
    files.sort(key=lambda file: (file.modified_ns, file.name))
    return Scan(files=tuple(files), unreadable=tuple(sorted(unreadable)))


def _look_at(path: Path, folder: Path) -> tuple[FoundFile, ...]:
    facts = path.lstat()
    if not stat.S_ISREG(facts.st_mode):
        return ()
    name = _as_text(path.relative_to(folder).as_posix())
    return (FoundFile(path=path, name=name, size=facts.st_size, modified_ns=facts.st_mtime_ns),)


def _matches(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name.casefold(), pattern.casefold()) for pattern in patterns)


def _as_text(name: str) -> str:
    # A name on disk can hold bytes that are no UTF-8; no JSON and no key in the lake can.
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
