"""A catalog's reference as Markdown."""

from __future__ import annotations

import json
from collections.abc import Iterator

from ts_codegen.catalog.ir import CommandSpec, Example, Payload
from ts_codegen.catalog.view import CatalogView, paragraphs
from ts_codegen.markdown import cell, code, text
from ts_codegen.model_facts import FieldFacts
from ts_codegen.render.templates import render

__all__ = ["render_reference"]


def render_reference(view: CatalogView) -> str:
    """Return the reference: each command with its rules, payloads, errors and examples."""
    catalog = view.catalog
    payloads = {
        payload.definition.key
        for command in catalog.commands
        for payload in (command.request, command.response)
        if payload is not None and payload.is_inline
    }
    facts = view.models.facts
    return render(
        "catalog/reference.md.j2",
        header=view.header.removeprefix("# ").replace("--", "- -"),
        title=text(f"Commands of {catalog.title}"),
        commands=[_command(view, command) for command in catalog.commands],
        models=[
            {"name": code(model.name), "description": text(model.description), "rows": list(map(_row, model.fields))}
            for model in facts.models.values()
            if model.name not in payloads
        ],
        enums=[
            {
                "name": code(enum.name),
                "description": f". {text(enum.description)}" if enum.description else ".",
                "members": ", ".join(code(value) for _, value in enum.members),
            }
            for enum in facts.enums.values()
        ],
    )


def _command(view: CatalogView, command: CommandSpec) -> dict[str, object]:
    return {
        "title": text(command.name),
        "summary": text(command.summary),
        "paragraphs": [text(paragraph) for paragraph in paragraphs(command.description)],
        "facts": list(_facts(command)),
        "parts": [
            part
            for title, payload in (("Request", command.request), ("Response", command.response))
            for part in _part(view, title, payload)
        ],
        "errors": [{"code": code(name), "meaning": cell(text(said))} for name, said in command.errors.items()],
        "examples": [block for example in command.examples for block in _example(example)],
    }


def _facts(command: CommandSpec) -> Iterator[str]:
    yield f"Action {code(command.action)}, handler {code(command.method)}, sender {code(command.sender)}"
    yield "Control lane: it never waits for work." if command.lane == "control" else "Work lane."
    limit = "until the command expires" if command.timeout_s is None else f"at most {command.timeout_s:g} s"
    yield f"Runs {limit}."
    if command.is_repeatable:
        yield "May run again after a crash."
    else:
        yield "Runs once: cut off by a crash, it answers FAILURE with code INTERRUPTED."
    if command.is_deprecated:
        yield "Is deprecated."


def _part(view: CatalogView, title: str, payload: Payload | None) -> Iterator[dict[str, object]]:
    if payload is None:
        yield {"title": f"{title}: none.", "rows": []}
        return
    fields = view.models.fields(payload)
    name = code(payload.class_name)
    if fields is None:
        yield {"title": f"{title}: {name} of {code(payload.definition.module or 'its base')}.", "rows": []}
    else:
        yield {"title": f"{title}: {name}" + (":" if fields else ", any properties."), "rows": list(map(_row, fields))}


def _row(field: FieldFacts) -> dict[str, str]:
    return {
        "name": code(field.wire_name),
        "type": cell(code(field.annotation)),
        "needed": "yes" if field.is_required else "no",
        "description": cell(text(field.description)),
    }


def _example(example: Example) -> Iterator[dict[str, str]]:
    if not example.parts:
        if example.summary:
            yield {"title": text(example.summary), "json": ""}
        return
    for side, value in example.parts.items():
        title = f"{example.summary.rstrip('.')} ({side}):" if example.summary else f"{side.capitalize()}:"
        # A fence inside a JSON text would end the block: JSON lets it be written otherwise.
        shown = json.dumps(value, indent=2, ensure_ascii=False).replace("```", "\\u0060\\u0060\\u0060")
        yield {"title": text(title), "json": shown}
