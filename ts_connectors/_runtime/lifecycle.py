"""From `start()` to the end of the process, in order and once."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextvars import ContextVar
from typing import Any, TypeAlias

from ts_connectors.errors import ConfigurationError, ConnectorError, UsageError
from ts_connectors.manifest import USER_AGENT_KEY, get_connector_manifest, user_agent
from ts_connectors.models import HealthStatus, OperatingStatus
from ts_connectors.settings import Job

from .deadline import within
from .details import Details
from .host import Host, LogControl
from .returned import RETURNED_KEY, read_values, returned_ids, write_mark
from .services import Services
from .signals import StopSignals
from .startup import ride_out
from .user_loop import UserLoop

__all__ = ["Life"]

FAILED_START = "StartAsRunningFailure"
_ON_START = "on_start"
_DRAIN_SHARE = 0.8
"""How much of the grace period running commands get; the rest is for `on_shutdown`."""
_LEAST_CLEAN_UP_S = 1.0

_by_command: ContextVar[bool] = ContextVar("ts_connectors_by_command", default=False)
_in_shutdown: ContextVar[bool] = ContextVar("ts_connectors_in_shutdown", default=False)

_log = logging.getLogger(__name__)

_Task: TypeAlias = "asyncio.Task[None]"


class Life:
    """Starts a connector, stops it, and ends the process when that is asked for. Lives on the user's loop."""

    def __init__(self, host: Host, details: Details, log: LogControl) -> None:
        self._host = host
        self._details = details
        self._clock = host.surroundings.clock
        self.services = Services(host, log)
        self.returned: frozenset[str] = frozenset()
        """Commands that the last clean stop gave back unstarted."""
        self._user: UserLoop | None = None
        self._signals = StopSignals(self._on_signal)
        self._is_up = asyncio.Event()
        self._start_failed = False
        self._coming_up: _Task | None = None
        self._stopping: _Task | None = None
        self._finishing: _Task | None = None
        self._ending: _Task | None = None
        self._anchor: AsyncGenerator[None, None] | None = None

    @property
    def user(self) -> UserLoop:
        """The loop that hooks and handlers run on: the one that called `start()`, before it the running one."""
        return self._user or UserLoop.here()

    async def start(self) -> None:
        """Bring the connector up.

        Raises:
            UsageError: it was started before.
            ConfigurationError: it names all that is missing or malformed for REST and for commands.
            ConnectorError: the platform refused, or could not be reached within `start_timeout_s`.
        """
        if self._user is not None:
            raise UsageError("This connector was started before; make a new one to start again")
        self._user = UserLoop.here()
        if self._host.options.handle_signals:
            self._signals.install()
        self._anchor = self._anchored()
        await anext(self._anchor)
        self._coming_up = self._user.loop.create_task(self._come_up(), name="start")
        try:
            await self._coming_up
        except BaseException:
            if self._ending is not None:
                await asyncio.shield(self._ending)  # a signal came: the process ends from there
            await self.finish()
            if self._stopping is not None and not _is_cancelled():
                raise ConnectorError("The connector was shut down while it started; make a new one to start") from None
            raise

    async def run_hook(self, hook: Callable[..., Any], *args: Any) -> Any:
        """Call a hook where it belongs."""
        return await self.user.call(hook, *args)

    async def on_start_command(self) -> None:
        """Run `on_start` for the platform."""
        await self._is_up.wait()
        await self._run_and_reload(self._host.on_start)
        self._forget_failed_start()

    async def on_stop_command(self) -> None:
        """Run `on_stop` for the platform; after a failed start it cannot fail."""
        await self._is_up.wait()
        try:
            await self._run_and_reload(self._host.on_stop)
        except Exception:
            if not self._start_failed:
                raise
            _log.exception("on_stop failed after a failed start; the connector counts as stopped")
        self._forget_failed_start()

    async def on_update_command(self) -> None:
        """Take up a new config for the platform."""
        await self._is_up.wait()
        await self._host.update_config()

    async def on_shutdown_command(self) -> None:
        """Stop for the platform; once the command is answered, the process ends."""
        token = _by_command.set(True)
        try:
            await self._host.shutdown()
        finally:
            _by_command.reset(token)
            if self._ending is None:
                self._ending = self.user.loop.create_task(self._end_after_command(), name="end")

    async def shutdown(self) -> None:
        """Drain, run `on_shutdown`, end the tasks; every further call waits for the same."""
        if _in_shutdown.get():  # on_shutdown itself asks for it
            return
        if self._coming_up is not None and not self._coming_up.done():
            self._coming_up.cancel()
        if self._stopping is None:
            self._stopping = asyncio.get_running_loop().create_task(self._stop(), name="shutdown")
        try:
            await asyncio.shield(self._stopping)
        finally:
            if not _by_command.get():
                await self.finish()

    async def finish(self) -> None:
        """Send what is left to answer, let go of everything; every further call waits for the same."""
        if self._finishing is None:
            self._finishing = asyncio.get_running_loop().create_task(self._finish(), name="finish")
        await asyncio.shield(self._finishing)

    async def _come_up(self) -> None:
        host, clock = self._host, self._clock
        until = clock.monotonic() + host.options.start_timeout_s
        host.tdp_api.config.require(Job.REST, Job.COMMANDS)
        if not host.tdp_api.client_is_initialized():
            await ride_out(host.tdp_api.init_client, until=until, clock=clock)
        self.services.start_logging()
        await self.run_hook(host.on_initializing)
        await ride_out(lambda: host.load_connector_details(emit_event=False), until=until, clock=clock)
        await self._read_data_store()
        details = host.connector_details
        self.services.health.expect(details.health, details.health_error_code)
        self.services.start_health()
        self.services.watch_loop()
        host.start_metrics_collection()
        host.start_heartbeat()
        host.start_command_listener()
        if details.operating_status == OperatingStatus.RUNNING:
            await self._start_as_running()
        self._is_up.set()
        await self.services.are_begun()
        await self.run_hook(host.on_initialized)

    async def _read_data_store(self) -> None:
        api, connector_id = self._host.tdp_api, self._host.connector_id
        found = await read_values(api, connector_id, USER_AGENT_KEY, RETURNED_KEY)
        self.returned = returned_ids(found.get(RETURNED_KEY))
        if self.returned:
            # It holds for one start: what these commands do from here on, the journal knows.
            await write_mark(api, connector_id, ())
        try:
            manifest = get_connector_manifest()
        except ConfigurationError as problem:
            _log.warning("The connector goes without its manifest: %s", problem)
            manifest = None
        agent = user_agent(manifest, type(self._host).__name__, found.get(USER_AGENT_KEY))
        if agent is not None:
            api.update_headers({"user-agent": agent})

    async def _start_as_running(self) -> None:
        try:
            await within(self.run_hook(self._host.on_start), self._host.options.hook_timeout_s, self._clock)
        except Exception:  # noqa: BLE001 - a connector that cannot start stays up, so that its config can be mended
            _log.exception("on_start failed; the connector stays up and waits for its next command")
            self._start_failed = True
            self.services.health.report(_ON_START, HealthStatus.CRITICAL, FAILED_START)

    async def _run_and_reload(self, hook: Callable[[], Any]) -> None:
        reads = self._details.reads
        await self.run_hook(hook)
        if self._details.reads == reads:  # the hook is overridden without super(): the status is still the old one
            try:
                await self._host.load_connector_details(emit_event=False)
            except ConnectorError as failure:
                _log.warning("The connector's details could not be read again: %s", failure)

    def _forget_failed_start(self) -> None:
        self._start_failed = False
        self.services.health.clear(_ON_START)

    async def _stop(self) -> None:
        _in_shutdown.set(True)
        host, services = self._host, self.services
        if _by_command.get():
            await services.fall_silent()
        grace_s = host.options.grace_period_s
        began = self._clock.monotonic()
        returned = await services.drain(grace_s * _DRAIN_SHARE)
        if returned and not _by_command.get():
            await write_mark(host.tdp_api, host.connector_id, returned)
        left_s = max(_LEAST_CLEAN_UP_S, grace_s - (self._clock.monotonic() - began))
        try:
            await within(self.run_hook(host.on_shutdown), left_s, self._clock)
        finally:
            await services.metrics.stop()
            await services.stop_heartbeat()
            await services.stop_health()

    async def _finish(self) -> None:
        await self.services.close()
        self._signals.restore()
        if self._anchor is not None:
            await self._anchor.aclose()

    async def _anchored(self) -> AsyncGenerator[None, None]:
        # A loop that ends closes its generators: without shutdown() the runtime must not outlive the loop.
        try:
            yield
        finally:
            self._anchor = None
            if self._finishing is None:
                await self.finish()

    def _on_signal(self, number: int) -> None:
        self.services.begin_drain(self._host.options.grace_period_s * _DRAIN_SHARE)
        self.user.loop.call_soon_threadsafe(self._begin_to_end, number)

    def _begin_to_end(self, number: int) -> None:
        _log.info("Signal %s: the connector stops", number)
        if self._ending is None:
            self._ending = self.user.loop.create_task(self._end(), name="end")

    async def _end(self) -> None:
        await _logged(self._host.shutdown())
        await _logged(self.finish())
        self._exit()

    async def _end_after_command(self) -> None:
        await _logged(self.finish())
        if self._host.options.exit_on_shutdown:
            self._exit()

    def _exit(self) -> None:
        # Out of a callback it ends the loop, not only a task: the main coroutine is cancelled and its `finally` runs.
        self.user.loop.call_soon(_raise_exit)


async def _logged(step: Coroutine[Any, Any, None]) -> None:
    try:
        await step
    except Exception:  # noqa: BLE001 - the process is to end all the same
        _log.exception("The shutdown was not clean")


def _is_cancelled() -> bool:
    task = asyncio.current_task()
    return task is not None and task.cancelling() > 0


def _raise_exit() -> None:
    raise SystemExit(0)
