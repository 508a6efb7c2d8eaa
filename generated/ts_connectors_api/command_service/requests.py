# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""What TDP command service is sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from ts_connectors_api.command_service.models import PayloadDelivery
from ts_connectors_api.models import MISSING, RequestModel


class CreateCommandRequest(RequestModel):
    """A command to send."""

    target_id: Annotated[str, Field(alias="targetId")]
    """Id of the connector or other target that shall execute it."""
    action: str
    """What the target shall do, such as `TetraScience.Connector.Start`."""
    expires_at: Annotated[datetime, Field(alias="expiresAt")]
    """When the command stops being worth executing; at least 60 seconds ahead. Whoever picks it up later rejects it."""
    payload: Annotated[Mapping[str, Any], Field(json_schema_extra={"x-secret": True})]
    """What the action needs to know; an empty object where it needs nothing. It comes back as `requestBody.body`."""
    metadata: Mapping[str, str] | MISSING = MISSING
    """Notes for finding the command again, ASCII text by key. Left out: none."""
    payload_delivery: Annotated[PayloadDelivery | MISSING, Field(alias="payloadDelivery")] = MISSING
    """Whether the payload travels in the message or behind a URL. Left out: in the message if it fits the queue."""
