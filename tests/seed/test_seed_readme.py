"""Every Python block of the published SDK's README runs, with the import root renamed, against the local platform."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from tests.platform.rest.tunnel import Proxy
from tests.seed.blocks import FRAMES, Program, program, python_blocks
from ts_connectors.config import TdpApiConfig
from ts_connectors.simulator import Artifact, LocalConnector, LocalPlatform
from ts_connectors.tdp_api_sync import TdpApiSync

README = Path(__file__).parents[3] / "shared" / "reference" / "seed-readme.md"
DEADLINE_S = 60


@pytest.fixture(scope="module")
def blocks() -> list[str]:
    if not README.exists():
        pytest.skip("the published SDK's README is not beside this repository")
    return python_blocks(README)


@pytest.fixture(scope="module")
def platform() -> Iterator[LocalPlatform]:
    with LocalPlatform() as platform:
        yield platform


@pytest.fixture
def connector(platform: LocalPlatform) -> LocalConnector:
    artifact = Artifact(namespace="common", slug="example", version="v1.0.0")
    made = platform.create_connector("Example", artifact=artifact)
    _put_status(platform, made, "RUNNING")
    given = platform.environment(made)
    config = TdpApiConfig(
        tdp_endpoint=given["TDP_ENDPOINT"],
        org_slug=given["ORG_SLUG"],
        connector_id=made.id,
        connector_token=made.token,
        outbound_command_queue=given["OUTBOUND_COMMAND_QUEUE"],
        aws_region=given["AWS_REGION"],
    )
    api = TdpApiSync(config=config).init_client()
    saved = api.save_connector_data(
        made.id, [{"key": f"key{number}", "value": {"n": number}} for number in (1, 2)] + [{"key": "x", "value": {}}]
    )
    assert saved.status_code == 200
    return made


@pytest.fixture
def environment(platform: LocalPlatform, connector: LocalConnector, tmp_path: Path) -> Iterator[Mapping[str, str]]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}  # noqa: TID251
    with Proxy() as proxy:
        yield {
            **kept,
            **platform.environment(connector),
            "PYTHONUNBUFFERED": "1",
            "PYTHONWARNINGS": "error",
            "TS_CONNECTORS_STATE_DIR": str(tmp_path / "state"),
            "PROXY_OF_THE_TEST": proxy.address,
        }


def test_each_block_of_the_readme_has_its_frame(blocks: list[str]) -> None:
    assert len(blocks) == len(FRAMES)


@pytest.mark.integration
@pytest.mark.parametrize("position", [pytest.param(n, id=frame.name) for n, frame in enumerate(FRAMES)])
async def test_a_block_of_the_readme_runs_and_shows_what_it_says(
    position: int,
    blocks: list[str],
    platform: LocalPlatform,
    connector: LocalConnector,
    environment: Mapping[str, str],
) -> None:
    block = program(blocks, position, "ts_connectors")
    code, shown = await _run(block, platform, connector, environment)
    assert code == 0, shown
    for text in block.prints:
        assert text in shown


async def _run(
    block: Program, platform: LocalPlatform, connector: LocalConnector, environment: Mapping[str, str]
) -> tuple[int, str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", block.source, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        if block.frame.runs_until_stopped:
            await _while_it_runs(block, platform, connector, process)
        output, log = await asyncio.wait_for(process.communicate(), DEADLINE_S)
    except BaseException:
        if process.returncode is None:
            process.kill()
            await process.communicate()
        raise
    return process.returncode or 0, output.decode() + log.decode()


async def _while_it_runs(
    block: Program, platform: LocalPlatform, connector: LocalConnector, process: asyncio.subprocess.Process
) -> None:
    await asyncio.to_thread(_wait_until_online, platform, connector)
    if block.frame.command is not None:
        action, payload = block.frame.command
        command_id = await asyncio.to_thread(_send, platform, connector, action, json.loads(payload))
        final = await asyncio.to_thread(_final_answer, platform, command_id)
        assert final == "SUCCESS"
    process.send_signal(signal.SIGTERM)


def _wait_until_online(platform: LocalPlatform, connector: LocalConnector) -> None:
    platform.wait_until(lambda: platform.state.connectors.get(connector.id).last_seen_at, DEADLINE_S)


def _final_answer(platform: LocalPlatform, command_id: str) -> str:
    def final() -> str:
        return next((str(a.status) for a in platform.answers(command_id) if str(a.status) != "PROCESSING"), "")

    return platform.wait_until(final, DEADLINE_S)


def _headers(platform: LocalPlatform) -> dict[str, str]:
    return {"ts-auth-token": platform.user_token, "x-org-slug": platform.address.org_slug}


def _put_status(platform: LocalPlatform, connector: LocalConnector, status: str) -> None:
    url = f"{platform.endpoint}/v1/data-acquisition/connectors/{connector.id}/status"
    httpx.put(url, json={"status": status}, headers=_headers(platform)).raise_for_status()


def _send(platform: LocalPlatform, connector: LocalConnector, action: str, payload: object) -> str:
    expires = (datetime.now(UTC) + timedelta(minutes=5)).isoformat()  # noqa: TID251 - a real process reads it
    body = {"targetId": connector.id, "action": action, "expiresAt": expires, "payload": payload}
    answer = httpx.post(f"{platform.endpoint}/v1/commands", json=body, headers=_headers(platform)).raise_for_status()
    return str(answer.json()["id"])
