"""Uploads and the log of a connector under test."""

from __future__ import annotations

import asyncio
import json

from ts_connectors.connector import Connector
from ts_connectors.files import UploadFileRequest
from ts_connectors.testing import ConnectorHarness, FakeTdpApi
from ts_connectors.testing.builders import CONNECTOR_ID


async def test_a_file_goes_to_the_lake_with_the_connectors_details() -> None:
    async with ConnectorHarness(Connector) as harness:
        stored = await harness.connector.upload_file(UploadFileRequest(content=b"1,2", filepath="runs/a.csv"))
    version = harness.api.lake.versions[0]
    assert stored.key == f"test-org/{CONNECTOR_ID}/RAW/runs/a.csv"
    assert (stored.versionId, stored.fileId) == (version.version_id, version.metadata["ts_file_id"])
    assert (version.content, version.metadata["ts_connector_slug"]) == (b"1,2", "test-connector")


async def test_a_file_can_be_uploaded_from_a_thread_and_even_inside_a_running_loop() -> None:
    connector = Connector(FakeTdpApi())
    request = UploadFileRequest(content=b"1,2", filepath="runs/a.csv")
    await asyncio.to_thread(connector.sync_upload_file, request)
    connector.sync_upload_file(request)
    assert [version.content for version in connector.tdp_api.lake.versions] == [b"1,2", b"1,2"]


async def test_the_log_of_a_standalone_connector_is_shipped_to_its_last_line() -> None:
    class Chatty(Connector):
        async def on_initialized(self) -> None:
            self.logger.info("all is up", extra={"plates": 3})

        async def on_shutdown(self) -> None:
            self.secrets.add("correct horse")
            self.logger.warning("the last word is correct horse")

    async with ConnectorHarness(Chatty) as harness:
        pass
    (group,) = harness.api.logs.streams.values()
    (events,) = group.values()
    lines = [json.loads(event.message) for event in events]
    told = [(line["level"], line["message"]) for line in lines if line["extra"]["context"] == "ts_connectors.Chatty"]
    assert told == [("INFO", "all is up"), ("WARNING", "the last word is ***")]
