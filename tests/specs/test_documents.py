"""The OpenAPI documents say what the tables beside this file say, no more and no less.

The tables hold the facts of the platform in a notation short enough to read through, so that a slip in a document of
three thousand lines shows: `name!` is required, `[]` a list, `map` an open object, `any` any JSON value.
"""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import validate

Document = dict[str, Any]
HERE = Path(__file__).parent
ROWS = list(csv.DictReader((HERE / "operations.csv").read_text(encoding="utf-8").splitlines()))
LINES = [line for line in (HERE / "schemas.txt").read_text(encoding="utf-8").splitlines()[1:] if line]
NAMES = ("data-acquisition", "command-service", "certificates")


@pytest.mark.parametrize("name", NAMES)
def test_a_document_is_valid_openapi(documents: dict[str, Document], name: str) -> None:
    validate(documents[name])


@pytest.mark.parametrize("row", [pytest.param(row, id=row["operation"]) for row in ROWS])
def test_an_operation_is_as_the_table_says(documents: dict[str, Document], row: dict[str, str]) -> None:
    found = [
        operation_row(row["document"], path, method, operation)
        for path, method, operation in operations(documents[row["document"]])
        if operation["operationId"] == row["operation"]
    ]

    assert found == [row]


@pytest.mark.parametrize(("name", "count"), [("data-acquisition", 42), ("command-service", 6), ("certificates", 1)])
def test_a_document_has_the_operations_of_the_table_only(documents: dict[str, Document], name: str, count: int) -> None:
    listed = [row["operation"] for row in ROWS if row["document"] == name]

    assert sorted(operation["operationId"] for _, _, operation in operations(documents[name])) == sorted(listed)
    assert len(listed) == count


def test_the_schemas_are_as_the_table_says_field_by_field_and_in_its_order(documents: dict[str, Document]) -> None:
    written = [
        line
        for name, document in documents.items()
        for line in (f"# {name}", *(schema_line(*item) for item in document["components"]["schemas"].items()))
    ]

    assert written == LINES


def test_a_token_is_asked_for_where_an_organization_is_and_nowhere_else(documents: dict[str, Document]) -> None:
    for name, document in documents.items():
        for path, method, operation in operations(document):
            org = [parameter for parameter in operation["parameters"] if parameter["name"] == "x-org-slug"]
            assert operation.get("security") == ([{"ts-auth-token": []}] if org else None), (name, method, path)
            assert [parameter["in"] + str(parameter["required"]) for parameter in org] in ([], ["headerTrue"])


@pytest.mark.parametrize("name", NAMES)
def test_the_token_travels_as_a_header_of_its_own_name(documents: dict[str, Document], name: str) -> None:
    scheme = documents[name]["components"]["securitySchemes"]["ts-auth-token"]

    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "ts-auth-token")


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_described(documents: dict[str, Document], name: str) -> None:
    document = documents[name]
    described: dict[str, Document] = {}
    for path, method, operation in operations(document):
        described[f"{method} {path}"] = operation
        described |= {f"{method} {path}?{one['name']}": one for one in operation["parameters"]}
        described |= {f"{method} {path} {status}": one for status, one in operation["responses"].items()}
    for schema_name, schema in document["components"]["schemas"].items():
        described[schema_name] = schema
        # OpenAPI 3.0 ignores what stands beside a $ref: the schema it names is the description.
        described |= {f"{schema_name}.{key}": one for key, one in schema["properties"].items() if "$ref" not in one}

    assert [place for place, one in described.items() if len(one.get("description", "")) < 8] == []


def test_the_data_acquisition_document_keeps_the_shape_that_the_platform_publishes(
    documents: dict[str, Document],
) -> None:
    document = documents["data-acquisition"]
    schemas = document["components"]["schemas"]

    assert (document["openapi"], document["servers"]) == ("3.0.0", [])
    assert schemas["ConnectorDto"]["properties"]["hub"]["nullable"] is True
    assert schemas["ConnectorDto"]["properties"]["hub"]["allOf"] == [{"$ref": "#/components/schemas/HubDto"}]
    assert "integer" not in str(document)
    assert len(schemas) == 55


def test_keys_of_a_metadata_condition_get_the_prefix_that_the_service_reads(documents: dict[str, Document]) -> None:
    [parameter] = [
        one
        for one in documents["command-service"]["paths"]["/v1/commands"]["get"]["parameters"]
        if one["name"] == "metadata"
    ]

    assert (parameter["style"], parameter["explode"], parameter["x-key-prefix"]) == ("form", True, "metadata.")


def operations(document: Document) -> Iterator[tuple[str, str, Document]]:
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method, operation


def operation_row(document: str, path: str, method: str, operation: Document) -> dict[str, str]:
    places = {
        place: [one for one in operation["parameters"] if one["in"] == place] for place in ("query", "path", "header")
    }
    assert [one["name"] for one in places["path"]] == [part[1:-1] for part in path.split("/") if part.startswith("{")]
    assert all(one["required"] for one in places["path"])
    body = operation.get("requestBody")
    assert body is None or body["required"]
    return {
        "document": document,
        "operation": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "org": "yes" if places["header"] else "no",
        "tag": ", ".join(operation["tags"]),
        "query": ", ".join(field(one["name"], one["schema"], one["required"]) for one in places["query"]),
        "body": notation(body["content"]["application/json"]["schema"]) if body else "",
        "success": "; ".join(answer(status, one) for status, one in operation["responses"].items()),
    }


def answer(status: str, response: Document) -> str:
    content = response.get("content")
    return f"{status} {notation(content['application/json']['schema'])}" if content else status


def schema_line(name: str, schema: Document) -> str:
    required = schema.get("required", [])
    assert set(required) <= set(schema["properties"]), name
    fields = [field(key, one, key in required) for key, one in schema["properties"].items()]
    return f"{name}: {', '.join(fields) or '-'}"


def field(name: str, schema: Document, required: bool) -> str:
    return f"{name}{'!' if required else ''}: {notation(schema)}"


def notation(schema: Document) -> str:
    default = schema.get("default")
    return (
        kind(schema)
        + (" | null" if schema.get("nullable") else "")
        + ("" if default is None else f"={str(default).lower()}")
    )


def kind(schema: Document) -> str:
    match schema:
        case {"$ref": reference} | {"allOf": [{"$ref": reference}]}:
            return str(reference).removeprefix("#/components/schemas/")
        case {"oneOf": members}:
            return " | ".join(kind(member) for member in members)
        case {"enum": values}:
            return f"enum({','.join(values)})"
        case {"type": "array", "items": items}:
            return f"{kind(items)}[]"
        case {"type": "object", "additionalProperties": True}:
            return "map"
        case {"type": "object", "additionalProperties": {"type": inner}}:
            return f"map({inner})"
        case {"format": text}:
            return str(text)
        case {"type": text}:
            return str(text)
        case _:
            return "any"
