"""The platform's records of the files: PENDING, PROCESSING, then SUCCESS or ERROR."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from examples.folder_watcher.folder import FoundFile
from ts_connectors.connector import Connector
from ts_connectors.tdp_api_models import ConnectorFileDto

__all__ = ["MOST_ERRORS", "OPEN", "Records", "errors_of"]

MOST_ERRORS = 5
"""A version that failed so often is left alone until it changes, or somebody sends IngestRange."""
OPEN = ("PENDING", "PROCESSING", "ERROR")
"""A record with one of these says that its file is not in the lake."""
_IDS_A_REQUEST = 50
_MOST_OPEN = 500


class Records:
    """A record for each version of each file, found by the version's `unique_external_id`."""

    def __init__(self, connector: Connector, new_id: Callable[[], str]) -> None:
        self._connector = connector
        self._new_id = new_id

    async def open_ones(self) -> Sequence[ConnectorFileDto]:
        """Return records of files that shall be tried again, those that wait the longest first, at most 500."""
        page = await self._connector.get_files(
            statuses=OPEN,
            max_errors=MOST_ERRORS - 1,
            order_by="updatedAt",
            order_direction="ASC",
            max_results=_MOST_OPEN,
        )
        return page.files

    async def of(self, ids: Sequence[str]) -> dict[str, ConnectorFileDto]:
        """Return the records of versions, by `unique_external_id`, as far as there are any."""
        found: dict[str, ConnectorFileDto] = {}
        for start in range(0, len(ids), _IDS_A_REQUEST):
            page = await self._connector.get_files(unique_external_ids=ids[start : start + _IDS_A_REQUEST])
            found.update({record.unique_external_id: record for record in page.files})
        return found

    async def announce(
        self, files: Sequence[FoundFile], place_in_lake: Callable[[str], str]
    ) -> dict[str, ConnectorFileDto]:
        """Make records, PENDING; one that the platform refuses is missing from the result."""
        new = [
            {
                "unique_external_id": file.unique_external_id,
                "filepath": place_in_lake(file.name),
                "status": "PENDING",
                # Chosen now, so that an upload that is cut off goes on under the same id.
                "metadata": {"file_id": self._new_id()},
            }
            for file in files
        ]
        saved = await self._connector.save_files(new, throw_on_any_failure=False)
        if saved.failures:
            self._connector.logger.warning("The platform refused %d file record(s)", len(saved.failures))
        return {record.unique_external_id: record for record in saved.files}

    async def begin(self, record: ConnectorFileDto) -> str:
        """Say that the upload begins, and return the id that the file shall have in the lake."""
        file_id = str((record.metadata or {}).get("file_id") or self._new_id())
        await self._connector.save_file(id=record.id, status="PROCESSING", metadata={"file_id": file_id})
        return file_id

    async def succeed(self, record: ConnectorFileDto, facts: Mapping[str, Any]) -> None:
        """Say that the file is in the lake; `facts` must hold its `file_id`."""
        await self._connector.save_file(id=record.id, status="SUCCESS", metadata=facts, error_count=0, error_message="")

    async def fail(self, record: ConnectorFileDto, reason: str) -> None:
        """Say that this attempt failed, and why."""
        await self._connector.save_file(
            id=record.id, status="ERROR", error_count=errors_of(record) + 1, error_message=reason
        )

    async def skip(self, record: ConnectorFileDto, reason: str) -> None:
        """Say that this version will never be in the lake."""
        await self._connector.save_file(id=record.id, status="SKIPPED", error_message=reason)


def errors_of(record: ConnectorFileDto) -> int:
    """Return how often the file failed."""
    return int(record.error_count or 0)
