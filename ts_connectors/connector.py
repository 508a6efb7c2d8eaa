"""The base class of all connectors."""

from __future__ import annotations

import logging
from collections.abc import Generator
from dataclasses import asdict
from typing import Any

from ts_connectors._core.redaction import Secrets
from ts_connectors._platform.portal import shared_portal
from ts_connectors._runtime.custom_list import custom_commands
from ts_connectors._runtime.details import Details, OwnDetails
from ts_connectors._runtime.hooks import ConfigValidationResult, FieldValidationError, Hooks
from ts_connectors._runtime.host import LogControl, Surroundings
from ts_connectors._runtime.lifecycle import Life
from ts_connectors._runtime.metering import MetricsCollector
from ts_connectors._runtime.records import FileRecords
from ts_connectors._runtime.standard_commands import StandardCommands
from ts_connectors._runtime.values import DataStore
from ts_connectors.errors import (
    ConfigurationError,
    ConnectorError,
    RegisteredCommandDefinedIncorrectly,
    UnknownCommandError,
    UsageError,
)
from ts_connectors.files import UploadFileRequest, UploadFileResponse
from ts_connectors.logger import (
    get_logger,
    get_root_connector_sdk_logger,
    set_root_connector_sdk_log_level,
    start_logging,
    stop_logging,
)
from ts_connectors.models import HealthStatus
from ts_connectors.options import ConnectorOptions, MetricsCollectorOptions
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto
from ts_connectors_api.handlers import bindings_of, collect_handlers

__all__ = [
    "ConfigValidationResult",
    "Connector",
    "ConnectorError",
    "ConnectorOptions",
    "FieldValidationError",
    "RegisteredCommandDefinedIncorrectly",
    "UnknownCommandError",
]


class Connector(Hooks, OwnDetails, DataStore, FileRecords):
    """A connector: override its hooks, mark methods as command handlers, and `await start()`.

    Coroutine methods run on the loop that called `start()`, plain ones in threads; heartbeat, commands and answers have
    a thread of their own, so they go on whatever the connector does. Defining a subclass whose handlers are doubled or
    mistyped raises `RegisteredCommandDefinedIncorrectly`.

    Args:
        tdp_api: the access to TDP; `start()` opens it where that has not been done.
        options: how the connector runs.
    """

    def __init_subclass__(cls, **kwargs: Any) -> None:
        """Check the command handlers of the class."""
        super().__init_subclass__(**kwargs)
        collect_handlers(cls)

    def __init__(self, tdp_api: Any, options: ConnectorOptions | None = None) -> None:
        self.tdp_api = tdp_api
        self.options = options or ConnectorOptions()
        given = getattr(tdp_api, "surroundings", None)
        self.surroundings = given if isinstance(given, Surroundings) else Surroundings()
        """What the connector takes from the process around it; a fake TDP brings its own."""
        self.logger = get_logger(type(self).__name__)
        self._ts_secrets = Secrets()
        self._ts_details = Details()
        self._ts_life: Life | None = None

    @property
    def connector_id(self) -> str:
        """The connector's id.

        Raises:
            ConfigurationError: neither TdpApi nor the environment names it.
        """
        found = self.tdp_api.config.connector_id
        if not found:
            raise ConfigurationError("CONNECTOR_ID is missing: set it in the environment or pass it to TdpApi")
        return str(found)

    @property
    def connector_details(self) -> ConnectorDetailsDto:
        """The details as they were read last; no request is made.

        Raises:
            ConnectorError: they were never read.
        """
        details = self._ts_details.current
        if details is None:
            raise ConnectorError("The connector's details are not loaded; call start() or load_connector_details()")
        return details

    @property
    def connector_config(self) -> dict[str, Any]:
        """The config as it was read last, secrets resolved; `{}` before the first was saved.

        Raises:
            ConnectorError: the details were never read.
        """
        return self.connector_details.config or {}

    def connector_details_are_loaded(self) -> bool:
        """Whether the details were read."""
        return self._ts_details.current is not None

    @property
    def secrets(self) -> Secrets:
        """What no log line and no answer may show; `secrets.add(text)` for those that the SDK cannot know."""
        found = getattr(self.tdp_api, "secrets", None)
        return found if isinstance(found, Secrets) else self._ts_secrets

    @property
    def metrics_collector(self) -> MetricsCollector:
        """What measures and sends metrics; `register_provider` adds one."""
        return self._life.services.metrics

    async def start(self) -> None:
        """Bring the connector up; returns when it listens to commands and, in status RUNNING, `on_start` has ended.

        While TDP cannot be reached it keeps trying for `start_timeout_s`. An `on_start` that fails does not end the
        connector: it reports health CRITICAL and waits for the next command.

        Raises:
            ConnectorError: TDP refused (401, 403, 404), or could not be reached in time.
        """
        await self._life.start()

    async def shutdown(self) -> None:
        """Stop for good: take no further command, let running ones end, call `on_shutdown`, end all tasks.

        Every further call waits for the same.
        """
        await self._life.shutdown()

    async def on_start(self) -> None:
        """Begin to work: called when the operating status became RUNNING; by default takes up the newest config."""
        await self.reload_connector_details()

    async def on_stop(self) -> None:
        """End the work: called when the operating status became IDLE; by default takes up the newest config."""
        await self.reload_connector_details()

    async def load_connector_details(self, emit_event: bool = True) -> None:
        """Read the details and the config, secrets resolved.

        Args:
            emit_event: whether `on_connector_updated` is called then.

        Raises:
            ConnectorError: TDP refused, or did not answer; the details from before stay.
        """
        previous = await self._ts_details.load(self.tdp_api, self.connector_id, self.secrets)
        if emit_event:
            await self._life.run_hook(self.on_connector_updated, previous)

    async def reload_connector_details(self) -> None:
        """Read the details again and call `on_connector_updated`."""
        await self.load_connector_details(emit_event=True)

    async def update_config(self) -> None:
        """Take up a new config: what the platform's UpdateConfig does."""
        await self.reload_connector_details()

    def start_heartbeat(self) -> _Done:
        """Send heartbeats from now on; `start()` does it."""
        self._life.services.start_heartbeat()
        return _Done()

    async def stop_heartbeat(self) -> None:
        """Send no further heartbeat; three minutes later TDP calls the connector offline."""
        await self._life.services.stop_heartbeat()

    def init_metrics_collector(
        self, options: MetricsCollectorOptions | None = None, *, standard: bool = True
    ) -> MetricsCollector:
        """Make a new metrics collector, without the connector's own metrics, at the latest in `on_initializing`.

        Args:
            options: how metrics are sent.
            standard: whether CPU and memory are measured.
        """
        return self._life.services.new_collector(options, standard=standard)

    def start_metrics_collection(self) -> _Done:
        """Measure and send metrics from now on; `start()` does it."""
        self._life.services.metrics.start()
        return _Done()

    async def stop_metrics_collection(self) -> None:
        """End measuring and send the rest."""
        await self._life.services.metrics.stop()

    def start_command_listener(self) -> _Done:
        """Take commands from now on; `start()` does it.

        Raises:
            ConnectorError: the details are not loaded, or name no queue.
        """
        life = self._life
        bindings = {**bindings_of(StandardCommands(self, life)), **bindings_of(self)}
        life.services.start_commands(bindings, life.user, life.returned)
        return _Done()

    async def stop_command_listener(self) -> None:
        """Take no further command; running ones end within the grace period."""
        services = self._life.services
        await services.drain(self.options.grace_period_s)
        await services.stop_commands()

    def report_health(self, status: HealthStatus | str, error_code: str | None = None) -> None:
        """Say how the connector is; it stands until the next call. From any thread.

        TDP is told the worst of this and of what the SDK itself finds, when that changes.

        Args:
            status: HEALTHY, WARNING, CRITICAL, or N/A to take back what was said.
            error_code: short code of the trouble.
        """
        if status not in tuple(HealthStatus):
            raise UsageError(f"{status!r} is no health; give one of {', '.join(HealthStatus)}")
        if status == HealthStatus.NA:
            self._life.services.health.clear("connector")
        else:
            self._life.services.health.report("connector", HealthStatus(status), error_code)

    def set_log_level(self, level: str) -> dict[str, str]:
        """Set the level of the SDK's root logger: what the platform's SetLogLevel does.

        Args:
            level: NOTSET, DEBUG, INFO, WARNING, ERROR or CRITICAL, in either case.

        Returns:
            `{previous_level, desired_level}`.

        Raises:
            UsageError: there is no such level.
        """
        root = get_root_connector_sdk_logger()
        previous = root.level
        set_root_connector_sdk_log_level(level)
        return {
            "previous_level": logging.getLevelName(previous),
            "desired_level": logging.getLevelName(root.level),
        }

    def handle_get_available_custom_commands(self) -> dict[str, Any]:
        """Return what the platform's ListCustomCommands answers: the commands that the connector adds."""
        return {"custom_commands": [asdict(command) for command in custom_commands(type(self))]}

    async def upload_file(self, request: UploadFileRequest, strict_mtl_validation: bool = False) -> UploadFileResponse:
        """Upload a file to the data lake.

        Args:
            request: the file.
            strict_mtl_validation: whether metadata, tags and labels that break a rule raise; else a warning is logged.

        Raises:
            UploadError: the request cannot be uploaded as it is.
            ConnectorError: the data lake refused, or could not be reached.
        """
        stored: UploadFileResponse = await self.tdp_api.upload_file(
            request, connector_details=self._ts_details.current, strict_mtl_validation=strict_mtl_validation
        )
        return stored

    def sync_upload_file(self, request: UploadFileRequest, strict_mtl_validation: bool = False) -> UploadFileResponse:
        """Upload a file and wait for it, blocking; for code that runs in threads."""
        return shared_portal().run(self.upload_file(request, strict_mtl_validation))

    @property
    def _life(self) -> Life:
        if self._ts_life is None:
            self._ts_life = Life(self, self._ts_details, LogControl(start=start_logging, stop=stop_logging))
        return self._ts_life


class _Done:
    """What a method returns that has done its work at once: whoever awaits it goes on."""

    def __await__(self) -> Generator[Any, None, None]:
        yield from ()
