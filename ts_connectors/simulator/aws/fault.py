"""A fault: what a test makes AWS do wrong."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

__all__ = ["Fault", "FaultHook"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """A delay, an error, or an error after a delay."""

    delay_s: float = 0.0
    status: int | None = None
    """The answer's status instead of what AWS would say; None lets the request pass once the delay is over."""
    code: str = "InternalError"
    message: str = "A fault was asked for"


FaultHook = Callable[[str, str], Fault | None]
"""Called with the service (`sqs`) and the action (`SendMessageBatch`) of each request, from many threads."""
