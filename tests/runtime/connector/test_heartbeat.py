"""The sign of life goes on whatever the platform or the connector's own code does."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from ts_connectors.connector import Connector
from ts_connectors.custom_commands import register_command
from ts_connectors.errors import TdpApiError
from ts_connectors.options import ConnectorOptions
from ts_connectors.testing import ConnectorHarness, FakeTdpApi, a_command
from ts_connectors.testing.builders import INBOUND_QUEUE, OUTBOUND_QUEUE


async def test_the_first_heartbeat_comes_at_once_and_then_one_every_interval() -> None:
    async with ConnectorHarness(Connector) as harness:
        await harness.advance(95)
        assert harness.api.calls["heartbeat"] == 4


async def test_the_interval_is_an_option() -> None:
    async with ConnectorHarness(lambda api: Connector(api, ConnectorOptions(heartbeat_interval=10))) as harness:
        await harness.advance(95)
        assert harness.api.calls["heartbeat"] == 10


async def test_a_heartbeat_that_fails_is_survived() -> None:
    harness = ConnectorHarness(Connector)
    harness.api.fail("heartbeat", TdpApiError("no connection"))
    harness.api.refuse("heartbeat", 502)
    async with harness:
        await harness.advance(95)
        assert harness.api.calls["heartbeat"] == 4


async def test_heartbeats_can_be_stopped_and_started() -> None:
    async with ConnectorHarness(Connector) as harness:
        await harness.until(lambda: harness.api.calls["heartbeat"])
        await harness.connector.stop_heartbeat()
        await harness.advance(95)
        assert harness.api.calls["heartbeat"] == 1
        await harness.connector.start_heartbeat()
        await harness.until(lambda: harness.api.calls["heartbeat"] == 2)


class Rude(Connector):
    """Blocks its loop until another thread has seen heartbeats and an answer go on, or 20 s have passed."""

    has_gone_on = False

    def __init__(self, tdp_api: Any, options: ConnectorOptions) -> None:
        super().__init__(tdp_api, options)
        self.has_begun = asyncio.Event()

    @register_command("TetraScience.Connector.Rude.Block")
    async def block(self, body: Any) -> None:
        self.has_begun.set()
        api: FakeTdpApi = self.tdp_api
        api.queues.fake(INBOUND_QUEUE).put_command(**a_command("TetraScience.Connector.ListCustomCommands"))
        beats, sent = api.calls["heartbeat"], api.queues.fake(OUTBOUND_QUEUE).sent
        give_up = time.monotonic() + 20
        while not self.has_gone_on and time.monotonic() < give_up:
            is_answered = any("custom_commands" in body for body in tuple(sent))
            self.has_gone_on = is_answered and api.calls["heartbeat"] >= beats + 3


async def test_a_handler_that_blocks_its_loop_stops_neither_heartbeat_nor_answers() -> None:
    api = FakeTdpApi()
    connector = Rude(api, ConnectorOptions(heartbeat_interval=0.01, handle_signals=False))
    await connector.start()
    api.queues.fake(INBOUND_QUEUE).put_command(**a_command("TetraScience.Connector.Rude.Block"))
    await connector.has_begun.wait()
    await connector.shutdown()
    assert connector.has_gone_on
