"""What runs beside a connector's own code: heartbeat, metrics, health, commands."""

from __future__ import annotations

import asyncio
import hashlib
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ts_connectors import settings
from ts_connectors._core.ports import Answer
from ts_connectors._core.threads import in_thread
from ts_connectors.errors import ConfigurationError
from ts_connectors.models import HealthStatus
from ts_connectors.options import MetricsCollectorOptions, RegisterMetricsOptions
from ts_connectors_api.command import Binding
from ts_connectors_api.data_acquisition.requests import ReportMetricsRequest, UpdateConnectorHealthRequest

from .command_path import CommandPath
from .gauges import CpuUsage, MemoryTotal, MemoryUsed
from .health import HealthBoard
from .heartbeat import Heartbeat
from .host import Host, LogControl
from .log_shipping import CloudWatchReporter, ShippingOptions
from .metering import MetricsCollector
from .running import CommandOptions, HandlerRunner
from .stalls import StallWatch
from .supervisor import Supervisor

__all__ = ["Services", "state_folder"]

_HEARTBEAT = "heartbeat"
_HEALTH = "health"
_COMMANDS = "commands"
_DRAIN = "drain"
_LOGS = "log shipping"
_STALLS = "stalls"


class Services:
    """The tasks of one connector on the runtime's thread; every call starts that thread where it needs it."""

    def __init__(self, host: Host, log: LogControl) -> None:
        self._host = host
        self._log = log
        self._clock = host.surroundings.clock
        self.supervisor = Supervisor(clock=self._clock, name=f"ts-connectors {type(host).__name__}")
        self.health = HealthBoard(self._send_health, clock=self._clock)
        self.metrics = self.new_collector()
        self._path: CommandPath | None = None
        self._reporter: CloudWatchReporter | None = None

    async def are_begun(self) -> None:
        """Wait until everything that was started runs."""
        await self.supervisor.run(asyncio.sleep(0))

    def start_logging(self) -> None:
        """Write the log, and ship it to CloudWatch where the connector is standalone."""
        self._reporter = self._new_reporter()
        self._log.start(secrets=self._host.secrets, reporter=self._reporter)
        if self._reporter is not None:
            self.supervisor.keep(_LOGS, self._reporter.run)

    async def stop_logging(self) -> None:
        """Write and ship what is left; the console goes on."""
        reporter, self._reporter = self._reporter, None
        await in_thread(self._log.stop, reporter)
        if reporter is not None:
            await self.supervisor.end(_LOGS)
            await self.supervisor.run(reporter.stop())

    def start_heartbeat(self) -> None:
        """Send heartbeats from now on."""
        interval_s = self._host.options.heartbeat_interval
        beat = Heartbeat(self._send_heartbeat, interval_s=interval_s, clock=self._clock)
        self.supervisor.keep(_HEARTBEAT, beat.run)

    async def stop_heartbeat(self) -> None:
        """Send no further heartbeat."""
        await self.supervisor.end(_HEARTBEAT)

    def start_health(self) -> None:
        """Send health from now on."""
        self.supervisor.keep(_HEALTH, self.health.run)

    async def stop_health(self) -> None:
        """Send no further health."""
        await self.supervisor.end(_STALLS)
        await self.supervisor.end(_HEALTH)

    def watch_loop(self) -> None:
        """Report from now on when the running loop is blocked."""
        self.supervisor.keep(_STALLS, StallWatch.here(self.health).run)

    def new_collector(
        self, options: MetricsCollectorOptions | None = None, *, standard: bool = True
    ) -> MetricsCollector:
        """Make the collector that `self.metrics` holds, with the metrics that every connector has if `standard`."""
        given = self._host.options
        collector = MetricsCollector(
            self._send_metrics,
            supervisor=self.supervisor,
            clock=self._clock,
            options=options or given.metrics_collection_options,
        )
        if standard:
            interval_s = given.metrics_cpu_collection_interval_s
            cpu = RegisterMetricsOptions() if interval_s is None else RegisterMetricsOptions(interval=interval_s)
            collector.register_provider(CpuUsage(self._clock), cpu)
            collector.register_provider(MemoryUsed())
            collector.register_provider(MemoryTotal())
        self.metrics = collector
        return collector

    def start_commands(
        self, bindings: Mapping[str, Binding], runner: HandlerRunner, returned: frozenset[str] = frozenset()
    ) -> None:
        """Receive and answer commands from now on.

        Raises:
            ConfigurationError: a queue is not known.
        """
        inbound = self._host.connector_details.command_queue
        if not inbound:
            raise ConfigurationError(
                f"TDP names no command queue for connector {self._host.connector_id}; wait until it is set up, and "
                "start the connector again"
            )
        outbound = self._host.tdp_api.config.need("OUTBOUND_COMMAND_QUEUE")

        async def receive() -> None:
            if self._path is None:
                self._path = await self._new_path(inbound, outbound, bindings, runner, returned)
            await self._path.run()

        self.supervisor.keep(_COMMANDS, receive)

    def begin_drain(self, grace_s: float) -> None:
        """Let `drain` begin, without waiting; callable from a signal handler."""

        async def drain() -> None:
            if self._path is not None:
                await self._path.drain(grace_s)

        if self.supervisor.is_running:
            self.supervisor.keep(_DRAIN, drain)

    async def drain(self, grace_s: float) -> Sequence[str]:
        """Start nothing new, let commands end within `grace_s`, and return those that were given back unstarted."""
        path = self._path
        return () if path is None else await self.supervisor.run(path.drain(grace_s))

    async def stop_commands(self) -> None:
        """Drain, send what is left to answer, and let go of the queues; `start_commands` begins anew."""
        path = self._path
        if path is not None:
            await self.supervisor.run(path.close())
        await self.supervisor.end(_COMMANDS)
        self._path = None

    def cancel_command(self, command_id: str) -> bool:
        """Cancel a command that waits or runs. From any thread."""
        return self._path is not None and self._path.cancel(command_id)

    async def fall_silent(self) -> None:
        """Call REST no more: the platform has taken the token back."""
        await self.stop_heartbeat()
        await self.stop_health()
        await self.metrics.stop(flush=False)

    async def close(self) -> None:
        """End everything, and the thread; a second call does nothing."""
        if self.supervisor.is_running:
            await self.stop_commands()
            await self.stop_logging()
            await self.supervisor.close()

    async def _new_path(
        self,
        inbound: str,
        outbound: str,
        bindings: Mapping[str, Binding],
        runner: HandlerRunner,
        returned: frozenset[str],
    ) -> CommandPath:
        host = self._host
        api, options = host.tdp_api, host.options
        folder = state_folder(options.state_dir, api.config, host.connector_id)
        return CommandPath(
            inbound=api.queues.queue(inbound),
            outbound=api.queues.queue(outbound),
            blobs=api.blobs,
            journal=await host.surroundings.open_journal(folder, self._clock),
            clock=self._clock,
            target_id=host.connector_id,
            bindings=bindings,
            runner=runner,
            options=CommandOptions(
                max_concurrent_commands=options.max_concurrent_commands,
                hook_timeout_s=options.hook_timeout_s,
                allowed_origins=_own_origins(api.config),
                returned=returned,
            ),
            health=self.health,
            secrets=host.secrets,
        )

    def _new_reporter(self) -> CloudWatchReporter | None:
        api = self._host.tdp_api
        config, logs = api.config, getattr(api, "logs", None)
        if logs is None or not config.is_standalone or config.skip_cloudwatch:
            return None
        return CloudWatchReporter(
            logs,
            org_slug=config.need("ORG_SLUG"),
            connector_id=self._host.connector_id,
            started_at=self._clock.now(),
            clock=self._clock,
            health=self.health,
            options=ShippingOptions(
                buffer_limit=config.cloudwatch_buffer_limit,
                flush_limit=config.cloudwatch_flush_limit,
                flush_interval_s=config.cloudwatch_flush_interval / 1000,
            ),
        )

    async def _send_heartbeat(self) -> Answer:
        answer: Answer = await self._host.tdp_api.heartbeat(self._host.connector_id)
        return answer

    async def _send_health(self, status: HealthStatus, code: str | None) -> Answer:
        known = {"status": status} if code is None else {"status": status, "error_code": code}
        request = UpdateConnectorHealthRequest.model_validate(known)
        answer: Answer = await self._host.tdp_api.update_health(self._host.connector_id, request)
        return answer

    async def _send_metrics(self, metrics: Sequence[Mapping[str, object]]) -> Answer:
        request = ReportMetricsRequest.model_validate({"metrics": metrics})
        answer: Answer = await self._host.tdp_api.report_metrics(self._host.connector_id, request)
        return answer


def state_folder(given: Path | str | None, config: Any, connector_id: str) -> Path:
    """Return the directory of a connector's journal: as given, as the environment says, or a temporary one."""
    if given is not None:
        return Path(given)
    if (named := settings.state_dir()) is not None:
        return Path(named)
    # Connectors on one machine must not share a journal, and a connector must find its own again.
    identity = "\n".join(str(part) for part in (config.tdp_endpoint, config.org_slug, connector_id))
    return Path(tempfile.gettempdir()) / f"ts-connectors-{hashlib.sha256(identity.encode()).hexdigest()[:16]}"


def _own_origins(config: Any) -> frozenset[str]:
    known = settings.environment()
    urls = (config.tdp_endpoint, known.get("AWS_ENDPOINT_URL"), known.get("AWS_ENDPOINT_URL_S3"))
    return frozenset(url for url in urls if url)
