"""Lengths of time as catalogs write them: `90`, `90s`, `15m`, `1h`."""

from __future__ import annotations

import math
import re

__all__ = ["seconds_of"]

_TEXT = re.compile(r"([0-9]+(?:\.[0-9]+)?)([smh])")
_UNIT_S = {"s": 1.0, "m": 60.0, "h": 3600.0}


def seconds_of(value: object) -> float | None:
    """Return the seconds, None where it is no length of time above zero."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value) if value > 0 and math.isfinite(value) else None
    found = _TEXT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        return None
    seconds = float(found[1]) * _UNIT_S[found[2]]
    return seconds if seconds > 0 else None
