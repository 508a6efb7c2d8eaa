"""The journal itself: what is durable, how long, how much, and what becomes of a broken file."""

import asyncio
import logging
import os
import sqlite3
import stat
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from ts_connectors._runtime.journal import KEPT_S, Entry, Journal, MemoryJournal, Stage
from ts_connectors._runtime.journal_file import FILE_NAME, Change, JournalFile
from ts_connectors._runtime.sqlite_journal import SqliteJournal, open_journal
from ts_connectors.testing.clock import ManualClock

NOW = ManualClock().now().timestamp()


def aside_in(state_dir: Path) -> list[Path]:
    return list(state_dir.glob("*.unreadable-*"))


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def files_in(state_dir: Path) -> list[Path]:
    return list(state_dir.iterdir())


def put_file(state_dir: Path, content: bytes) -> None:
    state_dir.mkdir(exist_ok=True)
    (state_dir / FILE_NAME).write_bytes(content)


def an_entry(command_id: str = "c-1", **fields: object) -> Entry:
    known: dict[str, object] = {"action": "A", "stage": Stage.STARTED, "received_at": NOW, **fields}
    return Entry(command_id=command_id, **known)  # type: ignore[arg-type]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def state_dir(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
async def journal(state_dir: Path, clock: ManualClock) -> AsyncIterator[Journal]:
    journal = await open_journal(state_dir, clock=clock)
    yield journal
    await journal.close()


async def test_what_was_committed_is_found_again_in_order_of_arrival(
    journal: Journal, state_dir: Path, clock: ManualClock
) -> None:
    entries = [
        an_entry("c-2", stage=Stage.ACCEPTED, request='{"a": "é"}'),
        an_entry("c\ud800\x00", attempt=3, is_repeatable=True),
        an_entry("c-1", stage=Stage.ANSWERED, answer="answer", is_sent=True, has_message=False, settled_at=1e12),
    ]
    for entry in entries:
        journal.put(entry)
    assert await journal.commit()
    await journal.close()
    again = await open_journal(state_dir, clock=clock)
    assert again.entries() == tuple(entries)
    assert again.is_survivor
    await again.close()


async def test_a_change_keeps_an_entrys_place_and_its_kept_result(
    journal: Journal, state_dir: Path, clock: ManualClock
) -> None:
    journal.put(an_entry("c-1"), result=b"large")
    journal.put(an_entry("c-2"))
    await journal.commit()
    journal.put(an_entry("c-1", attempt=2))
    await journal.close()
    again = await open_journal(state_dir, clock=clock)
    assert isinstance(again, SqliteJournal)
    assert [entry.command_id for entry in again.entries()] == ["c-1", "c-2"]
    assert (again.entries()[0].attempt, await again.kept_result("c-1")) == (2, b"large")
    assert await again.kept_result("c-3") is None
    await again.close()


async def test_a_forgotten_entry_is_gone_for_good(journal: Journal, state_dir: Path, clock: ManualClock) -> None:
    journal.put(an_entry())
    await journal.commit()
    journal.forget("c-1")
    journal.forget("c-1")
    await journal.close()
    again = await open_journal(state_dir, clock=clock)
    assert again.entries() == ()
    await again.close()


async def test_a_new_file_is_no_survivor(journal: Journal) -> None:
    assert (journal.is_survivor, journal.is_durable, journal.is_full) == (False, True, False)


async def test_changes_that_wait_together_are_written_together(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[int] = []
    threads: set[int] = set()
    write = JournalFile.write

    def counted(file: JournalFile, changes: list[Change]) -> None:
        written.append(len(changes))
        threads.add(threading.get_ident())
        write(file, changes)

    monkeypatch.setattr(JournalFile, "write", counted)

    async def put(number: int) -> bool:
        journal.put(an_entry(f"c-{number}"))
        return await journal.commit()

    assert all(await asyncio.gather(*(put(number) for number in range(100))))
    assert sum(written) == 100
    assert len(written) <= 3
    assert threads.isdisjoint({threading.get_ident()})
    assert len(threads) == 1


async def test_the_directory_and_the_files_are_the_owners_alone(journal: Journal, state_dir: Path) -> None:
    journal.put(an_entry())
    await journal.commit()
    assert mode_of(state_dir) == 0o700
    assert {path.name for path in files_in(state_dir)} >= {FILE_NAME, f"{FILE_NAME}-wal"}
    assert {mode_of(path) for path in files_in(state_dir)} == {0o600}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"this is no database at all, but long enough to be looked at" * 100, id="no database"),
        pytest.param(b"SQLite format 3\x00" + b"\xff" * 4_000, id="a torn header"),
    ],
)
async def test_a_file_that_cannot_be_read_is_moved_aside_and_a_new_one_begun(
    state_dir: Path, clock: ManualClock, content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    put_file(state_dir, content)
    with caplog.at_level(logging.ERROR):
        journal = await open_journal(state_dir, clock=clock)
    journal.put(an_entry())
    assert await journal.commit()
    assert not journal.is_survivor
    await journal.close()
    (aside,) = aside_in(state_dir)
    assert aside.read_bytes() == content
    assert aside.name in caplog.text


async def test_a_file_that_was_cut_off_is_moved_aside(state_dir: Path, clock: ManualClock) -> None:
    journal = await open_journal(state_dir, clock=clock)
    for number in range(200):
        journal.put(an_entry(f"c-{number}", answer="x" * 1_000))
    await journal.close()
    with (state_dir / FILE_NAME).open("r+b") as file:
        file.truncate(40_000)
    again = await open_journal(state_dir, clock=clock)
    assert (again.entries(), again.is_survivor) == ((), False)
    await again.close()


async def test_a_record_with_a_wrong_checksum_is_noticed(state_dir: Path, clock: ManualClock) -> None:
    journal = await open_journal(state_dir, clock=clock)
    journal.put(an_entry())
    await journal.close()
    connection = sqlite3.connect(state_dir / FILE_NAME)
    connection.execute("UPDATE entries SET crc = crc + 1")
    connection.commit()
    connection.close()
    again = await open_journal(state_dir, clock=clock)
    assert (again.entries(), again.is_survivor) == ((), False)
    await again.close()


async def test_a_file_of_another_version_is_moved_aside(state_dir: Path, clock: ManualClock) -> None:
    await (await open_journal(state_dir, clock=clock)).close()
    connection = sqlite3.connect(state_dir / FILE_NAME)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    again = await open_journal(state_dir, clock=clock)
    assert not again.is_survivor
    await again.close()
    assert len(aside_in(state_dir)) == 1


async def test_only_the_newest_unreadable_file_is_kept(state_dir: Path, clock: ManualClock) -> None:
    for content in (b"first", b"second"):
        put_file(state_dir, content)
        await (await open_journal(state_dir, clock=clock)).close()
        await clock.advance(1)
    (aside,) = aside_in(state_dir)
    assert aside.read_bytes() == b"second"


@pytest.mark.parametrize("place", [pytest.param("file/state", id="below a file"), pytest.param("file", id="a file")])
async def test_without_a_usable_directory_the_journal_is_memory_with_one_warning(
    tmp_path: Path, clock: ManualClock, place: str, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    with caplog.at_level(logging.DEBUG):
        journal = await open_journal(tmp_path / place, clock=clock)
    journal.put(an_entry())
    assert (await journal.commit(), journal.is_durable, journal.is_survivor) == (False, False, False)
    assert journal.find("c-1") == an_entry()
    assert [record.levelname for record in caplog.records if record.name.startswith("ts_connectors")] == ["WARNING"]
    assert "TS_CONNECTORS_STATE_DIR" in caplog.text
    await journal.close()


async def test_without_a_directory_the_journal_is_memory(clock: ManualClock) -> None:
    assert isinstance(await open_journal(None, clock=clock), MemoryJournal)


async def test_a_file_that_another_process_works_with_is_left_alone(
    journal: Journal, state_dir: Path, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ts_connectors._runtime.journal_file._LOCK_WAIT_S", 0.0)
    journal.put(an_entry())
    await journal.commit()
    second = await open_journal(state_dir, clock=clock)
    assert isinstance(second, MemoryJournal)
    assert second.entries() == ()
    journal.put(an_entry("c-2"))
    assert await journal.commit()
    assert aside_in(state_dir) == []


async def test_a_settled_entry_leaves_after_fifteen_minutes(journal: Journal, clock: ManualClock) -> None:
    now = clock.now().timestamp()
    journal.put(an_entry("c-1", stage=Stage.ANSWERED, answer="a", is_sent=True, has_message=False, settled_at=now))
    journal.put(an_entry("c-2"))
    await clock.advance(KEPT_S - 1)
    journal.expire()
    assert journal.find("c-1") is not None
    await clock.advance(1)
    journal.expire()
    assert [entry.command_id for entry in journal.entries()] == ["c-2"]


async def test_settled_entries_make_room_the_longest_settled_first_and_others_never(clock: ManualClock) -> None:
    journal = MemoryJournal(clock, limit_bytes=10_000)
    journal.put(an_entry("open", answer="x" * 3_000))
    for number in range(6):
        await clock.advance(1)
        now = clock.now().timestamp()
        journal.put(an_entry(f"c-{number}", answer="x" * 1_000, is_sent=True, has_message=False, settled_at=now))
    assert [entry.command_id for entry in journal.entries()] == ["open", "c-2", "c-3", "c-4", "c-5"]
    assert not journal.is_full
    journal.put(an_entry("open-2", answer="x" * 9_000))
    assert [entry.command_id for entry in journal.entries()] == ["open", "open-2"]
    assert journal.is_full


async def test_the_files_stay_under_32_mib_whatever_is_put(state_dir: Path, clock: ManualClock) -> None:
    journal = await open_journal(state_dir, clock=clock)
    largest = 0
    for number in range(60):
        await clock.advance(1)
        for part in range(5):
            settled = clock.now().timestamp()
            answer = f"{number}-{part}" + "x" * 250_000
            journal.put(an_entry(f"c-{number}-{part}", answer=answer, is_sent=True, settled_at=settled))
        assert await journal.commit()
        largest = max(largest, sum(path.stat().st_size for path in files_in(state_dir)))
    await journal.close()
    assert 20 * 2**20 < largest < 32 * 2**20


async def test_an_answered_entry_whose_message_never_came_again_leaves_after_the_queues_longest_retention(
    journal: Journal, state_dir: Path, clock: ManualClock
) -> None:
    now = clock.now().timestamp()
    journal.put(an_entry("c-1", stage=Stage.ANSWERED, answer="a", is_sent=True, received_at=now))
    await journal.close()
    await clock.advance(13 * 86_400)
    again = await open_journal(state_dir, clock=clock)
    assert again.find("c-1") is not None
    await again.close()
    await clock.advance(2 * 86_400)
    again = await open_journal(state_dir, clock=clock)
    assert again.find("c-1") is None
    await again.close()


@pytest.fixture
def foreign_dir(state_dir: Path) -> Path:
    state_dir.mkdir()
    os.chown(state_dir, 12_345, 12_345)
    state_dir.chmod(0o777)
    return state_dir


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a directory away")
async def test_a_directory_of_another_user_that_others_may_write_in_is_not_used(
    foreign_dir: Path, clock: ManualClock
) -> None:
    assert isinstance(await open_journal(foreign_dir, clock=clock), MemoryJournal)


async def test_closing_twice_is_closing_once(journal: Journal) -> None:
    await journal.close()
    await journal.close()
