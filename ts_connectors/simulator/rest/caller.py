"""Who sent the request that is being answered, and what a connector may ask for."""

from __future__ import annotations

from contextvars import ContextVar

from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.state.tokens import Caller

__all__ = ["CALLER", "authorise", "is_connector_itself"]

CALLER: ContextVar[Caller] = ContextVar("ts_connectors_simulator_caller")
"""Set while a request that carried a token is answered."""

OF_CONNECTORS = frozenset(
    {
        "certificates_list",
        "connectors_delete_data",
        "connectors_get",
        "connectors_get_config",
        "connectors_get_credentials",
        "connectors_get_data",
        "connectors_get_file_metrics",
        "connectors_get_file_stats",
        "connectors_get_files",
        "connectors_heartbeat",
        "connectors_report_metrics",
        "connectors_save_data",
        "connectors_save_files",
        "connectors_update_health",
    }
)
"""The operations that a connector's token is good for, those on connectors only for its own id."""


def authorise(caller: Caller, operation: str, connector_id: str | None) -> None:
    """Refuse a connector what is not its business; users may do everything.

    Raises:
        Problem: 403.
    """
    if not caller.is_connector:
        return
    if operation not in OF_CONNECTORS:
        raise Problem(403, f"A connector's token does not allow {operation}; use a user's token")
    if connector_id is not None and connector_id != caller.id:
        raise Problem(403, "A connector's token allows nothing on other connectors")


def is_connector_itself(connector_id: str) -> bool:
    """Whether the connector asks about itself: only then secrets are shown."""
    caller = CALLER.get()
    return caller.is_connector and caller.id == connector_id
