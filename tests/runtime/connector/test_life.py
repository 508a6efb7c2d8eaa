"""A connector's life: how it starts, what its hooks hear, how it stops."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from ts_connectors.connector import Connector
from ts_connectors.custom_commands import register_command
from ts_connectors.errors import (
    ConfigurationError,
    ConnectorError,
    ForbiddenError,
    TdpApiError,
    UnauthorizedError,
    UsageError,
)
from ts_connectors.models import CommandStatus
from ts_connectors.options import ConnectorOptions
from ts_connectors.tdp_api import TdpApi
from ts_connectors.testing import ConnectorHarness, FakeTdpApi, ManualClock, a_connector

PREFIX = "TetraScience.Connector."


class Plain(Connector):
    """A connector that keeps what its update hook was told."""

    def __init__(self, tdp_api: Any) -> None:
        super().__init__(tdp_api, ConnectorOptions(grace_period_s=10))
        self.previous: list[Any] = []

    async def on_connector_updated(self, prev: Any) -> None:
        self.previous.append(prev and prev.config)


class CannotStart(Plain):
    """A connector whose start and stop fail."""

    async def on_start(self) -> None:
        await super().on_start()
        raise ConnectionError("no instrument")

    async def on_stop(self) -> None:
        await super().on_stop()
        raise ConnectionError("still none")


async def test_an_idle_connector_starts_without_on_start_and_without_an_update() -> None:
    async with ConnectorHarness(Plain) as harness:
        assert harness.hooks_run == ["on_initializing", "on_initialized"]


async def test_a_connector_that_starts_in_running_runs_on_start_itself() -> None:
    async with ConnectorHarness(Plain, status="RUNNING") as harness:
        assert harness.hooks_run == ["on_initializing", "on_start", "on_connector_updated", "on_initialized"]


async def test_start_opens_a_client_that_nobody_has_opened() -> None:
    async with ConnectorHarness(Plain) as harness:
        assert harness.api.client_is_initialized()
        assert harness.api.calls["init_client"] == 1


async def test_the_own_details_are_read_with_secrets_resolved_config_and_artifact() -> None:
    async with ConnectorHarness(Plain, config={"folder": "/data"}) as harness:
        assert harness.connector.connector_config == {"folder": "/data"}
        assert harness.connector.connector_details.artifact.slug == "test-connector"


async def test_start_and_stop_reload_the_details_and_tell_what_was_before() -> None:
    async with ConnectorHarness(Plain, config={"n": 1}) as harness:
        harness.api.save_config({"n": 2})
        await harness.set_status("RUNNING")
        harness.api.save_config({"n": 3})
        await harness.set_status("IDLE")
    assert harness.connector.previous == [{"n": 1}, {"n": 2}]
    assert harness.connector.connector_config == {"n": 3}


async def test_the_operating_status_follows_also_where_the_hook_does_not_reload() -> None:
    class Silent(Plain):
        async def on_start(self) -> None:
            pass

    async with ConnectorHarness(Silent) as harness:
        await harness.set_status("RUNNING")
        assert harness.connector.connector_details.operating_status == "RUNNING"
        assert harness.connector.previous == []


async def test_a_saved_config_is_validated_and_then_taken_up() -> None:
    async with ConnectorHarness(Plain, config={"n": 1}) as harness:
        verdict = await harness.save_config({"n": 2})
    assert verdict == {"valid": True}
    assert harness.connector.previous == [{"n": 1}]


async def test_plain_hooks_run_in_threads() -> None:
    threads: list[threading.Thread] = []

    class Blocking(Connector):
        def on_start(self) -> None:  # type: ignore[override]
            threads.append(threading.current_thread())

    async with ConnectorHarness(Blocking) as harness:
        answers = await harness.set_status("RUNNING")
    assert answers[-1].status == CommandStatus.SUCCESS
    assert threads != [threading.current_thread()]


async def test_a_failed_start_in_running_is_critical_and_leaves_the_connector_up() -> None:
    async with ConnectorHarness(CannotStart, status="RUNNING") as harness:
        await harness.until(lambda: harness.api.healths)
        answers = await harness.send(f"{PREFIX}ListCustomCommands")
    assert harness.api.healths == [("CRITICAL", "StartAsRunningFailure")]
    assert answers[-1].status == CommandStatus.SUCCESS


async def test_after_a_failed_start_a_stop_succeeds_although_on_stop_raises() -> None:
    async with ConnectorHarness(CannotStart, status="RUNNING") as harness:
        first = await harness.set_status("IDLE")
        await harness.until(lambda: harness.api.details["health"] == "HEALTHY")
        second = await harness.set_status("IDLE")
    assert first[-1].status == CommandStatus.SUCCESS
    assert second[-1].status == CommandStatus.FAILURE


async def test_a_start_command_that_fails_is_a_failure_and_no_health() -> None:
    async with ConnectorHarness(CannotStart) as harness:
        answers = await harness.set_status("RUNNING")
    assert answers[-1].status == CommandStatus.FAILURE
    assert harness.api.healths == []


async def test_on_start_that_hangs_at_the_start_is_given_up_after_its_deadline() -> None:
    class Hanging(Connector):
        async def on_start(self) -> None:
            await asyncio.get_running_loop().create_future()

    harness = ConnectorHarness(Hanging, status="RUNNING")
    starting = asyncio.create_task(harness.connector.start())  # noqa: TID251 - held by the test
    await harness.until(lambda: "on_start" in harness.hooks_run)
    await harness.advance(300)
    await harness.until(starting.done)
    await harness.until(lambda: harness.api.healths)
    await harness.__aexit__()
    assert harness.api.healths[0] == ("CRITICAL", "StartAsRunningFailure")


async def test_a_stop_that_comes_during_on_start_waits_for_its_end() -> None:
    is_open = asyncio.Event()

    class Slow(Plain):
        async def on_start(self) -> None:
            await is_open.wait()

    harness = ConnectorHarness(Slow, status="RUNNING")
    starting = asyncio.create_task(harness.connector.start())  # noqa: TID251 - held by the test
    await harness.until(lambda: "on_start" in harness.hooks_run)
    stop = harness.post(f"{PREFIX}Stop")
    await harness.until(lambda: harness.outbound.sent)
    assert "on_stop" not in harness.hooks_run
    is_open.set()
    await harness.answers_to(stop)
    await harness.until(starting.done)
    await harness.__aexit__()
    assert harness.hooks_run.index("on_start") < harness.hooks_run.index("on_stop")


@pytest.mark.parametrize(
    ("status", "error"), [pytest.param(401, UnauthorizedError, id="401"), pytest.param(403, ForbiddenError, id="403")]
)
async def test_a_start_that_is_refused_for_good_raises_at_once(status: int, error: type[Exception]) -> None:
    harness = ConnectorHarness(Plain)
    harness.api.refuse("get_connector_by_id", status)
    with pytest.raises(error):
        await harness.connector.start()
    assert harness.api.calls["get_connector_by_id"] == 1


async def test_a_start_rides_out_overload_and_silence() -> None:
    harness = ConnectorHarness(Plain)
    harness.api.refuse("get_connector_by_id", 503, 429)
    harness.api.fail("get_connector_by_id", TdpApiError("no connection"))
    starting = asyncio.create_task(harness.connector.start())  # noqa: TID251 - held by the test
    await harness.advance(10)
    await harness.until(starting.done)
    await harness.__aexit__()
    assert harness.api.calls["get_connector_by_id"] == 4


async def test_a_start_that_finds_nobody_gives_up_after_its_timeout() -> None:
    harness = ConnectorHarness(Plain)
    harness.api.fail("get_connector_by_id", *[TdpApiError("no connection") for _ in range(100)])
    starting = asyncio.create_task(harness.connector.start())  # noqa: TID251 - held by the test
    await harness.advance(300)
    await harness.until(starting.done)
    assert isinstance(starting.exception(), TdpApiError)
    assert 10 < harness.api.calls["get_connector_by_id"] < 30


async def test_a_harness_needs_a_clock_that_it_can_move() -> None:
    with pytest.raises(UsageError, match=r"give it FakeTdpApi\(clock=ManualClock\(\)\)"):
        ConnectorHarness(Plain, api=FakeTdpApi())


async def test_a_connector_starts_once_only() -> None:
    async with ConnectorHarness(Plain) as harness:
        with pytest.raises(UsageError, match="started before"):
            await harness.connector.start()


async def test_details_are_refused_before_they_are_loaded() -> None:
    connector = Plain(FakeTdpApi())
    assert not connector.connector_details_are_loaded()
    with pytest.raises(ConnectorError, match="not loaded"):
        _ = connector.connector_config


async def test_shutdown_twice_is_one() -> None:
    async with ConnectorHarness(Plain) as harness:
        await asyncio.gather(harness.connector.shutdown(), harness.connector.shutdown())
        await harness.connector.shutdown()
    assert harness.hooks_run.count("on_shutdown") == 1


async def test_shutdown_within_on_shutdown_is_the_same() -> None:
    class Eager(Connector):
        async def on_shutdown(self) -> None:
            await self.shutdown()

    async with ConnectorHarness(Eager) as harness:
        pass
    assert harness.hooks_run[-1] == "on_shutdown"


async def test_a_shutdown_leaves_no_thread_of_the_runtime() -> None:
    async with ConnectorHarness(Plain) as harness:
        assert "ts-connectors Plain" in {thread.name for thread in threading.enumerate()}
    assert harness.connector.connector_details_are_loaded()
    assert "ts-connectors Plain" not in {thread.name for thread in threading.enumerate()}


async def test_an_on_shutdown_that_fails_is_raised_after_everything_has_ended() -> None:
    class Clumsy(Connector):
        async def on_shutdown(self) -> None:
            raise RuntimeError("the file is locked")

    harness = await ConnectorHarness(Clumsy).__aenter__()
    with pytest.raises(RuntimeError, match="the file is locked"):
        await harness.__aexit__()
    assert "ts-connectors Clumsy" not in {thread.name for thread in threading.enumerate()}


async def test_the_shutdown_command_drains_cleans_up_and_is_answered() -> None:
    class Busy(Plain):
        is_open = threading.Event()

        @register_command(f"{PREFIX}Busy.Work")
        async def work(self, body: Any) -> dict[str, Any]:
            self.is_open.set()
            await self.surroundings.clock.sleep(2)
            return {"hooks": list(harness.hooks_run)}

    async with ConnectorHarness(Busy) as harness:
        work = harness.post(f"{PREFIX}Busy.Work")
        await harness.until(harness.connector.is_open.is_set)
        shutdown = harness.post(f"{PREFIX}Shutdown")
        await harness.advance(3)
        worked, stopped = await harness.answers_to(work), await harness.answers_to(shutdown)
    assert worked[-1].body == {"hooks": ["on_initializing", "on_initialized"]}
    assert [answer.status for answer in stopped] == [CommandStatus.PROCESSING, CommandStatus.SUCCESS]
    assert harness.hooks_run.count("on_shutdown") == 1
    assert harness.inbound.remaining == []


async def test_after_the_shutdown_command_rest_is_not_called_any_more() -> None:
    async with ConnectorHarness(Plain) as harness:
        await harness.set_status("DISABLED")
        before = harness.api.calls.copy()
        harness.connector.report_health("CRITICAL", "TooLate")
        await harness.advance(120)
        assert harness.api.calls == before


async def test_commands_given_back_unstarted_are_noted_and_known_at_the_next_start() -> None:
    class Narrow(Connector):
        def __init__(self, tdp_api: Any) -> None:
            super().__init__(tdp_api, ConnectorOptions(max_concurrent_commands=1, grace_period_s=1))

        @register_command(f"{PREFIX}Narrow.Work")
        async def work(self, body: Any) -> None:
            await self.surroundings.clock.sleep(body or 0)

    async with ConnectorHarness(Narrow) as harness:
        running = harness.post(f"{PREFIX}Narrow.Work", 3600)
        waiting = harness.post(f"{PREFIX}Narrow.Work")
        await harness.until(lambda: len(harness.outbound.sent) == 2)
    mark = harness.api.values["ts_connectors.returned"]["value"]
    async with ConnectorHarness(Narrow, api=harness.api) as second:
        answers = await second.answers_to(waiting)
        assert harness.api.values["ts_connectors.returned"]["value"] == {"commandIds": []}
    assert mark == {"commandIds": [waiting]}
    assert answers[-1].status == CommandStatus.SUCCESS
    assert (await second.answers_to(running))[-1].status == CommandStatus.FAILURE


async def test_a_data_store_that_cannot_be_read_keeps_nobody_from_starting() -> None:
    harness = ConnectorHarness(Plain)
    harness.api.refuse("get_connector_data", 500)
    async with harness:
        assert harness.hooks_run == ["on_initializing", "on_initialized"]


async def test_the_user_agent_names_the_class_unless_the_data_store_forbids_it() -> None:
    async with ConnectorHarness(Plain) as harness:
        assert harness.api.headers == {"user-agent": "PluggableConnector Plain"}
    api = FakeTdpApi(a_connector(), clock=ManualClock())
    stamp = {"createdAt": "2026-01-01T00:00:00Z", "updatedAt": "2026-01-01T00:00:00Z", "secure": False}
    api.values["TS_SDK"] = {"key": "TS_SDK", "value": {"TS_SDK_DISABLE_USER_AGENT_HTTP_HEADER": "True"}, **stamp}
    async with ConnectorHarness(Plain, api=api):
        assert api.headers == {}


async def test_config_values_that_come_resolved_are_masked() -> None:
    api = FakeTdpApi(a_connector(config={"user": "reader", "password": "correct horse"}), clock=ManualClock())
    api.unresolved = {"user": "reader", "password": {"secret": "arn:1"}}
    async with ConnectorHarness(Plain, api=api) as harness:
        assert harness.connector.secrets.mask("reader: correct horse") == "reader: ***"
        assert api.calls["get_connector_by_id"] == 2
        await harness.set_status("RUNNING")
        assert api.calls["get_connector_by_id"] == 3


async def test_a_start_without_configuration_names_all_that_is_missing_at_once() -> None:
    with pytest.raises(ConfigurationError) as told:
        await Plain(TdpApi()).start()
    missing = ("TDP_ENDPOINT", "ORG_SLUG", "AWS_REGION", "CONNECTOR_ID", "OUTBOUND_COMMAND_QUEUE", "CONNECTOR_TOKEN")
    assert [name for name in missing if f"{name} " not in str(told.value)] == []
