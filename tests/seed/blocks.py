"""The Python blocks of the published SDK's README, and the smallest repair that lets each run by itself."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path

__all__ = ["FRAMES", "PUBLISHED_ROOT", "Frame", "Program", "program", "python_blocks"]

PUBLISHED_ROOT = "ts_sdk_connectors_python"

_IMPORTS = """\
import asyncio
from ts_sdk_connectors_python.connector import Connector, ConnectorOptions
from ts_sdk_connectors_python.tdp_api import TdpApi
"""
_MAIN_LOOP = """
async def main():
    connector = {connector}
    await connector.start()
    while True:
        await asyncio.sleep(1)

asyncio.run(main())
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What a block lacks to be a program, and what it must then show."""

    name: str
    before: str = ""
    """Imports and names that the README gave in an earlier block."""
    after_block: int | None = None
    """The block, counted from 0, whose code comes first because this one goes on from it."""
    replace: tuple[tuple[str, str], ...] = ()
    """Placeholders filled and slips mended: each old text must be there."""
    is_awaited: bool = False
    """Whether the block awaits at the top level and is wrapped in a coroutine."""
    after: str = ""
    prints: tuple[str, ...] = ()
    """Texts of standard output, or of the log on standard error."""
    runs_until_stopped: bool = False
    """Whether it runs for ever and SIGTERM must end it with code 0."""
    command: tuple[str, str] | None = None
    """Action and JSON payload of a command that is sent while it runs and must be answered with SUCCESS."""


_CONNECTOR_ID = ('"your_connector_id"', '__import__("os").environ["CONNECTOR_ID"]')

FRAMES = (
    Frame(name="create a connector", after="print('made', connector.connector_id)", prints=("made",)),
    Frame(name="start and run", before=_IMPORTS, runs_until_stopped=True),
    Frame(
        name="configure by keyword",
        before=_IMPORTS,
        after="print(tdp_api.config.kms_key_id, tdp_api.config.org_slug)",
        prints=("your-kms-key-id tetrascience-yourorg",),
    ),
    Frame(
        name="configure by environment",
        before=_IMPORTS,
        after="print(tdp_api.config.datalake_bucket)",
        prints=("tdp-local-datalake",),
    ),
    Frame(
        name="configure by both",
        before=_IMPORTS,
        after="print(tdp_api.config.datalake_bucket, tdp_api.config.stream_bucket)",
        prints=("your-datalake-bucket tdp-local-stream",),
    ),
    Frame(
        name="initialise",
        before=_IMPORTS,
        replace=(
            ('"127.0.0.1:3128"', '__import__("os").environ["PROXY_OF_THE_TEST"]'),
            ("get_connector_files(...)", "get_connector_files(tdp_api.config.connector_id)"),
        ),
        is_awaited=True,
        after="print((await files).status_code)",
        prints=("200",),
    ),
    Frame(
        name="scheduled connector",
        # The slip: the instance is called tdp_api. The numbers: so that the test need not wait for ten seconds.
        replace=(
            ("await api.init_client()", "await tdp_api.init_client()"),
            ("schedule_interval=5", "schedule_interval=0.05"),
            ("asyncio.sleep(10)", "asyncio.sleep(0.5)"),
        ),
        prints=("HELLO WORLD\nHELLO WORLD\n",),
    ),
    Frame(
        name="custom command",
        before=_IMPORTS,
        after=_MAIN_LOOP.format(connector="MyConnector(TdpApi())"),
        runs_until_stopped=True,
        command=("TetraScience.Connector.ExampleConnector.MyCustomAction", '{"some": "body"}'),
        prints=("Action called with body: {'some': 'body'}",),
    ),
    Frame(
        name="logger",
        prints=(
            '{"level":"info","message":"my message","extra":'
            '{"context":"ts_sdk_connectors_python.parent_logger","foo":"bar","baz":"bazoo"}}',
        ),
    ),
    Frame(
        name="child logger",
        after_block=8,
        # The slip: get_child("child") makes a logger of that name.
        replace=(("parent_logger.child_logger", "parent_logger.child"),),
        prints=(
            '{"level":"info","message":"This is a message from the child logger","extra":'
            '{"context":"ts_sdk_connectors_python.parent_logger.child","foo":"bar","baz":"qux"}}',
        ),
    ),
    Frame(
        name="log level",
        after="from ts_sdk_connectors_python.logger import get_logger\nget_logger('quiet').debug('now to be seen')",
        prints=('"message":"now to be seen"',),
    ),
    Frame(name="save data", replace=(_CONNECTOR_ID,), prints=("200", "a-string")),
    Frame(name="save data, synchronously", replace=(_CONNECTOR_ID,), prints=("200", "a-string")),
    Frame(
        name="filter data",
        before="import asyncio\n",
        replace=(_CONNECTOR_ID,),
        prints=("All data: 3 items", "Filtered data: 2 items"),
    ),
    Frame(name="filter data, synchronously", replace=(_CONNECTOR_ID,), prints=("Filtered data: 2 items",)),
    Frame(
        name="filter data by the connector",
        before="import asyncio\n",
        prints=("Retrieved 2 values", "Value for key1: {'n': 1}", "Direct access: 2 items"),
    ),
)


@dataclass(frozen=True, slots=True)
class Program:
    """A block in its frame, as one can run it."""

    frame: Frame
    source: str
    prints: tuple[str, ...]


def python_blocks(readme: Path) -> list[str]:
    """Return the Python blocks in their order."""
    return re.findall(r"```python\n(.*?)```", readme.read_text(encoding="utf-8"), re.DOTALL)


def program(blocks: list[str], position: int, import_root: str) -> Program:
    """Return the program of a block, with the import root renamed."""
    frame = FRAMES[position]
    code = blocks[position]
    for old, new in frame.replace:
        if old not in code:
            raise AssertionError(f"Block {position} ({frame.name}) no longer holds {old!r}: the repair is out of date")
        code = code.replace(old, new)
    if frame.is_awaited:
        body = textwrap.indent(f"{code}\n{frame.after}", "    ")
        code = f"async def main():\n{body}\nasyncio.run(main())\n"
    else:
        code = f"{code}\n{frame.after}\n"
    earlier = "" if frame.after_block is None else blocks[frame.after_block]
    source = f"{frame.before}\n{earlier}\n{code}".replace(PUBLISHED_ROOT, import_root)
    return Program(frame, source, tuple(text.replace(PUBLISHED_ROOT, import_root) for text in frame.prints))
