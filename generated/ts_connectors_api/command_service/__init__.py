# Generated from specs/command-service.openapi.yaml (sha256 687a83be…) by make codegen; do not edit.
"""TDP command service.

Sends commands to connectors and other targets, and tells what became of them. Any action is accepted and
queued; it is the target that rejects one it does not know. The schemas CommandRequest and CommandResponse
are the messages of the queues, which no operation here names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ts_connectors_api.command_service.aio import AsyncCommandServiceClient
    from ts_connectors_api.command_service.client import CommandServiceClient

__all__ = ["AsyncCommandServiceClient", "CommandServiceClient"]


def __getattr__(name: str) -> Any:
    # The clients load pydantic and every model: only whoever asks for one waits for that.
    if name == "AsyncCommandServiceClient":
        from ts_connectors_api.command_service.aio import AsyncCommandServiceClient

        return AsyncCommandServiceClient
    if name == "CommandServiceClient":
        from ts_connectors_api.command_service.client import CommandServiceClient

        return CommandServiceClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
