"""The serving side of a service: its routes as data, and the methods that answer them."""

from __future__ import annotations

from collections.abc import Iterator

from ts_codegen.ir import Call, Group
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import docstring, literal, string
from ts_codegen.render.service_view import ServiceView, constant_of, sentence
from ts_codegen.render.templates import render
from ts_codegen.render.type_text import TypeText

__all__ = ["render_routes"]


def render_routes(view: ServiceView) -> str:
    """Return the source of `routes.py`."""
    imports = Imports()
    imports.add("typing", "Final")
    imports.add("typing", "Protocol")
    imports.add("ts_connectors_api.routing", "Route")
    imports.add(view.package, "operations")
    types = view.types(imports)
    name = f"{view.service.client.removesuffix('Client')}Service"
    calls = list(view.calls())
    return render(
        "routes.py.j2",
        header=view.header,
        docstring=docstring(sentence(f"The serving side of {view.service.title}: routes, and who answers them")),
        service={
            "name": name,
            "docstring": docstring(
                sentence(f"Answers the operations of {view.service.title}"),
                "A query argument is None where the request has none.",
            ),
        },
        methods=[_method(group, call, types) for group, call in calls],
        routes=[_route(group, call, types) for group, call in calls],
        imports=imports.render(),
        exported=literal(sorted(["ROUTES", name])),
    )


def _method(group: Group, call: Call, types: TypeText) -> dict[str, object]:
    return {
        "name": f"{group.name}_{call.name}",
        "parameters": ", ".join(_parameters(call, types)),
        "result": "None" if call.answer is None else types.received(call.answer),
        "docstring": docstring(sentence(call.summary or call.id)),
    }


def _parameters(call: Call, types: TypeText) -> Iterator[str]:
    yield "self"
    yield from (f"{item.name}: {types.received(item.type)}" for item in call.path_arguments)
    if call.body is not None:
        yield f"body: {types.received(call.body)}{'' if call.is_body_required else ' | None'}"
    if call.query_arguments:
        yield "*"
    for item in call.query_arguments:
        yield f"{item.name}: {types.received(item.type)}{'' if item.is_required else ' | None'}"


def _route(group: Group, call: Call, types: TypeText) -> list[tuple[str, str]]:
    facts = {
        "method": string(call.http_method),
        "path": string(call.path),
        "serves": string(f"{group.name}_{call.name}"),
        "operation": f"operations.{constant_of(group, call)}",
    }
    if call.path_arguments:
        pairs = ", ".join(f"({string(item.name)}, {string(item.wire_name)})" for item in call.path_arguments)
        facts["path_parameters"] = f"({pairs},)"
    if call.query_arguments:
        name = types.imports.add("ts_connectors_api.routing", "QueryParameter")
        listed = [
            f"{name}(name={string(item.name)}, wire_name={string(item.wire_name)}, type={types.received(item.type)}, "
            f"is_required={literal(item.is_required)})"
            for item in call.query_arguments
        ]
        facts["query_parameters"] = f"({', '.join(listed)},)"
    if call.body is not None:
        facts["request"] = types.received(call.body)
    if call.answer is not None:
        facts["response"] = types.received(call.answer)
    facts["status"] = str(call.statuses[0])
    facts["sends_org"] = literal(call.sends_org)
    facts["sends_token"] = literal(call.sends_token)
    return list(facts.items())
