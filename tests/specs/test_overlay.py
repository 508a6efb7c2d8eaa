"""The overlay touches what exists, tells why, and leaves nothing of the documents unread."""

import keyword
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

Document = dict[str, Any]
NAMES = ("data-acquisition", "command-service", "certificates")
KINDS = ("path_prefix", "enums", "types", "bodies", "pagination", "retries", "secrets")
UNSAFE = ("post", "patch")


@pytest.fixture(scope="session")
def overlay(load: Callable[[str], Document]) -> dict[str, Document]:
    data = load("overlay.yaml")
    assert data["overlay"] == 1
    return {name.removesuffix(".openapi.yaml"): part for name, part in data["documents"].items()}


@pytest.fixture(scope="session")
def places(documents: dict[str, Document], overlay: dict[str, Document]) -> dict[str, dict[str, Document]]:
    """Each document's addressable schemas, those that the overlay adds among them."""
    return {name: dict(addresses(document, overlay[name])) for name, document in documents.items()}


def test_the_overlay_reads_all_documents_and_no_others(overlay: dict[str, Document]) -> None:
    assert tuple(overlay) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_every_entry_tells_why(overlay: dict[str, Document], name: str) -> None:
    part = overlay[name]
    entries = [entry for kind in KINDS for entry in part.get(kind, [])] + list(part.get("schemas", {}).values())

    assert [entry for entry in entries if len(entry.get("why", "")) < 20] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_address_leads_to_a_schema(
    overlay: dict[str, Document], places: dict[str, dict[str, Document]], name: str
) -> None:
    asked = [
        at for kind in ("enums", "types", "secrets") for entry in overlay[name].get(kind, []) for at in entry["at"]
    ]

    assert [at for at in asked if at not in places[name]] == []


@pytest.mark.parametrize("name", NAMES)
def test_no_address_is_typed_or_named_twice(overlay: dict[str, Document], name: str) -> None:
    asked = Counter(at for kind in ("enums", "types") for entry in overlay[name].get(kind, []) for at in entry["at"])

    assert [at for at, count in asked.items() if count > 1] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_is_in_exactly_one_group(
    documents: dict[str, Document], overlay: dict[str, Document], name: str
) -> None:
    grouped = [operation for group in overlay[name]["groups"].values() for operation in group.values()]

    assert sorted(grouped) == sorted(operations(documents[name]))


@pytest.mark.parametrize("name", NAMES)
def test_groups_and_methods_are_names_that_python_takes(overlay: dict[str, Document], name: str) -> None:
    groups = overlay[name]["groups"]
    names = [*groups, *(method for group in groups.values() for method in group)]
    names += [entry["method"] for entry in overlay[name].get("pagination", [])]

    assert [one for one in names if not one.isidentifier() or keyword.iskeyword(one) or one != one.lower()] == []


@pytest.mark.parametrize("name", NAMES)
def test_every_choice_of_several_values_has_a_name_and_equal_names_have_equal_values(
    overlay: dict[str, Document], places: dict[str, dict[str, Document]], name: str
) -> None:
    named = {at: entry["name"] for entry in overlay[name].get("enums", []) for at in entry["at"]}
    inline = {at for at, schema in places[name].items() if len(schema.get("enum", [])) > 1}
    values = {(entry, tuple(places[name][at]["enum"])) for at, entry in named.items()}

    assert set(named) == inline
    assert len(values) == len({entry for entry, _ in values})


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_of_the_overlay_leads_to_a_schema_or_to_a_named_choice(
    documents: dict[str, Document], overlay: dict[str, Document], name: str
) -> None:
    known = set(documents[name]["components"]["schemas"]) | set(overlay[name].get("schemas", {}))
    known |= {entry["name"] for entry in overlay[name].get("enums", [])}
    asked = {one.removeprefix("#/components/schemas/") for one in references(overlay[name])}

    assert asked <= known


def test_names_that_the_overlay_adds_are_new(documents: dict[str, Document], overlay: dict[str, Document]) -> None:
    for name, document in documents.items():
        added = [entry["name"] for entry in overlay[name].get("enums", [])] + list(overlay[name].get("schemas", {}))
        taken = list(document["components"]["schemas"])
        assert [one for one, count in Counter(added + taken).items() if count > 1] == []


def test_only_the_value_of_a_metric_stays_a_number(
    overlay: dict[str, Document], places: dict[str, dict[str, Document]]
) -> None:
    numbers = {at for at, schema in places["data-acquisition"].items() if schema.get("type") == "number"}
    whole = {
        at
        for entry in overlay["data-acquisition"]["types"]
        for at in entry["at"]
        if entry["schema"] == {"type": "integer"}
    }

    assert numbers - whole == {"MetricTimeValueDto.value"}
    assert whole <= numbers


def test_every_bare_object_is_read_as_any_value_or_as_an_open_map(
    overlay: dict[str, Document], places: dict[str, dict[str, Document]]
) -> None:
    bare = {
        at
        for at, one in places["data-acquisition"].items()
        if one.get("type") == "object" and not one.get("properties")
    }
    readings: tuple[Document, ...] = ({}, {"type": "object", "additionalProperties": True})
    read = {at for one in overlay["data-acquisition"]["types"] if one["schema"] in readings for at in one["at"]}

    assert bare == read


def test_a_body_is_added_only_where_the_document_has_none(
    documents: dict[str, Document], overlay: dict[str, Document]
) -> None:
    known = operations(documents["data-acquisition"])
    for entry in overlay["data-acquisition"]["bodies"]:
        _, operation = known[entry["operation"]]
        assert "content" not in operation["responses"][str(entry["status"])]


def test_pages_are_turned_by_parameters_and_fields_that_exist(
    documents: dict[str, Document], overlay: dict[str, Document]
) -> None:
    document = documents["data-acquisition"]
    [entry] = overlay["data-acquisition"]["pagination"]
    _, operation = operations(document)[entry["operation"]]
    reference = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    page = document["components"]["schemas"][reference.rpartition("/")[2]]["properties"]

    assert {entry["skip"], entry["take"]} <= {parameter["name"] for parameter in operation["parameters"]}
    assert page[entry["items"]]["type"] == "array"
    assert page[entry["total"]]["type"] == "number"


@pytest.mark.parametrize("name", NAMES)
def test_retries_name_only_what_departs_from_the_rule_of_http(
    documents: dict[str, Document], overlay: dict[str, Document], name: str
) -> None:
    known = operations(documents[name])
    entries = overlay[name].get("retries", [])

    assert [one for one in entries if one["repeatable"] is (known[one["operation"]][0] not in UNSAFE)] == []


@pytest.mark.parametrize(
    ("path", "wire"),
    [
        pytest.param("/v1/connectors/{id}", "/v1/data-acquisition/connectors/{id}", id="a connector"),
        pytest.param("/v1/data-apps", "/v1/data-acquisition/data-apps", id="data apps"),
        pytest.param("/v1/internal/telemetry/hubs", "/v1/internal/telemetry/hubs", id="an internal report"),
        pytest.param("/status", "/status", id="the status"),
    ],
)
def test_the_prefix_leads_to_the_paths_of_the_wire(
    documents: dict[str, Document], overlay: dict[str, Document], path: str, wire: str
) -> None:
    [rule] = overlay["data-acquisition"]["path_prefix"]
    touched = path.startswith(rule["from"]) and not path.startswith(tuple(rule["except"]))

    assert path in documents["data-acquisition"]["paths"]
    assert (rule["to"] + path.removeprefix(rule["from"]) if touched else path) == wire


def operations(document: Document) -> dict[str, tuple[str, Document]]:
    return {
        operation["operationId"]: (method, operation)
        for methods in document["paths"].values()
        for method, operation in methods.items()
    }


def addresses(document: Document, part: Document) -> Iterator[tuple[str, Document]]:
    added = {name: entry["schema"] for name, entry in part.get("schemas", {}).items()}
    for name, schema in (document["components"]["schemas"] | added).items():
        # A name that the overlay itself gives needs no other.
        yield name, {key: value for key, value in schema.items() if key != "enum"}
        for key, one in schema.get("properties", {}).items():
            yield from with_items(f"{name}.{key}", one)
    for operation_id, (_, operation) in operations(document).items():
        for one in operation["parameters"]:
            yield from with_items(f"{operation_id}?{one['name']}", one["schema"])


def with_items(address: str, schema: Document) -> Iterator[tuple[str, Document]]:
    yield address, schema
    if "items" in schema:
        yield f"{address}[]", schema["items"]


def references(node: object) -> Iterator[str]:
    match node:
        case {"$ref": str(reference)}:
            yield reference
        case dict():
            for child in node.values():
                yield from references(child)
        case list():
            for child in node:
                yield from references(child)
        case _:
            return
