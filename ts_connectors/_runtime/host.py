"""The connector as its runtime sees it, and what the runtime takes from the process around it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._core.redaction import Secrets
from ts_connectors.options import ConnectorOptions

from .hooks import ConfigHooks
from .journal import Journal
from .log_shipping import CloudWatchReporter
from .sqlite_journal import open_journal

__all__ = ["Host", "LogControl", "Surroundings"]

JournalOpener = Callable[[Path, Clock], Awaitable[Journal]]


async def _open_journal(directory: Path, clock: Clock) -> Journal:
    return await open_journal(directory, clock=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a connector takes from the process around it; a fake TDP brings its own."""

    clock: Clock = field(default_factory=SystemClock)
    open_journal: JournalOpener = _open_journal
    """Opens the journal of commands, given the connector's own directory."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LogControl:
    """The log of the process: `ts_connectors.logger` in miniature, which the runtime may not import."""

    start: Callable[..., None]
    """Called with `secrets` and `reporter` once the clients are open."""
    stop: Callable[[CloudWatchReporter | None], None]
    """Writes all lines and gives no more to the reporter; blocks for moments."""


class Host(ConfigHooks, Protocol):
    """The connector as its runtime sees it."""

    tdp_api: Any
    options: ConnectorOptions
    surroundings: Surroundings

    @property
    def connector_id(self) -> str:
        """The connector's id."""
        ...

    @property
    def connector_details(self) -> Any:
        """The details as they were read last."""
        ...

    @property
    def secrets(self) -> Secrets:
        """What no log line and no answer may show."""
        ...

    def start_metrics_collection(self) -> object:
        """Measure and send metrics from now on."""
        ...

    def start_heartbeat(self) -> object:
        """Send heartbeats from now on."""
        ...

    def start_command_listener(self) -> object:
        """Take commands from now on."""
        ...

    async def load_connector_details(self, emit_event: bool = True) -> Any:
        """Read the details again."""
        ...

    async def update_config(self) -> None:
        """Take up a new config."""
        ...

    async def shutdown(self) -> None:
        """Stop for good."""
        ...

    async def get_config(self, version: str | int | None = None) -> Any:
        """Read a version of the config."""
        ...

    def set_log_level(self, level: str) -> dict[str, str]:
        """Set the level of the SDK's root logger."""
        ...

    def handle_get_available_custom_commands(self) -> dict[str, Any]:
        """List the custom commands."""
        ...

    async def on_start(self) -> None:
        """Begin to work."""
        ...

    async def on_stop(self) -> None:
        """End the work."""
        ...

    async def on_initializing(self) -> None:
        """Prepare."""
        ...

    async def on_initialized(self) -> None:
        """All is up."""
        ...

    async def on_shutdown(self) -> None:
        """Clean up."""
        ...
