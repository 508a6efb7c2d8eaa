"""Connectors over REST: who they are and what they shall do."""

from __future__ import annotations

from collections.abc import Sequence

from ts_connectors._core.threads import in_thread
from ts_connectors.simulator.enrolment import NewConnector
from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.rest.caller import is_connector_itself
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.state.connectors import ConnectorRecord, Label
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto, ConnectorsResponse, ConnectorToken
from ts_connectors_api.data_acquisition.requests import CreateConnectorRequest, UpdateConnectorRequest
from ts_connectors_api.models import MISSING

__all__ = ["ServedConnectors"]


class ServedConnectors(Served):
    """Lists, makes, shows, changes and removes connectors."""

    async def connectors_list(self) -> ConnectorsResponse:
        """Return all connectors."""
        return ConnectorsResponse(
            connectors=[self._engine.views.connector(connector) for connector in self._state.connectors.all()]
        )

    async def connectors_create(self, body: CreateConnectorRequest) -> ConnectorDetailsDto:
        """Make a connector; `PUT …/token` gives its token."""
        given = body.model_dump(exclude={"host_type", "connector_type", "labels"}, by_alias=False)
        new = NewConnector(
            artifact_type=body.connector_type,
            host_type=body.host_type.value,
            labels=[] if body.labels is MISSING else _label_pairs(body.labels),
            **given,
        )
        return self._details(await in_thread(self._engine.enrolment.connector, new))

    async def connectors_get(
        self, id: str, *, resolve_secrets: bool | None, include: list[str] | None
    ) -> ConnectorDetailsDto:
        """Return a connector; its secrets come resolved only to itself."""
        resolve = bool(resolve_secrets) and is_connector_itself(id)
        return self._details(self._state.connectors.get(id), include=set(include or ()), resolve=resolve)

    async def connectors_update(self, id: str, body: UpdateConnectorRequest) -> ConnectorDetailsDto:
        """Change what is given; a configuration given here is saved unjudged, and the connector is told."""
        connector = self._state.connectors.get(id)
        facts = body.model_dump(
            include={"description", "hub_id", "metadata", "tags"}, exclude_unset=True, by_alias=False
        )
        self._engine.enrolment.check_hub(facts.get("hub_id"))
        if body.host_type is not MISSING:
            facts["host_type"] = body.host_type.value
        if body.connector_type is not MISSING:
            facts["artifact_type"] = self._state.artifacts.for_type(body.connector_type).type
        if body.labels is not MISSING:
            facts["labels"] = self._changed_labels(connector, body)
        self._state.connectors.write(id, **facts)
        if body.config is not MISSING:
            self._state.configs.save(id, body.config)
            await in_thread(self._engine.lifecycle.updated, id)
        return self._details(self._state.connectors.get(id))

    async def connectors_delete(self, id: str) -> None:
        """Remove a connector."""
        await in_thread(self._engine.enrolment.remove, id)

    async def connectors_delete_all(self) -> None:
        """Remove every connector."""
        for connector in self._state.connectors.all():
            await in_thread(self._engine.enrolment.remove, connector.id)

    async def connectors_rotate_token(self, id: str) -> ConnectorToken:
        """Replace a connector's token."""
        return ConnectorToken(token=await in_thread(self._engine.enrolment.new_token, id))

    def _details(
        self, connector: ConnectorRecord, *, include: set[str] | None = None, resolve: bool = False
    ) -> ConnectorDetailsDto:
        return self._engine.views.connector_details(connector, include=include or set(), resolve=resolve)

    def _changed_labels(self, connector: ConnectorRecord, body: UpdateConnectorRequest) -> Sequence[Label]:
        labels: Sequence[Label] = connector.labels
        for change in body.labels if body.labels is not MISSING else ():
            numbers = () if change.labels_to_drop is MISSING else change.labels_to_drop
            dropped = {str(number) for number in numbers}
            added = [] if change.labels_to_add is MISSING else [(one.name, one.value) for one in change.labels_to_add]
            kept = [label for label in labels if label.id not in dropped]
            labels = [*kept, *self._state.connectors.new_labels(added)]
        return labels


def _label_pairs(labels: Sequence[str]) -> list[tuple[str, str]]:
    """Read labels as `name=value`; the platform's own spelling is not public."""
    pairs = [label.partition("=") for label in labels]
    faults = [
        Validation(field=f"labels.{index}", reason="is not written as name=value")
        for index, (name, _, value) in enumerate(pairs)
        if not name or not value
    ]
    if faults:
        raise Problem(400, "The request is not valid", faults)
    return [(name, value) for name, _, value in pairs]
