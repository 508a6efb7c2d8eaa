"""What a connector can be told about how it runs."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass
from pathlib import Path

from ts_connectors.errors import UsageError

__all__ = ["ConnectorOptions", "MetricsCollectorOptions", "RegisterMetricsOptions"]


@dataclass(frozen=True, slots=True)
class MetricsCollectorOptions:
    """How metrics are sent."""

    batch_size: int = 10
    """Points a request; what is fewer is sent after 60 s."""

    def __post_init__(self) -> None:
        _refuse_below(self, {"batch_size": 1})


@dataclass(frozen=True, slots=True)
class RegisterMetricsOptions:
    """How one metric is measured."""

    interval: float = 30
    """Seconds between two points, more than 0."""

    def __post_init__(self) -> None:
        _refuse_below(self, {"interval": 0.001})


@dataclass(frozen=True, slots=True)
class ConnectorOptions:
    """How a connector runs; every value has a default that suits a connector in production."""

    metrics_collection_options: MetricsCollectorOptions | None = None
    metrics_cpu_collection_interval_s: float | None = None
    """Seconds between two points of `cpu_usage`; None: 30."""
    heartbeat_interval: float = 30
    """Seconds between two heartbeats; the platform calls a connector offline after 180 without one."""
    _: KW_ONLY
    state_dir: Path | str | None = None
    """Where the journal of commands lives; None: `TS_CONNECTORS_STATE_DIR`, else a folder for temporary files."""
    max_concurrent_commands: int = 10
    """How many custom commands run at the same time."""
    hook_timeout_s: float = 300
    """How long a hook may take for a command before the command is answered with FAILURE, code TIMEOUT."""
    grace_period_s: float = 25
    """How long a stop waits for running commands before it cancels them."""
    start_timeout_s: float = 300
    """How long `start()` keeps trying while the platform cannot be reached."""
    exit_on_shutdown: bool = True
    """Whether the process ends with code 0 after the platform's Shutdown command."""
    handle_signals: bool = True
    """Whether SIGTERM and SIGINT stop the connector in order, where the application handles neither itself."""

    def __post_init__(self) -> None:
        _refuse_below(
            self,
            {
                "metrics_cpu_collection_interval_s": 0.001,
                "heartbeat_interval": 0.001,
                "max_concurrent_commands": 1,
                "hook_timeout_s": 0,
                "grace_period_s": 0,
                "start_timeout_s": 0,
            },
        )


def _refuse_below(options: object, least: dict[str, float]) -> None:
    for name, bound in least.items():
        value = getattr(options, name)
        if value is not None and value < bound:
            raise UsageError(f"{type(options).__name__}.{name} is {value}; give {bound:g} or more")
