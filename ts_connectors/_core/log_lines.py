"""One line of the log: a JSON object made of a record of the standard library's logging."""

from __future__ import annotations

import json
import logging
import math
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import cast

import orjson

__all__ = ["EXTRA_ATTRIBUTE", "LogLine", "line_of", "split_extra"]

EXTRA_ATTRIBUTE = "ts_connectors_extra"
"""Attribute of a record with those extra values whose names a record uses itself."""

RECORD_ATTRIBUTES = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", EXTRA_ATTRIBUTE}
NAMES = frozenset({"action", "commandId", "context", "error", "lineno", "message", "traceback"})
"""The protocol's own names, which stay whatever the secrets are."""
DEEPEST = 8
LINE_OPTIONS = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_PASSTHROUGH_SUBCLASS


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line as text, but for its level, which the console and CloudWatch write differently."""

    level: str
    """In capitals."""
    timestamp_ms: int
    body: str
    """JSON of the line's object without its level."""

    @classmethod
    def of(cls, level: str, timestamp_ms: int, message: str, context: str) -> LogLine:
        """Return a line that no record stands behind."""
        return cls(level, timestamp_ms, _dumped({"message": message, "extra": {"context": context}}))

    @property
    def for_console(self) -> str:
        """The line without its end, its level in lower case."""
        return self._with(self.level.lower())

    @property
    def for_cloudwatch(self) -> str:
        """The line without its end, its level in capitals."""
        return self._with(self.level)

    def masked(self, mask: Callable[[str], str]) -> LogLine:
        """Return the line without secrets; names of the protocol stay, whatever the secrets are."""
        if mask(self.body) == self.body:
            return self
        content = json.loads(self.body)
        return replace(self, body=_dumped({name: _masked(value, mask) for name, value in content.items()}))

    def _with(self, level: str) -> str:
        return f'{{"level":{json.dumps(level)},{self.body[1:]}'


def line_of(record: logging.LogRecord, fields: Mapping[str, str]) -> LogLine:
    """Return the line of a record.

    Args:
        record: what was logged; nothing of it is needed afterwards.
        fields: further entries of `extra`, where the record has none of the name.
    """
    extra: dict[str, object] = {"context": record.name}
    extra |= fields
    extra |= {name: value for name, value in vars(record).items() if name not in RECORD_ATTRIBUTES}
    extra |= getattr(record, EXTRA_ATTRIBUTE, {})
    if record.stack_info:
        extra["stack"] = _on_one_line(record.stack_info)
    content: dict[str, object] = {"message": _message(record), "extra": extra}
    if record.exc_info and record.exc_info[1] is not None:
        content["error"] = _error(record.exc_info[1])
    return LogLine(record.levelname, int(record.created * 1000), _dumped(content))


def split_extra(extra: Mapping[str, object]) -> dict[str, object]:
    """Return extra values as `Logger.log` takes them: it refuses names that a record uses itself."""
    taken = {name: value for name, value in extra.items() if name in RECORD_ATTRIBUTES}
    free = {str(name): value for name, value in extra.items() if name not in taken}
    return {**free, EXTRA_ATTRIBUTE: taken} if taken else free


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except Exception:  # noqa: BLE001 - arguments that do not fit must not cost the line
        return f"{record.msg} {record.args!r}"


def _error(error: BaseException) -> dict[str, object]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": type(error).__name__,
        "message": _text(error),
        "lineno": frames[-1].lineno if frames else None,
        "traceback": _on_one_line("".join(traceback.format_exception(error))),
    }


def _on_one_line(text: str) -> str:
    return " | ".join(line.strip() for line in text.splitlines() if line.strip())


def _dumped(content: Mapping[str, object]) -> str:
    try:
        return orjson.dumps(content, default=_text, option=LINE_OPTIONS).decode()
    except (TypeError, ValueError, RecursionError):
        # Lone surrogates, huge numbers, cycles, keys of odd types.
        return json.dumps(_plain(content, 0), separators=(",", ":"))


def _plain(value: object, depth: int) -> object:
    match value:
        case None | bool() | int() | str():
            return value
        case float():
            return value if math.isfinite(value) else None
        case Mapping() if depth < DEEPEST:
            items = cast("Mapping[object, object]", value).items()
            return {_text(key): _plain(item, depth + 1) for key, item in items}
        case list() | tuple() if depth < DEEPEST:
            return [_plain(item, depth + 1) for item in cast("Sequence[object]", value)]
        case _:
            return _text(value)


def _text(value: object) -> str:
    try:
        return str(value)
    except Exception:  # noqa: BLE001 - an object that cannot say what it is must not cost the line
        return f"<{type(value).__name__} without text>"


def _masked(value: object, mask: Callable[[str], str]) -> object:
    match value:
        case str():
            return mask(value)
        case dict():
            items = cast("dict[str, object]", value).items()
            return {name if name in NAMES else mask(name): _masked(item, mask) for name, item in items}
        case list():
            return [_masked(item, mask) for item in cast("list[object]", value)]
        case _:
            return value
