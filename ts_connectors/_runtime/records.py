"""The records of files that the platform keeps for a connector, as authors use them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeAlias

from pydantic import BaseModel

from ts_connectors._core.plain import is_map
from ts_connectors.errors import ConnectorError, SaveFilesError, UsageError
from ts_connectors_api.data_acquisition.models import (
    ConnectorFileDto,
    ConnectorFilesResponse,
    SaveConnectorFilesResponse,
)
from ts_connectors_api.data_acquisition.requests import SaveConnectorFileRequest

from .answers import model_of
from .requests import request_of

__all__ = ["FileRecords"]

FileRecord: TypeAlias = Mapping[str, Any] | BaseModel
"""A record to save: a dict with wire or Python names, or the model."""


class FileRecords:
    """The part of `Connector` that reads and writes file records."""

    tdp_api: Any

    @property
    def connector_id(self) -> str:
        """The connector's id."""
        raise NotImplementedError

    async def get_files(
        self,
        query_params: Mapping[str, Any] | None = None,
        *,
        file_ids: Sequence[str] | None = None,
        exclude_file_ids: Sequence[str] | None = None,
        unique_external_ids: Sequence[str] | None = None,
        exclude_unique_external_ids: Sequence[str] | None = None,
        statuses: Sequence[str] | None = None,
        max_errors: int | None = None,
        take: int | None = None,
        skip: int | None = None,
        order_by: str | None = None,
        order_direction: str | None = None,
        paginate: bool = True,
        page_size: int = 100,
        max_results: int | None = None,
    ) -> ConnectorFilesResponse:
        """Read file records, page after page.

        Args:
            query_params: filters by wire or Python names, `created_before` and its like too; keywords win.
            file_ids: only these.
            exclude_file_ids: all but these.
            unique_external_ids: only records with these names.
            exclude_unique_external_ids: all but records with these names.
            statuses: PENDING, PROCESSING, SKIPPED, SUCCESS, ERROR.
            max_errors: only records that failed no more often.
            take: how many in all, like `max_results`; without `paginate` the size of the one page.
            skip: how many to pass over.
            order_by: filepath, status, errorCount, updatedAt or createdAt.
            order_direction: ASC or DESC.
            paginate: whether to read all pages; else one request is made.
            page_size: records a request.
            max_results: how many in all.

        Returns:
            The records, each once, and in `total` how many the platform said there are.

        Raises:
            ConnectorError: TDP refused, or did not answer.
        """
        filters = _filters(
            query_params,
            file_ids=file_ids,
            exclude_file_ids=exclude_file_ids,
            unique_external_ids=unique_external_ids,
            exclude_unique_external_ids=exclude_unique_external_ids,
            statuses=statuses,
            max_errors=max_errors,
            take=take,
            skip=skip,
            order_by=order_by,
            order_direction=order_direction,
        )
        if not paginate:
            return await self._page(filters)
        if page_size < 1:
            raise UsageError(f"page_size is {page_size}; give 1 or more")
        wanted = [limit for limit in (filters.pop("take", None), max_results) if limit is not None]
        return await self._all_pages(filters, page_size, min(wanted, default=None))

    async def save_file(
        self,
        file: FileRecord | None = None,
        *,
        id: str | None = None,
        unique_external_id: str | None = None,
        metadata: Mapping[str, Any] | None = None,
        status: str | None = None,
        error_count: int | None = None,
        error_message: str | None = None,
        filepath: str | None = None,
    ) -> ConnectorFileDto:
        """Write one file record, given whole or by keywords, and return it as stored.

        What is None stays as it is stored.

        Raises:
            SaveFilesError: the platform did not save it, and says why.
            ConnectorError: TDP refused, or did not answer.
        """
        given: dict[str, Any] = {
            "id": id,
            "unique_external_id": unique_external_id,
            "metadata": metadata,
            "status": status,
            "error_count": error_count,
            "error_message": error_message,
            "filepath": filepath,
        }
        named = {name: value for name, value in given.items() if value is not None}
        whole = {} if file is None else _request(file).model_dump(by_alias=False, exclude_unset=True)
        saved = await self.save_files([{**whole, **named}])
        if not saved.files:
            raise SaveFilesError(
                "The platform saved no record and named no failure; save it again", saved=[], failures=[]
            )
        return saved.files[0]

    async def save_files(
        self, files: Sequence[FileRecord], *, batch_size: int = 50, throw_on_any_failure: bool = True
    ) -> SaveConnectorFilesResponse:
        """Write file records, `batch_size` a request.

        A record that the platform refuses does not keep the others from being saved, nor the batches after it.

        Raises:
            SaveFilesError: some were refused, with `throw_on_any_failure`; raised after all batches.
            UsageError: a record cannot be read; nothing was sent.
            ConnectorError: TDP refused a batch, or did not answer; earlier batches stay saved.
        """
        if batch_size < 1:
            raise UsageError(f"batch_size is {batch_size}; give 1 or more")
        requests = [_request(file) for file in files]
        saved: list[ConnectorFileDto] = []
        failures: list[Any] = []
        for start in range(0, len(requests), batch_size):
            batch = requests[start : start + batch_size]
            try:
                answer = await self.tdp_api.update_connector_files(self.connector_id, batch)
                page: SaveConnectorFilesResponse = model_of(answer, "update_connector_files")
            except ConnectorError as failure:
                failure.add_note(f"{start} of {len(requests)} records were sent before this batch")
                raise
            saved.extend(page.files)
            failures.extend(page.failures)
        if failures and throw_on_any_failure:
            listed = "; ".join(map(_told, failures[:10]))
            raise SaveFilesError(
                f"{len(failures)} of {len(requests)} file records were not saved: {listed}; mend and save them again",
                saved=saved,
                failures=failures,
            )
        return SaveConnectorFilesResponse.model_construct(files=saved, failures=failures)

    async def _all_pages(self, filters: dict[str, Any], page_size: int, wanted: int | None) -> ConnectorFilesResponse:
        skip = int(filters.pop("skip", None) or 0)
        # Records can move between pages while they are read: each counts once.
        found: dict[str, ConnectorFileDto] = {}
        while True:
            size = page_size if wanted is None else min(page_size, wanted - len(found))
            page = await self._page({**filters, "take": max(size, 1), "skip": skip})
            found.update({file.id: file for file in page.files})
            skip += len(page.files)
            is_enough = wanted is not None and len(found) >= wanted
            if is_enough or len(page.files) < size or skip >= page.total:
                return ConnectorFilesResponse.model_construct(files=list(found.values())[:wanted], total=page.total)

    async def _page(self, filters: Mapping[str, Any]) -> ConnectorFilesResponse:
        answer = await self.tdp_api.get_connector_files(self.connector_id, dict(filters))
        page: ConnectorFilesResponse = model_of(answer, "get_connector_files")
        return page


def _filters(query_params: Mapping[str, Any] | BaseModel | None, **named: Any) -> dict[str, Any]:
    given = (
        query_params.model_dump(by_alias=False, exclude_unset=True)
        if isinstance(query_params, BaseModel)
        else query_params or {}
    )
    known = {_python_name(name): value for name, value in given.items()}
    return {name: value for name, value in {**known, **_set(named)}.items() if value is not None}


def _set(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _python_name(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name)


def _request(record: FileRecord) -> SaveConnectorFileRequest:
    return request_of(SaveConnectorFileRequest, record, "A file record")


def _told(failure: Any) -> str:
    if isinstance(failure, str):
        return failure
    facts: Mapping[str, Any] = failure if is_map(failure) else failure.model_dump(by_alias=True)
    name = facts.get("uniqueExternalId") or facts.get("fileId") or "a record"
    return f"{name}: {facts.get('message', 'no reason given')}"
