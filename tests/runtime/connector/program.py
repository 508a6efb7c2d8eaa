"""A connector as its author runs it, on a fake TDP; the tests of signals start it and read what it prints.

`python program.py <what>`: prints a line for each event, and reads nothing.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
import time
from typing import Any

from ts_connectors.connector import Connector
from ts_connectors.custom_commands import register_command
from ts_connectors.errors import TdpApiError
from ts_connectors.options import ConnectorOptions
from ts_connectors.testing import FakeTdpApi, a_command
from ts_connectors.testing.builders import INBOUND_QUEUE, OUTBOUND_QUEUE

PREFIX = "TetraScience.Connector."


def say(event: str) -> None:
    """Print an event at once, in one write."""
    # Past the buffer: a handler of signals says something as well, also in the middle of another event.
    os.write(sys.stdout.fileno(), f"{event}\n".encode())


class Talking(Connector):
    """Says what happens to it."""

    async def on_initializing(self) -> None:
        say("initializing")

    async def on_shutdown(self) -> None:
        say("on_shutdown")

    @register_command(f"{PREFIX}Talking.Work")
    async def work(self, body: Any) -> dict[str, Any]:
        say("work begins")
        await asyncio.sleep(0.3)
        say("work ends")
        return {"is_done": True}

    @register_command(f"{PREFIX}Talking.Hang")
    async def hang(self, body: Any) -> None:
        say("hang begins")
        await asyncio.get_running_loop().create_future()

    @register_command(f"{PREFIX}Talking.Block")
    def block(self, body: Any) -> None:
        say("block begins")
        threading.Event().wait()

    @register_command(f"{PREFIX}Talking.BlockLoop")
    async def block_loop(self, body: Any) -> None:
        say("block_loop begins")
        time.sleep(0.5)  # noqa: TID251, ASYNC251 - what a careless author does


def own_handler(*_: object) -> None:
    """Handle SIGTERM as an application may do itself."""
    say("own handler")
    sys.exit(3)


async def main(what: str) -> None:
    """Run until a signal comes."""
    api = FakeTdpApi()
    if what == "Unreachable":
        api.fail("get_connector_by_id", *[TdpApiError("no connection") for _ in range(1000)])
    connector = Talking(api, ConnectorOptions(grace_period_s=1))
    try:
        await connector.start()
        if what not in ("Idle", "OwnHandler", "Unreachable"):
            message = a_command(f"{PREFIX}{what}", expires_at=None)
            api.queues.fake(INBOUND_QUEUE).put_command(**message)
        if what == "Unattended":
            return
        say("ready")
        while True:  # noqa: ASYNC110 - the main loop that users know
            await asyncio.sleep(1)
    finally:
        say("finally")
        for body in api.queues.fake(OUTBOUND_QUEUE).sent:
            answer = json.loads(body)
            say(f"answer {answer['status']} {json.dumps(answer['body'])}")


if __name__ == "__main__":
    if sys.argv[1] == "OwnHandler":
        signal.signal(signal.SIGTERM, own_handler)
    asyncio.run(main(sys.argv[1]))
