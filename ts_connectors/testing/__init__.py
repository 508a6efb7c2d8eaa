"""What authors of connectors test with: fakes of every port, a clock that is moved, a harness."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .blobs import FakeBlobs
    from .builders import a_command, a_connector
    from .clock import ManualClock
    from .config_runs import run_config_test, run_config_validation
    from .harness import ConnectorHarness
    from .queues import FakeQueue, FakeQueues
    from .tdp_api import FakeTdpApi

__all__ = [
    "ConnectorHarness",
    "FakeBlobs",
    "FakeQueue",
    "FakeQueues",
    "FakeTdpApi",
    "ManualClock",
    "a_command",
    "a_connector",
    "run_config_test",
    "run_config_validation",
]

_HOMES = {
    "ConnectorHarness": "harness",
    "FakeBlobs": "blobs",
    "FakeQueue": "queues",
    "FakeQueues": "queues",
    "FakeTdpApi": "tdp_api",
    "ManualClock": "clock",
    "a_command": "builders",
    "a_connector": "builders",
    "run_config_test": "config_runs",
    "run_config_validation": "config_runs",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
