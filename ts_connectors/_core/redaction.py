"""Secrets, known by value, and the masking of every text that leaves the process."""

from __future__ import annotations

import base64
import json
import re
import threading
from collections.abc import Iterator
from urllib.parse import quote, quote_plus

__all__ = ["MASK", "SHORTEST_SECRET", "Secrets"]

MASK = "***"
SHORTEST_SECRET = 4
"""Shorter values are not masked: they would blank out ordinary words and numbers."""


class Secrets:
    """The values that no log line, answer, repr or traceback may show. Safe to use from any thread.

    A value is masked as it is, as it stands inside JSON, URL-encoded, and in base64, also as a part of a longer text
    that was encoded.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._values: set[str] = set()
        self._pattern: re.Pattern[str] | None = None

    def add(self, *values: str | None) -> None:
        """Mask these values from now on; None, and values shorter than `SHORTEST_SECRET`, are passed over."""
        fresh = {value for value in values if value is not None and len(value) >= SHORTEST_SECRET}
        with self._lock:
            if fresh <= self._values:
                return
            self._values |= fresh
            forms = {form for value in self._values for form in _forms(value)}
            # The longest first, so that a form never leaves the tail of a longer one visible.
            ordered = sorted(forms, key=lambda form: (-len(form), form))
            self._pattern = re.compile("|".join(map(re.escape, ordered)))

    def mask(self, text: str) -> str:
        """Return the text with each secret replaced by `MASK`."""
        pattern = self._pattern
        return text if pattern is None else pattern.sub(MASK, text)

    def __repr__(self) -> str:
        return f"Secrets({len(self._values)} values)"


def _forms(value: str) -> Iterator[str]:
    yield value
    yield json.dumps(value)[1:-1]
    yield json.dumps(value, ensure_ascii=False)[1:-1]
    for encoded in (quote(value, safe=""), quote(value), quote_plus(value)):
        yield encoded
        yield re.sub("%[0-9A-F]{2}", lambda found: found.group().lower(), encoded)
    yield from _base64_forms(value.encode("utf-8", "surrogatepass"))


def _base64_forms(raw: bytes) -> Iterator[str]:
    # Inside a longer text the value starts at one of three offsets; the characters that it shares with its neighbours
    # are cut off on both sides.
    for offset, cut in ((0, 0), (1, 2), (2, 3)):
        encoded = base64.b64encode(b"\0" * offset + raw).rstrip(b"=").decode()
        whole = len(encoded) if (offset + len(raw)) % 3 == 0 else len(encoded) - 1
        kept = encoded[cut:whole]
        if len(kept) >= SHORTEST_SECRET:
            yield kept
            yield kept.replace("+", "-").replace("/", "_")
