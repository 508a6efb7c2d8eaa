"""A folder, a TDP in memory, and the watcher between them."""

from __future__ import annotations

import os
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from examples.folder_watcher.connector import FolderWatcher
from ts_connectors.errors import PortError
from ts_connectors.files import UploadFileRequest, UploadFileResponse
from ts_connectors.models import CommandResponse
from ts_connectors.testing import ConnectorHarness, FakeTdpApi, ManualClock, a_connector
from ts_connectors.testing.lake import LakeVersion
from ts_connectors_api.data_acquisition.models import (
    ConnectorDetailsDto,
    ConnectorFilesResponse,
    SaveConnectorFilesResponse,
)
from ts_connectors_api.operation import ApiResponse

__all__ = ["INTERVAL_S", "Scene"]

INTERVAL_S = 5.0
PREFIX = "TetraScience.Connector.FolderWatcher."


class ObservedWatcher(FolderWatcher):
    """Counts its looks, so that a test knows when one has ended."""

    looks = 0

    async def _look(self, stopping: Any) -> None:
        try:
            await super()._look(stopping)
        finally:
            self.looks += 1


class ObservedApi(FakeTdpApi):
    """Tells when an upload is about to begin, and how much is asked for at once."""

    def __init__(self, details: Mapping[str, Any], clock: ManualClock) -> None:
        super().__init__(details, clock=clock)
        self.on_begin: Callable[[str], None] = lambda _filepath: None
        """Called with a record's file path when it becomes PROCESSING."""
        self.on_upload: Callable[[str], None] = lambda _filepath: None
        """Called with a file's path before its content is read for the upload."""
        self.refused: set[str] = set()
        """Names of files that the lake refuses."""
        self.ids_asked: list[int] = []
        """How many ids each query for file records named."""
        self.most_pending = 0
        """How many records were PENDING at the same time."""

    async def get_connector_files(
        self, connector_id: str, get_connector_files_query_params: Any = None, version: str = "v1"
    ) -> ApiResponse[ConnectorFilesResponse]:
        self.ids_asked.append(len((get_connector_files_query_params or {}).get("unique_external_ids") or ()))
        return await super().get_connector_files(connector_id, get_connector_files_query_params, version)

    async def update_connector_files(
        self, connector_id: str, files_data: Any, version: str = "v1"
    ) -> ApiResponse[SaveConnectorFilesResponse]:
        answer = await super().update_connector_files(connector_id, files_data, version)
        pending = sum(file["status"] == "PENDING" for file in self.files.values())
        self.most_pending = max(self.most_pending, pending)
        for file in answer.parsed.files if answer.parsed else ():
            if file.status == "PROCESSING":
                self.on_begin(file.filepath)
        return answer

    async def upload_file(
        self,
        request: UploadFileRequest,
        connector_details: ConnectorDetailsDto | None = None,
        strict_mtl_validation: bool = False,
    ) -> UploadFileResponse:
        self.on_upload(request.filepath)
        if request.filepath.removeprefix("instruments/") in self.refused:
            raise PortError("refused", service="s3", code="InvalidRequest", status=400)
        return await super().upload_file(request, connector_details, strict_mtl_validation)


class Scene:
    """What tests do and see; the watcher runs inside `running()`, and again in the next `running()`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = ManualClock()
        self.config: dict[str, Any] = {"folder": str(folder), "interval_seconds": INTERVAL_S, "retry_seconds": 4}
        self.api = ObservedApi(a_connector(status="RUNNING", config=self.config), self.clock)
        self._harness: ConnectorHarness[ObservedWatcher] | None = None

    @asynccontextmanager
    async def running(self) -> AsyncGenerator[ConnectorHarness[ObservedWatcher]]:
        """Run the watcher, from after its first look where it looks at all."""
        self.api.details["config"] = self.config
        async with ConnectorHarness(ObservedWatcher, api=self.api) as harness:
            self._harness = harness
            await self.clock.settle()
            if self.is_looking:
                await self.looked(1)
            yield harness

    @property
    def harness(self) -> ConnectorHarness[ObservedWatcher]:
        """The running watcher."""
        assert self._harness is not None
        return self._harness

    @property
    def is_looking(self) -> bool:
        """Whether the watcher's settings let it look."""
        settings = self.api.values.get("settings", {"value": {}})["value"]
        return self.api.details["operatingStatus"] == "RUNNING" and not settings.get("is_paused")

    def write(self, name: str, content: bytes = b"1,2,3\n", *, age_s: float = 60.0) -> Path:
        """Write a file that was last changed so long ago, by the scene's clock."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        self.touch(name, age_s=age_s)
        return path

    def touch(self, name: str, *, age_s: float = 60.0) -> None:
        """Let a file have been changed so long ago."""
        changed = self.clock.now() - timedelta(seconds=age_s)
        changed_ns = (changed - datetime.fromtimestamp(0, UTC)) // timedelta(microseconds=1) * 1000
        os.utime(self.folder / name, ns=(changed_ns, changed_ns))

    async def look(self, times: int = 1) -> None:
        """Let time pass until the next look, and wait for its end."""
        for _ in range(times):
            wanted = self.harness.connector.looks + 1
            await self.harness.advance(INTERVAL_S)
            await self.looked(wanted)

    async def looked(self, times: int) -> None:
        """Wait until so many looks have ended since the watcher was started."""
        await self.clock.until(lambda: self.harness.connector.looks >= times)

    async def send(self, command: str, body: Any = None) -> CommandResponse:
        """Send a command and return its final answer."""
        return (await self.harness.send(PREFIX + command, body))[-1]

    def versions(self, name: str) -> list[LakeVersion]:
        """Return the versions of a file in the lake, the oldest first."""
        end = f"/RAW/instruments/{name}"
        return [version for version in self.api.lake.versions if version.key.endswith(end)]

    def uploads(self) -> dict[str, int]:
        """Return how often each file was uploaded."""
        keys = [key.partition("/RAW/instruments/")[2] for key in self.api.lake.keys if "/RAW/" in key]
        return {name: keys.count(name) for name in keys}

    def records(self, name: str) -> list[dict[str, Any]]:
        """Return the records of a file, that of its newest version last."""
        return [file for file in self.api.files.values() if file["filepath"] == f"instruments/{name}"]

    def record(self, name: str) -> dict[str, Any]:
        """Return the only record of a file."""
        (record,) = self.records(name)
        return record
