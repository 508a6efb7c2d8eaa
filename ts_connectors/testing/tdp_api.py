"""TDP in memory: what `TdpApi` is to a connector, without a platform."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from ts_connectors._core.clock import Clock, SystemClock
from ts_connectors._core.redaction import Secrets
from ts_connectors._runtime.file_metadata import Origin
from ts_connectors._runtime.host import Surroundings
from ts_connectors._runtime.journal import Journal, MemoryJournal
from ts_connectors._runtime.upload import Uploader
from ts_connectors.files import UploadFileRequest, UploadFileResponse
from ts_connectors.models import HealthStatus
from ts_connectors.settings import TdpApiConfig
from ts_connectors_api.data_acquisition.models import (
    ConnectorDataResponse,
    ConnectorDetailsDto,
    ConnectorFilesResponse,
    SaveConnectorFilesResponse,
)
from ts_connectors_api.operation import ApiResponse

from .blobs import FakeBlobs
from .builders import CONNECTOR_ID, OUTBOUND_QUEUE, a_connector
from .lake import FakeLake
from .logs import FakeLogs
from .queues import FakeQueues
from .rest_answers import answer, empty, items, plain, refusal

__all__ = ["FakeTdpApi"]

JournalOpener = Callable[[Path, Clock], Awaitable[Journal]]


class FakeTdpApi:
    """A TDP for one connector, in memory: give it to a connector as its `tdp_api`.

    Set its state before and look into it after; `refuse` and `fail` make the next calls go wrong. `calls` counts what
    the platform would have been asked.

    Args:
        details: the connector by wire names, as `a_connector()` makes it.
        clock: what the queues and the connector measure time with; None: the machine's.
        open_journal: opens the connector's journal of commands; None keeps it in memory.
    """

    def __init__(
        self,
        details: Mapping[str, Any] | None = None,
        *,
        clock: Clock | None = None,
        open_journal: JournalOpener | None = None,
    ) -> None:
        self.details: dict[str, Any] = dict(details or a_connector())
        self.clock = clock or SystemClock()
        self.config = TdpApiConfig(
            connector_id=CONNECTOR_ID,
            org_slug="test-org",
            tdp_endpoint="https://tdp.test",
            outbound_command_queue=OUTBOUND_QUEUE,
            datalake_bucket="test-lake",
            aws_region="us-east-1",
            connector_token="test-token",  # noqa: S106 - opens nothing
        )
        self.surroundings = Surroundings(clock=self.clock, open_journal=open_journal or _in_memory)
        """What a connector on this TDP takes from the process around it: this clock, and a journal in memory."""
        self.queues = FakeQueues(self.clock)
        self.blobs = FakeBlobs()
        self.lake = FakeLake("test-lake")
        """What `upload_file` put into the data lake."""
        # Lines of the log carry the machine's time, whatever the clock of the test says.
        self.logs = FakeLogs(SystemClock(), f"/connector/test-org/{CONNECTOR_ID}")
        """What the connector's log ships to CloudWatch."""
        self.secrets = Secrets()
        self.calls: Counter[str] = Counter()
        """How often each method was called."""
        self.headers: dict[str, str] = {}
        self.unresolved: dict[str, Any] | None = None
        """The config as it reads without resolveSecrets; None: it holds no secret."""
        self.versions: dict[str, dict[str, Any]] = {}
        """Configs by version."""
        self.values: dict[str, dict[str, Any]] = {}
        """The data store: entries by key, with wire names."""
        self.files: dict[str, dict[str, Any]] = {}
        """File records by id, with wire names."""
        self.unsaved: dict[str, str] = {}
        """External ids of files that `update_connector_files` fails to save, and why."""
        self.healths: list[tuple[str, str | None]] = []
        """Status and code of each `update_health`."""
        self.metrics: list[dict[str, Any]] = []
        """The metrics of all `report_metrics`."""
        self._is_initialized = False
        self._numbers = itertools.count(1)
        self._failures: dict[str, list[int | Exception]] = {}

    def refuse(self, method: str, *statuses: int) -> None:
        """Answer the next calls of a method with these HTTP statuses, one each."""
        self._failures.setdefault(method, []).extend(statuses)

    def fail(self, method: str, *errors: Exception) -> None:
        """Raise these errors from the next calls of a method, one each."""
        self._failures.setdefault(method, []).extend(errors)

    def offer_config(self, config: Mapping[str, Any]) -> str:
        """Keep a config that is to be validated, and return its version."""
        version = str(len(self.versions) + 1)
        self.versions[version] = dict(config)
        return version

    def save_config(self, config: Mapping[str, Any]) -> str:
        """Make a config the current one, and return its version."""
        version = self.offer_config(config)
        self.details["config"] = dict(config)
        return version

    async def init_client(self, proxy_url: str | None = None, disable_verify: bool = False) -> Self:
        """Count as open."""
        self._ask("init_client")
        self._is_initialized = True
        return self

    def client_is_initialized(self) -> bool:
        """Whether `init_client` was called."""
        return self._is_initialized

    async def aclose(self) -> None:
        """Count as closed."""
        self._is_initialized = False

    def update_headers(self, headers: Mapping[str, str]) -> None:
        """Keep the headers."""
        self.headers.update(headers)

    async def get_connector_by_id(
        self,
        connector_id: str,
        resolve_secrets: bool | None = None,
        version: str = "v1",
        include: Sequence[str] | None = None,
    ) -> ApiResponse[ConnectorDetailsDto]:
        """Return the details."""
        if refused := self._ask("get_connector_by_id", connector_id):
            return refused
        details = dict(self.details)
        if not resolve_secrets and self.unresolved is not None:
            details["config"] = self.unresolved
        if "config" not in (include or ()):
            del details["config"]
        return answer(ConnectorDetailsDto, details)

    async def get_connector_config(
        self, connector_id: str, connector_version: str = "", version: str = "v1"
    ) -> ApiResponse[dict[str, Any]]:
        """Return a version of the config, the current one for `""`."""
        if refused := self._ask("get_connector_config", connector_id):
            return refused
        config = self.versions.get(connector_version) if connector_version else self.details["config"]
        if config is None:
            return refusal(404)
        return ApiResponse(status_code=200, headers={}, content=json.dumps(config).encode(), parsed=config)

    async def get_connector_data(
        self, connector_id: str, keys: str | Sequence[str] | None = None, version: str = "v1"
    ) -> ApiResponse[ConnectorDataResponse]:
        """Return entries of the data store."""
        if refused := self._ask("get_connector_data", connector_id):
            return refused
        wanted = keys.split(",") if isinstance(keys, str) else keys
        found = [entry for key, entry in self.values.items() if wanted is None or key in wanted]
        return answer(ConnectorDataResponse, {"values": found})

    async def save_connector_data(
        self, connector_id: str, raw_data: Any, version: str = "v1"
    ) -> ApiResponse[ConnectorDataResponse]:
        """Keep entries of the data store."""
        if refused := self._ask("save_connector_data", connector_id):
            return refused
        saved: list[dict[str, Any]] = []
        for entry in items(raw_data, "values"):
            saved.append({"secure": False, **entry, **self._times(self.values.get(entry["key"]))})
            self.values[entry["key"]] = saved[-1]
        return answer(ConnectorDataResponse, {"values": saved})

    async def get_connector_files(
        self,
        connector_id: str,
        get_connector_files_query_params: Mapping[str, Any] | None = None,
        version: str = "v1",
    ) -> ApiResponse[ConnectorFilesResponse]:
        """Return a page of file records; ids, external ids, statuses, errors, take and skip count."""
        if refused := self._ask("get_connector_files", connector_id):
            return refused
        filters = dict(get_connector_files_query_params or {})
        found = [file for file in self.files.values() if _matches(file, filters)]
        skip, take = int(filters.get("skip") or 0), int(filters.get("take") or 50)
        return answer(ConnectorFilesResponse, {"files": found[skip : skip + take], "total": len(found)})

    async def update_connector_files(
        self, connector_id: str, files_data: Any, version: str = "v1"
    ) -> ApiResponse[SaveConnectorFilesResponse]:
        """Keep file records: by id, else by external id, else new ones."""
        if refused := self._ask("update_connector_files", connector_id):
            return refused
        saved: list[dict[str, Any]] = []
        failures: list[dict[str, Any]] = []
        for given in items(files_data, "files"):
            if (why := self.unsaved.get(given.get("uniqueExternalId", ""))) is not None:
                failures.append({"uniqueExternalId": given["uniqueExternalId"], "message": why})
            else:
                saved.append(self._save_file(given))
        return answer(SaveConnectorFilesResponse, {"files": saved, "failures": failures})

    async def heartbeat(self, connector_id: str, version: str = "v1") -> ApiResponse[None]:
        """Count a heartbeat."""
        return self._ask("heartbeat", connector_id) or empty(201)

    async def report_metrics(self, connector_id: str, metrics: Any, version: str = "v1") -> ApiResponse[None]:
        """Keep points of metrics."""
        if refused := self._ask("report_metrics", connector_id):
            return refused
        self.metrics.extend(items(metrics, "metrics"))
        return empty(201)

    async def update_health(
        self, connector_id: str, update_connector_health_request: Any, version: str = "v1"
    ) -> ApiResponse[None]:
        """Keep the health."""
        if refused := self._ask("update_health", connector_id):
            return refused
        health = plain(update_connector_health_request)
        status, code = str(HealthStatus(health["status"])), health.get("errorCode")
        self.healths.append((status, code))
        self.details.update(health=status, healthErrorCode=code)
        return empty(204)

    async def upload_file(
        self,
        request: UploadFileRequest,
        connector_details: ConnectorDetailsDto | None = None,
        strict_mtl_validation: bool = False,
    ) -> UploadFileResponse:
        """Put a file into `lake`, as `TdpApi` does."""
        self._ask("upload_file")
        details = connector_details or ConnectorDetailsDto.model_validate(self.details)
        origin = Origin.of(details, org_slug="test-org", connector_id=CONNECTOR_ID, hub_id=None)
        uploader = Uploader(self.lake, bucket="test-lake")
        return await uploader.upload(request, origin, strict=strict_mtl_validation)

    def _ask(self, method: str, connector_id: str | None = None) -> ApiResponse[Any] | None:
        self.calls[method] += 1
        pending = self._failures.get(method)
        if pending:
            failure = pending.pop(0)
            if isinstance(failure, Exception):
                raise failure
            return refusal(failure)
        return refusal(404) if connector_id not in (None, self.details["id"]) else None

    def _save_file(self, given: Mapping[str, Any]) -> dict[str, Any]:
        name = given.get("uniqueExternalId")
        known = self.files.get(given.get("id", "")) or next(
            (file for file in self.files.values() if name is not None and file["uniqueExternalId"] == name), None
        )
        blank: dict[str, Any] = {
            "uniqueExternalId": "",
            "filepath": "",
            "status": "PENDING",
            "metadata": {},
            "errorMessage": None,
        }
        start = known or {"id": f"file-{next(self._numbers)}", "errorCount": 0, **blank}
        file = {**start, **given, "id": start["id"], **self._times(known)}
        self.files[file["id"]] = file
        return file

    def _times(self, known: Mapping[str, Any] | None) -> dict[str, Any]:
        now = self.clock.now().isoformat()
        return {"createdAt": now if known is None else known["createdAt"], "updatedAt": now}


async def _in_memory(_directory: Path, clock: Clock) -> Journal:
    return MemoryJournal(clock)


def _matches(file: Mapping[str, Any], filters: Mapping[str, Any]) -> bool:
    def is_in(name: str, field: str) -> bool:
        return filters.get(name) is None or file[field] in filters[name]

    def is_out(name: str, field: str) -> bool:
        return file[field] not in (filters.get(name) or ())

    most = filters.get("max_errors")
    return (
        is_in("file_ids", "id")
        and is_in("unique_external_ids", "uniqueExternalId")
        and is_in("statuses", "status")
        and is_out("exclude_file_ids", "id")
        and is_out("exclude_unique_external_ids", "uniqueExternalId")
        and (most is None or file["errorCount"] <= most)
    )
