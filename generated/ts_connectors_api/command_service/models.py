# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""What TDP command service answers with."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import Field

from ts_connectors_api.models import ResponseModel, StrEnum


class CommandDto(ResponseModel):
    """A command and what is known of it."""

    id: str
    """The command's id."""
    org_slug: Annotated[str | None, Field(alias="orgSlug")] = None
    """Slug of the organization that it was sent in."""
    target_id: Annotated[str, Field(alias="targetId")]
    """Id of the connector or other target that executes it."""
    action: str
    """What the target shall do."""
    expires_at: Annotated[datetime | None, Field(alias="expiresAt")] = None
    """When the command stops being worth executing."""
    metadata: dict[str, str] | None = None
    """Notes of the sender, text by key. Absent: none."""
    status: CommandState
    """How the command stands. SUCCESS, FAILURE, REJECTED, EXPIRED, PURGED and ERROR are final."""
    request_body: Annotated[CommandRequestBodyDto | None, Field(alias="requestBody")] = None
    """What was put into the target's queue."""
    response_body: Annotated[
        dict[str, Any] | None, Field(alias="responseBody", json_schema_extra={"x-secret": True})
    ] = None
    """The target's answer, or the progress that it last told; null as long as there is none."""
    request_payload_delivery: Annotated[PayloadDelivery | None, Field(alias="requestPayloadDelivery")] = None
    """Whether the payload travels in the message or behind a URL."""
    created_by_entity: Annotated[str | None, Field(alias="createdByEntity")] = None
    """What kind of sender it was, such as a user or a service."""
    created_by: Annotated[str | None, Field(alias="createdBy")] = None
    """Id of the sender."""
    created_at: Annotated[datetime | None, Field(alias="createdAt")] = None
    """When the command was created."""
    updated_at: Annotated[datetime | None, Field(alias="updatedAt")] = None
    """When the command last changed."""


class CommandHistoryEntryDto(ResponseModel):
    """One change of a command."""

    id: str
    """Id of the entry."""
    command_id: Annotated[str, Field(alias="commandId")]
    """Id of the command that changed."""
    reason: str | None = None
    """What happened, as text."""
    updated_by: Annotated[str | None, Field(alias="updatedBy")] = None
    """Who made the change."""
    updated_at: Annotated[datetime | None, Field(alias="updatedAt")] = None
    """When it happened."""


class CommandRequest(ResponseModel):
    """The message by which a connector gets a command. Fields that are not listed here occur."""

    command_id: Annotated[str, Field(alias="commandId")]
    """The command's id; the answer repeats it."""
    target_id: Annotated[str, Field(alias="targetId")]
    """Id of the connector that it is for. A connector rejects one for somebody else."""
    action: str
    """What the connector shall do."""
    created_at: Annotated[datetime | None, Field(alias="createdAt")] = None
    """When the command was created; UTC where no zone is given. Absent: unknown."""
    expires_at: Annotated[datetime | None, Field(alias="expiresAt")] = None
    """When the command stops being worth executing; UTC where no zone is given. Null or absent: never."""
    body: Annotated[Any | None, Field(json_schema_extra={"x-secret": True})] = None
    """The payload: any JSON value, or a text that holds JSON. Absent or null where it is referenced."""
    body_delivery: Annotated[PayloadDelivery | None, Field(alias="bodyDelivery")] = None
    """Whether the payload is in `body` or behind `bodyUrl`. Absent: in `body`."""
    body_url: Annotated[str | None, Field(alias="bodyUrl", json_schema_extra={"x-secret": True})] = None
    """Presigned URL that the payload is fetched from, without an Authorization header. Only where it is referenced."""
    response_body_upload_url: Annotated[
        str | None, Field(alias="responseBodyUploadUrl", json_schema_extra={"x-secret": True})
    ] = None
    """Presigned URL that an answer too large for the queue is put to, as gzipped JSON. Absent: there is no such way."""


class CommandRequestBodyDto(ResponseModel):
    """What was put into the target's queue."""

    body: Annotated[Any | None, Field(json_schema_extra={"x-secret": True})] = None
    """The payload as it was sent: any JSON value, an object by rule."""
    action: str | None = None
    """What the target shall do."""
    target_id: Annotated[str | None, Field(alias="targetId")] = None
    """Id of the target."""
    command_id: Annotated[str | None, Field(alias="commandId")] = None
    """The command's id."""
    created_at: Annotated[datetime | None, Field(alias="createdAt")] = None
    """When the command was created."""
    expires_at: Annotated[datetime | None, Field(alias="expiresAt")] = None
    """When the command stops being worth executing."""


class CommandResponse(ResponseModel):
    """The message by which a connector answers a command: PROCESSING at once, then one final status."""

    command_id: Annotated[str, Field(alias="commandId")]
    """Id of the command that is answered."""
    target_id: Annotated[str, Field(alias="targetId")]
    """Id of the connector that answers."""
    status: CommandStatus
    """What became of the command: taken up (PROCESSING), done (SUCCESS), tried in vain (FAILURE) or refused unexecuted (REJECTED)."""
    body: Annotated[dict[str, Any] | None, Field(json_schema_extra={"x-secret": True})] = None
    """The answer, a JSON object; null where there is none or it was uploaded."""
    response_body_delivery: Annotated[PayloadDelivery | None, Field(alias="responseBodyDelivery")] = None
    """Whether the answer is in `body` or was uploaded. Absent: in `body`."""
    created_at: Annotated[datetime | None, Field(alias="createdAt")] = None
    """When the answer was made."""


class CommandSortField(StrEnum):
    CREATED_AT = "createdAt"
    UPDATED_AT = "updatedAt"
    EXPIRES_AT = "expiresAt"


class CommandState(StrEnum):
    CREATED = "CREATED"
    UNSENT = "UNSENT"
    PENDING = "PENDING"
    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    REJECTED = "REJECTED"
    EXPIRED = "EXPIRED"
    PURGED = "PURGED"
    ERROR = "ERROR"


class CommandStatus(StrEnum):
    PROCESSING = "PROCESSING"
    SUCCESS = "SUCCESS"
    FAILURE = "FAILURE"
    REJECTED = "REJECTED"


class CommandsResponse(ResponseModel):
    """One page of commands."""

    hits: list[CommandDto]
    """The commands of this page."""
    has_next: Annotated[bool, Field(alias="hasNext")]
    """Whether more commands follow."""
    from_: Annotated[int | None, Field(alias="from")] = None
    """Number of commands left out at the beginning."""
    size: int | None = None
    """Number of commands in a page."""
    sort: Any | None = None
    """How the page is sorted, in a form that is not documented: any JSON value."""


class ErrorResponse(ResponseModel):
    """Why a request was refused. All services of TDP answer like this."""

    status_code: Annotated[int, Field(alias="statusCode")]
    """The HTTP status."""
    error: str
    """The status in words."""
    message: str
    """What is wrong."""
    validations: Any | None = None
    """What is wrong part by part, in a form that differs between services: any JSON value. Absent in most answers."""
    validation: Any | None = None
    """As `validations`; some services use the singular."""


class PayloadDelivery(StrEnum):
    EMBEDDED = "embedded"
    REFERENCED = "referenced"


class PurgeCommandsResponse(ResponseModel):
    """The outcome of a purge."""

    purged: list[PurgedCommandDto]
    """The commands that will never run."""


class PurgedCommandDto(ResponseModel):
    """A command that was purged."""

    command_id: Annotated[str, Field(alias="commandId")]
    """The command's id."""


class SortDirection(StrEnum):
    ASC = "asc"
    DESC = "desc"
