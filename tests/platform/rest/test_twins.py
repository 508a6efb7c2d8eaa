from __future__ import annotations

import asyncio
import inspect
from typing import Any

import pytest

from tests.platform.rest.conftest import TOKEN
from tests.platform.rest.samples import CERTIFICATE, DATA, DETAILS, FILES, SAVED_FILES
from tests.platform.rest.service import Received, Reply, Service, reply_json
from ts_connectors.errors import ApiError, TdpApiError, UsageError
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_sync import TdpApiSync
from ts_connectors_api.command_service import AsyncCommandServiceClient, CommandServiceClient
from ts_connectors_api.data_acquisition.aio import AsyncDataAcquisitionClient
from ts_connectors_api.data_acquisition.client import DataAcquisitionClient
from ts_connectors_api.operation import HttpRequest, HttpResponse

CALLS = [
    pytest.param(
        "get_connector_by_id", ("c-1",), {"include": ["config"], "resolve_secrets": False}, DETAILS, id="details"
    ),
    pytest.param("get_connector_config", ("c-1",), {}, DETAILS, id="current config"),
    pytest.param("get_connector_config", ("c-1", "3"), {}, {"folder": "/data"}, id="config"),
    pytest.param("get_connector_data", ("c-1", "a,b"), {}, DATA, id="data"),
    pytest.param("save_connector_data", ("c-1", {"key": "k", "value": {}}), {}, DATA, id="save data"),
    pytest.param("get_connector_files", ("c-1", {"take": 5}), {}, FILES, id="files"),
    pytest.param("update_connector_files", ("c-1", [{"id": "f-1"}]), {}, SAVED_FILES, id="save files"),
    pytest.param("report_metrics", ("c-1", []), {}, None, id="metrics"),
    pytest.param("heartbeat", ("c-1",), {}, None, id="heartbeat"),
    pytest.param("update_health", ("c-1", {"status": "N/A"}), {}, None, id="health"),
    pytest.param("get_certificates", (), {}, [CERTIFICATE], id="certificates"),
]


def shown(received: Received) -> tuple[str, str, dict[str, str], bytes]:
    return received.method, received.target, received.headers, received.body


def methods(kind: type) -> dict[str, inspect.Signature]:
    return {
        name: inspect.signature(member)
        for name, member in inspect.getmembers(kind, inspect.isfunction)
        if not name.startswith("_") and name not in {"aclose", "close"}
    }


def test_both_classes_have_the_same_methods_with_the_same_arguments() -> None:
    asynchronous, blocking = methods(TdpApi), methods(TdpApiSync)
    assert asynchronous.keys() == blocking.keys()
    assert {name: list(found.parameters.values()) for name, found in asynchronous.items()} == {
        name: list(found.parameters.values()) for name, found in blocking.items()
    }


@pytest.mark.parametrize(("method", "args", "keywords", "answer"), CALLS)
async def test_both_classes_send_the_same_and_return_the_same(
    api: TdpApi,
    api_sync: TdpApiSync,
    service: Service,
    method: str,
    args: tuple[Any, ...],
    keywords: dict[str, Any],
    answer: Any,
) -> None:
    service.answers(Reply() if answer is None else reply_json(answer))
    first = await getattr(api, method)(*args, **keywords)
    second = getattr(api_sync, method)(*args, **keywords)
    assert shown(service.requests[0]) == shown(service.requests[1])
    assert (first.status_code, first.parsed, first.content) == (second.status_code, second.parsed, second.content)


async def test_the_blocking_class_opens_and_calls_inside_a_running_loop(api_sync: TdpApiSync, service: Service) -> None:
    assert asyncio.get_running_loop().is_running()
    assert api_sync.heartbeat("c-1").status_code == 200


def test_the_blocking_class_serves_many_threads(api_sync: TdpApiSync, service: Service) -> None:
    async def many() -> list[int]:
        answers = await asyncio.gather(*(asyncio.to_thread(api_sync.heartbeat, "c-1") for _ in range(12)))
        return [answer.status_code for answer in answers]

    assert asyncio.run(many()) == [200] * 12


def test_the_blocking_class_raises_the_same_errors(api_sync: TdpApiSync, service: Service) -> None:
    service.answers(Reply(ending="reset"))
    with pytest.raises(TdpApiError) as lost:
        api_sync.report_metrics("c-1", [])
    service.answers_json({"message": "no"}, 403)
    api_sync.set_tdp_api_client_raise_on_unexpected_status()
    with pytest.raises(ApiError, match="was refused with 403: no"):
        api_sync.heartbeat("c-1")
    assert lost.value.may_have_been_executed


def test_the_blocking_class_opens_again_after_closing(api_sync: TdpApiSync) -> None:
    api_sync.close()
    with pytest.raises(UsageError, match="call init_client"):
        api_sync.heartbeat("c-1")
    assert api_sync.init_client().heartbeat("c-1").status_code == 200


class Recorded:
    """A transport of the caller's own."""

    def __init__(self) -> None:
        self.requests: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        self.requests.append(request)
        return HttpResponse(status=404, headers={}, content=b"")

    def sleep(self, seconds: float) -> None:
        """Nothing is retried here."""


class AsyncRecorded(Recorded):
    async def send(self, request: HttpRequest) -> HttpResponse:  # type: ignore[override]
        return super().send(request)

    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        """Nothing is retried here."""


async def test_a_client_that_is_given_makes_the_calls_without_opening() -> None:
    transport = AsyncRecorded()
    answer = await TdpApi(AsyncDataAcquisitionClient(transport)).heartbeat("c-1")
    assert (answer.status_code, transport.requests[0].operation) == (404, "connectors.heartbeat")


def test_a_blocking_client_that_is_given_makes_the_calls_without_opening() -> None:
    transport = Recorded()
    answer = TdpApiSync(DataAcquisitionClient(transport)).heartbeat("c-1")
    assert (answer.status_code, transport.requests[0].operation) == (404, "connectors.heartbeat")


async def test_any_generated_client_sends_over_the_same_transport(
    api: TdpApi, api_sync: TdpApiSync, service: Service
) -> None:
    service.answers_json(["TetraScience.Connector.Start"])
    found = await AsyncCommandServiceClient(api.transport).commands.list_actions()
    assert found == CommandServiceClient(api_sync.transport).commands.list_actions()
    assert [request.target for request in service.requests] == ["/v1/commands/actions"] * 2
    assert {request.headers["authorization"] for request in service.requests} == {f"Bearer {TOKEN}"}
