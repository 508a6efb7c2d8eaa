from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.platform.rest.conftest import TOKEN
from tests.platform.rest.samples import DATA, DETAILS, FILES, SAVED_FILES
from tests.platform.rest.service import Reply, Service
from ts_connectors._core.ports import Rest
from ts_connectors.errors import ApiError, ConfigurationError, TdpApiError, UsageError
from ts_connectors.openapi_codegen.connectors_api_client.models import (
    ConnectorFileDto,
    ReportMetricsRequest,
    SaveConnectorDataRequest,
    SaveConnectorFileRequest,
    SaveConnectorFilesRequest,
    SaveConnectorValueRequest,
    UpdateConnectorHealthRequest,
)
from ts_connectors.settings import TdpApiConfig
from ts_connectors.tdp_api import TdpApi
from ts_connectors.tdp_api_base import TdpApiError as ReExported

BASE = "/v1/data-acquisition/connectors/c-1"
METRIC = {
    "name": "cpu_usage",
    "unit": "Percent",
    "dimensions": [],
    "values": [{"time": "2026-11-22T10:00:00Z", "value": 5.0}],
}
Call = Callable[[TdpApi], Any]


def as_port(api: TdpApi) -> Rest:
    """The type checker holds TdpApi to the port."""
    return api


async def test_details_come_parsed_with_status_headers_and_content(api: TdpApi, service: Service) -> None:
    service.answers_json(DETAILS, ts_request_id="r-1")
    answer = await as_port(api).get_connector_by_id("c-1", resolve_secrets=True, include=["config", "artifact"])
    assert answer.parsed is not None
    assert (answer.status_code, answer.headers["ts-request-id"]) == (200, "r-1")
    assert (answer.parsed.name, answer.parsed.config) == ("Colony counter", DETAILS["config"])
    assert b"addedByANewerPlatform" in answer.content
    assert service.requests[0].target == f"{BASE}?resolveSecrets=true&include=config&include=artifact"


async def test_parameters_left_out_or_none_do_not_travel(api: TdpApi, service: Service) -> None:
    service.answers_json(DETAILS)
    await api.get_connector_by_id("c-1")
    await api.get_connector_by_id("c-1", include=None)
    assert [request.target for request in service.requests] == [BASE, BASE]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409])
async def test_a_refusal_is_a_result(api: TdpApi, service: Service, status: int) -> None:
    service.answers_json({"message": "no"}, status)
    answer = await api.heartbeat("c-1")
    assert (answer.status_code, answer.parsed, answer.content) == (status, None, b'{"message": "no"}')


async def test_refusals_are_raised_after_asking_for_it_and_no_longer_after_asking_again(
    api: TdpApi, service: Service
) -> None:
    service.answers_json({"message": "Invalid token"}, 401, ts_request_id="r-9")
    api.set_tdp_api_client_raise_on_unexpected_status()
    with pytest.raises(ApiError) as caught:
        await api.heartbeat("c-1")
    assert str(caught.value) == ("connectors.heartbeat was refused with 401: Invalid token (ts-request-id: r-9)")
    api.set_tdp_api_client_raise_on_unexpected_status(enabled=False)
    assert (await api.heartbeat("c-1")).status_code == 401


async def test_no_answer_raises_tdp_api_error_with_a_request_id(api: TdpApi, service: Service) -> None:
    service.answers(Reply(ending="close"))
    with pytest.raises(TdpApiError) as caught:
        await api.report_metrics("c-1", [METRIC])
    assert caught.value.ts_request_id == "N/A"
    assert caught.value.may_have_been_executed
    assert caught.value.operation == "connectors.report_metrics"
    assert str(caught.value).endswith("the connection was lost; try again later (ts-request-id: N/A)")
    assert ReExported is TdpApiError


async def test_an_answer_that_nobody_can_read_raises_tdp_api_error_with_its_request_id(
    api: TdpApi, service: Service
) -> None:
    service.answers(Reply(200, b"<html>", {"ts-request-id": "r-7"}))
    with pytest.raises(TdpApiError) as caught:
        await api.get_connector_files("c-1")
    assert caught.value.ts_request_id == "r-7"
    assert str(caught.value).count("ts-request-id: r-7") == 1


async def test_a_version_of_the_config_is_read_by_its_number(api: TdpApi, service: Service) -> None:
    service.answers_json({"folder": "/data"})
    answer = await api.get_connector_config("c-1", "7")
    assert answer.parsed == {"folder": "/data"}
    assert service.requests[0].target == f"{BASE}/config/7"


async def test_the_current_config_comes_from_the_details_with_secrets(api: TdpApi, service: Service) -> None:
    service.answers_json(DETAILS)
    answer = await api.get_connector_config("c-1")
    assert answer.parsed == DETAILS["config"]
    assert answer.content == b'{"folder":"/data","password":"canary"}'
    assert service.requests[0].target == f"{BASE}?resolveSecrets=true&include=config"


async def test_a_refusal_of_the_details_is_one_of_the_config(api: TdpApi, service: Service) -> None:
    service.answers_json({"message": "no"}, 404)
    answer = await api.get_connector_config("c-1")
    assert (answer.status_code, answer.parsed, answer.content) == (404, None, b'{"message": "no"}')


@pytest.mark.parametrize("keys", ["state,login", ["state", "login"]])
async def test_keys_of_the_data_store_travel_joined_by_commas(
    api: TdpApi, service: Service, keys: str | list[str]
) -> None:
    service.answers_json(DATA)
    answer = await api.get_connector_data("c-1", keys=keys)
    assert answer.parsed is not None
    assert [entry.value for entry in answer.parsed.values] == [{"seen": 3}, {"user": ["canary-user"]}]
    assert service.requests[0].target == f"{BASE}/data?keys=state%2Clogin"


async def test_secure_values_become_secrets_when_read_and_when_written(api: TdpApi, service: Service) -> None:
    service.answers_json(DATA)
    await api.get_connector_data("c-1")
    await api.save_connector_data("c-1", {"key": "k", "value": {"password": "canary-written"}, "secure": True})
    await api.save_connector_data("c-1", {"key": "k", "value": {"text": "in the open"}})
    assert api.secrets.mask("canary-user canary-written in the open") == "*** *** in the open"


ENTRY = {"key": "state", "value": {"seen": 3}, "secure": True}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(ENTRY, id="one dict"),
        pytest.param([ENTRY], id="list of dicts"),
        pytest.param((ENTRY,), id="tuple"),
        pytest.param({"values": [ENTRY]}, id="whole request as dict"),
        pytest.param(SaveConnectorValueRequest.model_validate(ENTRY), id="one model"),
        pytest.param([SaveConnectorValueRequest.model_validate(ENTRY)], id="list of models"),
        pytest.param(SaveConnectorDataRequest.model_validate({"values": [ENTRY]}), id="whole request"),
        pytest.param({"values": [SaveConnectorValueRequest.model_validate(ENTRY)]}, id="dict of models"),
    ],
)
async def test_all_shapes_of_values_travel_the_same(api: TdpApi, service: Service, given: Any) -> None:
    service.answers_json(DATA)
    assert (await api.save_connector_data("c-1", given)).status_code == 200
    assert (service.requests[0].method, service.requests[0].target) == ("PUT", f"{BASE}/data")
    assert service.requests[0].json == {"values": [ENTRY]}


WIRE_FILE = {"uniqueExternalId": "run-1", "errorCount": 2, "status": "ERROR"}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(WIRE_FILE, id="wire names"),
        pytest.param({"unique_external_id": "run-1", "error_count": 2, "status": "ERROR"}, id="Python names"),
        pytest.param([WIRE_FILE], id="list"),
        pytest.param({"files": [WIRE_FILE]}, id="whole request as dict"),
        pytest.param(
            [SaveConnectorFileRequest(unique_external_id="run-1", error_count=2, status="ERROR")], id="models"
        ),
        pytest.param(SaveConnectorFilesRequest.model_validate({"files": [WIRE_FILE]}), id="whole request"),
    ],
)
async def test_all_shapes_of_file_records_travel_the_same(api: TdpApi, service: Service, given: Any) -> None:
    service.answers_json(SAVED_FILES)
    answer = await api.update_connector_files("c-1", given)
    assert answer.parsed is not None
    assert isinstance(answer.parsed.files[0], ConnectorFileDto)
    assert service.requests[0].json == {"files": [WIRE_FILE]}


@pytest.mark.parametrize(
    "given",
    [
        pytest.param(METRIC, id="one"),
        pytest.param([METRIC], id="list"),
        pytest.param({"metrics": [METRIC]}, id="whole request as dict"),
        pytest.param(ReportMetricsRequest.model_validate({"metrics": [METRIC]}), id="whole request"),
    ],
)
async def test_all_shapes_of_metrics_travel_the_same(api: TdpApi, service: Service, given: Any) -> None:
    service.answers(Reply(201))
    assert (await api.report_metrics("c-1", given)).status_code == 201
    assert service.requests[0].json == {"metrics": [METRIC]}


@pytest.mark.parametrize(
    "given",
    [
        {"status": "CRITICAL", "errorCode": "Stalled"},
        {"status": "CRITICAL", "error_code": "Stalled"},
        UpdateConnectorHealthRequest.model_validate({"status": "CRITICAL", "errorCode": "Stalled"}),
    ],
)
async def test_health_is_taken_as_a_model_or_a_dict(api: TdpApi, service: Service, given: Any) -> None:
    service.answers(Reply(204))
    assert (await api.update_health("c-1", given)).status_code == 204
    assert service.requests[0].json == {"status": "CRITICAL", "errorCode": "Stalled"}


@pytest.mark.parametrize(
    "filters",
    [
        pytest.param(
            {"statuses": ["PENDING", "ERROR"], "max_errors": 4, "order_by": "updatedAt", "skip": None},
            id="Python names",
        ),
        pytest.param({"statuses": ["PENDING", "ERROR"], "maxErrors": 4, "orderBy": "updatedAt"}, id="wire names"),
    ],
)
async def test_filters_of_files_travel_under_their_wire_names(
    api: TdpApi, service: Service, filters: dict[str, Any]
) -> None:
    service.answers_json(FILES)
    answer = await api.get_connector_files("c-1", filters)
    assert answer.parsed is not None
    assert (answer.parsed.files[0].status, answer.parsed.files[0].error_count) == ("QUARANTINED", None)
    assert service.requests[0].target == f"{BASE}/files?statuses=PENDING&statuses=ERROR&maxErrors=4&orderBy=updatedAt"


async def test_a_time_among_the_filters_travels_with_its_offset(api: TdpApi, service: Service) -> None:
    service.answers_json(FILES)
    await api.get_connector_files("c-1", {"updated_before": datetime(2026, 11, 22, tzinfo=UTC)})
    assert service.requests[0].target == f"{BASE}/files?updatedBefore=2026-11-22T00%3A00%3A00%2B00%3A00"


@pytest.mark.parametrize(
    ("call", "said"),
    [
        pytest.param(
            lambda api: api.save_connector_data("c-1", [{"key": "k", "value": {"p": "canary"}, "secured": True}]),
            "This is no SaveConnectorDataRequest: values[0].secured: Extra inputs are not permitted",
            id="unknown field",
        ),
        pytest.param(
            lambda api: api.save_connector_data("c-1", [{"value": "canary"}]),
            "This is no SaveConnectorDataRequest: values[0].key: Field required",
            id="missing field",
        ),
        pytest.param(
            lambda api: api.update_health("c-1", {"errorCode": "canary"}),
            "This is no UpdateConnectorHealthRequest: status: Field required",
            id="health",
        ),
        pytest.param(
            lambda api: api.get_connector_by_id("c-1", version="v2"),
            "The version 'v2' of the API is not known: leave it out, or write 'v1'",
            id="version",
        ),
        pytest.param(
            lambda api: api.get_connector_files("c-1", {"colour": "red"}),
            "There is no filter colour; there are created_after, created_before, exclude_file_ids, "
            "exclude_unique_external_ids, file_ids, max_errors, order_by, order_direction, skip, statuses, take, "
            "unique_external_ids, updated_after, updated_before",
            id="filter",
        ),
    ],
)
async def test_a_mistake_is_named_before_anything_is_sent(api: TdpApi, service: Service, call: Call, said: str) -> None:
    with pytest.raises(UsageError) as caught:
        await call(api)
    assert str(caught.value) == said
    assert service.requests == []


async def test_headers_hold_from_now_on_and_also_when_given_before_opening(
    standalone: TdpApiConfig, service: Service
) -> None:
    api = TdpApi(config=standalone)
    api.update_headers({"User-Agent": "colony-counter v1.2.0"})
    await api.init_client()
    await api.heartbeat("c-1")
    api.update_headers({"X-Trace": "t-1"})
    await api.heartbeat("c-1")
    await api.aclose()
    assert [request.headers["user-agent"] for request in service.requests] == ["colony-counter v1.2.0"] * 2
    assert service.requests[1].headers["x-trace"] == "t-1"


@pytest.mark.parametrize("value", ["line\nbreak", "Gerät"])
def test_a_header_that_cannot_travel_is_refused(standalone: TdpApiConfig, value: str) -> None:
    with pytest.raises(UsageError, match=r"^The value of header 'X-Trace' must be printable ASCII, in one line$"):
        TdpApi(config=standalone).update_headers({"X-Trace": value})


async def test_constructing_never_fails_and_opening_names_what_is_missing() -> None:
    api = TdpApi()
    with pytest.raises(ConfigurationError, match="TDP_ENDPOINT is missing; ORG_SLUG is missing; CONNECTOR_TOKEN"):
        await api.init_client()
    assert not api.client_is_initialized()


async def test_calls_before_opening_say_what_to_do(standalone: TdpApiConfig) -> None:
    api = TdpApi(config=standalone)
    assert not api.client_is_initialized()
    with pytest.raises(UsageError, match="call init_client"):
        await api.heartbeat("c-1")
    with pytest.raises(UsageError, match="call init_client"):
        _ = api.queues


async def test_opening_returns_the_api_and_closing_undoes_it(standalone: TdpApiConfig) -> None:
    api = TdpApi(config=standalone)
    assert await api.init_client() is api
    assert api.client_is_initialized()
    await api.aclose()
    await api.aclose()
    assert not api.client_is_initialized()


async def test_opening_again_takes_the_new_arguments(standalone: TdpApiConfig, service: Service) -> None:
    api = await TdpApi(config=standalone).init_client(proxy_url="127.0.0.1:9")
    await api.init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    await api.aclose()


async def test_keywords_win_over_the_config(standalone: TdpApiConfig) -> None:
    api = TdpApi(config=standalone, org_slug="other")
    assert (api.config.org_slug, api.config.connector_id) == ("other", "c-1")


async def test_what_aws_lacks_is_named_when_aws_is_used(service: Service) -> None:
    api = TdpApi(connector_token=TOKEN, org_slug="acme", tdp_endpoint=service.url)
    await api.init_client()
    assert (await api.heartbeat("c-1")).status_code == 200
    with pytest.raises(ConfigurationError, match="cannot call AWS: AWS_REGION is missing; CONNECTOR_ID is missing"):
        _ = api.lake
    await api.aclose()


async def test_neither_repr_nor_secrets_show_the_token(api: TdpApi) -> None:
    assert TOKEN not in f"{api!r} {api.config!r} {api.secrets!r}"
    assert api.secrets.mask(f"token={TOKEN}") == "token=***"
