"""The local platform as a process of its own."""

from __future__ import annotations

import select
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ts_connectors.simulator import PlatformAddress

START_TIMEOUT_S = 30.0
COMMAND = [sys.executable, "-m", "ts_connectors.simulator", "--json"]


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], START_TIMEOUT_S)
    assert ready, "the platform did not come up"
    return process.stdout.readline()


@pytest.fixture
def ready_file(tmp_path: Path) -> Path:
    """Where the platform says that it is ready."""
    return tmp_path / "ready.json"


@pytest.fixture
def process(ready_file: Path) -> Iterator[subprocess.Popen[str]]:
    """A platform's process."""
    command = [*COMMAND, "--ready-file", str(ready_file), "--org-slug", "acme"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as running:
        yield running
        running.kill()


def test_it_says_where_it_is_on_one_line_and_in_a_private_file(
    process: subprocess.Popen[str], ready_file: Path, http: httpx.Client
) -> None:
    line = _line(process)
    address = PlatformAddress.from_json(line)

    assert ready_file.read_text() == line
    assert stat.S_IMODE(ready_file.stat().st_mode) == 0o600
    assert (address.org_slug, address.pid) == ("acme", process.pid)
    assert http.get(f"{address.endpoint}/status").status_code == 200


def test_another_process_makes_a_connector_with_the_users_token_and_knows_its_environment(
    process: subprocess.Popen[str], http: httpx.Client
) -> None:
    address = PlatformAddress.from_json(_line(process))
    connectors = f"{address.endpoint}/v1/data-acquisition/connectors"
    user = {"authorization": f"Bearer {address.user_token}", "x-org-slug": address.org_slug}
    new = {"name": "Scale", "hostType": "standalone", "connectorType": "common/scale:v1.0.0"}
    made = http.post(connectors, json=new, headers=user).json()
    token = http.put(f"{connectors}/{made['id']}/token", headers=user).json()["token"]

    environment = address.environment(made["id"], token)

    itself = {"authorization": f"Bearer {environment['CONNECTOR_TOKEN']}", "x-org-slug": environment["ORG_SLUG"]}
    answer = http.post(f"{connectors}/{environment['CONNECTOR_ID']}/heartbeat", headers=itself)
    assert answer.status_code == 201


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda number: number.name)
def test_a_signal_ends_it_cleanly(process: subprocess.Popen[str], ready_file: Path, number: signal.Signals) -> None:
    _line(process)

    process.send_signal(number)

    _, errors = process.communicate(timeout=20)
    assert (process.returncode, errors, ready_file.exists()) == (0, "", False)


def test_it_ends_when_its_parent_has_ended(http: httpx.Client) -> None:
    # The shell prints the platform's line, then ends; nobody signals the platform.
    script = '"$@" & read line < /dev/fd/0'
    parent = subprocess.Popen(
        ["sh", "-c", script, "sh", *COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with parent:
        address = PlatformAddress.from_json(_line(parent))
        assert parent.stdin is not None
        parent.stdin.write("end\n")
        parent.stdin.flush()
        parent.wait(20)
        assert parent.stdout is not None
        # The end of its output is the end of the last process that holds it.
        assert parent.stdout.read() == ""
    with pytest.raises(httpx.ConnectError):
        http.get(f"{address.endpoint}/status")


def test_a_taken_port_is_said_and_costs_the_exit_code(process: subprocess.Popen[str]) -> None:
    port = PlatformAddress.from_json(_line(process)).endpoint.rpartition(":")[2]

    second = subprocess.run([*COMMAND, "--port", port], capture_output=True, text=True, check=False, timeout=30)

    assert (second.returncode, second.stdout) == (1, "")
    assert "choose other ports" in second.stderr
