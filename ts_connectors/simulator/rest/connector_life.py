"""The life of a connector over REST: status, health, heartbeat, configuration, credentials."""

from __future__ import annotations

from typing import Any

from ts_connectors._core.threads import in_thread
from ts_connectors.simulator.problem import Problem
from ts_connectors.simulator.rest.caller import is_connector_itself
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.rest.installer import installer
from ts_connectors_api.data_acquisition.models import (
    CheckConnectorConfigResponse,
    FieldValidationError,
    GetConnectorCredentialsDto,
    OperatingStatus,
    UpdateConnectorStatusResponse,
)
from ts_connectors_api.data_acquisition.requests import UpdateConnectorHealthRequest, UpdateConnectorStatusRequest
from ts_connectors_api.models import MISSING

__all__ = ["ServedConnectorLife"]


class ServedConnectorLife(Served):
    """Answers what a running connector says, and what is asked of it."""

    async def connectors_update_status(
        self, id: str, body: UpdateConnectorStatusRequest
    ) -> UpdateConnectorStatusResponse:
        """Change the operating status, and tell the connector."""
        status = await in_thread(self._engine.lifecycle.set_status, id, body.status.value)
        return UpdateConnectorStatusResponse(status=OperatingStatus(status))

    async def connectors_update_health(self, id: str, body: UpdateConnectorHealthRequest) -> None:
        """Store the health; it stays until the next report."""
        code = None if body.error_code is MISSING else body.error_code
        self._state.connectors.change(id, health=body.status.value, health_error_code=code)

    async def connectors_heartbeat(self, id: str) -> None:
        """Note that the connector is alive."""
        self._state.connectors.heard(id)

    async def connectors_get_credentials(self, id: str) -> GetConnectorCredentialsDto:
        """Issue AWS credentials for a limited time."""
        self._state.connectors.get(id)
        credentials = self._engine.estate.credentials(id, self._state.basis.timings.credentials)
        return GetConnectorCredentialsDto(
            access_key_id=credentials.access_key_id,
            secret_access_key=credentials.secret_access_key,
            session_token=credentials.session_token,
            expiration_date=credentials.expires_at.isoformat(),
        )

    async def connectors_get_config(self, id: str, version: str) -> dict[str, Any]:
        """Return a version of the configuration, with its secrets for the connector itself."""
        self._state.connectors.get(id)
        config = dict(self._state.configs.get(id, version))
        return self._state.secrets.resolve(config) if is_connector_itself(id) else config

    async def connectors_update_config(self, id: str, body: dict[str, Any]) -> None:
        """Have a configuration judged, then save it."""
        await in_thread(self._engine.lifecycle.save_config, id, body)

    async def connectors_check_config(self, id: str) -> CheckConnectorConfigResponse:
        """Have the configuration that holds judged."""
        verdict = await in_thread(self._engine.lifecycle.check_config, id)
        said: dict[str, Any] = {} if verdict.error is None else {"error": verdict.error}
        if verdict.fields:
            said["fields"] = [FieldValidationError(**fault) for fault in verdict.field_errors()]
        return CheckConnectorConfigResponse(valid=verdict.is_valid, **said)

    async def connectors_sync(self, id: str) -> None:
        """Have the connector read its details again."""
        await in_thread(self._engine.lifecycle.synchronise, id)

    async def connectors_get_installer(self, id: str) -> str:
        """Return a script that runs a command as this connector."""
        connector = self._state.connectors.get(id)
        token = self._state.tokens.of(id)
        if token is None or connector.host_type != "standalone":
            raise Problem(400, "Only a standalone connector has an installer; its host type is another")
        return installer(f"connector {connector.name}", self._engine.address().environment(id, token))
