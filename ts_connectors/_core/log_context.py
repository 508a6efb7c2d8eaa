"""What every log line written inside a command's handler carries beside its own fields."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

__all__ = ["current_log_fields", "log_fields"]

current_log_fields: ContextVar[Mapping[str, str]] = ContextVar("ts_connectors_log_fields")
"""The fields of the current task; read it with `current_log_fields.get({})`.

`asyncio.to_thread`, `call_soon_threadsafe` and `run_coroutine_threadsafe` carry it along; `run_in_executor` does not.
"""


@contextmanager
def log_fields(**fields: str) -> Generator[None]:
    """Add fields to every log line of the block, and of the tasks and threads that it starts."""
    token = current_log_fields.set({**current_log_fields.get({}), **fields})
    try:
        yield
    finally:
        current_log_fields.reset(token)
