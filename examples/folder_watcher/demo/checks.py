"""Whether the lake holds what the samples are."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from email.header import decode_header, make_header
from pathlib import Path

from examples.folder_watcher.demo.report import FileRow
from examples.folder_watcher.demo.trouble import check
from examples.folder_watcher.demo.user import LakeVersion
from ts_connectors_api.data_acquisition.models import ConnectorDetailsDto

__all__ = ["check_lake"]


def check_lake(
    versions: Mapping[str, Sequence[LakeVersion]],
    sources: Mapping[str, Path],
    connector: ConnectorDetailsDto,
    labels: Mapping[str, str],
    *,
    uploads: int,
) -> list[FileRow]:
    """Check every object against its source.

    Args:
        versions: all versions of all objects, by key, the newest first.
        sources: the files by name.
        connector: who uploaded them.
        labels: that the configuration gives each file.
        uploads: how many versions of each file there shall be.

    Raises:
        DemoFailed: something is missing, different, or there without being expected.
    """
    home = f"{connector.org_slug}/{connector.id}"
    rows: list[FileRow] = []
    expected: set[str] = set()
    for name, source in sources.items():
        place = f"instruments/{name}"
        key = f"{home}/RAW/{place}"
        found = versions.get(key, ())
        check(len(found) == uploads, f"{name} has {len(found)} versions in the lake, not {uploads}")
        for version in found:
            _check_metadata(version, connector)
        labels_key = f"{home}/TMP/{place}/{found[0].metadata['ts_file_id']}.labels"
        _check_labels(versions.get(labels_key, ()), name, labels)
        expected |= {key, labels_key}
        content = source.read_bytes()
        rows.append(
            FileRow(
                name=name,
                size=len(found[0].content),
                is_intact=all(_is_intact(version, content) for version in found),
                versions=len(found),
                newest_version=found[0].version_id[:8],
                labels=", ".join(f"{label['name']}={label['value']}" for label in versions[labels_key][0].json),
            )
        )
    broken = [row.name for row in rows if not row.is_intact]
    check(not broken, f"These differ from their sources: {broken}")
    check(set(versions) == expected, f"The lake holds what nobody dropped: {sorted(set(versions) - expected)}")
    return rows


def _is_intact(version: LakeVersion, content: bytes) -> bool:
    sha256 = hashlib.sha256(content).hexdigest()
    downloaded = hashlib.sha256(version.content).hexdigest()
    return downloaded == sha256 == version.metadata.get("ts_raw_sha256_checksum")


def _check_metadata(version: LakeVersion, connector: ConnectorDetailsDto) -> None:
    wanted = {
        "ts_source_type": "instrument-file",
        "ts_source_name": connector.name,
        "ts_integration_source": connector.id,
        "ts_integration_type": "api",
        "ts_connector_namespace": connector.artifact.namespace,
        "ts_connector_slug": connector.artifact.slug,
        "ts_connector_version": connector.artifact.version,
    }
    for name, value in wanted.items():
        # Whatever is not ASCII travels in a header as RFC 2047 says.
        found = str(make_header(decode_header(version.metadata.get(name, ""))))
        check(found == value, f"{version.key} has {name} {found!r}, not {value!r}")


def _check_labels(found: Sequence[LakeVersion], name: str, labels: Mapping[str, str]) -> None:
    folder, _, file = name.rpartition("/")
    wanted = {**labels, "folder": folder, "file": file}
    check(bool(found), f"{name} has no labels")
    told = {label["name"]: label["value"] for label in found[0].json}
    check(told == wanted, f"{name} has the labels {told}, not {wanted}")
