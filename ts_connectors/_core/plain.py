"""What kind of JSON a value is, told so that type checkers understand it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeGuard

__all__ = ["is_list", "is_map"]


def is_map(value: object) -> TypeGuard[Mapping[str, Any]]:
    """Whether it is a JSON object."""
    return isinstance(value, Mapping)


def is_list(value: object) -> TypeGuard[Sequence[Any]]:
    """Whether it is a JSON array; a text is none."""
    return isinstance(value, Sequence) and not isinstance(value, str | bytes)
