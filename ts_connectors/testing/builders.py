"""Details and commands as the platform would send them, with what a test does not care about filled in."""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ts_connectors.models import OperatingStatus

__all__ = ["CONNECTOR_ID", "INBOUND_QUEUE", "OUTBOUND_QUEUE", "a_command", "a_connector"]

CONNECTOR_ID = "3eca48c9-3eb2-4414-a491-a8dda151da50"
INBOUND_QUEUE = "https://sqs.test/000000000000/inbound"
OUTBOUND_QUEUE = "https://sqs.test/000000000000/outbound"
_BEGINNING = "2026-01-01T00:00:00.000Z"

_numbers = itertools.count(1)


def a_connector(
    *, status: OperatingStatus | str = OperatingStatus.IDLE, config: Mapping[str, Any] | None = None, **fields: Any
) -> dict[str, Any]:
    """Return a connector's details by their wire names; `fields` adds and replaces."""
    return {
        "id": CONNECTOR_ID,
        "name": "Test connector",
        "orgSlug": "test-org",
        "artifact": {"namespace": "common", "slug": "test-connector", "version": "v1.0.0"},
        "hostType": "standalone",
        "commandQueue": INBOUND_QUEUE,
        "health": "N/A",
        "operatingStatus": str(status),
        "networkStatus": "ONLINE",
        "config": dict(config or {}),
        "metadata": {},
        "tags": [],
        "labels": [],
        "createdAt": _BEGINNING,
        "updatedAt": _BEGINNING,
        **fields,
    }


def a_command(
    action: str,
    body: Any = None,
    *,
    expires_at: datetime | None = None,
    command_id: str | None = None,
    target_id: str = CONNECTOR_ID,
    **fields: Any,
) -> dict[str, Any]:
    """Return the message of a command by its wire names; `fields` adds and replaces."""
    return {
        "commandId": command_id or f"command-{next(_numbers)}",
        "targetId": target_id,
        "action": action,
        "createdAt": _BEGINNING,
        "expiresAt": None if expires_at is None else expires_at.isoformat(),
        "body": body,
        "bodyDelivery": "embedded",
        **fields,
    }
