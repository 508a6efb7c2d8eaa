"""The standard commands over a connector's hooks."""

from __future__ import annotations

from typing import Any

from ts_connectors._core.plain import is_map
from ts_connectors.errors import ConnectorError
from ts_connectors_api.commands import (
    CancelCommandRequest,
    CancelCommandResponse,
    ConfigVerdict,
    ConfigVersion,
    ListCustomCommandsResponse,
    SetLogLevelRequest,
    SetLogLevelResponse,
    StandardHandlers,
)

from .config_check import check_config, fetch_problem, try_config
from .hooks import ConfigValidationResult
from .host import Host
from .lifecycle import Life

__all__ = ["StandardCommands"]


class StandardCommands(StandardHandlers):
    """Answers what every connector answers.

    What needs none of the connector's own code is a plain method: it runs in a thread, so that it is answered while
    that code blocks its loop.
    """

    def __init__(self, host: Host, life: Life) -> None:
        self._host = host
        self._life = life

    async def handle_start(self) -> None:
        """Run `on_start`."""
        await self._life.on_start_command()

    async def handle_stop(self) -> None:
        """Run `on_stop`."""
        await self._life.on_stop_command()

    async def handle_shutdown(self) -> None:
        """Stop; the process ends once this is answered."""
        await self._life.on_shutdown_command()

    async def handle_update_config(self) -> None:
        """Take up the new config."""
        await self._life.on_update_command()

    async def handle_validate_config(self, request: ConfigVersion) -> ConfigVerdict:
        """Judge a version of the config."""
        found = await self._fetch(request.version)
        if isinstance(found, _Unfetched):
            return ConfigVerdict.model_validate(found.verdict)
        return ConfigVerdict.model_validate(await check_config(self._host, found, self._life.run_hook))

    async def handle_test_config(self, request: ConfigVersion) -> ConfigVerdict:
        """Judge a version of the config, and try it out if it is valid."""
        found = await self._fetch(request.version)
        if isinstance(found, _Unfetched):
            return ConfigVerdict.model_validate(found.verdict)
        return ConfigVerdict.model_validate(await try_config(self._host, found, self._life.run_hook))

    def handle_list_custom_commands(self) -> ListCustomCommandsResponse:
        """List the commands that the connector's author added."""
        return ListCustomCommandsResponse.model_validate(self._host.handle_get_available_custom_commands())

    def handle_set_log_level(self, request: SetLogLevelRequest) -> SetLogLevelResponse:
        """Set the level of the SDK's root logger."""
        return SetLogLevelResponse.model_validate(self._host.set_log_level(request.level))

    def handle_cancel_command(self, request: CancelCommandRequest) -> CancelCommandResponse:
        """Cancel a command that waits or runs."""
        return CancelCommandResponse(cancelled=self._life.services.cancel_command(request.command_id))

    async def _fetch(self, version: str | int) -> dict[str, Any] | _Unfetched:
        try:
            config = await self._host.get_config(version)
        except ConnectorError as failure:
            return _Unfetched(fetch_problem(version, failure))
        if not is_map(config):
            return _Unfetched({"valid": False, "error": f"Version {version} of the config is no JSON object."})
        return dict(config)


class _Unfetched:
    """A version that could not be read, and what the platform hears of that."""

    def __init__(self, verdict: ConfigValidationResult) -> None:
        self.verdict = verdict
