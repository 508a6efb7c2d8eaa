"""What else the data acquisition service tells: failed actions, artifacts, and whether it is up."""

from __future__ import annotations

from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.rest.views import artifact_details_view, artifact_view
from ts_connectors_api.data_acquisition.models import (
    ArtifactDetailsDto,
    ArtifactsResponse,
    TransactionErrorDto,
    TransactionErrorEntityType,
    TransactionErrorsResponse,
)

__all__ = ["ServedReports"]


class ServedReports(Served):
    """Answers the smaller groups of operations."""

    async def errors_list(self) -> TransactionErrorsResponse:
        """Return the actions that failed."""
        errors = [
            TransactionErrorDto(
                id=failed.id,
                org_slug=self._state.basis.org_slug,
                entity_type=TransactionErrorEntityType(failed.entity_type),
                entity_id=failed.entity_id,
                action=failed.action,
                metadata=dict(failed.metadata),
                error=failed.error,
                created_at=failed.created_at,
            )
            for failed in self._state.failures.all()
        ]
        return TransactionErrorsResponse(errors=errors)

    async def artifacts_list(self) -> ArtifactsResponse:
        """Return the artifacts that something runs or ran."""
        return ArtifactsResponse(artifacts=[artifact_view(artifact) for artifact in self._state.artifacts.all()])

    async def artifacts_get(self, type: str) -> ArtifactDetailsDto:
        """Return an artifact."""
        return artifact_details_view(self._state.artifacts.get(type))

    async def telemetry_list_connectors(self) -> None:
        """Report nothing: the report's form is not documented, and nobody is phoned."""

    async def telemetry_list_hubs(self) -> None:
        """Report nothing: the report's form is not documented, and nobody is phoned."""

    async def status_get(self) -> None:
        """Succeed where the service is up."""
        if not self._engine.is_ready():
            raise Problem(503, "The local platform is starting or stopping")
