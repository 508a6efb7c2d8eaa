"""The story: a platform, a connector, six files, five commands."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from examples.folder_watcher.commands import FolderWatcherCommands
from examples.folder_watcher.demo.checks import check_lake
from examples.folder_watcher.demo.processes import Processes
from examples.folder_watcher.demo.report import CommandRow, Result, say
from examples.folder_watcher.demo.trouble import DemoFailed, check
from examples.folder_watcher.demo.user import User
from ts_connectors.errors import ApiError
from ts_connectors.manifest import get_connector_manifest
from ts_connectors.simulator.address import PlatformAddress
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto, ConnectorHostType, RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import CreateConnectorRequest, UpdateConnectorStatusRequest
from ts_connectors_api.sender import Progress, SendOptions

__all__ = ["tell"]

HOME = Path(__file__).parents[1]
LABELS = {"site": "demo"}
START_S = 30.0
FILES_S = 30.0
STOP_S = 30.0


def tell(processes: Processes, folder: Path) -> Result:
    """Tell it from start to stop, in processes of their own and a folder that nobody needs afterwards.

    Raises:
        DemoFailed: something is not as it should be.
        ConnectorError: the platform refused, or a command failed.
    """
    began = time.monotonic()
    address = start_platform(processes, folder)
    with _a_user(address, processes) as user:
        connector = start_connector(processes, folder, user, address)
        inbox = folder / "inbox"
        configure(user, connector.id, inbox)
        sources = drop_samples(inbox)
        wait_for_files(processes, user, connector.id, len(sources))
        check_lake(user.lake.versions(), sources, connector, LABELS, uploads=1)
        commands = send_commands(user, connector.id, len(sources))
        say("Checking every version of every object against its source")
        files = check_lake(user.lake.versions(), sources, connector, LABELS, uploads=2)
        stop_connector(processes)
    return Result(files=files, commands=commands, seconds=time.monotonic() - began)


def start_platform(processes: Processes, folder: Path) -> PlatformAddress:
    """Start the local platform and return where it is."""
    say("Starting the local platform")
    ready_file = folder / "platform.json"
    processes.start("platform", "ts_connectors.simulator", "--ready-file", str(ready_file))
    processes.wait_until("the platform listens", lambda: (ready_file.exists(), ""), within_s=START_S)
    address = PlatformAddress.from_json(ready_file.read_text("utf-8"))
    say(f"  REST and commands on {address.endpoint}, AWS on {address.aws_endpoint}")
    return address


def start_connector(processes: Processes, folder: Path, user: User, address: PlatformAddress) -> ConnectorDetailsDto:
    """Create a connector on the platform, run it, and return its details once it is heard."""
    manifest = get_connector_manifest(HOME / "manifest.json")
    check(manifest is not None, "The example has no manifest.json")
    assert manifest is not None
    say("Creating the connector over REST, and starting it")
    connector = user.connectors.create(
        CreateConnectorRequest(
            name="Labor 3, Gerät 7",
            host_type=ConnectorHostType.STANDALONE,
            connector_type=f"{manifest.namespace}/{manifest.slug}:{manifest.version}",
        )
    )
    token = user.connectors.rotate_token(connector.id).token
    environment = address.environment(connector.id, token) | {"TS_CONNECTORS_STATE_DIR": str(folder / "state")}
    processes.start("connector", "examples.folder_watcher", environment=environment)

    def is_heard() -> tuple[bool, str]:
        status = user.connectors.get(connector.id).network_status
        return status == "ONLINE", f"the connector is {status}"

    processes.wait_until("the connector is heard", is_heard, within_s=START_S)
    return connector


def configure(user: User, connector_id: str, inbox: Path) -> None:
    """Save a configuration, which the connector judges first, and set the connector RUNNING."""
    say("Saving a configuration that is wrong: the connector refuses it field by field")
    refuse_config(user, connector_id, {"folder": inbox.name, "interval_seconds": 0})
    inbox.mkdir()
    say("Saving one that is right, and setting the connector RUNNING")
    config = {"folder": str(inbox), "interval_seconds": 1, "settle_seconds": 0.2, "labels": LABELS}
    user.connectors.update_config(connector_id, config)
    user.connectors.update_status(connector_id, UpdateConnectorStatusRequest(status=RequestedOperatingStatus.RUNNING))


def refuse_config(user: User, connector_id: str, config: Mapping[str, Any]) -> None:
    """Try to save a wrong configuration, and show what is said of each field."""
    try:
        user.connectors.update_config(connector_id, config)
    except ApiError as refusal:
        told = refusal.body if isinstance(refusal.body, dict) else {}
        wrong = {field["field"]: field["error"] for field in told.get("fields", [])}
        check(wrong.keys() == config.keys(), f"The refusal names {sorted(wrong)}, not {sorted(config)}")
        for field, error in wrong.items():
            say(f"  {field}: {error}")
    else:
        raise DemoFailed("The platform saved a configuration that is wrong")


def drop_samples(inbox: Path) -> dict[str, Path]:
    """Copy the samples into the folder, and return them by name."""
    samples = HOME / "samples"
    sources = {path.relative_to(samples).as_posix(): path for path in sorted(samples.rglob("*")) if path.is_file()}
    say(f"Dropping {len(sources)} instrument files into the folder")
    shutil.copytree(samples, inbox, copy_function=shutil.copyfile, dirs_exist_ok=True)
    return sources


def wait_for_files(processes: Processes, user: User, connector_id: str, count: int) -> None:
    """Wait until the records of all files say SUCCESS."""

    def are_in_the_lake() -> tuple[bool, str]:
        stats = user.connectors.get_file_stats(connector_id)
        check(stats.error == 0, f"{stats.error} file(s) failed")
        return stats.success == count, f"{stats.success} of {count} files are in the lake"

    processes.wait_until("all files are in the lake", are_in_the_lake, within_s=FILES_S)


def send_commands(user: User, connector_id: str, count: int) -> list[CommandRow]:
    """Send each command of the catalog through the generated sender."""
    sender = FolderWatcherCommands(user.command_service, connector_id)
    now = datetime.now(UTC)  # noqa: TID251 - the files' own times come from the same clock
    start, end = now - timedelta(hours=1), now + timedelta(hours=1)
    say("Sending each command of the catalog")
    rows = [
        send("SetScheduleInterval", lambda options: sender.set_schedule_interval(seconds=0.5, options=options)),
        send("Pause", lambda options: sender.pause(options=options)),
        send("Resume", lambda options: sender.resume(options=options)),
        send("ListPending", lambda options: sender.list_pending(options=options)),
        send("IngestRange", lambda options: sender.ingest_range(start=start, end=end, options=options)),
    ]
    answers = {row.name: row.answer for row in rows}
    expected = {
        "SetScheduleInterval": "previous_seconds 1.0",
        "Pause": "was_paused False",
        "Resume": "was_paused True",
        "ListPending": "total 0, files []",
        "IngestRange": f"found {count}, uploaded {count}, failed 0",
    }
    check(answers == expected, f"The answers are {answers}, not {expected}")
    return rows


def send(name: str, call: Callable[[SendOptions], BaseModel]) -> CommandRow:
    """Send a command, show how far it is, and wait for its answer; one that fails raises."""
    states: list[str] = []

    def show(progress: Progress) -> None:
        states.append(progress.status)
        if progress.fraction is not None:
            say(f"  {name}: {progress.fraction:.0%}, {progress.message}")

    began = time.monotonic()
    answer = call(SendOptions(on_progress=show))
    seconds = time.monotonic() - began
    told = ", ".join(f"{field} {value}" for field, value in answer)
    say(f"  {name}: {told}")
    return CommandRow(name=name, status=states[-1], seconds=seconds, answer=told)


def stop_connector(processes: Processes) -> None:
    """End the connector as a container's runtime does."""
    say("Stopping the connector with SIGTERM")
    code = processes.stop("connector", STOP_S)
    check(code == 0, f"The connector ended with exit code {code}")
    say("  it ended with exit code 0")


@contextmanager
def _a_user(address: PlatformAddress, processes: Processes) -> Iterator[User]:
    user = User(address, on_wait=processes.check)
    try:
        yield user
    finally:
        user.close()
