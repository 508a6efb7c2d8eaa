"""What the demo shows."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["CommandRow", "FileRow", "Result", "say", "tables"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRow:
    """A file that was checked in the lake."""

    name: str
    size: int
    is_intact: bool
    """Whether each version has the checksum of its source, as downloaded and in its metadata."""
    versions: int
    newest_version: str
    labels: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRow:
    """A command that was sent, and its answer."""

    name: str
    status: str
    seconds: float
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All that came of it."""

    files: Sequence[FileRow]
    commands: Sequence[CommandRow]
    seconds: float


def say(text: str) -> None:
    """Print a line at once, also into a pipe."""
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def tables(result: Result) -> str:
    """Return the result as text."""
    files = [
        [row.name, f"{row.size}", _verdict(row), f"{row.versions}", row.newest_version, row.labels]
        for row in result.files
    ]
    commands = [[row.name, row.status, f"{row.seconds:.2f} s", row.answer] for row in result.commands]
    return "\n".join(
        [
            "",
            *_table(["file", "bytes", "sha256", "versions", "newest", "labels"], files),
            "",
            *_table(["command", "status", "time", "answer"], commands),
            "",
            f"All {len(files)} files and {len(commands)} commands are as they should be, in {result.seconds:.1f} s.",
        ]
    )


def _verdict(row: FileRow) -> str:
    return "ok" if row.is_intact else "differs"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    lines = [head, ["-" * width for width in widths], *rows]
    return ["  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines]
