"""File records, as authors use them."""

from __future__ import annotations

from typing import Any

import pytest

from ts_connectors.connector import Connector
from ts_connectors.errors import SaveFilesError, ServerError, UsageError
from ts_connectors.testing import FakeTdpApi
from ts_connectors_api.data_acquisition.models import SaveConnectorFileFailure, SaveConnectorFilesResponse
from ts_connectors_api.data_acquisition.requests import SaveConnectorFileRequest
from ts_connectors_api.operation import ApiResponse


@pytest.fixture
def connector() -> Connector:
    return Connector(FakeTdpApi())


async def save(connector: Connector, count: int, **fields: Any) -> None:
    """Save so many records."""
    await connector.save_files([{"uniqueExternalId": f"run-{n}", "filepath": f"/{n}", **fields} for n in range(count)])


async def test_a_record_is_saved_by_keywords(connector: Connector) -> None:
    file = await connector.save_file(unique_external_id="run-1", filepath="/a.csv", status="PENDING", error_count=0)
    assert (file.unique_external_id, file.filepath, file.status) == ("run-1", "/a.csv", "PENDING")


@pytest.mark.parametrize(
    "given",
    [
        pytest.param({"uniqueExternalId": "run-1", "errorMessage": None}, id="wire names"),
        pytest.param({"unique_external_id": "run-1"}, id="Python names"),
        pytest.param(SaveConnectorFileRequest(unique_external_id="run-1"), id="the model"),
    ],
)
async def test_a_record_is_saved_as_a_whole_and_keywords_win(connector: Connector, given: Any) -> None:
    file = await connector.save_file(given, status="SUCCESS")
    assert (file.unique_external_id, file.status) == ("run-1", "SUCCESS")


async def test_a_record_that_was_read_can_be_saved_with_changes(connector: Connector) -> None:
    await save(connector, 1)
    found = (await connector.get_files()).files[0]
    again = await connector.save_file(found, status="ERROR", error_count=1)
    assert (again.id, again.status, again.error_count) == (found.id, "ERROR", 1)


async def test_records_are_saved_fifty_a_request(connector: Connector) -> None:
    await save(connector, 120)
    assert connector.tdp_api.calls["update_connector_files"] == 3
    await connector.save_files([{"id": "file-1"}, {"id": "file-2"}], batch_size=1)
    assert connector.tdp_api.calls["update_connector_files"] == 5


async def test_records_that_the_platform_refuses_are_raised_after_all_batches(connector: Connector) -> None:
    connector.tdp_api.unsaved["run-0"] = "the path is taken"
    with pytest.raises(
        SaveFilesError, match=r"1 of 120 file records were not saved: run-0: the path is taken; mend and save"
    ) as caught:
        await save(connector, 120)
    assert len(caught.value.saved) == 119
    assert len(connector.tdp_api.files) == 119


async def test_failures_can_be_taken_as_a_result(connector: Connector) -> None:
    connector.tdp_api.unsaved["run-0"] = "the path is taken"
    saved = await connector.save_files(
        [{"uniqueExternalId": "run-0"}, {"uniqueExternalId": "run-1"}], throw_on_any_failure=False
    )
    assert [file.unique_external_id for file in saved.files] == ["run-1"]
    assert [failure.message for failure in saved.failures if isinstance(failure, SaveConnectorFileFailure)] == [
        "the path is taken"
    ]


async def test_failures_that_are_mere_texts_are_told_as_well() -> None:
    class Wordy(FakeTdpApi):
        async def update_connector_files(
            self, connector_id: str, files_data: Any, version: str = "v1"
        ) -> ApiResponse[SaveConnectorFilesResponse]:
            parsed = SaveConnectorFilesResponse(files=[], failures=["run-0 is locked"])
            return ApiResponse(status_code=200, headers={}, content=b"", parsed=parsed)

    with pytest.raises(SaveFilesError, match="run-0 is locked"):
        await Connector(Wordy()).save_file(unique_external_id="run-0")


async def test_a_refused_batch_says_how_many_were_sent_before() -> None:
    with pytest.raises(ServerError) as caught:
        await save(Connector(RefusesTheSecond()), 120)
    assert caught.value.__notes__ == ["50 of 120 records were sent before this batch"]


class RefusesTheSecond(FakeTdpApi):
    """Refuses the second request for files."""

    async def update_connector_files(
        self, connector_id: str, files_data: Any, version: str = "v1"
    ) -> ApiResponse[SaveConnectorFilesResponse]:
        if self.calls["update_connector_files"] == 1:
            self.refuse("update_connector_files", 500)
        return await super().update_connector_files(connector_id, files_data, version)


async def test_a_field_that_does_not_exist_is_refused_before_anything_is_sent(connector: Connector) -> None:
    with pytest.raises(UsageError, match="A file record cannot be saved as it is given: colour: Extra inputs"):
        await connector.save_files([{"id": "file-1"}, {"colour": "red"}])
    assert connector.tdp_api.calls.total() == 0


async def test_all_pages_are_read(connector: Connector) -> None:
    await save(connector, 250)
    found = await connector.get_files()
    assert (len(found.files), found.total) == (250, 250)
    assert connector.tdp_api.calls["get_connector_files"] == 3


@pytest.mark.parametrize(
    ("asked", "count", "requests"),
    [
        pytest.param({"max_results": 130}, 130, 2, id="max_results"),
        pytest.param({"take": 30}, 30, 1, id="take"),
        pytest.param({"page_size": 200}, 250, 2, id="page_size"),
        pytest.param({"skip": 240}, 10, 1, id="skip"),
        pytest.param({"paginate": False, "take": 20}, 20, 1, id="one page"),
        pytest.param({"paginate": False}, 50, 1, id="one page of the platform's size"),
    ],
)
async def test_pages_are_cut_as_asked(connector: Connector, asked: dict[str, Any], count: int, requests: int) -> None:
    await save(connector, 250)
    found = await connector.get_files(**asked)
    assert len(found.files) == count
    assert connector.tdp_api.calls["get_connector_files"] == requests


@pytest.mark.parametrize(
    ("params", "keywords"),
    [
        pytest.param({"statuses": ["ERROR"], "maxErrors": 4}, {}, id="wire names"),
        pytest.param({"statuses": ["ERROR"], "max_errors": 4}, {}, id="Python names"),
        pytest.param({"statuses": ["SUCCESS"]}, {"statuses": ["ERROR"], "max_errors": 4}, id="keywords win"),
    ],
)
async def test_filters_have_wire_or_python_names(
    connector: Connector, params: dict[str, Any], keywords: dict[str, Any]
) -> None:
    await connector.save_file(unique_external_id="a", status="ERROR", error_count=4)
    await connector.save_file(unique_external_id="b", status="ERROR", error_count=5)
    await connector.save_file(unique_external_id="c", status="SUCCESS")
    found = await connector.get_files(params, **keywords)
    assert [file.unique_external_id for file in found.files] == ["a"]
