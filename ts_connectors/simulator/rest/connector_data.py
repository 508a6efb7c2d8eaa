"""What a connector stores over REST: its data store, its file records, its metrics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from ts_connectors.simulator.problem import Problem, Validation
from ts_connectors.simulator.rest.caller import is_connector_itself
from ts_connectors.simulator.rest.engine import Served
from ts_connectors.simulator.rest.views import file_view, value_view
from ts_connectors.simulator.state.file_query import FileQuery
from ts_connectors.simulator.state.files import FileFailure, FileRecord
from ts_connectors.simulator.state.metrics import MetricPoint, by_minute, means
from ts_connectors.simulator.state.values import StoredValue
from ts_connectors_api.data_acquisition.models import (
    ConnectorDataResponse,
    ConnectorFilesResponse,
    ConnectorFileStatus,
    ConnectorMetricDto,
    GetConnectorFileStatsDto,
    GetConnectorMetricsDto,
    MetricTimeValueDto,
    SaveConnectorFileFailure,
    SaveConnectorFilesResponse,
    SortDirection,
)
from ts_connectors_api.data_acquisition.requests import (
    ReportMetricsRequest,
    SaveConnectorDataRequest,
    SaveConnectorFilesRequest,
)

__all__ = ["ServedConnectorData"]


class ServedConnectorData(Served):
    """Answers reads and writes of what connectors store."""

    async def connectors_get_data(
        self, id: str, *, keys: str | None, use_object_notation: bool | None
    ) -> ConnectorDataResponse:
        """Return entries of the data store."""
        self._state.connectors.get(id)
        wanted = None if keys is None else _keys(keys)
        return self._values(id, self._state.values.read(id, wanted, is_path=bool(use_object_notation)))

    async def connectors_save_data(self, id: str, body: SaveConnectorDataRequest) -> ConnectorDataResponse:
        """Write entries; all of them, or none where one cannot be written."""
        self._state.connectors.get(id)
        _check_keys([entry.key for entry in body.values])
        with self._state.basis.changes:
            saved = [
                self._state.values.save(id, entry.key, entry.value, is_secure=entry.secure is True)
                for entry in body.values
            ]
        return self._values(id, saved)

    async def connectors_delete_data(self, id: str, *, keys: str) -> None:
        """Remove entries."""
        self._state.connectors.get(id)
        self._state.values.delete(id, _keys(keys))

    async def connectors_get_files(
        self,
        id: str,
        *,
        order_direction: SortDirection | None,
        statuses: list[ConnectorFileStatus] | None,
        file_ids: list[str] | None,
        exclude_file_ids: list[str] | None,
        unique_external_ids: list[str] | None,
        exclude_unique_external_ids: list[str] | None,
        max_errors: int | None,
        created_before: datetime | None,
        created_after: datetime | None,
        updated_before: datetime | None,
        updated_after: datetime | None,
        order_by: str | None,
        take: int | None,
        skip: int | None,
    ) -> ConnectorFilesResponse:
        """Return a page of file records."""
        self._state.connectors.get(id)
        query = FileQuery(
            file_ids=file_ids,
            exclude_file_ids=exclude_file_ids,
            unique_external_ids=unique_external_ids,
            exclude_unique_external_ids=exclude_unique_external_ids,
            statuses=None if statuses is None else [status.value for status in statuses],
            max_errors=max_errors,
            created_before=created_before,
            created_after=created_after,
            updated_before=updated_before,
            updated_after=updated_after,
            order_by=order_by,
            is_descending=order_direction == SortDirection.DESC,
            take=take,
            skip=skip,
        )
        query.check()
        page, total = query.page(self._state.files.all(id))
        return ConnectorFilesResponse(files=[file_view(record) for record in page], total=total)

    async def connectors_save_files(self, id: str, body: SaveConnectorFilesRequest) -> SaveConnectorFilesResponse:
        """Write file records, each for itself."""
        self._state.connectors.get(id)
        written: list[FileRecord] = []
        failures: list[SaveConnectorFileFailure | str] = []
        for wanted in body.files:
            try:
                written.append(self._state.files.save(id, wanted.model_dump(exclude_unset=True, by_alias=False)))
            except FileFailure as failure:
                failures.append(_file_failure(failure))
        return SaveConnectorFilesResponse(files=[file_view(record) for record in written], failures=failures)

    async def connectors_get_file_stats(self, id: str) -> GetConnectorFileStatsDto:
        """Count the file records by status."""
        self._state.connectors.get(id)
        counts = self._state.files.counts(id)
        return GetConnectorFileStatsDto(
            total=sum(counts.values()),
            success=counts["SUCCESS"],
            pending=counts["PENDING"],
            processing=counts["PROCESSING"],
            error=counts["ERROR"],
            skipped=counts["SKIPPED"],
        )

    async def connectors_get_file_metrics(self, id: str) -> GetConnectorMetricsDto:
        """Return by the minute: the mean of what was reported, and how many files came to which status."""
        self._state.connectors.get(id)
        series = {name: list(values.items()) for name, values in means(self._state.metrics.points(id)).items()}
        steps = self._state.files.steps(id)
        for status in ConnectorFileStatus:
            times = [(step.time, 1.0) for step in steps if step.status == status]
            counts = [(minute, float(len(ones))) for minute, ones in by_minute(times).items()]
            if counts:
                series[f"files_{status.value.lower()}"] = counts
        return GetConnectorMetricsDto(metrics=[_metric(name, points) for name, points in series.items()])

    async def connectors_report_metrics(self, id: str, body: ReportMetricsRequest) -> None:
        """Keep points of metrics."""
        self._state.connectors.get(id)
        points = [
            MetricPoint(
                name=metric.name,
                unit=metric.unit,
                dimensions=[(dimension.name, dimension.value) for dimension in metric.dimensions],
                time=point.time,
                value=point.value,
            )
            for metric in body.metrics
            for point in metric.values
        ]
        self._state.metrics.report(id, points)

    def _values(self, connector_id: str, entries: Iterable[StoredValue]) -> ConnectorDataResponse:
        shows_secrets = is_connector_itself(connector_id)
        return ConnectorDataResponse(values=[value_view(entry, shows_secrets=shows_secrets) for entry in entries])


def _keys(joined: str) -> list[str]:
    return [key for key in joined.split(",") if key]


def _check_keys(keys: list[str]) -> None:
    faults: list[Validation] = []
    for index, key in enumerate(keys):
        if not key or "," in key:
            faults.append(Validation(field=f"values.{index}.key", reason="is empty or holds a comma"))
        elif key in keys[:index]:
            faults.append(Validation(field=f"values.{index}.key", reason="is given more than once"))
    if faults:
        raise Problem(400, "The request is not valid", faults)


def _file_failure(failure: FileFailure) -> SaveConnectorFileFailure:
    named: dict[str, Any] = {"file_id": failure.file_id, "unique_external_id": failure.unique_external_id}
    return SaveConnectorFileFailure(
        message=failure.message, **{name: value for name, value in named.items() if value is not None}
    )


def _metric(name: str, points: list[tuple[datetime, float]]) -> ConnectorMetricDto:
    return ConnectorMetricDto(name=name, values=[MetricTimeValueDto(time=time, value=value) for time, value in points])
