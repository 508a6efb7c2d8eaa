"""What can go wrong with the demo."""

from __future__ import annotations

__all__ = ["DemoFailed", "check"]


class DemoFailed(Exception):
    """Something is not as it should be; the message says what."""


def check(is_right: bool, otherwise: str) -> None:
    """Go on only if it is right."""
    if not is_right:
        raise DemoFailed(otherwise)
