"""What is promised of generated models: tolerant in, strict out, and the traps that generators lay."""

import copy
import pickle
from datetime import datetime

import pytest
from pydantic import ValidationError

from tests.codegen.pumps import Specs
from ts_codegen.model_facts import read_models
from ts_connectors_api.data_acquisition import models, requests
from ts_connectors_api.data_acquisition.models import ConnectorHostType, HealthStatus, MetricTimeValueDto
from ts_connectors_api.data_acquisition.requests import (
    ReportConnectorMetricRequest,
    SaveConnectorFileRequest,
    SaveConnectorFilesRequest,
    SaveConnectorValueRequest,
    UpdateConnectorHealthRequest,
)
from ts_connectors_api.operation import encode_body
from ts_connectors_api.secrecy import secret_values


def test_a_request_sends_wire_names_and_nothing_that_was_not_given() -> None:
    assert encode_body(SaveConnectorFileRequest(unique_external_id="u", error_count=0)) == (
        b'{"uniqueExternalId":"u","errorCount":0}'
    )


def test_a_request_takes_wire_names_too() -> None:
    by_name = SaveConnectorFileRequest(unique_external_id="u")
    assert SaveConnectorFileRequest.model_validate({"uniqueExternalId": "u"}) == by_name


def test_an_unknown_field_of_a_request_is_a_mistake() -> None:
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        SaveConnectorFileRequest.model_validate({"uniqueExternalID": "u"})


def test_null_is_refused_where_the_document_does_not_allow_it() -> None:
    with pytest.raises(ValidationError):
        SaveConnectorFileRequest.model_validate({"errorMessage": None})


def test_null_is_sent_where_it_is_a_value() -> None:
    assert encode_body(SaveConnectorValueRequest(key="k", value=None)).startswith(b'{"key":"k","value":null')


def test_a_request_takes_any_sequence() -> None:
    body = SaveConnectorFilesRequest(files=(SaveConnectorFileRequest(id="f1"), SaveConnectorFileRequest(id="f2")))
    assert encode_body(body) == b'{"files":[{"id":"f1"},{"id":"f2"}]}'


def test_a_model_that_is_sent_and_received_is_one_class() -> None:
    point = MetricTimeValueDto.model_validate({"time": "2026-11-22T10:00:00Z", "value": 1})
    body = ReportConnectorMetricRequest(name="cpu", unit="Percent", dimensions=[], values=[point])
    assert b'"values":[{' in encode_body(body)
    assert vars(requests)["MetricTimeValueDto"] is models.MetricTimeValueDto


def test_a_value_set_has_one_name_wherever_it_stands() -> None:
    numbered = [name for module in (models, requests) for name in vars(module) if name[-1].isdigit()]
    assert numbered == []


def test_an_enum_keeps_values_it_does_not_know() -> None:
    grown = HealthStatus("MELTED")
    assert (grown, grown.is_known, HealthStatus.HEALTHY.is_known) == ("MELTED", False, True)
    assert pickle.loads(pickle.dumps(grown)) == grown  # noqa: S301 - our own bytes
    assert copy.deepcopy(grown) == grown


def test_an_enum_value_with_a_slash_has_a_name() -> None:
    assert HealthStatus("N/A") is HealthStatus.NA


def test_a_request_with_an_enum_takes_its_text() -> None:
    body = UpdateConnectorHealthRequest.model_validate({"status": "HEALTHY"})
    assert body.status is HealthStatus.HEALTHY


def test_a_required_field_with_a_default_stays_required() -> None:
    with pytest.raises(ValidationError, match="hostType"):
        requests.CreateConnectorRequest.model_validate({"name": "n", "connectorType": "t"})
    assert ConnectorHostType("hub") is ConnectorHostType.HUB


def test_models_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        SaveConnectorFileRequest(id="f1").id = "f2"


def test_a_time_without_a_zone_is_read() -> None:
    point = MetricTimeValueDto.model_validate({"time": "2026-11-22T10:00:00", "value": 1})
    assert point.time == datetime(2026, 11, 22, 10)


def test_schemas_that_look_alike_stay_apart(specs: Specs) -> None:
    specs.edit(
        "document", "    Pump:\n", "    Twin:\n      type: object\n      properties: {x: {type: string}}\n    Pump:\n"
    )
    specs.edit(
        "document", "    Pump:\n", "    Other:\n      type: object\n      properties: {x: {type: string}}\n    Pump:\n"
    )
    (source,) = [file.text for file in specs.generate().files if file.path == "ts_connectors_api/pumps/models.py"]
    assert {"Twin", "Other"} <= set(read_models(source).models)


def test_what_became_sent_and_received_is_noted(specs: Specs) -> None:
    specs.edit(
        "document", "schema: {$ref: '#/components/schemas/SavePump'}", "schema: {$ref: '#/components/schemas/Pump'}"
    )
    assert specs.generate().notes == ("pumps: Pump is both sent and received",)


CANARIES = {"accessKeyId": "AKIA-canary", "secretAccessKey": "secret-canary", "sessionToken": "session-canary"}


def test_secrets_stay_out_of_reprs_and_can_be_collected_for_masking() -> None:
    credentials = models.GetConnectorCredentialsDto.model_validate({**CANARIES, "expirationDate": "2026-11-22"})
    assert "canary" not in repr(credentials)
    assert "canary" not in str(credentials)
    assert set(secret_values(credentials)) == set(CANARIES.values())


def test_values_stay_out_of_errors() -> None:
    with pytest.raises(ValidationError) as caught:
        models.GetConnectorCredentialsDto.model_validate(CANARIES)
    assert "canary" not in str(caught.value)
