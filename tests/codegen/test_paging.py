"""Lists in pages: they end by the total, by a short page or by an empty one."""

import json
from collections.abc import Sequence

import pytest

from ts_connectors_api.data_acquisition.aio import AsyncDataAcquisitionClient
from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.operation import HttpRequest, HttpResponse
from ts_connectors_api.paging import each_item

PAGES = [
    pytest.param([3, 3, 1], 7, [0, 3, 6], id="ends-by-the-total"),
    pytest.param([3, 3], 6, [0, 3], id="no-request-beyond-the-total"),
    pytest.param([2, 2, 3], 7, [0, 2, 4], id="a-service-that-gives-fewer-than-asked"),
    pytest.param([3, 0], 9, [0, 3], id="an-empty-page-before-the-total"),
    pytest.param([0], 0, [0], id="nothing"),
    pytest.param([3, 2], None, [0, 3], id="ends-by-a-short-page"),
    pytest.param([3, 0], None, [0, 3], id="ends-by-an-empty-page"),
]


@pytest.mark.parametrize(("sizes", "total", "asked"), PAGES)
def test_pages_are_asked_for_one_after_the_other(sizes: Sequence[int], total: int | None, asked: Sequence[int]) -> None:
    requests: list[int] = []

    def page(skip: int, take: int) -> list[int]:
        requests.append(skip)
        return list(range(skip, skip + sizes[len(requests) - 1]))

    found = list(each_item(page, lambda items: items, lambda _: total, page_size=3))
    assert found == list(range(sum(sizes)))
    assert requests == asked


def test_the_next_page_is_asked_for_when_it_is_needed() -> None:
    requests: list[int] = []

    def page(skip: int, take: int) -> list[int]:
        requests.append(skip)
        return [skip]

    items = each_item(page, lambda found: found, lambda _: 100, page_size=1)
    assert [next(items), next(items)] == [0, 1]
    assert requests == [0, 1]


class Files:
    """A service with five file records."""

    def __init__(self) -> None:
        self.targets: list[str] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.targets.append(request.target)
        query = dict(pair.split("=") for pair in request.target.partition("?")[2].split("&"))
        wanted = range(int(query["skip"]), min(5, int(query["skip"]) + int(query["take"])))
        content = json.dumps({"files": [record(number) for number in wanted], "total": 5})
        return HttpResponse(status=200, headers={}, content=content.encode())

    def sleep(self, seconds: float) -> None:
        raise AssertionError("nothing fails here")


class AsyncFiles(Files):
    """The same on an event loop."""

    async def send(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        return super().send(request)

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        super().sleep(seconds)


def record(number: int) -> dict[str, object]:
    when = "2026-11-22T00:00:00Z"
    return {
        "id": str(number),
        "uniqueExternalId": f"u{number}",
        "filepath": "a",
        "status": "SUCCESS",
        "metadata": {},
        "errorCount": 0,
        "errorMessage": "",
        "createdAt": when,
        "updatedAt": when,
    }


EXPECTED_TARGETS = [
    f"/v1/data-acquisition/connectors/c1/files?statuses=SUCCESS&take=2&skip={skip}" for skip in (0, 2, 4)
]


def test_file_records_come_from_all_pages() -> None:
    service = Files()
    files = DataAcquisitionClient(service).connectors.iter_files("c1", statuses=["SUCCESS"], page_size=2)  # type: ignore[list-item]
    assert [file.id for file in files] == ["0", "1", "2", "3", "4"]
    assert service.targets == EXPECTED_TARGETS


async def test_file_records_come_from_all_pages_on_a_loop() -> None:
    service = AsyncFiles()
    client = AsyncDataAcquisitionClient(service)
    files = client.connectors.iter_files("c1", statuses=["SUCCESS"], page_size=2)  # type: ignore[list-item]
    assert [file.id async for file in files] == ["0", "1", "2", "3", "4"]
    assert service.targets == EXPECTED_TARGETS
