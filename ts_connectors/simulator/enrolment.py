"""Enrolment: how connectors and data apps come to be, and how connectors go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ts_connectors.simulator.estate import Estate
from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.state.connectors import ConnectorRecord
from ts_connectors.simulator.state.data_apps import DataAppRecord
from ts_connectors.simulator.state.state import State
from ts_connectors.simulator.state.tokens import Caller

__all__ = ["Enrolment", "NewConnector"]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewConnector:
    """What a new connector is made from."""

    name: str
    artifact_type: str
    host_type: str = "standalone"
    description: str | None = None
    hub_id: str | None = None
    metadata: Mapping[str, object] = field(default_factory=dict[str, object])
    tags: Sequence[str] = ()
    labels: Sequence[tuple[str, str]] = ()
    is_fifo: bool = False


class Enrolment:
    """Makes connectors and data apps with all that they need in AWS, and takes connectors away."""

    def __init__(self, state: State, estate: Estate) -> None:
        self._state = state
        self._estate = estate

    def connector(self, new: NewConnector) -> ConnectorRecord:
        """Make a connector, IDLE and never heard.

        Raises:
            Problem: 400, its artifact cannot be read or its hub is unknown.
        """
        artifact = self._state.artifacts.for_type(new.artifact_type)
        self.check_hub(new.hub_id)
        connector_id, now = self._state.basis.new_id(), self._state.basis.now()
        connector = ConnectorRecord(
            id=connector_id,
            name=new.name,
            artifact_type=artifact.type,
            host_type=new.host_type,
            command_queue=self._estate.make_queue(connector_id, is_fifo=new.is_fifo),
            created_at=now,
            updated_at=now,
            description=new.description,
            hub_id=new.hub_id,
            metadata=new.metadata,
            tags=tuple(new.tags),
            labels=self._state.connectors.new_labels(new.labels),
        )
        self._estate.make_log_group(connector_id)
        self._state.connectors.put(connector)
        self.new_token(connector_id)
        return connector

    def new_token(self, connector_id: str) -> str:
        """Give a connector a new token instead of the one before."""
        self._state.connectors.get(connector_id)
        token = self._state.tokens.issue(Caller(id=connector_id, is_connector=True))
        self._estate.store_token(connector_id, token)
        return token

    def remove(self, connector_id: str) -> None:
        """Take a connector away: its token and AWS keys are invalid, its queue empty, its data gone; the lake stays."""
        connector = self._state.connectors.get(connector_id)
        self._estate.aws.purge(connector.command_queue)
        self._estate.revoke_credentials(connector_id)
        self._state.forget_connector(connector_id)

    def data_app(
        self, name: str, artifact_type: str, host_type: str, description: str | None, provider_ids: Sequence[str]
    ) -> DataAppRecord:
        """Make a data app.

        Raises:
            Problem: 400, its artifact cannot be read.
        """
        artifact = self._state.artifacts.for_type(artifact_type)
        data_app_id, now = self._state.basis.new_id(), self._state.basis.now()
        return self._state.data_apps.put(
            DataAppRecord(
                id=data_app_id,
                name=name,
                artifact_type=artifact.type,
                host_type=host_type,
                command_queue=self._estate.make_queue(data_app_id, is_fifo=False),
                created_at=now,
                updated_at=now,
                description=description,
                provider_ids=tuple(provider_ids),
            )
        )

    def check_hub(self, hub_id: str | None) -> None:
        """Refuse a hub that there is not.

        Raises:
            Problem: 400.
        """
        if hub_id is not None and self._state.hubs.find(hub_id) is None:
            raise Problem(400, "The request is not valid", [Validation(field="hubId", reason="there is no such hub")])
