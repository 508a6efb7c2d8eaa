"""A lake, and the connector whose files go there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ts_connectors._runtime.file_metadata import Origin
from ts_connectors._runtime.mtl import Mtl
from ts_connectors._runtime.upload import Uploader
from ts_connectors.testing.lake import FakeLake

CONNECTOR_ID = "3eca48c9-3eb2-4414-a491-a8dda151da50"
FILE_ID = "11111111-2222-4333-8444-555555555555"


@pytest.fixture
def origin() -> Origin:
    return Origin(
        org_slug="org",
        connector_id=CONNECTOR_ID,
        connector_name="Reader 1",
        hub_id=None,
        namespace="common",
        slug="reader",
        version="v1.2.0",
        source_type=None,
        own=Mtl(metadata={}, tags=(), labels=()),
    )


@pytest.fixture
def hub_origin(origin: Origin) -> Origin:
    return replace(origin, hub_id="hub-1")


@pytest.fixture
def lake() -> FakeLake:
    return FakeLake("lake")


@pytest.fixture
def uploader(lake: FakeLake) -> Uploader:
    return Uploader(lake, bucket="lake", new_id=lambda: FILE_ID)
