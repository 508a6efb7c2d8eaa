"""From a file on disk to its record and its object in the lake."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any
from uuid import uuid4

from examples.folder_watcher.config import FolderConfig
from examples.folder_watcher.content import FileChanged, same_content, sha256_of
from examples.folder_watcher.folder import FoundFile, Scan, key_of, scan
from examples.folder_watcher.memory import Memory
from examples.folder_watcher.patience import Patience
from examples.folder_watcher.records import MOST_ERRORS, Records, errors_of
from ts_connectors.connector import Connector
from ts_connectors.errors import PortError, RateLimitError, ServerError, TransportError
from ts_connectors.file_uploader import Label, UploadFileRequest
from ts_connectors.tdp_api_models import ConnectorFileDto

__all__ = ["Ingest"]

BATCH = 50
UPLOADS_AT_ONCE = 4
SAVE_EVERY_S = 30.0
LOOK_AGAIN_S = 600.0
"""How often the record of a file that was given up is looked at: an operator may have set it back."""


class Ingest:
    """Brings files to the lake, each version of each file once.

    A version's record is written before its upload begins and closed after it ended, so that whatever cuts it off
    leaves a record that says so and is found by the next look.

    Args:
        connector: whose records, data store and uploads these are.
        config: which files, and where to.
        memory: what is in the lake already.
        turn: held while files are under way, so that no two of us bring the same one.
        new_id: makes ids for files.
    """

    def __init__(
        self,
        connector: Connector,
        config: FolderConfig,
        memory: Memory,
        turn: asyncio.Lock,
        new_id: Callable[[], str] = lambda: str(uuid4()),
    ) -> None:
        self._connector = connector
        self.config = config
        self._memory = memory
        self._turn = turn
        self._clock = connector.surroundings.clock
        self._records = Records(connector, new_id)
        self._patience = Patience(connector, config.settle_seconds)
        self._slots = asyncio.Semaphore(UPLOADS_AT_ONCE)
        self._unreadable: tuple[str, ...] = ()
        self._saved_at = self._clock.monotonic()

    async def look(self, stopping: asyncio.Event) -> None:
        """Bring everything that is new or has changed; once `stopping` is set, no further file is begun.

        Raises:
            OSError: the folder cannot be read.
            ConnectorError: TDP cannot be reached, or refuses; the next look goes on where this one ended.
        """
        async with self._turn:
            found = await self._scan()
            await self._close_leftovers(found)
        new = [file for file in found.files if not self._is_in_lake(file)]
        self._patience.forget_all_but(new)
        due = [file for file in new if self._patience.is_settled(file) and self._patience.is_due(file)]
        for batch in _batches(due):
            if stopping.is_set():
                break
            async with self._turn:
                await self._bring_new(batch, stopping)
            if self._clock.monotonic() - self._saved_at >= SAVE_EVERY_S:
                await self._save()
        if found.files:  # an empty folder is more likely a network share that is away
            self._memory.forget_all_but({file.name for file in found.files})
        await self._save()

    async def find(self, is_wanted: Callable[[FoundFile], bool]) -> list[FoundFile]:
        """Return files of the folder that nobody is writing to, the oldest first.

        Raises:
            OSError: the folder cannot be read.
        """
        found = await self._scan()
        return [file for file in found.files if is_wanted(file) and self._patience.is_settled(file)]

    async def bring_again(
        self, files: Sequence[FoundFile], stopping: asyncio.Event, on_done: Callable[[], None]
    ) -> int:
        """Upload files whatever their records say, and return how many reached the lake.

        Args:
            files: which.
            stopping: once it is set, no further file is begun.
            on_done: called after each file.
        """
        brought = 0
        for batch in _batches(files):
            async with self._turn:
                records = await self._records.of([file.unique_external_id for file in batch])
                records |= await self._announce(batch, records)
                brought += await self._bring_all(batch, records, stopping, on_done)
        await self._save()
        return brought

    async def _scan(self) -> Scan:
        config = self.config
        found = await asyncio.to_thread(scan, config.folder, include=config.include, exclude=config.exclude)
        if found.unreadable != self._unreadable:
            self._unreadable = found.unreadable
            text = "Parts of the folder cannot be read" if found.unreadable else "All of the folder can be read again"
            self._connector.logger.warning(text, extra={"parts": found.unreadable})
        return found

    async def _close_leftovers(self, found: Scan) -> None:
        """Take up records that are open although no look would come to their files."""
        if found.unreadable or not found.files:
            return  # what is not seen may still be there
        there = {file.key: file for file in found.files}
        for record in await self._records.open_ones():
            file = there.get(key_of(record.unique_external_id))
            if file is None:
                if self._waited_s(record) >= self.config.retry_seconds:
                    await self._records.fail(record, "The file is not there any more")
            elif file.unique_external_id != record.unique_external_id:
                await self._records.skip(record, "The file was changed before this version reached the lake")
            else:
                self._memory.unsettle(file)

    async def _bring_new(self, files: Sequence[FoundFile], stopping: asyncio.Event) -> None:
        changed = [file for file in files if not self._is_in_lake(file) and not await self._is_only_touched(file)]
        before = {file.unique_external_id: self._memory.version_before(file) for file in changed}
        records = await self._records.of([*before, *filter(None, before.values())])
        todo: list[FoundFile] = []
        for file in changed:
            record = records.get(file.unique_external_id)
            if record is not None and record.status == "SUCCESS":
                if _is_newer(record, records.get(before[file.unique_external_id] or "")):
                    # It was brought, and the process ended before the memory of it was saved.
                    self._memory.settle(file, str((record.metadata or {}).get("sha256")))
                    continue
            elif record is not None and not self._may_try(file, record):
                continue
            todo.append(file)
        records |= await self._announce(todo, records)
        await self._bring_all(todo, records, stopping)

    async def _announce(
        self, files: Sequence[FoundFile], known: Mapping[str, ConnectorFileDto]
    ) -> dict[str, ConnectorFileDto]:
        unknown = [file for file in files if file.unique_external_id not in known]
        return await self._records.announce(unknown, self.config.place_in_lake) if unknown else {}

    async def _bring_all(
        self,
        files: Sequence[FoundFile],
        records: Mapping[str, ConnectorFileDto],
        stopping: asyncio.Event,
        on_done: Callable[[], None] = lambda: None,
    ) -> int:
        async def bring(file: FoundFile) -> bool:
            async with self._slots:
                record = records.get(file.unique_external_id)
                is_brought = record is not None and not stopping.is_set() and await self._bring(file, record)
            on_done()
            return is_brought

        # Every file comes to its end before a failure of the network ends the look.
        outcomes = await asyncio.gather(*map(bring, files), return_exceptions=True)
        for outcome in outcomes:
            if isinstance(outcome, BaseException):
                raise outcome
        return outcomes.count(True)

    async def _bring(self, file: FoundFile, record: ConnectorFileDto) -> bool:
        try:
            facts = await self._upload(file, record)
        except FileChanged:
            return False  # the next look finds the newer version
        except Exception as failure:
            if _is_passing(failure):
                raise
            await self._fail(file, record, failure)
            return False
        await self._records.succeed(record, facts)
        self._memory.settle(file, facts["sha256"])
        self._connector.logger.info("A file is in the lake", extra={"file": file.name, "file_id": facts["file_id"]})
        return True

    async def _upload(self, file: FoundFile, record: ConnectorFileDto) -> dict[str, Any]:
        file_id = await self._records.begin(record)
        sha256 = await sha256_of(file.path)
        stored = await self._connector.upload_file(
            UploadFileRequest(
                content=same_content(file.path, sha256),
                filepath=self.config.place_in_lake(file.name),
                file_id=file_id,
                source_type=self.config.source_type,
                checksums={"rawSha256Checksum": sha256},
                labels=self._labels(file),
                object_size=file.size,
            )
        )
        return {"file_id": file_id, "sha256": sha256, "version_id": stored.version_id}

    async def _fail(self, file: FoundFile, record: ConnectorFileDto, failure: Exception) -> None:
        self._memory.unsettle(file)
        self._patience.wait(file, self.config.retry_seconds)
        reason = str(failure) or type(failure).__name__
        self._connector.logger.warning(
            "A file did not reach the lake", extra={"file": file.name, "reason": reason, "tries": errors_of(record) + 1}
        )
        await self._records.fail(record, reason)

    def _may_try(self, file: FoundFile, record: ConnectorFileDto) -> bool:
        """Return whether a version that is not in the lake may be tried now; else it waits."""
        if record.status == "SKIPPED" or errors_of(record) >= MOST_ERRORS:
            wait_s = LOOK_AGAIN_S
        elif record.status == "ERROR":
            wait_s = self.config.retry_seconds - self._waited_s(record)
        else:
            wait_s = 0.0
        if wait_s > 0:
            self._patience.wait(file, wait_s)
        return wait_s <= 0

    def _waited_s(self, record: ConnectorFileDto) -> float:
        return (self._clock.now() - record.updated_at).total_seconds()

    def _is_in_lake(self, file: FoundFile) -> bool:
        settled = self._memory.settled(file)
        return settled is not None and settled.stamp == file.stamp

    async def _is_only_touched(self, file: FoundFile) -> bool:
        settled = self._memory.settled(file)
        try:
            if settled is None or await sha256_of(file.path) != settled.sha256:
                return False
        except OSError:
            return False  # its record will say why it cannot be read
        self._memory.settle(file, settled.sha256)
        return True

    def _labels(self, file: FoundFile) -> list[Label]:
        folder, _, name = file.name.rpartition("/")
        own = {"folder": folder, "file": name} if folder else {"file": name}
        return [Label(name=label, value=value) for label, value in {**self.config.labels, **own}.items()]

    async def _save(self) -> None:
        await self._memory.save()
        self._saved_at = self._clock.monotonic()


def _is_newer(record: ConnectorFileDto, other: ConnectorFileDto | None) -> bool:
    # A file that somebody set back to an older version has a record of it, but the lake shows the newer one.
    return other is None or record.updated_at > other.updated_at


def _is_passing(failure: Exception) -> bool:
    """Return whether the network or the platform is to blame and not the file: that counts no error."""
    if isinstance(failure, PortError):
        return failure.is_retryable
    return isinstance(failure, TransportError | ServerError | RateLimitError)


def _batches(files: Sequence[FoundFile]) -> Iterator[Sequence[FoundFile]]:
    return (files[start : start + BATCH] for start in range(0, len(files), BATCH))
