"""Run the connector against the platform that the environment names."""

from __future__ import annotations

import asyncio
import sys

from examples.folder_watcher.connector import FolderWatcher
from ts_connectors.errors import ConfigurationError
from ts_connectors.tdp_api import TdpApi


async def main() -> None:
    """Start, and go on until the platform or a signal ends the process."""
    connector = FolderWatcher(tdp_api=TdpApi())
    await connector.start()
    await asyncio.Event().wait()


if __name__ == "__main__":
    try:
        asyncio.run(main())
    except ConfigurationError as problem:
        sys.exit(str(problem))
