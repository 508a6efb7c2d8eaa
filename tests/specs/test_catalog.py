"""The standard commands, and the schema of the language in which they and users' commands are declared."""

from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from jsonschema import Draft202012Validator

Document = dict[str, Any]

EXAMPLE: Document = {
    "catalog": 1,
    "extends": ["ts_connectors"],
    "connector": "ColonyCounter",
    "types": {"Range": {"type": "object", "properties": {"start": {"type": "string", "format": "date-time"}}}},
    "commands": {
        "IngestRange": {
            "summary": "Ingest the runs of a time range again.",
            "request": {"$ref": "#/types/Range"},
            "response": {"$ref": "tdp#/ConnectorFilesResponse"},
            "timeout": "1h",
            "lane": "work",
            "repeatable": True,
            "deprecated": False,
            "errors": {"NOT_CONNECTED": "The instrument cannot be reached."},
            "examples": [{"summary": "One day.", "request": {"start": "2026-01-01T00:00:00Z"}, "response": {}}],
        }
    },
}


@pytest.fixture(scope="session")
def language(load: Callable[[str], Document]) -> Draft202012Validator:
    schema = load("catalog.schema.json")
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


@pytest.fixture(scope="session")
def catalog(load: Callable[[str], Document]) -> Document:
    return load("commands.yaml")


def test_the_standard_commands_are_written_in_the_language(language: Draft202012Validator, catalog: Document) -> None:
    assert [error.message for error in language.iter_errors(catalog)] == []


def test_the_standard_commands_are_the_platforms_eight_and_our_cancel(catalog: Document) -> None:
    assert [command["action"] for command in catalog["commands"].values()] == [
        "TetraScience.Connector.Start",
        "TetraScience.Connector.Stop",
        "TetraScience.Connector.Shutdown",
        "TetraScience.Connector.UpdateConfig",
        "TetraScience.Connector.ValidateConfig",
        "TetraScience.Connector.TestConfig",
        "TetraScience.Connector.ListCustomCommands",
        "TetraScience.Connector.SetLogLevel",
        "TetraScience.Connector.CancelCommand",
    ]


def test_a_standard_command_never_waits_for_work(catalog: Document) -> None:
    assert {command["lane"] for command in catalog["commands"].values()} == {"control"}


def test_the_handlers_of_standard_commands_stay_clear_of_the_hooks_that_authors_override(catalog: Document) -> None:
    methods = [command["method"] for command in catalog["commands"].values()]

    assert len(set(methods)) == len(methods)
    assert [method for method in methods if not method.startswith("handle_")] == []


def test_every_payload_is_a_valid_schema_whose_references_resolve(catalog: Document) -> None:
    for _, schema in payloads(catalog):
        Draft202012Validator.check_schema(schema)
    references = {one for _, schema in payloads(catalog) for one in find(schema, "$ref")}

    assert references <= {f"#/types/{name}" for name in catalog["types"]}


@pytest.mark.parametrize("part", ["request", "response"])
def test_examples_fit_the_payloads(catalog: Document, part: str) -> None:
    for name, command in catalog["commands"].items():
        bodies = [example[part] for example in command["examples"] if part in example]
        assert bool(bodies) == (part in command), name
        schema = {**command.get(part, {}), "types": catalog["types"]}
        assert [error.message for body in bodies for error in Draft202012Validator(schema).iter_errors(body)] == []


@pytest.mark.parametrize(
    ("command", "part", "body"),
    [
        pytest.param("ValidateConfig", "request", {}, id="a version is needed to validate"),
        pytest.param("TestConfig", "request", {"version": None}, id="a version is needed to test"),
        pytest.param("ValidateConfig", "response", {"error": "No."}, id="a verdict says whether"),
        pytest.param(
            "ValidateConfig",
            "response",
            {"valid": False, "fields": [{"field": "a", "error": "b"}]},
            id="a field has a name",
        ),
        pytest.param("SetLogLevel", "request", {}, id="a level is needed"),
        pytest.param("SetLogLevel", "response", {"desired_level": "INFO"}, id="the level before is told"),
        pytest.param(
            "ListCustomCommands", "response", {"custom_commands": [{"action": "a"}]}, id="a command has a method"
        ),
        pytest.param("CancelCommand", "request", {"commandId": ""}, id="a command to cancel is needed"),
        pytest.param("CancelCommand", "response", {}, id="the outcome of a cancel is told"),
    ],
)
def test_a_body_that_lacks_what_matters_is_refused(catalog: Document, command: str, part: str, body: Document) -> None:
    schema = {**catalog["commands"][command][part], "types": catalog["types"]}

    assert not Draft202012Validator(schema).is_valid(body)


def test_the_language_takes_a_catalog_that_uses_all_of_it(language: Draft202012Validator) -> None:
    assert [error.message for error in language.iter_errors(EXAMPLE)] == []


@pytest.mark.parametrize("timeout", [1, 0.5, "90s", "15m", "1h", "1.5h"])
def test_the_language_takes_a_timeout_in_seconds_or_as_text(language: Draft202012Validator, timeout: object) -> None:
    assert language.is_valid(changed("IngestRange", timeout=timeout))


@pytest.mark.parametrize(
    "keys",
    [
        pytest.param({"sumary": "x"}, id="a key misspelled"),
        pytest.param({"summary": ""}, id="a summary that says nothing"),
        pytest.param({"lane": "fast"}, id="a lane that does not exist"),
        pytest.param({"timeout": "1 hour"}, id="a timeout in words"),
        pytest.param({"timeout": "0s"}, id="no time at all"),
        pytest.param({"timeout": 0}, id="no seconds at all"),
        pytest.param({"method": "Ingest-Range"}, id="a method that Python cannot name"),
        pytest.param({"action": "two words"}, id="an action with a blank"),
        pytest.param({"request": "Range"}, id="a request that is no schema"),
        pytest.param({"request": {"$ref": "#/type/Range"}}, id="a reference to nowhere"),
        pytest.param({"request": {"type": "date"}}, id="a kind that JSON lacks"),
        pytest.param({"response": {"properties": {"key": {"x-secret": "yes"}}}}, id="half a secret"),
        pytest.param({"errors": {"not connected": "x"}}, id="an error code with a blank"),
        pytest.param({"examples": [{"reply": {}}]}, id="an example with an unknown part"),
    ],
)
def test_the_language_refuses_a_command_with(language: Draft202012Validator, keys: Document) -> None:
    assert not language.is_valid(changed("IngestRange", **keys))


@pytest.mark.parametrize("key", ["catalog", "commands", "connector"])
def test_the_language_refuses_a_catalog_without(language: Draft202012Validator, key: str) -> None:
    # Without `connector` there is no prefix, so each command has to name its action.
    assert not language.is_valid({name: value for name, value in EXAMPLE.items() if name != key})


def test_a_command_that_names_its_action_needs_no_connector(language: Draft202012Validator) -> None:
    catalog = changed("IngestRange", action="TetraScience.Connector.IngestRange")
    del catalog["connector"]

    assert language.is_valid(catalog)


def test_an_editor_finds_a_description_at_every_key(load: Callable[[str], Document]) -> None:
    schema = load("catalog.schema.json")

    assert [path for path, one in keys(schema, "") if len(one.get("description", "")) < 8] == []


def changed(command: str, **values: object) -> Document:
    catalog = deepcopy(EXAMPLE)
    catalog["commands"][command] |= values
    return catalog


def payloads(catalog: Document) -> Iterator[tuple[str, Document]]:
    yield from catalog["types"].items()
    for name, command in catalog["commands"].items():
        for part in ("request", "response"):
            if part in command:
                yield f"{name} {part}", command[part]


def find(node: object, key: str) -> Iterator[str]:
    children = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    if isinstance(node, dict) and isinstance(node.get(key), str):
        yield node[key]
    for child in children:
        yield from find(child, key)


def keys(node: Document, path: str) -> Iterator[tuple[str, Document]]:
    for name, one in node.get("properties", {}).items():
        yield f"{path}/{name}", one
        yield from keys(one, f"{path}/{name}")
    for name, one in node.get("$defs", {}).items():
        yield f"{path}/$defs/{name}", one
        yield from keys(one, f"{path}/$defs/{name}")
