"""The module of a service's operations: one constant each."""

from __future__ import annotations

from ts_codegen.ir import Call, Group
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import docstring, literal, string
from ts_codegen.render.service_view import ServiceView, constant_of, sentence
from ts_codegen.render.templates import render
from ts_codegen.render.type_text import TypeText

__all__ = ["render_operations"]


def render_operations(view: ServiceView) -> str:
    """Return the source of `operations.py`."""
    imports = Imports()
    imports.add("typing", "Any")
    imports.add("typing", "Final")
    imports.add("ts_connectors_api.operation", "Operation")
    types = view.types(imports)
    operations = [_operation(group, call, types) for group, call in view.calls()]
    return render(
        "operations.py.j2",
        header=view.header,
        docstring=docstring(sentence(f"The operations of {view.service.title}, as data")),
        operations=operations,
        imports=imports.render(),
        exported=literal(sorted(["OPERATIONS", *(str(item["constant"]) for item in operations)])),
    )


def _operation(group: Group, call: Call, types: TypeText) -> dict[str, object]:
    answer = "None" if call.answer is None else types.received(call.answer)
    facts = {
        "id": string(f"{group.name}.{call.name}"),
        "method": string(call.http_method),
        "path": string(call.path),
        "answer": answer,
        "statuses": f"({', '.join(map(str, call.statuses))},)",
        "is_repeatable": literal(call.is_repeatable),
        "sends_token": literal(call.sends_token),
        "sends_org": literal(call.sends_org),
    }
    if call.secret_fields:
        facts["secret_fields"] = f"frozenset({{{', '.join(map(string, call.secret_fields))}}})"
    return {
        "constant": constant_of(group, call),
        "answer": answer,
        "facts": list(facts.items()),
        "docstring": docstring(sentence(call.summary), f"Source: {call.origin}"),
    }
