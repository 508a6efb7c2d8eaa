"""Python names made of wire names."""

from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Iterable

from ts_codegen.problems import Problems

__all__ = ["Scope", "is_name", "pascal_case", "snake_case", "upper_case", "words"]

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z0-9]+|[0-9]+")
_BUILTINS = frozenset(vars(builtins))


def words(name: str) -> list[str]:
    """Split `l7ProxyHTTPPort` or `some-name` into its words, lower case."""
    ascii_name = name.encode("ascii", "ignore").decode()
    return [word.lower() for word in _WORD.findall(ascii_name)]


def is_name(text: str) -> bool:
    """Whether the text can be a name in Python as it stands."""
    return text.isascii() and text.isidentifier() and not keyword.iskeyword(text)


def snake_case(name: str) -> str:
    """Return a name for an argument, attribute or method; a keyword gets a trailing underscore."""
    return _safe("_".join(words(name)))


def pascal_case(name: str) -> str:
    """Return a name for a class; a word of the original keeps its own capitals."""
    ascii_name = name.encode("ascii", "ignore").decode()
    return _safe("".join(word[0].upper() + word[1:] for word in _WORD.findall(ascii_name)))


def upper_case(name: str) -> str:
    """Return a name for a constant."""
    return _safe("_".join(words(name)).upper())


def shadows_builtin(name: str) -> bool:
    """Whether a name hides one of Python's own, such as `list`."""
    return name in _BUILTINS


def _safe(name: str) -> str:
    if name[:1].isdigit():
        name = f"_{name}"
    return f"{name}_" if keyword.iskeyword(name) else name


class Scope:
    """Names that must differ from each other, such as the methods of a class."""

    def __init__(self, what: str, problems: Problems, *, taken: Iterable[str] = ()) -> None:
        self._what = what
        self._problems = problems
        self._places: dict[str, str] = dict.fromkeys(taken, "every class of its kind")

    def claim(self, name: str, place: str, cure: str) -> str:
        """Take a name; one that is taken or is no name becomes a problem at `place` with this cure."""
        if not is_name(name):
            self._problems.add(place, f"{name!r} cannot be the name of {self._what}", cure)
        elif name in self._places:
            self._problems.add(place, f"{name!r} is already {self._what} ({self._places[name]})", cure)
        else:
            self._places[name] = place
        return name
