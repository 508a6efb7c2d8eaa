"""Tables of the papers, row by row."""

from __future__ import annotations

import re

__all__ = ["code_words", "table_after"]


def table_after(text: str, heading: str, *, number: int = 0) -> list[list[str]]:
    """Return the rows of a table below a heading, without its head: the first table, or the one of that number.

    Raises:
        ValueError: there is no such heading or table.
    """
    without_code = re.sub(r"^```.*?^```$", "", text, flags=re.DOTALL | re.MULTILINE)
    _, found, below = without_code.partition(f"\n{heading}\n")
    if not found:
        raise ValueError(f"the page has no heading {heading!r}")
    section = re.split(r"\n#+ ", below)[0]
    tables = re.findall(r"(?:^\|.*\n?)+", section, re.MULTILINE)
    if len(tables) <= number:
        raise ValueError(f"below {heading!r} are {len(tables)} tables")
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in tables[number].strip().splitlines()[2:]]


def code_words(cell: str) -> list[str]:
    """Return what a cell shows as code, in order."""
    return re.findall(r"`([^`]+)`", cell)
