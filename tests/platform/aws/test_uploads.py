"""An upload as S3 sees it: signature, metadata, labels, parts."""

from __future__ import annotations

import json

import pytest

from ts_connectors._platform.aws import Aws
from ts_connectors._runtime.file_metadata import Origin
from ts_connectors._runtime.mtl import Mtl
from ts_connectors._runtime.upload import Uploader
from ts_connectors.files import Label, UploadFileRequest
from ts_connectors.simulator.aws.server import AwsServer

pytestmark = pytest.mark.integration


@pytest.fixture
def origin(name: str) -> Origin:
    return Origin(
        org_slug="org",
        connector_id=name,
        connector_name="Gerät  5",
        hub_id=None,
        namespace="common",
        slug="reader",
        version="v1.0.0",
        source_type="reader",
        own=Mtl.of({"site": "Basel, Nord"}, ["night run"], [Label("größe", "7")]),
    )


async def test_a_connectors_file_and_labels_pass_s3(server: AwsServer, aws: Aws, origin: Origin) -> None:
    uploader = Uploader(aws.lake, bucket="lake", kms_key_id=server.create_kms_key(), new_id=lambda: "id-1")
    response = await uploader.upload(UploadFileRequest("Wert;1\n", "läufe/Gerät 5 · a+b.csv"), origin, strict=True)
    stored = server.head_object("lake", response.key)
    assert (response.key, response.versionId) == (
        f"org/{origin.connector_id}/RAW/läufe/Gerät 5 · a+b.csv",
        stored.version_id,
    )
    assert stored.metadata["ts_source_name"] == "=?UTF-8?B?R2Vyw6R0ICA1?="
    assert stored.metadata["ts_integration_metadata"] == "site=Basel%2C%20Nord"
    assert (stored.encryption, stored.checksum_algorithm) == ("aws:kms", "SHA256")
    labels = server.get_object("lake", f"org/{origin.connector_id}/TMP/läufe/Gerät 5 · a+b.csv/id-1.labels")
    assert json.loads(labels) == [{"name": "größe", "value": "7"}]


async def test_a_large_file_arrives_whole_with_its_metadata(server: AwsServer, aws: Aws, origin: Origin) -> None:
    content = bytes(range(256)) * 4 * 1024 * 18
    response = await Uploader(aws.lake, bucket="lake").upload(UploadFileRequest(content, "big.bin"), origin)
    stored = server.head_object("lake", response.key)
    assert server.get_object("lake", response.key) == content
    assert stored.etag.endswith("-3")
    assert stored.metadata["ts_file_id"] == response.fileId
