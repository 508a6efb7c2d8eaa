"""The only place where a document's text becomes Markdown."""

from __future__ import annotations

import re

__all__ = ["cell", "code", "text"]

_SPECIAL = re.compile(r"([\\*_\[\]<>#|~])")
_CODE_SPAN = re.compile(r"(`[^`]+`)")


def text(said: str) -> str:
    """Return a paragraph of one line; what stands in backticks stays code, the rest holds no markup."""
    parts = _CODE_SPAN.split(" ".join(said.split()))
    return "".join(part if position % 2 else _plain(part) for position, part in enumerate(parts))


def code(said: str) -> str:
    """Return a code span of one line."""
    inner = " ".join(said.split())
    longest = max((len(run) for run in re.findall(r"`+", inner)), default=0)
    fence = "`" * (longest + 1)
    return f"{fence} {inner} {fence}" if longest else f"{fence}{inner}{fence}"


def cell(said: str) -> str:
    """Return a table's cell: a bar ends no cell, also inside code."""
    return re.sub(r"(?<!\\)\|", r"\\|", said)


def _plain(part: str) -> str:
    return _SPECIAL.sub(r"\\\1", part.replace("`", "\\`"))
