"""The file records of a connector."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest

from tests.simulator.aws.clients import MovedClock
from tests.simulator.platform.wire import Caller
from ts_connectors.simulator import LocalConnector
from ts_connectors_api.data_acquisition.models import (
    ConnectorFileDto,
    ConnectorFileStatus,
    SaveConnectorFileFailure,
    SaveConnectorFilesResponse,
    SortDirection,
)
from ts_connectors_api.data_acquisition.requests import SaveConnectorFileRequest, SaveConnectorFilesRequest


def _save(itself: Caller, connector: LocalConnector, *records: dict[str, Any]) -> SaveConnectorFilesResponse:
    files = [SaveConnectorFileRequest(**record) for record in records]
    return itself.connectors.save_files(connector.id, SaveConnectorFilesRequest(files=files))


def _one(itself: Caller, connector: LocalConnector, **record: Any) -> ConnectorFileDto:
    (saved,) = _save(itself, connector, record).files
    return saved


def _names(itself: Caller, connector: LocalConnector, **query: Any) -> list[str]:
    return [record.unique_external_id for record in itself.connectors.get_files(connector.id, **query).files]


def test_a_new_record_is_pending_without_errors(itself: Caller, connector: LocalConnector) -> None:
    made = _one(itself, connector, unique_external_id="run-1", filepath="runs/1.csv")

    assert (made.status, made.error_count, made.error_message, made.metadata) == ("PENDING", 0, None, None)
    assert itself.connectors.get_files(connector.id).files == [made]


@pytest.mark.parametrize("by", ["id", "unique_external_id"])
def test_a_record_is_updated_and_what_is_left_out_stays(
    itself: Caller, connector: LocalConnector, clock: MovedClock, by: str
) -> None:
    made = _one(
        itself, connector, unique_external_id="run-1", filepath="1.csv", metadata={"a": 1}, error_message="no disk"
    )
    clock.shift += timedelta(seconds=1)

    changed = _one(itself, connector, **{by: getattr(made, by)}, status="ERROR", error_count=1)

    kept = made.model_copy(update={"status": "ERROR", "error_count": 1, "updated_at": changed.updated_at})
    assert changed == kept
    assert changed.updated_at > made.updated_at


def test_the_id_goes_before_the_external_id(itself: Caller, connector: LocalConnector) -> None:
    first = _one(itself, connector, unique_external_id="run-1")

    renamed = _one(itself, connector, id=first.id, unique_external_id="run-one")
    again = _one(itself, connector, unique_external_id="run-1")

    assert (renamed.id, again.id == first.id) == (first.id, False)


def test_an_unknown_id_falls_back_to_the_external_id(itself: Caller, connector: LocalConnector) -> None:
    first = _one(itself, connector, unique_external_id="run-1")

    changed = _one(itself, connector, id="unknown", unique_external_id="run-1", status="SUCCESS")

    assert (changed.id, changed.status) == (first.id, "SUCCESS")


@pytest.mark.parametrize(
    ("record", "named"),
    [
        pytest.param({"status": "SUCCESS"}, {}, id="nothing names it"),
        pytest.param({"id": "unknown"}, {"file_id": "unknown"}, id="unknown id alone"),
        pytest.param({"unique_external_id": ""}, {"unique_external_id": ""}, id="empty name"),
        pytest.param({"unique_external_id": "x", "status": "DONE"}, {"unique_external_id": "x"}, id="unknown status"),
        pytest.param({"unique_external_id": "x", "error_count": -1}, {"unique_external_id": "x"}, id="below 0"),
    ],
)
def test_a_record_that_cannot_be_written_fails_alone_and_says_why(
    itself: Caller, connector: LocalConnector, record: dict[str, Any], named: dict[str, str]
) -> None:
    answer = _save(itself, connector, {"unique_external_id": "before"}, record, {"unique_external_id": "after"})

    (failure,) = answer.failures
    assert isinstance(failure, SaveConnectorFileFailure)
    assert failure.model_dump(exclude_unset=True, exclude={"message"}) == named
    assert failure.message
    assert [written.unique_external_id for written in answer.files] == ["before", "after"]


def test_a_name_that_another_record_has_is_a_failure(itself: Caller, connector: LocalConnector) -> None:
    _one(itself, connector, unique_external_id="run-1")
    second = _one(itself, connector, unique_external_id="run-2")

    answer = _save(itself, connector, {"id": second.id, "unique_external_id": "run-1"})

    assert (answer.files, len(answer.failures)) == ([], 1)
    assert _names(itself, connector) == ["run-1", "run-2"]


def test_a_page_has_fifty_records_unless_told_and_the_total_counts_all(
    itself: Caller, connector: LocalConnector
) -> None:
    _save(itself, connector, *({"unique_external_id": f"run-{number:03}"} for number in range(120)))

    first = itself.connectors.get_files(connector.id)
    last = itself.connectors.get_files(connector.id, skip=110, take=50)
    none = itself.connectors.get_files(connector.id, take=0)

    assert [(len(page.files), page.total) for page in (first, last, none)] == [(50, 120), (10, 120), (0, 120)]


def test_the_generated_iterator_goes_through_all_pages(itself: Caller, connector: LocalConnector) -> None:
    _save(itself, connector, *({"unique_external_id": f"run-{number:03}"} for number in range(120)))

    names = [record.unique_external_id for record in itself.connectors.iter_files(connector.id)]

    assert names == [f"run-{number:03}" for number in range(120)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param({"statuses": [ConnectorFileStatus.ERROR]}, ["b", "c"], id="a status"),
        pytest.param({"statuses": [ConnectorFileStatus.ERROR, ConnectorFileStatus.PENDING]}, ["a", "b", "c"], id="two"),
        pytest.param({"max_errors": 4}, ["a", "b", "d"], id="at most so many errors"),
        pytest.param({"max_errors": 5}, ["a", "b", "c", "d"], id="the limit itself"),
        pytest.param({"unique_external_ids": ["d", "a"]}, ["a", "d"], id="names"),
        pytest.param({"exclude_unique_external_ids": ["d", "a"]}, ["b", "c"], id="without names"),
        pytest.param({"statuses": [ConnectorFileStatus.ERROR], "max_errors": 4}, ["b"], id="both conditions"),
    ],
)
def test_records_are_found_by_conditions(
    itself: Caller, connector: LocalConnector, query: dict[str, Any], found: Sequence[str]
) -> None:
    _save(
        itself,
        connector,
        {"unique_external_id": "a"},
        {"unique_external_id": "b", "status": "ERROR", "error_count": 1},
        {"unique_external_id": "c", "status": "ERROR", "error_count": 5},
        {"unique_external_id": "d", "status": "SUCCESS"},
    )

    assert _names(itself, connector, **query) == found


def test_records_are_found_by_id(itself: Caller, connector: LocalConnector) -> None:
    first = _one(itself, connector, unique_external_id="a")
    _one(itself, connector, unique_external_id="b")

    assert _names(itself, connector, file_ids=[first.id]) == ["a"]
    assert _names(itself, connector, exclude_file_ids=[first.id]) == ["b"]


@pytest.mark.parametrize("field", ["created", "updated"])
def test_records_are_found_by_time(itself: Caller, connector: LocalConnector, clock: MovedClock, field: str) -> None:
    early = _one(itself, connector, unique_external_id="early")
    clock.shift += timedelta(minutes=1)
    late = _one(itself, connector, unique_external_id="late")
    between = early.created_at + (late.created_at - early.created_at) / 2

    assert _names(itself, connector, **{f"{field}_before": between}) == ["early"]
    assert _names(itself, connector, **{f"{field}_after": between}) == ["late"]
    # Neither end is part of the span.
    assert _names(itself, connector, **{f"{field}_before": early.created_at}) == []


@pytest.mark.parametrize(
    ("order_by", "rising"),
    [
        ("filepath", ["b", "c", "a"]),
        ("status", ["a", "c", "b"]),
        ("errorCount", ["b", "a", "c"]),
        ("createdAt", ["a", "b", "c"]),
        ("updatedAt", ["b", "c", "a"]),
    ],
)
def test_records_are_ordered_by_a_field_both_ways(
    itself: Caller, connector: LocalConnector, order_by: str, rising: list[str]
) -> None:
    _one(itself, connector, unique_external_id="a", filepath="3", status="ERROR", error_count=1)
    _one(itself, connector, unique_external_id="b", filepath="1", status="SUCCESS", error_count=0)
    _one(itself, connector, unique_external_id="c", filepath="2", status="PENDING", error_count=2)
    _one(itself, connector, unique_external_id="a", metadata={"touched": True})

    assert _names(itself, connector, order_by=order_by, order_direction=SortDirection.ASC) == rising
    assert _names(itself, connector, order_by=order_by, order_direction=SortDirection.DESC) == rising[::-1]


def test_the_records_are_counted_by_status(itself: Caller, connector: LocalConnector) -> None:
    statuses = ["PENDING", "SUCCESS", "SUCCESS", "SKIPPED", "ERROR", "PROCESSING", "SUCCESS"]
    _save(
        itself,
        connector,
        *({"unique_external_id": str(number), "status": status} for number, status in enumerate(statuses)),
    )

    assert itself.connectors.get_file_stats(connector.id).model_dump() == {
        "total": 7,
        "success": 3,
        "pending": 1,
        "processing": 1,
        "error": 1,
        "skipped": 1,
    }
