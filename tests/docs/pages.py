"""The papers of the repository, and the code blocks in them."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field
from pathlib import Path

__all__ = ["Block", "Page", "blocks_of", "papers"]

FENCE = re.compile(r"(?P<indent> *)(?P<fence>`{3,}|~{3,})(?P<info>[^`]*)")
MARKER = re.compile(r"<!-- not run: (?P<reason>.*\S) *-->")
NAMED = re.compile(r"(?:#|//) (?P<name>[\w./-]+\.\w+)")
"""The first line of a block that is a file of the page, such as `# commands.yaml`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A code block of a page."""

    place: str
    """The page and the line of the block's first line, as editors read it."""
    line: int
    """The number of its first line, counted from 1."""
    language: str
    text: str = field(repr=False)
    reason: str | None = None
    """Why it is not run, where the page says so."""

    @property
    def name(self) -> str | None:
        """The file that the block is, where its first line names one."""
        first, _, rest = self.text.partition("\n")
        named = NAMED.fullmatch(first.strip())
        return named["name"] if named and rest.strip() else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A paper with what is in it."""

    name: str
    """Its path in the repository."""
    text: str = field(repr=False)
    blocks: tuple[Block, ...]


def papers(root: Path) -> list[Page]:
    """Return all pages whose blocks must hold."""
    found = [
        root / "README.md",
        root / "CONTRIBUTING.md",
        *sorted((root / "docs").rglob("*.md")),
        *sorted((root / "examples").rglob("README.md")),
    ]
    return [_page(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def blocks_of(name: str, text: str) -> tuple[Block, ...]:
    """Return the blocks of a page in their order.

    Raises:
        ValueError: a block is not closed, or a marker stands above no block.
    """
    found: list[Block] = []
    lines = text.splitlines()
    reason, number = None, 0
    while number < len(lines):
        opened = FENCE.fullmatch(lines[number])
        if opened is None:
            reason = _reason(name, number, lines[number], reason)
            number += 1
            continue
        end = _end(name, lines, number, opened["fence"])
        found.append(
            Block(
                place=f"{name}:{number + 2}",
                line=number + 2,
                language=opened["info"].strip(),
                text=textwrap.dedent("\n".join(lines[number + 1 : end]) + "\n"),
                reason=reason,
            )
        )
        reason, number = None, end + 1
    if reason is not None:
        raise ValueError(f"{name}: the last 'not run' marker stands above no block")
    return tuple(found)


def _page(name: str, text: str) -> Page:
    return Page(name=name, text=text, blocks=blocks_of(name, text))


def _reason(name: str, number: int, line: str, before: str | None) -> str | None:
    marker = MARKER.fullmatch(line.strip())
    if marker is not None and before is None:
        return marker["reason"]
    if "not run:" in line and "<!--" in line:
        raise ValueError(f"{name}:{number + 1}: write the marker as <!-- not run: the reason -->, one a block")
    if before is not None and line.strip():
        raise ValueError(f"{name}:{number + 1}: a 'not run' marker stands right above its block, not above text")
    return before


def _end(name: str, lines: list[str], start: int, fence: str) -> int:
    for number in range(start + 1, len(lines)):
        bare = lines[number].strip()
        if bare.startswith(fence) and not bare.strip(fence[0]):
            return number
    raise ValueError(f"{name}:{start + 1}: the block is not closed")
