"""What a page shows of a program's output, held against what the program said."""

from __future__ import annotations

import re

__all__ = ["difference"]


def difference(shown: str, said: str) -> str | None:
    """Return what is amiss, None where the page shows what was said; `…` stands for any text."""
    pattern = ".*?".join(re.escape(part) for part in _trimmed(shown).split("…"))
    if re.fullmatch(pattern, _trimmed(said), re.DOTALL):
        return None
    return f"the page shows\n{shown}\nand this was said\n{said}"


def _trimmed(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
