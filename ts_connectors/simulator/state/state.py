"""All that the local platform knows, in one place."""

from __future__ import annotations

from ts_connectors.simulator.state.artifacts import Artifacts
from ts_connectors.simulator.state.basis import Basis
from ts_connectors.simulator.state.certificates import Certificates
from ts_connectors.simulator.state.commands import Commands
from ts_connectors.simulator.state.configs import Configs, Secrets
from ts_connectors.simulator.state.connectors import Connectors
from ts_connectors.simulator.state.data_apps import DataApps
from ts_connectors.simulator.state.failures import Failures
from ts_connectors.simulator.state.files import Files
from ts_connectors.simulator.state.hubs import Hubs
from ts_connectors.simulator.state.metrics import Metrics
from ts_connectors.simulator.state.tokens import Tokens
from ts_connectors.simulator.state.values import Values

__all__ = ["State"]


class State:
    """One store a noun."""

    def __init__(self, basis: Basis) -> None:
        self.basis = basis
        self.artifacts = Artifacts(basis.changes)
        self.certificates = Certificates(basis)
        self.commands = Commands(basis)
        self.configs = Configs(basis.changes)
        self.connectors = Connectors(basis)
        self.data_apps = DataApps(basis)
        self.failures = Failures(basis)
        self.files = Files(basis)
        self.hubs = Hubs(basis)
        self.metrics = Metrics(basis)
        self.secrets = Secrets(basis.changes)
        self.tokens = Tokens(basis)
        self.values = Values(basis)

    def forget_connector(self, connector_id: str) -> None:
        """Drop a connector and what belongs to it alone; its commands stay."""
        with self.basis.changes:
            self.connectors.remove(connector_id)
            self.tokens.revoke(connector_id)
            for store in (self.configs, self.files, self.metrics, self.values):
                store.forget(connector_id)
