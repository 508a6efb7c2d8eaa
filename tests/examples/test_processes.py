"""The watcher as it is deployed: a process of its own that is ended, killed and started again."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.examples.stage import Stage

pytestmark = pytest.mark.integration

MOST_UPLOADS_AT_ONCE = 4


@pytest.fixture
def instruments(root: Path) -> list[Path]:
    """Files of real instruments, where this checkout has them beside it."""
    folder = root.parent / "shared" / "data" / "instruments"
    if not folder.is_dir():
        pytest.skip(f"there are no instrument files in {folder}")
    return sorted(path for path in folder.iterdir() if path.is_file())


@pytest.mark.parametrize(
    ("number", "code"),
    [pytest.param(signal.SIGTERM, 0, id="SIGTERM"), pytest.param(signal.SIGKILL, -signal.SIGKILL, id="kill -9")],
)
def test_a_restart_uploads_nothing_twice(stage: Stage, number: signal.Signals, code: int) -> None:
    for name in ("a", "b", "c"):
        (stage.inbox / f"{name}.csv").write_text(name)
    process = stage.start()
    stage.wait_for_files(3)

    process.send_signal(number)
    ended = process.wait(40)
    (stage.inbox / "later.csv").write_text("later")
    stage.start()
    stage.wait_for_files(4)

    assert ended == code
    assert stage.contents() == {"a.csv": [b"a"], "b.csv": [b"b"], "c.csv": [b"c"], "later.csv": [b"later"]}


def test_sigterm_in_the_middle_uploads_nothing_twice(stage: Stage) -> None:
    names = [f"run {number:02}.csv" for number in range(60)]
    for name in names:
        (stage.inbox / name).write_text(name)
    process = stage.start()
    stage.wait_for_files(5)

    process.terminate()
    ended = process.wait(40)
    brought = stage.brought()
    stage.start()
    stage.wait_for_files(60)

    assert ended == 0
    assert len(brought) < 60
    assert stage.contents() == {name: [name.encode()] for name in names}


def test_kill_9_in_the_middle_repeats_only_what_was_under_way(stage: Stage) -> None:
    names = [f"run {number:02}.csv" for number in range(60)]
    for name in names:
        (stage.inbox / name).write_text(name)
    process = stage.start()
    stage.wait_for_files(5)

    process.kill()
    process.wait(40)
    brought = stage.brought()
    stage.start()
    stage.wait_for_files(60)

    contents = stage.contents()
    repeated = {name for name, versions in contents.items() if len(versions) > 1}
    assert {name: versions[-1] for name, versions in contents.items()} == {name: name.encode() for name in names}
    assert len(brought) < 60
    assert not repeated & brought
    assert len(repeated) <= MOST_UPLOADS_AT_ONCE


def test_a_file_that_may_not_be_read_gets_an_error_and_arrives_once_it_may(stage: Stage) -> None:
    for name in ("a.csv", "locked.csv", "z.csv"):
        (stage.inbox / name).write_text(name)
    (stage.inbox / "locked.csv").chmod(0)
    stage.start("tests.examples.unprivileged", "examples.folder_watcher")

    stage.wait_until(lambda: stage.record("locked.csv") and stage.record("locked.csv").status == "ERROR")
    stage.wait_for_files(2)
    locked = stage.record("locked.csv")
    pending = stage.commands.list_pending()
    (stage.inbox / "locked.csv").chmod(0o644)
    stage.wait_for_files(3)

    assert "Permission denied" in locked.error_message
    assert [file.filepath for file in pending.files] == ["instruments/locked.csv"]
    assert {name: len(versions) for name, versions in stage.contents().items()} == {
        "a.csv": 1,
        "locked.csv": 1,
        "z.csv": 1,
    }


def test_a_folder_below_that_may_not_be_read_is_told_and_holds_up_nobody(stage: Stage) -> None:
    closed = stage.inbox / "closed"
    closed.mkdir()
    (closed / "inside.csv").write_text("inside")
    (stage.inbox / "run.csv").write_text("run")
    closed.chmod(0)
    process = stage.start("tests.examples.unprivileged", "examples.folder_watcher")

    stage.wait_for_files(1)
    before = stage.brought()
    closed.chmod(0o755)
    stage.wait_for_files(2)
    process.terminate()
    process.wait(40)

    assert before == {"run.csv"}
    assert stage.contents() == {"closed/inside.csv": [b"inside"], "run.csv": [b"run"]}
    assert '"message":"Parts of the folder cannot be read"' in stage.log.read_text("utf-8")


def test_a_pause_outlives_kill_9(stage: Stage) -> None:
    process = stage.start()
    stage.commands.pause()
    process.kill()
    process.wait(40)
    (stage.inbox / "run.csv").write_text("run")

    stage.start()
    answer = stage.commands.list_pending()
    before = stage.record("run.csv")
    resumed = stage.commands.resume()
    stage.wait_for_files(1)

    assert [answer.total, before, resumed.was_paused] == [0, None, True]
    assert stage.contents() == {"run.csv": [b"run"]}


def test_files_of_real_instruments_arrive_byte_for_byte(stage: Stage, instruments: list[Path]) -> None:
    sources = {path.name: path.read_bytes() for path in instruments}
    for name, content in sources.items():
        (stage.inbox / name).write_bytes(content)

    stage.start()
    stage.wait_for_files(len(sources))

    assert len(sources) > 40
    assert stage.contents() == {name: [content] for name, content in sources.items()}


def test_without_its_environment_it_names_all_that_is_missing_in_one_line(root: Path) -> None:
    command = [sys.executable, "-m", "examples.folder_watcher"]

    done = subprocess.run(command, cwd=root, env={"ORG_SLUG": "acme"}, capture_output=True, text=True, check=False)

    (line,) = done.stderr.splitlines()
    assert done.returncode == 1
    for variable in ("TDP_ENDPOINT", "AWS_REGION", "CONNECTOR_ID", "OUTBOUND_COMMAND_QUEUE", "CONNECTOR_TOKEN"):
        assert variable in line
    assert "ORG_SLUG" not in line
