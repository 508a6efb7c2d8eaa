"""What a reader types into a terminal: the commands of a console block and what is shown below each."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass

from tests.docs.pages import Block

__all__ = ["Command", "commands_of"]

PROMPT = "$ "
ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=.*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command line."""

    place: str
    typed: str
    """As a shell gets it."""
    words: tuple[str, ...]
    """Without the `NAME=value` in front."""
    shown: str
    """What the page shows as its output, "" where it shows nothing."""


def commands_of(block: Block) -> list[Command]:
    """Return the commands of a console block, or of a block of shell lines, which show no output.

    Raises:
        ValueError: the block begins with output, or holds no command.
    """
    found: list[tuple[int, str, list[str]]] = []
    prompt = "" if block.language == "sh" else PROMPT
    lines = iter(enumerate(block.text.splitlines(), block.line))
    for number, line in lines:
        if not line.startswith(prompt):
            if not found:
                raise ValueError(f"{block.place}: a console block begins with '{prompt}' and a command")
            found[-1][2].append(line)
            continue
        typed = line.removeprefix(prompt)
        while typed.endswith("\\"):
            typed = typed[:-1] + next(lines)[1].strip()
        found.append((number, typed, []))
    if not found:
        raise ValueError(f"{block.place}: the console block is empty")
    page = block.place.rpartition(":")[0]
    return [_command(f"{page}:{number}", typed, "\n".join(shown)) for number, typed, shown in found]


def _command(place: str, typed: str, shown: str) -> Command:
    words = shlex.split(typed, comments=True)
    while words and ASSIGNMENT.fullmatch(words[0]):
        words.pop(0)
    if not words:
        raise ValueError(f"{place}: there is no command")
    return Command(place=place, typed=typed, words=tuple(words), shown=shown)
