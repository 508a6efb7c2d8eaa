"""The local platform as an object: started, observed, stopped."""

from __future__ import annotations

import asyncio
import hashlib
import threading
import time
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import httpx
import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.conftest import SCALE
from tests.simulator.platform.device import Device
from tests.simulator.platform.test_commands import order
from tests.simulator.platform.wire import Caller
from ts_connectors.errors import UsageError
from ts_connectors.simulator import LocalConnector, LocalPlatform, PlatformAddress


@pytest.fixture
def s3(device: Device, itself: Caller, connector: LocalConnector) -> Iterator[Any]:
    """The connector's way to the lake."""
    keys = itself.connectors.get_credentials(connector.id)
    client = device.client("s3", keys.access_key_id, keys.secret_access_key, keys.session_token)
    yield client
    client.close()


def test_it_starts_within_three_seconds_and_stops_within_two() -> None:
    began = time.monotonic()
    platform = LocalPlatform()
    platform.start()
    started = time.monotonic()
    platform.stop()

    assert (started - began < 3, time.monotonic() - started < 2) == (True, True)


def test_starting_and_stopping_twice_is_once(platform: LocalPlatform) -> None:
    endpoint = platform.endpoint
    platform.start()
    assert platform.endpoint == endpoint
    platform.stop()
    platform.stop()


def test_a_platform_that_does_not_run_says_what_to_do() -> None:
    platform = LocalPlatform()

    with pytest.raises(UsageError, match="start"):
        _ = platform.endpoint


def test_nothing_listens_after_the_stop(platform: LocalPlatform, http: httpx.Client) -> None:
    endpoints = [platform.endpoint, platform.aws.endpoint]
    platform.stop()

    for endpoint in endpoints:
        with pytest.raises(httpx.ConnectError):
            http.get(endpoint)


def test_no_thread_is_left() -> None:
    before = set(threading.enumerate())
    with LocalPlatform():
        pass

    left = {thread.name for thread in set(threading.enumerate()) - before}
    assert left.isdisjoint({"rest-simulator", "command-answers", "aws-simulator"})


def test_a_taken_port_is_an_error_and_leaves_nothing_running(platform: LocalPlatform) -> None:
    port = int(platform.endpoint.rpartition(":")[2])
    second = LocalPlatform(port=port)

    with pytest.raises(OSError, match="in use"):
        second.start()
    with pytest.raises(UsageError):
        _ = second.aws.endpoint


def test_it_listens_on_loopback_only(platform: LocalPlatform) -> None:
    assert platform.endpoint.startswith("http://127.0.0.1:")
    assert platform.aws.endpoint.startswith("http://127.0.0.1:")


async def test_it_serves_and_stops_inside_a_running_loop() -> None:
    async with LocalPlatform() as platform, httpx.AsyncClient(trust_env=False) as http:
        answers = await asyncio.gather(*(http.get(f"{platform.endpoint}/status") for _ in range(20)))

    assert {answer.status_code for answer in answers} == {200}


def test_platforms_do_not_see_each_other(platform: LocalPlatform, admin: Caller, http: httpx.Client) -> None:
    with LocalPlatform() as other:
        other.create_connector("Scale", artifact=SCALE)

        assert admin.connectors.list().connectors == []
        assert admin.request("GET", "/status").status_code == 200
    assert admin.request("GET", "/status").status_code == 200


def test_waiting_ends_as_soon_as_an_answer_is_there(
    platform: LocalPlatform, admin: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    sent = admin.commands.create(order(clock, connector))
    device.answer(device.receive(), "SUCCESS", {"n": 1})

    (answer,) = platform.wait_until(lambda: platform.answers(sent.id), timeout=10)

    assert (answer.status, answer.body) == ("SUCCESS", {"n": 1})
    assert [command.id for command in platform.commands(connector.id)] == [sent.id]


def test_waiting_for_what_does_not_come_ends_with_an_error(platform: LocalPlatform) -> None:
    with pytest.raises(TimeoutError):
        platform.wait_until(lambda: False, timeout=0.1)


def test_waiting_for_the_clock_ends_when_it_was_moved(platform: LocalPlatform, clock: MovedClock) -> None:
    goal = clock.now() + timedelta(days=1)
    threading.Timer(0.05, lambda: setattr(clock, "shift", timedelta(days=2))).start()

    assert platform.wait_until(lambda: clock.now() > goal)


def test_the_lakes_objects_are_shown_as_they_were_put(
    platform: LocalPlatform, connector: LocalConnector, s3: Any
) -> None:
    address = platform.address
    key = f"{address.org_slug}/{connector.id}/RAW/run.csv"
    for content in (b"old", b"a;b\n1;2\n"):
        s3.put_object(
            Bucket=address.datalake_bucket,
            Key=key,
            Body=content,
            ContentType="text/csv",
            Metadata={"ts_file_id": "f1"},
            ServerSideEncryption="aws:kms",
            SSEKMSKeyId=address.kms_key_id,
            ChecksumAlgorithm="SHA256",
        )

    (stored,) = platform.objects()
    assert (stored.key, stored.content, stored.size, stored.content_type) == (key, b"a;b\n1;2\n", 8, "text/csv")
    assert stored.sha256 == hashlib.sha256(b"a;b\n1;2\n").hexdigest()
    assert stored.metadata == {"ts_file_id": "f1"}
    assert (stored.encryption, stored.checksum_algorithm) == ("aws:kms", "SHA256")
    assert platform.objects("elsewhere/") == []


def test_a_connectors_log_can_be_read(
    platform: LocalPlatform, itself: Caller, connector: LocalConnector, device: Device, clock: MovedClock
) -> None:
    keys = itself.connectors.get_credentials(connector.id)
    logs = device.client("logs", keys.access_key_id, keys.secret_access_key, keys.session_token)
    group = f"/connector/{platform.address.org_slug}/{connector.id}"
    logs.create_log_stream(logGroupName=group, logStreamName="s")
    event = {"timestamp": int(clock.now().timestamp() * 1000), "message": "hello"}
    logs.put_log_events(logGroupName=group, logStreamName="s", logEvents=[event])
    logs.close()

    assert [event.message for event in platform.log_events(connector.id)] == ["hello"]


def test_an_address_passes_as_a_line(platform: LocalPlatform, connector: LocalConnector) -> None:
    line = platform.address.to_json()

    passed = PlatformAddress.from_json(line)

    assert "\n" not in line
    assert passed == platform.address
    assert passed.environment(connector.id, connector.token) == platform.environment(connector)


def test_tokens_are_in_no_repr(platform: LocalPlatform, connector: LocalConnector) -> None:
    assert connector.token not in repr(connector)
    assert platform.user_token not in repr(platform.address)
