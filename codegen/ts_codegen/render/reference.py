"""A service's reference as Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from ts_codegen.ir import Argument, Call, Group
from ts_codegen.markdown import cell, code, text
from ts_codegen.model_facts import EnumFacts, ModelFacts
from ts_codegen.python.imports import Imports
from ts_codegen.render.service_view import ServiceView
from ts_codegen.render.templates import render
from ts_codegen.render.type_text import TypeText

__all__ = ["render_reference"]


def render_reference(view: ServiceView) -> str:
    """Return the reference: groups, operations, models."""
    service, models = view.service, view.models
    types = view.types(Imports())
    classes = [*models.request_facts.models.values(), *models.response_facts.models.values()]
    enums = [*models.request_facts.enums.values(), *models.response_facts.enums.values()]
    return render(
        "reference.md.j2",
        header=view.header.removeprefix("# ").replace("--", "- -"),
        title=text(service.title),
        description=text(service.description),
        use=_use(view.package, service.client),
        operations=[_operation(group, call, types) for group, call in view.calls()],
        models=[*map(_model, sorted(classes, key=_name)), *map(_enum, sorted(enums, key=_name))],
    )


def _use(package: str, client: str) -> str:
    blocking, looped = code(f"{package}.client.{client}"), code(f"{package}.aio.Async{client}")
    return (
        f"Client: {blocking}, on an event loop {looped}. Each group is an attribute of the client; "
        "`group.with_response` has the same methods and returns the answer with its envelope."
    )


def _operation(group: Group, call: Call, types: TypeText) -> dict[str, object]:
    return {
        "title": code(f"{group.name}.{call.name}"),
        "summary": text(f"{call.summary.rstrip('.')}. {call.description}"),
        "facts": list(_facts(call, types)),
        "arguments": list(_arguments(call, types)),
    }


def _facts(call: Call, types: TypeText) -> Iterator[str]:
    yield code(f"{call.http_method} {call.path}")
    answer = "nothing" if call.answer is None else code(types.received(call.answer))
    yield f"Answers {', '.join(map(str, call.statuses))} with {answer}. {text(call.answer_description)}"
    yield "Is repeated after a failure." if call.is_repeatable else "Is repeated only where it was surely not executed."
    if call.paging is not None:
        yield f"{code(call.paging.method)} goes through all pages, {call.paging.page_size} items each."
    if call.secret_fields:
        yield f"Holds secrets: {', '.join(map(code, call.secret_fields))}."
    if not call.sends_token:
        yield "Takes no token."
    if call.is_deprecated:
        yield "Is deprecated."
    yield f"Operation {code(call.id)}, {code(str(call.origin))}"


def _arguments(call: Call, types: TypeText) -> Iterator[dict[str, str]]:
    for argument in call.path_arguments:
        yield _row(argument, types)
    if call.body is not None:
        yield {
            "name": code("body"),
            "type": cell(code(types.sent(call.body))),
            "needed": "yes" if call.is_body_required else "no",
            "description": cell(text(call.body_description)),
        }
    for argument in call.query_arguments:
        yield _row(argument, types)


def _row(argument: Argument, types: TypeText) -> dict[str, str]:
    return {
        "name": code(argument.name),
        "type": cell(code(types.sent(argument.type))),
        "needed": "yes" if argument.is_required else "no",
        "description": cell(text(argument.description)),
    }


def _model(model: ModelFacts) -> dict[str, object]:
    rows = [
        {
            "name": cell(code(field.name)),
            "type": cell(code(field.annotation)),
            "description": cell(text(_said(field.wire_name, field.name, field.description))),
        }
        for field in model.fields
    ]
    return {
        "name": code(model.name),
        "description": text(model.description),
        "first": "Field",
        "second": "Type",
        "rows": rows,
    }


def _enum(enum: EnumFacts) -> dict[str, object]:
    rows = [{"name": cell(code(name)), "type": cell(code(value)), "description": ""} for name, value in enum.members]
    return {
        "name": code(enum.name),
        "description": text(enum.description or "Unknown values are kept, with `is_known` False."),
        "first": "Member",
        "second": "Value",
        "rows": rows,
    }


def _said(wire_name: str, name: str, description: str) -> str:
    return description if wire_name == name else f"{description} On the wire `{wire_name}`."


def _name(facts: ModelFacts | EnumFacts) -> str:
    return facts.name
