"""Mistakes in the documents, collected so that all of them are told at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

__all__ = ["CodegenError", "Problem", "Problems"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where it is, what is wrong, what to write."""

    place: str
    """File, line and column, such as `specs/overlay.yaml:12:5`."""
    message: str
    cure: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}; {self.cure}"


class CodegenError(Exception):
    """The documents hold mistakes; nothing was written. Its text lists every one of them."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        self.problems = problems
        count = "1 mistake" if len(problems) == 1 else f"{len(problems)} mistakes"
        super().__init__("\n".join([f"{count}, nothing was written:", *map(str, problems)]))

    def __reduce__(self) -> tuple[object, ...]:
        return CodegenError, (self.problems,)


class Problems:
    """Collects mistakes; the same one is kept once."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)

    def add(self, place: str, message: str, cure: str) -> None:
        """Note a mistake at `place`, such as `document.place("/paths/~1status")`."""
        self._found[Problem(place=place, message=message, cure=cure)] = None

    def raise_if_any(self) -> None:
        """Raise all that was noted, file by file and from top to bottom.

        Raises:
            CodegenError: something was noted.
        """
        if self._found:
            files = list(dict.fromkeys(_position(problem)[0] for problem in self._found))
            raise CodegenError(tuple(sorted(self._found, key=lambda problem: _order(problem, files))))


def _order(problem: Problem, files: list[str]) -> tuple[int, int, int]:
    file, line, column = _position(problem)
    return files.index(file), line, column


def _position(problem: Problem) -> tuple[str, int, int]:
    file, *numbers = problem.place.rsplit(":", 2)
    if len(numbers) == 2 and all(number.isdigit() for number in numbers):
        return file, int(numbers[0]), int(numbers[1])
    return problem.place, 0, 0
