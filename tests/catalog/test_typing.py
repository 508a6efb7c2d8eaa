"""What a type checker says of users' code: right handlers and calls pass, each wrong one is refused where it stands."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.integration

ROOT = Path(__file__).parents[2]

PROGRAM = """\
from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from colony_commands import (
    PING,
    RECOUNT,
    SET_SCHEDULE_INTERVAL,
    AsyncColonyCounterCommands,
    ColonyCounterCommands,
    ColonyCounterDispatcher,
    ColonyCounterHandlers,
    ListResponse,
    Mode,
    Range,
    RecountRequest,
    RecountResponse,
    SetScheduleIntervalRequest,
    SetScheduleIntervalResponse,
)
from ts_connectors_api.command import CommandContext, handles
from ts_connectors_api.data_acquisition.models import ConnectorFilesResponse


class Right(ColonyCounterHandlers):
    async def set_schedule_interval(self, request: SetScheduleIntervalRequest) -> SetScheduleIntervalResponse:
        return SetScheduleIntervalResponse(previous_seconds=request.seconds)

    def ingest_range(self, request: Range) -> ConnectorFilesResponse:
        raise NotImplementedError(request.start.isoformat())

    async def count_again(self, request: RecountRequest) -> RecountResponse:
        return RecountResponse(counted=len(request.plates))

    async def ping(self) -> None:
        await self.set_schedule_interval(SetScheduleIntervalRequest(seconds=1))

    async def list(self) -> ListResponse:
        return ListResponse()


class Marked:
    @handles(SET_SCHEDULE_INTERVAL)
    async def coroutine(self, request: SetScheduleIntervalRequest) -> SetScheduleIntervalResponse:
        return SetScheduleIntervalResponse()

    @handles(SET_SCHEDULE_INTERVAL)
    def plain(self, request: SetScheduleIntervalRequest, context: CommandContext) -> SetScheduleIntervalResponse:
        context.progress(0.5)
        return SetScheduleIntervalResponse()

    @handles(PING)
    async def bare(self) -> None: ...

    @handles(PING)
    def bare_with_context(self, context: CommandContext) -> None: ...

    async def use(self) -> SetScheduleIntervalResponse:
        return await self.coroutine(SetScheduleIntervalRequest(seconds=1))


class Wrong(ColonyCounterHandlers):
    async def set_schedule_interval(self, request: Range) -> SetScheduleIntervalResponse:  # refused
        return SetScheduleIntervalResponse()

    async def ingest_range(self, request: Range) -> str:  # refused
        return ""

    def ping(self) -> int:  # refused
        return 1


class WronglyMarked:
    @handles(SET_SCHEDULE_INTERVAL)  # refused
    async def payload(self, request: Range) -> SetScheduleIntervalResponse:
        return SetScheduleIntervalResponse()

    @handles(SET_SCHEDULE_INTERVAL)  # refused
    async def result(self, request: SetScheduleIntervalRequest) -> RecountResponse:
        return RecountResponse(counted=1)

    @handles(SET_SCHEDULE_INTERVAL)  # refused
    def plain_result(self, request: SetScheduleIntervalRequest) -> str:
        return ""

    @handles(SET_SCHEDULE_INTERVAL)  # refused
    async def no_payload(self) -> SetScheduleIntervalResponse:
        return SetScheduleIntervalResponse()

    @handles(PING)  # refused
    async def unwanted_payload(self, request: SetScheduleIntervalRequest) -> None: ...


def dispatch(right: Right, marked: Marked) -> None:
    ColonyCounterDispatcher(right)
    ColonyCounterDispatcher(marked)  # refused


async def send(counter: AsyncColonyCounterCommands, tags: Mapping[str, str]) -> float | None:
    answer = await counter.set_schedule_interval(seconds=5)
    await counter.set_schedule_interval(seconds="5")  # refused
    await counter.set_schedule_interval()  # refused
    await counter.count_again(plates=(), operator_name="Ada", comment=None, mode=Mode.FAST, tags=tags, list_=["abc"])
    await counter.count_again(plates=[], operator_name=None, comment=None)  # refused
    await counter.cancel_command(command_id="c-1")
    recounted = await counter.send_command(RECOUNT, RecountRequest(plates=[], operator_name="Ada", comment=None))
    recounted.counted.bit_length()
    await counter.send_command(RECOUNT, Range(start=datetime.now(UTC), end=datetime.now(UTC)))  # refused
    return answer.previous_seconds


def send_blocking(counter: ColonyCounterCommands) -> int:
    return counter.count_again(plates=[], operator_name="Ada", comment=None).counted
"""

PACKAGES = ("colony_commands", "exotic_commands")
REFUSED = frozenset(number for number, line in enumerate(PROGRAM.splitlines(), 1) if line.endswith("# refused"))


@pytest.fixture(scope="module")
def program(colony_folder: Path, colony: object, exotic: object) -> Path:
    """The program beside the generated packages."""
    path = colony_folder / "program.py"
    path.write_text(PROGRAM, "utf-8")
    return path


@pytest.fixture(scope="module")
def pyright() -> list[str]:
    """The command that runs pyright, skipped where it cannot be set up: it brings no node of its own."""
    version = subprocess.run([sys.executable, "-m", "pyright", "--version"], capture_output=True, check=False)
    if version.returncode:
        pytest.skip("pyright needs node and, the first time, a network; 'make check' runs it too")
    return ["pyright", "--outputjson", f"--pythonpath={sys.executable}"]


def _run(command: list[str], folder: Path) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=folder, capture_output=True, text=True, check=False)
    return done.stdout


def _lines(found: Iterator[re.Match[str]]) -> frozenset[int]:
    return frozenset(int(match[1]) for match in found)


def test_mypy_refuses_what_is_wrong_and_nothing_else(program: Path, tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = true\nmypy_path = {ROOT / 'generated'}\ncache_dir = {tmp_path / 'cache'}\n")
    said = _run(["mypy", f"--config-file={config}", "program.py", *PACKAGES], program.parent)
    errors = re.finditer(r"^program\.py:(\d+): error", said, re.MULTILINE)
    assert (_lines(errors), "_commands/" in said) == (REFUSED, False), said


def test_pyright_refuses_what_is_wrong_and_nothing_else(program: Path, pyright: list[str]) -> None:
    settings = {
        "include": ["program.py", *PACKAGES],
        "strict": ["."],
        "extraPaths": [".", str(ROOT / "generated")],
        "pythonVersion": "3.11",
    }
    (program.parent / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    report = json.loads(_run([*pyright, "--project=pyrightconfig.json"], program.parent))["generalDiagnostics"]
    errors = [entry for entry in report if entry["severity"] == "error"]
    lines = {entry["range"]["start"]["line"] + 1 for entry in errors if entry["file"].endswith("program.py")}
    elsewhere = [entry for entry in errors if not entry["file"].endswith("program.py")]
    # Pyright names the parameter or the result of a decorated method, one line below the decorator.
    assert {line if line in REFUSED else line - 1 for line in lines} == REFUSED, report
    assert elsewhere == []
