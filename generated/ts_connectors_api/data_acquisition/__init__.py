# Generated from specs/data-acquisition.openapi.yaml (sha256 6b0c5cff…) by make codegen; do not edit.
"""TDP data acquisition.

Hubs, connectors and data apps of the Tetra Data Platform, as the platform's own service describes them.
What is known better than this document says stands in overlay.yaml, so a newer document can take the place
of this one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ts_connectors_api.data_acquisition.aio import AsyncDataAcquisitionClient
    from ts_connectors_api.data_acquisition.client import DataAcquisitionClient

__all__ = ["AsyncDataAcquisitionClient", "DataAcquisitionClient"]


def __getattr__(name: str) -> Any:
    # The clients load pydantic and every model: only whoever asks for one waits for that.
    if name == "AsyncDataAcquisitionClient":
        from ts_connectors_api.data_acquisition.aio import AsyncDataAcquisitionClient

        return AsyncDataAcquisitionClient
    if name == "DataAcquisitionClient":
        from ts_connectors_api.data_acquisition.client import DataAcquisitionClient

        return DataAcquisitionClient
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
