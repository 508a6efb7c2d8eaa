"""Commands through real queues to a real process, which is stopped and killed in the middle of them."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from examples.folder_watcher.demo.user import User
from ts_connectors import settings
from ts_connectors.simulator import Artifact, LocalPlatform
from ts_connectors.simulator.state.commands import CommandAnswer
from ts_connectors_api.command_service.requests import CreateCommandRequest
from ts_connectors_api.data_acquisition.models import RequestedOperatingStatus
from ts_connectors_api.data_acquisition.requests import UpdateConnectorStatusRequest

pytestmark = pytest.mark.integration

ACTION = "TetraScience.Connector.Waiting.Wait"
PROGRAM = Path(__file__).with_name("waiting_connector.py")
DEADLINE_S = 60.0
QUEUES = [pytest.param(False, id="standard"), pytest.param(True, id="fifo")]


class Stage:
    """A platform, a connector on it, and the processes that were that connector one after the other."""

    def __init__(self, platform: LocalPlatform, folder: Path, *, fifo: bool) -> None:
        self.platform = platform
        artifact = Artifact(namespace="common", slug="waiting", version="v1.0.0")
        self.connector = platform.create_connector("Waiting", artifact=artifact, fifo=fifo)
        self.user = User(platform.address)
        self.gate = folder / "gate"
        self.runs = folder / "runs"
        self.runs.touch()
        self._folder = folder
        self._processes: list[subprocess.Popen[str]] = []

    def start(self) -> subprocess.Popen[str]:
        environment = {
            **settings.environment(),
            **self.platform.environment(self.connector),
            "PYTHONWARNINGS": "error",
            "TS_CONNECTORS_STATE_DIR": str(self._folder / "state"),
        }
        with (self._folder / "log").open("a") as log:
            process = subprocess.Popen(
                [sys.executable, str(PROGRAM)],
                cwd=self._folder,
                env=environment,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self._processes.append(process)
        return process

    def send(self, action: str = ACTION) -> str:
        body = CreateCommandRequest(
            target_id=self.connector.id,
            action=action,
            expires_at=datetime.now(UTC) + timedelta(minutes=10),  # noqa: TID251 - the platform's clock is real
            payload={"gate": str(self.gate), "runs": str(self.runs)},
        )
        return self.user.command_service.commands.create(body).id

    def set_status(self, status: RequestedOperatingStatus) -> None:
        self.user.connectors.update_status(self.connector.id, UpdateConnectorStatusRequest(status=status))

    def final_answers(self, command_id: str) -> Sequence[CommandAnswer]:
        return [answer for answer in self.platform.answers(command_id) if answer.status != "PROCESSING"]

    def wait_until_begun(self, command_id: str) -> None:
        self.platform.wait_until(lambda: self.platform.answers(command_id), DEADLINE_S)
        while not self.count_runs():
            self.platform.commands()  # asks until the handler, another process, has noted that it runs

    def wait_until_answered(self, command_id: str) -> CommandAnswer:
        self.platform.wait_until(lambda: self.final_answers(command_id), DEADLINE_S)
        return self.final_answers(command_id)[0]

    def count_runs(self) -> int:
        return self.runs.read_text("utf-8").count("run")

    def count_in_flight(self) -> int:
        attributes = self.platform.aws.queue_attributes(self.connector.command_queue_url)
        return int(attributes["ApproximateNumberOfMessagesNotVisible"])

    def log(self) -> str:
        return (self._folder / "log").read_text("utf-8")

    def end(self) -> None:
        for process in self._processes:
            process.kill()
            process.communicate()
        self.user.close()


@pytest.fixture(params=QUEUES)
def stage(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Stage]:
    with LocalPlatform() as platform:
        stage = Stage(platform, tmp_path, fifo=request.param)
        try:
            yield stage
        finally:
            stage.end()


def test_a_change_of_state_is_answered_while_work_is_under_way(stage: Stage) -> None:
    stage.start()
    work = stage.send()
    stage.wait_until_begun(work)
    stage.set_status(RequestedOperatingStatus.RUNNING)
    (start,) = [one for one in stage.platform.commands() if one.action.endswith(".Start")]
    assert stage.wait_until_answered(start.id).status == "SUCCESS"
    assert stage.final_answers(work) == []
    stage.gate.touch()
    assert stage.wait_until_answered(work).body == {"waited": True}


def test_a_killed_connectors_command_is_answered_interrupted_by_the_next_and_not_run_again(stage: Stage) -> None:
    process = stage.start()
    work = stage.send()
    stage.wait_until_begun(work)
    process.kill()
    process.wait()
    stage.start()
    answer = stage.wait_until_answered(work)
    assert (answer.status, (answer.body or {}).get("code")) == ("FAILURE", "INTERRUPTED")
    marker = stage.send()
    stage.gate.touch()
    assert stage.wait_until_answered(marker).status == "SUCCESS"
    # The kill may come before the message is deleted: it comes again, and is given the very same answer again.
    copies = {(one.status, str(one.body), one.sent_at) for one in stage.final_answers(work)}
    assert len(copies) == 1
    assert stage.count_runs() == 2


def test_sigterm_lets_running_work_end_and_ends_the_users_main_loop_with_code_0(stage: Stage) -> None:
    process = stage.start()
    work = stage.send()
    stage.wait_until_begun(work)
    process.send_signal(signal.SIGTERM)
    stage.gate.touch()
    assert stage.wait_until_answered(work).status == "SUCCESS"
    output, _ = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, stage.log()
    assert output == "the main loop has ended\n"


def test_disabling_a_connector_is_answered_and_ends_its_process(stage: Stage) -> None:
    process = stage.start()
    marker = stage.send()
    stage.gate.touch()
    assert stage.wait_until_answered(marker).status == "SUCCESS"
    stage.set_status(RequestedOperatingStatus.DISABLED)
    (shutdown,) = [one for one in stage.platform.commands() if one.action.endswith(".Shutdown")]
    assert stage.wait_until_answered(shutdown.id).status == "SUCCESS"
    process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, stage.log()


def test_only_a_fifo_queue_loses_a_message_before_its_work_is_done(stage: Stage) -> None:
    stage.start()
    work = stage.send()
    stage.wait_until_begun(work)
    second = stage.send("TetraScience.Connector.ListCustomCommands")
    assert stage.wait_until_answered(second).status == "SUCCESS"
    kept = 0 if stage.connector.command_queue_url.endswith(".fifo") else 1
    while stage.count_in_flight() > kept:
        pass  # the answer is there a moment before its message is deleted
    assert stage.count_in_flight() == kept
    assert stage.final_answers(work) == []
