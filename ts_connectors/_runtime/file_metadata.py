"""How a file looks in the data lake: its key, its object's metadata, the object with its labels."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode
from uuid import UUID

from ts_connectors._runtime.mtl import Mtl, replaces
from ts_connectors.errors import UploadError
from ts_connectors.files import Label, UploadFileRequest

__all__ = ["Origin", "labels_content", "labels_key", "object_key", "object_metadata"]

API_INTEGRATION_ID = "6f166302-df8a-4044-ab4b-7ddd3eefb50b"
"""What the platform calls a connector that runs on no hub."""
LONGEST_KEY_BYTES = 1024
SOURCE_TYPE = re.compile(r"[-a-z0-9]+")
HEADER_NAME = re.compile(r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
RAW_CHECKSUMS = {
    "rawMd5Checksum": "ts_raw_md5_checksum",
    "rawSha1Checksum": "ts_raw_sha1_checksum",
    "rawSha256Checksum": "ts_raw_sha256_checksum",
    "rawCrc32Checksum": "ts_raw_crc32_checksum",
    "rawCrc32cChecksum": "ts_raw_crc32c_checksum",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The connector that a file comes from."""

    org_slug: str
    connector_id: str
    connector_name: str
    hub_id: str | None
    """The hub it runs on; None elsewhere."""
    namespace: str
    slug: str
    version: str
    source_type: str | None
    """The artifact's."""
    own: Mtl
    """The connector's metadata, tags and labels."""

    @classmethod
    def of(cls, details: Any, *, org_slug: str, connector_id: str, hub_id: str | None) -> Origin:
        """Read it from a `ConnectorDetailsDto`; the keywords are what the process was told."""
        artifact, hub = details.artifact, getattr(details, "hub", None)
        is_on_hub = hub is not None or str(getattr(details, "host_type", "")) == "hub"
        return cls(
            org_slug=org_slug,
            connector_id=connector_id,
            connector_name=details.name,
            hub_id=(getattr(hub, "id", None) or hub_id) if is_on_hub else None,
            namespace=artifact.namespace,
            slug=artifact.slug,
            version=artifact.version,
            source_type=getattr(artifact, "source_type", None),
            own=Mtl.of(details.metadata, details.tags, getattr(details, "labels", None)),
        )


def object_key(origin: Origin, request: UploadFileRequest) -> str:
    """Return the file's key.

    Raises:
        UploadError: the path or the destination cannot be part of a key.
    """
    return _key(origin, request, "RAW", "")


def labels_key(origin: Origin, request: UploadFileRequest, file_id: str) -> str:
    """Return the key of the object with the file's labels.

    Raises:
        UploadError: the path or the destination cannot be part of a key.
    """
    return _key(origin, request, "TMP", f"/{file_id}.labels")


def _key(origin: Origin, request: UploadFileRequest, folder: str, tail: str) -> str:
    path = request.filepath.lstrip("/")
    if not path:
        raise UploadError("The filepath of an upload is empty; name the file as it shall be called in the lake")
    if ".." in path.split("/"):
        raise UploadError(f"The filepath {request.filepath!r} leaves its folder; give it without '..'")
    key = f"{origin.org_slug}/{_destination(request) or origin.connector_id}/{folder}/{path}{tail}"
    if len(key.encode("utf-8", "surrogatepass")) > LONGEST_KEY_BYTES:
        raise UploadError(f"The key {key!r} has more than {LONGEST_KEY_BYTES} bytes; shorten the filepath")
    return key


def _destination(request: UploadFileRequest) -> str | None:
    given = request.destination_id
    if given is None:
        return None
    try:
        is_valid = UUID(given).version == 4 and str(UUID(given)) == given.lower()
    except ValueError:
        is_valid = False
    if not is_valid:
        raise UploadError(f"destination_id {given!r} is no UUID of version 4; copy it from the destination's page")
    return given


def object_metadata(origin: Origin, request: UploadFileRequest, mtl: Mtl, file_id: str) -> dict[str, str]:
    """Return the metadata of the file's object: ASCII values by name.

    Args:
        origin: the connector.
        request: the file.
        mtl: what the file gets of metadata, tags and labels.
        file_id: its id.

    Raises:
        UploadError: the source type, the destination or a trace entry is not one.
    """
    fields: dict[str, str | None] = {
        "ts_file_id": file_id,
        "ts_trace_id": request.trace_id or file_id,
        "ts_integration_type": "hub" if origin.hub_id else "api",
        "ts_integration_id": origin.hub_id or API_INTEGRATION_ID,
        "ts_connector_namespace": origin.namespace,
        "ts_connector_slug": origin.slug,
        "ts_connector_version": origin.version,
        # A space as %20: everybody decodes it, `+` only those who know forms.
        "ts_integration_metadata": urlencode(mtl.metadata, quote_via=quote, safe="", errors="replace"),
        "ts_integration_tags": ",".join(mtl.tags),
        "ts_integration_source": origin.connector_id,
        "ts_source_name": origin.connector_name,
        "ts_source_type": _source_type(origin, request),
        "ts_do_not_inherit_labels": "true" if replaces(request.labels_directive) else "false",
        "ts_destination_id": _destination(request),
        **_raw_checksums(request.checksums or {}),
    }
    known = {name: value for name, value in fields.items() if value is not None}
    return {name: _header_value(value) for name, value in {**_trace(request.trace or {}, fields), **known}.items()}


def _source_type(origin: Origin, request: UploadFileRequest) -> str:
    if request.source_type is not None and not SOURCE_TYPE.fullmatch(request.source_type):
        raise UploadError(f"source_type {request.source_type!r} must be of a-z, 0-9 and -")
    return request.source_type or origin.source_type or "unknown"


def _raw_checksums(checksums: Mapping[str, Any]) -> dict[str, str | None]:
    return {field: checksums.get(name) for name, field in RAW_CHECKSUMS.items()}


def _trace(trace: Mapping[str, str], fields: Mapping[str, object]) -> dict[str, str]:
    found: dict[str, str] = {}
    for given, value in trace.items():
        # S3 keeps names in lower case, so another spelling is the same entry.
        name = str(given).strip().lower()
        name = name if name.startswith("ts_") else f"ts_{name}"
        if not HEADER_NAME.fullmatch(name):
            raise UploadError(f"The trace entry {given!r} is no name of metadata; use letters, digits, '-' and '_'")
        if name not in fields:
            found[name] = str(value)
    return found


def _header_value(text: str) -> str:
    value = text.strip()
    if value.isascii() and value.isprintable() and "=?" not in value:
        return value
    return f"=?UTF-8?B?{base64.b64encode(value.encode('utf-8', 'replace')).decode()}?="


def labels_content(labels: Sequence[Label]) -> bytes:
    """Return the content of the object with a file's labels."""
    return json.dumps([{"name": label.name, "value": label.value} for label in labels], ensure_ascii=False).encode(
        "utf-8", "replace"
    )
