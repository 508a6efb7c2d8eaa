"""How a file looks in the lake: key and metadata."""

from __future__ import annotations

import base64
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.files.conftest import CONNECTOR_ID, FILE_ID
from ts_connectors._runtime.file_metadata import Origin, labels_key, object_key, object_metadata
from ts_connectors._runtime.mtl import Mtl, merged
from ts_connectors.errors import UploadError
from ts_connectors.files import Directive, UploadFileRequest
from ts_connectors.testing.builders import a_connector
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto

DESTINATION = "9f0b1c1e-55a5-4a3d-8a4e-2f2d5b7a1c33"


def a_file(filepath: str = "runs/a.csv", **facts: Any) -> UploadFileRequest:
    return UploadFileRequest(content=b"1", filepath=filepath, **facts)


def metadata_of(origin: Origin, request: UploadFileRequest) -> dict[str, str]:
    return object_metadata(origin, request, merged(origin.own, request), FILE_ID)


@pytest.mark.parametrize(
    ("request_", "key"),
    [
        pytest.param(a_file(), f"org/{CONNECTOR_ID}/RAW/runs/a.csv", id="plain"),
        pytest.param(a_file("/runs/a.csv"), f"org/{CONNECTOR_ID}/RAW/runs/a.csv", id="leading slash"),
        pytest.param(a_file("läufe/a b+c.csv"), f"org/{CONNECTOR_ID}/RAW/läufe/a b+c.csv", id="kept as it is"),
        pytest.param(a_file(destination_id=DESTINATION), f"org/{DESTINATION}/RAW/runs/a.csv", id="destination"),
        pytest.param(a_file("a..b/..c"), f"org/{CONNECTOR_ID}/RAW/a..b/..c", id="dots in names"),
    ],
)
def test_a_key_names_organization_connector_and_path(origin: Origin, request_: UploadFileRequest, key: str) -> None:
    assert object_key(origin, request_) == key


def test_labels_lie_in_a_folder_of_their_own(origin: Origin) -> None:
    assert labels_key(origin, a_file("/a.csv"), FILE_ID) == f"org/{CONNECTOR_ID}/TMP/a.csv/{FILE_ID}.labels"


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        pytest.param(a_file(""), "filepath of an upload is empty", id="empty"),
        pytest.param(a_file("/"), "filepath of an upload is empty", id="only a slash"),
        pytest.param(a_file("../../other/RAW/a"), "leaves its folder; give it without '..'", id="traversal"),
        pytest.param(a_file("a" * 1024), "more than 1024 bytes; shorten the filepath", id="too long"),
        pytest.param(a_file(destination_id="not-a-uuid"), "no UUID of version 4", id="destination: no UUID"),
        pytest.param(
            a_file(destination_id="2c5ea4c0-4067-11e9-8bad-9b1deb4d3b7d"), "no UUID of version 4", id="another version"
        ),
    ],
)
def test_a_path_or_destination_that_fits_no_key_is_refused(
    origin: Origin, request_: UploadFileRequest, message: str
) -> None:
    with pytest.raises(UploadError, match=message):
        object_key(origin, request_)


def test_a_plain_file_has_exactly_these_fields(origin: Origin) -> None:
    assert metadata_of(origin, a_file()) == {
        "ts_file_id": FILE_ID,
        "ts_trace_id": FILE_ID,
        "ts_integration_type": "api",
        "ts_integration_id": "6f166302-df8a-4044-ab4b-7ddd3eefb50b",
        "ts_connector_namespace": "common",
        "ts_connector_slug": "reader",
        "ts_connector_version": "v1.2.0",
        "ts_integration_metadata": "",
        "ts_integration_tags": "",
        "ts_integration_source": CONNECTOR_ID,
        "ts_source_name": "Reader 1",
        "ts_source_type": "unknown",
        "ts_do_not_inherit_labels": "false",
    }


def test_a_file_says_everything_that_its_request_names(hub_origin: Origin) -> None:
    request = a_file(
        source_type="plate-reader",
        trace_id="trace-1",
        metadata={"run id": "7,5"},
        tags=["b", "a", "b"],
        labels_directive=Directive.REPLACE,
        destination_id=DESTINATION,
        checksums={
            "rawMd5Checksum": "m",
            "rawSha1Checksum": "s1",
            "rawSha256Checksum": "s256",
            "rawCrc32Checksum": "c32",
            "rawCrc32cChecksum": "c32c",
        },
    )
    assert metadata_of(hub_origin, request) == {
        "ts_file_id": FILE_ID,
        "ts_trace_id": "trace-1",
        "ts_integration_type": "hub",
        "ts_integration_id": "hub-1",
        "ts_connector_namespace": "common",
        "ts_connector_slug": "reader",
        "ts_connector_version": "v1.2.0",
        "ts_integration_metadata": "run%20id=7%2C5",
        "ts_integration_tags": "b,a",
        "ts_integration_source": CONNECTOR_ID,
        "ts_source_name": "Reader 1",
        "ts_source_type": "plate-reader",
        "ts_do_not_inherit_labels": "true",
        "ts_destination_id": DESTINATION,
        "ts_raw_md5_checksum": "m",
        "ts_raw_sha1_checksum": "s1",
        "ts_raw_sha256_checksum": "s256",
        "ts_raw_crc32_checksum": "c32",
        "ts_raw_crc32c_checksum": "c32c",
    }


@pytest.mark.parametrize(
    ("asked", "of_artifact", "expected"),
    [
        pytest.param("mine", "its", "mine", id="the request's"),
        pytest.param(None, "its", "its", id="else the artifact's"),
        pytest.param(None, None, "unknown", id="else unknown"),
    ],
)
def test_the_source_type_comes_from_the_nearest(
    origin: Origin, asked: str | None, of_artifact: str | None, expected: str
) -> None:
    found = metadata_of(replace(origin, source_type=of_artifact), a_file(source_type=asked))
    assert found["ts_source_type"] == expected


def test_a_source_type_with_capitals_is_refused(origin: Origin) -> None:
    with pytest.raises(UploadError, match="source_type 'Plate Reader' must be of a-z, 0-9 and -"):
        metadata_of(origin, a_file(source_type="Plate Reader"))


def test_trace_entries_get_the_prefix_once_and_override_nothing(origin: Origin) -> None:
    trace = {"plate": "7", "ts_well": "A1", "file_id": "forged", "TS_SOURCE_NAME": "forged", "ts_destination_id": "x"}
    found = metadata_of(origin, a_file(trace=trace))
    assert {name: found[name] for name in ("ts_plate", "ts_well")} == {"ts_plate": "7", "ts_well": "A1"}
    assert found["ts_file_id"] == FILE_ID
    assert "forged" not in found.values()
    assert "ts_destination_id" not in found


def test_a_trace_entry_that_no_header_can_carry_is_refused(origin: Origin) -> None:
    with pytest.raises(UploadError, match="no name of metadata"):
        metadata_of(origin, a_file(trace={"plate id\r\nx-amz-acl": "public-read"}))


def test_text_outside_ascii_is_encoded_as_rfc_2047_says(origin: Origin) -> None:
    found = metadata_of(replace(origin, connector_name="Gerät"), a_file(tags=["größe"]))
    assert found["ts_source_name"] == "=?UTF-8?B?R2Vyw6R0?="
    assert base64.b64decode(found["ts_integration_tags"][10:-2]).decode() == "größe"


@given(name=st.text())
def test_every_name_becomes_a_value_that_a_header_can_carry(name: str) -> None:
    origin = Origin(
        org_slug="o",
        connector_id="c",
        connector_name=name,
        hub_id=None,
        namespace="n",
        slug="s",
        version="v",
        source_type=None,
        own=Mtl.of({name: name}, [name], None),
    )
    for value in metadata_of(origin, a_file()).values():
        assert value.isascii()
        assert value == "" or value.isprintable()
        assert value == value.strip()


def test_the_facts_of_a_connector_are_read_from_its_details() -> None:
    wire = a_connector()
    wire |= {
        "name": "Reader 2",
        "hostType": "standalone",
        "metadata": {"site": " Basel "},
        "tags": [" lab "],
        "labels": [{"id": "1", "name": "room", "value": "5"}],
    }
    details = ConnectorDetailsDto.model_validate(wire)
    found = Origin.of(details, org_slug="org", connector_id="c-1", hub_id="hub-9")
    assert (found.connector_name, found.connector_id, found.hub_id) == ("Reader 2", "c-1", None)
    assert found.own == Mtl.of({"site": "Basel"}, ["lab"], [{"name": "room", "value": "5"}])


def test_a_connector_on_a_hub_takes_the_hubs_id_from_the_process() -> None:
    details = ConnectorDetailsDto.model_validate({**a_connector(), "hostType": "hub"})
    assert Origin.of(details, org_slug="org", connector_id="c-1", hub_id="hub-9").hub_id == "hub-9"
