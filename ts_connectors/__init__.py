"""Build connectors that move laboratory data into the Tetra Data Platform and take its commands."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ts_connectors.connector import Connector
    from ts_connectors.custom_commands import handles, register_command
    from ts_connectors.errors import ConnectorError
    from ts_connectors.files import UploadFileRequest, UploadFileResponse
    from ts_connectors.logger import get_logger
    from ts_connectors.models import HealthStatus, OperatingStatus
    from ts_connectors.options import ConnectorOptions
    from ts_connectors.polling import Poll
    from ts_connectors.tdp_api import TdpApi
    from ts_connectors.tdp_api_sync import TdpApiSync

__all__ = [
    "Connector",
    "ConnectorError",
    "ConnectorOptions",
    "HealthStatus",
    "OperatingStatus",
    "Poll",
    "TdpApi",
    "TdpApiSync",
    "UploadFileRequest",
    "UploadFileResponse",
    "get_logger",
    "handles",
    "register_command",
]

_HOMES = {
    "Connector": "connector",
    "ConnectorError": "errors",
    "ConnectorOptions": "options",
    "HealthStatus": "models",
    "OperatingStatus": "models",
    "Poll": "polling",
    "TdpApi": "tdp_api",
    "TdpApiSync": "tdp_api_sync",
    "UploadFileRequest": "files",
    "UploadFileResponse": "files",
    "get_logger": "logger",
    "handles": "custom_commands",
    "register_command": "custom_commands",
}


def __getattr__(name: str) -> Any:
    # What a program does not use is not imported: the command line starts in a moment, a test without the network part.
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
