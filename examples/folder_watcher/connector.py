"""The connector: what the platform tells it, and its commands."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

from examples.folder_watcher.commands import (
    FolderWatcherHandlers,
    IngestRangeResponse,
    ListPendingRequest,
    ListPendingResponse,
    PauseResponse,
    Period,
    ResumeResponse,
    SetScheduleIntervalRequest,
    SetScheduleIntervalResponse,
)
from examples.folder_watcher.config import judge_config, read_config, try_folder
from examples.folder_watcher.ingest import Ingest
from examples.folder_watcher.memory import Memory, Settings
from examples.folder_watcher.records import OPEN
from examples.folder_watcher.schedule import Schedule
from ts_connectors.connector import ConfigValidationResult, Connector, ConnectorOptions
from ts_connectors.custom_commands import current_command
from ts_connectors.errors import CommandFailed, ConnectorError
from ts_connectors.models import HealthStatus
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_models import OperatingStatus

__all__ = ["FolderWatcher"]


class FolderWatcher(Connector, FolderWatcherHandlers):
    """Uploads new and changed files of a folder, on a schedule and on command."""

    def __init__(self, tdp_api: TdpApi, options: ConnectorOptions | None = None) -> None:
        super().__init__(tdp_api=tdp_api, options=options)
        self._memory = Memory(self)
        self._ingest: Ingest | None = None
        """None while the status is not RUNNING, or nothing is configured."""
        self._schedule = Schedule(self, self._look, self._look_failed)
        self._turn = asyncio.Lock()
        """Held while files are under way."""
        self._changing = asyncio.Lock()
        """Held while the configuration or the schedule changes: commands may come ten at a time."""
        self._ending = asyncio.Event()
        """Set when the configuration that commands work under ends."""

    async def on_connector_updated(self, prev: Any) -> None:
        """Work under the configuration and the status as they are now: also called by Start and Stop."""
        async with self._changing:
            await self._memory.load()
            await self._stop_working()
            if self.connector_details.operating_status != OperatingStatus.RUNNING:
                return
            config = read_config(self.connector_config)
            if config is None:
                self.report_health(HealthStatus.WARNING, "NotConfigured")
                return
            self._ending = asyncio.Event()
            self._ingest = Ingest(self, config, self._memory, self._turn)
            self._keep_schedule()

    async def on_shutdown(self) -> None:
        """End in order, so that the next start uploads nothing twice."""
        async with self._changing:
            await self._stop_working()

    async def validate_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Say field by field what is wrong."""
        return await asyncio.to_thread(judge_config, config)

    async def test_config(self, config: dict[str, Any]) -> ConfigValidationResult:
        """Try whether the folder can be read."""
        return await asyncio.to_thread(try_folder, config)

    async def set_schedule_interval(self, request: SetScheduleIntervalRequest) -> SetScheduleIntervalResponse:
        """Change the schedule, now and after a restart."""
        config = read_config(self.connector_config)
        if config is None:
            raise CommandFailed("NOT_CONFIGURED", "Save a configuration first; it names the folder.")
        configured = config.interval_seconds
        before = await self._remember(interval_seconds=request.seconds, instead_of_seconds=configured)
        return SetScheduleIntervalResponse(previous_seconds=before.interval(configured))

    async def ingest_range(self, request: Period) -> IngestRangeResponse:
        """Upload the files of a period again, with progress."""
        ingest, ending = self._ingest, self._ending
        start_ns, end_ns = _nanoseconds(request.start), _nanoseconds(request.end)
        if end_ns <= start_ns:
            raise CommandFailed("EMPTY_PERIOD", "The period ends before it begins; exchange start and end.")
        if ingest is None:
            raise CommandFailed("NOT_RUNNING", "Save a configuration, and set the connector RUNNING.")
        try:
            files = await ingest.find(lambda file: start_ns <= file.modified_ns < end_ns)
        except OSError as problem:
            raise CommandFailed("FOLDER_UNREACHABLE", f"The folder cannot be read: {problem.strerror}.") from problem
        progress = _Progress(len(files))
        uploaded = await ingest.bring_again(files, ending, progress.one_more)
        if ending.is_set() and uploaded < len(files):
            raise CommandFailed("STOPPED", f"The connector was stopped after {uploaded} of {len(files)} files.")
        return IngestRangeResponse(found=len(files), uploaded=uploaded, failed=len(files) - uploaded)

    async def list_pending(self, request: ListPendingRequest) -> ListPendingResponse:
        """Return the records of files that are not in the lake."""
        page = await self.get_files(
            statuses=OPEN, order_by="updatedAt", order_direction="DESC", max_results=request.limit or 100
        )
        return ListPendingResponse(total=page.total, files=page.files)

    async def pause(self) -> PauseResponse:
        """Look no more until Resume; a running IngestRange goes on."""
        before = await self._remember(is_paused=True)
        return PauseResponse(was_paused=before.is_paused)

    async def resume(self) -> ResumeResponse:
        """Look again."""
        before = await self._remember(is_paused=False)
        return ResumeResponse(was_paused=before.is_paused)

    async def _look(self, stopping: asyncio.Event) -> None:
        if self._ingest is not None:
            await self._ingest.look(stopping)
            self.report_health(HealthStatus.HEALTHY)

    def _look_failed(self, failure: Exception) -> None:
        is_expected = isinstance(failure, OSError | ConnectorError)
        self.report_health(HealthStatus.WARNING, "FolderUnreachable" if isinstance(failure, OSError) else "LookFailed")
        self.logger.warning(
            "A look through the folder failed; the next one is made all the same",
            extra={"reason": str(failure)},
            exc_info=None if is_expected else failure,
        )

    async def _remember(self, **changes: Any) -> Settings:
        """Change settings, let the schedule follow them, and return those from before."""
        async with self._changing:
            await self._memory.load()
            before = self._memory.settings
            await self._memory.change_settings(Settings.model_validate({**before.model_dump(), **changes}))
            self._keep_schedule()
        return before

    def _keep_schedule(self) -> None:
        """Run the schedule as status, configuration and commands want it."""
        settings = self._memory.settings
        if self._ingest is None or settings.is_paused:
            self._schedule.let_end()
        else:
            self._schedule.start(settings.interval(self._ingest.config.interval_seconds))

    async def _stop_working(self) -> None:
        self._ending.set()
        self._ingest = None
        await self._schedule.stop()


class _Progress:
    """Tells the sender of the running command how many files are done."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._done = 0
        self._command = current_command()

    def one_more(self) -> None:
        self._done += 1
        self._command.progress(self._done / self._total, f"{self._done} of {self._total} files")


def _nanoseconds(moment: datetime) -> int:
    """Return the time since 1970, as file systems count it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1) * 1000
