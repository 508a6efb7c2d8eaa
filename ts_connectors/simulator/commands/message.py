"""The message by which a connector gets a command, and how large it may be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ts_connectors.simulator.state.commands import CommandRecord

__all__ = ["QUEUE_LIMIT_BYTES", "encoded", "request_fields"]

QUEUE_LIMIT_BYTES = 256 * 1024


def request_fields(command: CommandRecord) -> dict[str, Any]:
    """Return what a message says whatever the way its payload goes."""
    return {
        "commandId": command.id,
        "targetId": command.target_id,
        "action": command.action,
        "createdAt": moment(command.created_at),
        "expiresAt": moment(command.expires_at),
    }


def encoded(fields: Mapping[str, Any]) -> str:
    """Return JSON in ASCII: SQS refuses some characters, and escapes of them pass."""
    return json.dumps(fields, ensure_ascii=True, separators=(",", ":"))


def moment(time: datetime) -> str:
    """Return a time as the platform writes it."""
    return time.isoformat(timespec="milliseconds").replace("+00:00", "Z")
