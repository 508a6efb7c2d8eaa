"""The messages of the two queues: reading commands, writing answers."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, TypeGuard, cast

from ts_connectors.models import CommandStatus, PayloadDelivery

__all__ = [
    "LIMIT_BYTES",
    "BadMessage",
    "Request",
    "UnnamedMessage",
    "encode_answer",
    "encode_json",
    "masked",
    "read_request",
    "size_of",
]

LIMIT_BYTES = 262_144
"""The largest message that SQS takes, in bytes of UTF-8."""
_LONGEST_ID = 1_000
_COMMAND_ID = re.compile(r'"commandId"\s*:\s*("(?:[^"\\]|\\.)*")')
# SQS takes #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF; JSON has escaped the control characters itself.
_REFUSED = re.compile("[\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A command as its message says it."""

    command_id: str
    target_id: str
    action: str
    expires_at: datetime | None
    """None: never."""
    body: object = field(default=None, repr=False)
    """As it came: a text stays a text."""
    is_referenced: bool = False
    body_url: str | None = field(default=None, repr=False)
    upload_url: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadMessage:
    """A message that names its command and cannot be understood."""

    command_id: str
    action: str
    problem: str
    """What is wrong, without any of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnnamedMessage:
    """A message that cannot be answered, since no commandId is to be found."""

    size_bytes: int
    problem: str


def read_request(text: str) -> Request | BadMessage | UnnamedMessage:
    """Read a message, however odd it is."""
    try:
        fields: object = json.loads(text)
    except json.JSONDecodeError as mistake:
        return _unreadable(text, f"it is no JSON: {mistake.msg} at line {mistake.lineno}, column {mistake.colno}")
    except (ValueError, RecursionError) as mistake:
        return _unreadable(text, f"it is no JSON that can be read: {type(mistake).__name__}")
    if not isinstance(fields, dict):
        return _unreadable(text, "it is no JSON object")
    return _from_fields(text, cast("dict[str, Any]", fields))


def _from_fields(text: str, fields: Mapping[str, Any]) -> Request | BadMessage | UnnamedMessage:
    command_id = fields.get("commandId")
    if not _is_id(command_id):
        return _unreadable(text, "commandId is no text")
    action, target_id = fields.get("action"), fields.get("targetId")
    if not isinstance(target_id, str) or not target_id:
        return _bad(command_id, action, "targetId is missing or no text")
    if not isinstance(action, str) or not action:
        return _bad(command_id, action, "action is missing or no text")
    try:
        expires_at = _time(fields.get("expiresAt"))
    except ValueError:
        return _bad(command_id, action, "expiresAt is no date-time; write it as ISO 8601")
    body, delivery = fields.get("body"), fields.get("bodyDelivery")
    body_url = _text(fields.get("bodyUrl"))
    return Request(
        command_id=command_id,
        target_id=target_id,
        action=action,
        expires_at=expires_at,
        body=body,
        is_referenced=delivery == PayloadDelivery.REFERENCED
        or (delivery is None and body is None and body_url is not None),
        body_url=body_url,
        upload_url=_text(fields.get("responseBodyUploadUrl")),
    )


def encode_answer(
    *,
    command_id: str,
    target_id: str,
    status: CommandStatus,
    body: Mapping[str, object] | None,
    created_at: datetime,
    delivery: PayloadDelivery = PayloadDelivery.EMBEDDED,
) -> str:
    """Return an answer as the outbound queue takes it.

    Raises:
        ValueError: the body holds what JSON cannot.
    """
    return encode_json(
        {
            "commandId": command_id,
            "targetId": target_id,
            "status": status.value,
            "body": body,
            "responseBodyDelivery": delivery.value,
            "createdAt": created_at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        }
    )


def encode_json(value: object) -> str:
    """Return compact JSON of characters that SQS takes; the others are written as escapes.

    Raises:
        ValueError: the value holds what JSON cannot.
    """
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)
    except (TypeError, RecursionError) as mistake:
        raise ValueError(f"no JSON: {mistake}") from mistake
    return _REFUSED.sub(lambda found: f"\\u{ord(found.group()):04x}", text)


def size_of(text: str) -> int:
    """Return a message's size as SQS counts it."""
    return len(text.encode())


def masked(value: object, mask: Callable[[str], str]) -> Any:
    """Return a JSON value with all its texts masked."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, Mapping):
        found = cast("Mapping[Any, object]", value)
        return {mask(key) if isinstance(key, str) else key: masked(item, mask) for key, item in found.items()}
    if isinstance(value, list | tuple):
        return [masked(item, mask) for item in cast("list[object]", value)]
    return value


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return dict(cast("Mapping[str, object]", value))
    raise TypeError(f"{type(value).__name__} has no JSON form")


def _unreadable(text: str, problem: str) -> BadMessage | UnnamedMessage:
    for found in _COMMAND_ID.finditer(text):
        try:
            command_id = json.loads(found.group(1))
        except ValueError:
            continue
        if _is_id(command_id):
            return _bad(command_id, None, problem)
    return UnnamedMessage(size_bytes=len(text.encode("utf-8", "surrogatepass")), problem=problem)


def _bad(command_id: str, action: object, problem: str) -> BadMessage:
    return BadMessage(command_id=command_id, action=action if isinstance(action, str) else "", problem=problem)


def _is_id(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and 0 < len(value) <= _LONGEST_ID


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value else None


def _time(value: object) -> datetime | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise ValueError("no text")
    moment = datetime.fromisoformat(value.strip())
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
