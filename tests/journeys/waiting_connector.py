"""A connector as its author runs it, with a command that lasts until a file appears.

`python waiting_connector.py`: the main loop that users know, against the platform that the environment names.
"""

from __future__ import annotations

import asyncio
import sys
import threading
from pathlib import Path
from typing import Any

from ts_connectors.connector import Connector
from ts_connectors.custom_commands import register_command
from ts_connectors.tdp_api import TdpApi


class WaitingConnector(Connector):
    """Notes each run of its command in a file, so that a run that was cut off is seen as well."""

    @register_command("TetraScience.Connector.Waiting.Wait")
    def wait(self, body: dict[str, Any]) -> dict[str, Any]:
        """Note the run in `runs`, then wait for the file `gate`."""
        with Path(body["runs"]).open("a", encoding="utf-8") as runs:
            runs.write("run\n")
        while not Path(body["gate"]).exists():
            threading.Event().wait(0.01)
        return {"waited": True}


async def main() -> None:
    connector = WaitingConnector(TdpApi())
    await connector.start()
    try:
        while True:  # noqa: ASYNC110 - the main loop that users know
            await asyncio.sleep(1)
    finally:
        sys.stdout.write("the main loop has ended\n")


if __name__ == "__main__":
    asyncio.run(main())
