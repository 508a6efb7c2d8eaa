"""openapi-python-client reads the same documents; every operation must be what we made of it."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openapi_python_client.config import Config, ConfigFile, MetaType
from openapi_python_client.parser.openapi import Endpoint, GeneratorData

from ts_connectors_api.certificates import routes as certificates
from ts_connectors_api.command_service import routes as command_service
from ts_connectors_api.data_acquisition import routes as data_acquisition
from ts_connectors_api.routing import Route

SERVICES = [
    pytest.param("data-acquisition", data_acquisition.ROUTES, 42, id="data-acquisition"),
    pytest.param("command-service", command_service.ROUTES, 6, id="command-service"),
    pytest.param("certificates", certificates.ROUTES, 1, id="certificates"),
]


def endpoints_of(document: Path) -> list[Endpoint]:
    """Return the operations as the other generator understands them."""
    config = Config.from_sources(ConfigFile(), MetaType.NONE, document, "utf-8", False, None)
    read = GeneratorData.from_dict(json.loads(document.read_text()), config=config)
    assert isinstance(read, GeneratorData), read
    assert list(read.errors) == []
    tags = read.endpoint_collections_by_tag.values()
    assert [mistake for tag in tags for mistake in tag.parse_errors] == []
    return [endpoint for tag in tags for endpoint in tag.endpoints]


def outline_of(path: str) -> str:
    """Return a path without the names of its parameters: the other generator writes Python names there."""
    return re.sub(r"{[^}]*}", "{}", path)


def theirs(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "method": endpoint.method.upper(),
        "path": outline_of(endpoint.path.get_untrusted_value()),
        "path parameters": sorted(item.name.get_untrusted_value() for item in endpoint.path_parameters),
        "query": sorted((item.name.get_untrusted_value(), item.required) for item in endpoint.query_parameters),
        "headers": sorted(item.name.get_untrusted_value() for item in endpoint.header_parameters),
        "body": [item.content_type.get_untrusted_value() for item in endpoint.bodies],
        "needs a token": endpoint.requires_security,
    }


def ours(route: Route) -> dict[str, Any]:
    return {
        "method": route.method,
        "path": outline_of(route.path),
        "path parameters": sorted(wire_name for _, wire_name in route.path_parameters),
        "query": sorted((item.wire_name, item.is_required) for item in route.query_parameters),
        "headers": ["x-org-slug"] if route.sends_org else [],
        "body": [] if route.request is None else ["application/json"],
        "needs a token": route.sends_token,
    }


def by_call(facts: list[dict[str, Any]]) -> dict[tuple[str, str], dict[str, Any]]:
    return {(item["method"], item["path"]): item for item in facts}


@pytest.mark.parametrize(("document", "routes", "count"), SERVICES)
def test_every_operation_is_what_the_other_generator_reads(
    document: str, routes: tuple[Route, ...], count: int, root: Path
) -> None:
    path = root / "generated" / "ts_connectors_api" / "specs" / f"{document}.openapi.json"
    read = by_call([theirs(endpoint) for endpoint in endpoints_of(path)])
    assert by_call([ours(route) for route in routes]) == read
    assert len(routes) == count


@pytest.mark.parametrize(("document", "routes", "count"), SERVICES)
def test_routes_and_operations_say_the_same(document: str, routes: tuple[Route, ...], count: int) -> None:
    for route in routes:
        operation = route.operation
        assert (route.method, route.path, route.response) == (operation.method, operation.path, operation.answer)
        assert (route.sends_org, route.sends_token) == (operation.sends_org, operation.sends_token)
        assert route.status in operation.statuses
        assert route.serves == operation.id.replace(".", "_")
