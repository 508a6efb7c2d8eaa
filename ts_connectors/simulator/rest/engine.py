"""What the methods behind the routes work with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ts_connectors.simulator.address import PlatformAddress
from ts_connectors.simulator.commands.desk import Desk
from ts_connectors.simulator.enrolment import Enrolment
from ts_connectors.simulator.estate import Estate
from ts_connectors.simulator.lifecycle import Lifecycle
from ts_connectors.simulator.rest.views import Views
from ts_connectors.simulator.state.state import State

__all__ = ["Engine", "Served"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """The parts of the platform that answer requests."""

    state: State
    estate: Estate
    desk: Desk
    enrolment: Enrolment
    lifecycle: Lifecycle
    views: Views
    address: Callable[[], PlatformAddress]
    is_ready: Callable[[], bool]


class Served:
    """The base of the classes that answer operations."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._state = engine.state
