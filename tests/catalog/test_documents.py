"""What a catalog gives to other readers: forms, an AsyncAPI document, a reference, a bundle."""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from datamodel_code_generator import InputFileType, generate
from datamodel_code_generator.config import GenerateConfig
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from ts_codegen.catalog.yaml_text import yaml_text

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(min_size=1), inner, max_size=3),
    max_leaves=12,
)


@pytest.fixture
def package(colony_folder: Path) -> Path:
    """The folder of the example's package."""
    return colony_folder / "colony_commands"


@pytest.fixture
def forms(package: Path) -> dict[str, Any]:
    """The forms by command."""
    return {command["name"]: command for command in json.loads((package / "forms.json").read_text("utf-8"))["commands"]}


@pytest.fixture
def asyncapi(package: Path) -> dict[str, Any]:
    """The AsyncAPI document."""
    document: dict[str, Any] = yaml.safe_load((package / "asyncapi.yaml").read_text("utf-8"))
    return document


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for inner in value.values():
            yield from _references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _references(inner)


def _lookup(document: Any, reference: str) -> Any:
    for part in reference.removeprefix("#/").split("/"):
        document = document[part]
    return document


def test_a_forms_schema_is_whole(forms: dict[str, Any]) -> None:
    for command in forms.values():
        for side in ("request", "response"):
            if command[side] is not None:
                Draft202012Validator.check_schema(command[side])
                targets = [_lookup(command[side], reference) for reference in _references(command[side])]
                assert all(isinstance(target, dict) for target in targets)


def test_a_form_refuses_what_the_connector_would_refuse(forms: dict[str, Any]) -> None:
    validator = Draft202012Validator(forms["Recount"]["request"])
    assert validator.is_valid({"plates": [{"barcode": "AB12"}], "operatorName": "Ada", "comment": None})
    assert not validator.is_valid({"plates": [{"barcode": "x"}], "operatorName": "Ada", "comment": None})


def test_a_form_says_all_that_a_console_shows(forms: dict[str, Any]) -> None:
    shown = {key: value for key, value in forms["IngestRange"].items() if key not in ("request", "response")}
    assert shown == {
        "name": "IngestRange",
        "action": "TetraScience.Connector.ColonyCounter.IngestRange",
        "method": "ingest_range",
        "summary": "Ingest the runs of a time range again.",
        "description": "Runs are written to the same place.\n\nA run that fails is told in the answer.",
        "lane": "work",
        "timeout_s": 3600.0,
        "repeatable": False,
        "deprecated": False,
        "errors": {"NOT_CONNECTED": "The instrument cannot be reached.", "EMPTY": "There are no runs."},
        "examples": [],
    }


def test_examples_are_in_the_forms(forms: dict[str, Any]) -> None:
    assert forms["SetScheduleInterval"]["examples"] == [
        {"summary": "Slow down.", "request": {"seconds": 30}, "response": {"previous_seconds": 5}}
    ]


def test_every_reference_of_the_asyncapi_document_leads_somewhere(asyncapi: dict[str, Any]) -> None:
    references = list(_references(asyncapi))
    assert references
    assert all(_lookup(asyncapi, reference) for reference in references)


def test_the_asyncapi_document_has_an_operation_with_a_reply_for_each_command(asyncapi: dict[str, Any]) -> None:
    assert asyncapi["asyncapi"] == "3.0.0"
    assert asyncapi["operations"]["set_schedule_interval"] == {
        "action": "receive",
        "summary": "Change how often the instrument is polled.",
        "channel": {"$ref": "#/channels/commands"},
        "messages": [{"$ref": "#/channels/commands/messages/SetScheduleInterval"}],
        "reply": {
            "channel": {"$ref": "#/channels/replies"},
            "messages": [{"$ref": "#/channels/replies/messages/SetScheduleIntervalReply"}],
        },
    }


def test_its_examples_fit_its_messages(asyncapi: dict[str, Any]) -> None:
    message = asyncapi["components"]["messages"]["SetScheduleInterval"]
    validator = Draft202012Validator({**message["payload"], "components": asyncapi["components"]})
    assert [list(validator.iter_errors(example["payload"])) for example in message["examples"]] == [[]]


def test_another_reader_of_asyncapi_finds_the_payloads(package: Path) -> None:
    config = GenerateConfig(input_file_type=InputFileType.AsyncAPI, formatters=[])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        written = generate((package / "asyncapi.yaml").read_text("utf-8"), config=config)
    assert "class SetScheduleIntervalRequest(" in str(written)


def test_the_reference_tells_each_command(package: Path) -> None:
    text = (package / "reference.md").read_text("utf-8")
    assert [line for line in text.splitlines() if line.startswith("## ")] == [
        "## SetScheduleInterval",
        "## IngestRange",
        "## Recount",
        "## Ping",
        "## List",
        "## Models",
        "## Enums",
    ]
    assert "| `seconds` | `float` | yes | Time between two polls. |" in text
    assert "| `NOT_CONNECTED` | The instrument cannot be reached. |" in text
    assert '```json\n{\n  "seconds": 30\n}\n```' in text


def test_the_bundle_is_a_catalog_of_its_own(package: Path, root: Path) -> None:
    bundle = json.loads((package / "catalog.json").read_text("utf-8"))
    language = Draft202012Validator(json.loads((root / "specs" / "catalog.schema.json").read_text("utf-8")))
    assert bundle.pop("x-prefix") == "ColonyCounter"
    assert [error.message for error in language.iter_errors(bundle)] == []
    assert bundle["extends"] == ["ts_connectors"]
    assert bundle["commands"]["Recount"]["method"] == "count_again"


@given(values)
def test_yaml_is_read_as_what_was_written(value: Any) -> None:
    assert yaml.safe_load(yaml_text({"it": value, "list": [value]})) == {"it": value, "list": [value]}
