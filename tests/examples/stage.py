"""The watcher as a process of its own, on a local platform."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from examples.folder_watcher.commands import FolderWatcherCommands
from examples.folder_watcher.demo.user import User
from ts_connectors import settings
from ts_connectors.simulator import Artifact, LocalPlatform
from ts_connectors_api.data_acquisition.models import RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import UpdateConnectorStatusRequest

__all__ = ["Stage"]

ARTIFACT = Artifact(namespace="common", slug="folder-watcher", version="v0.1.0")
START_S = 40.0


class Stage:
    """A platform, a folder, and a connector that is RUNNING on the platform whether its process runs or not."""

    def __init__(self, platform: LocalPlatform, root: Path, folder: Path) -> None:
        self.platform = platform
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.connector = platform.create_connector(
            "Laboratory",
            artifact=ARTIFACT,
            config={
                "folder": str(self.inbox),
                "interval_seconds": 0.2,
                "settle_seconds": 0,
                "retry_seconds": 3,
            },
        )
        self.user = User(platform.address)
        self.user.connectors.update_status(
            self.connector.id, UpdateConnectorStatusRequest(status=RequestedOperatingStatus.RUNNING)
        )
        self.commands = FolderWatcherCommands(self.user.command_service, self.connector.id)
        self._root = root
        self._state = folder / "state"
        self.log = folder / "connector.log"
        self._processes: list[subprocess.Popen[bytes]] = []

    def start(self, *module: str) -> subprocess.Popen[bytes]:
        """Start the connector, and return once it has answered a command."""
        environment = {**settings.environment(), **self.platform.environment(self.connector)}
        environment["TS_CONNECTORS_STATE_DIR"] = str(self._state)
        with self.log.open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *(module or ("examples.folder_watcher",))],
                cwd=self._root,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )
        self._processes.append(process)
        self.commands.list_pending()
        return process

    def wait_until(self, condition: Callable[[], Any]) -> None:
        """Wait until the platform's state is so; a failure shows the connector's log."""
        try:
            self.platform.wait_until(condition, timeout=START_S)
        except TimeoutError:
            raise AssertionError(self.log.read_text("utf-8")[-4000:]) from None

    def wait_for_files(self, count: int) -> None:
        """Wait until so many records say SUCCESS."""
        self.wait_until(lambda: self.counts["SUCCESS"] >= count)

    @property
    def counts(self) -> Counter[str]:
        """How many file records have each status."""
        return Counter(self.platform.state.files.counts(self.connector.id))

    def record(self, name: str) -> Any:
        """Return the record of a file, None where there is none."""
        records = self.platform.state.files.all(self.connector.id)
        return next((record for record in records if record.filepath == f"instruments/{name}"), None)

    def brought(self) -> set[str]:
        """Return the files whose records say SUCCESS."""
        records = self.platform.state.files.all(self.connector.id)
        return {record.filepath.removeprefix("instruments/") for record in records if record.status == "SUCCESS"}

    def contents(self) -> dict[str, list[bytes]]:
        """Return the content of every version of every file in the lake."""
        prefix = f"{self.platform.address.org_slug}/{self.connector.id}/RAW/instruments/"
        bucket = self.platform.address.datalake_bucket
        found: dict[str, list[bytes]] = {}
        for version in self.platform.aws.list_versions(bucket, prefix=prefix):
            content = self.platform.aws.get_object(bucket, version.key, version_id=version.version_id)
            found.setdefault(version.key.removeprefix(prefix), []).append(content)
        return found

    def close(self) -> None:
        """End all processes."""
        self.user.close()
        for process in self._processes:
            process.kill()
            process.wait()
