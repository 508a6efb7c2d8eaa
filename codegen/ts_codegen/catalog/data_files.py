"""The catalog as data: what forms are made of, and what other catalogs extend."""

from __future__ import annotations

import json
from typing import Any

from ts_codegen.catalog.ir import Catalog, CommandSpec, Payload
from ts_codegen.catalog.schema_text import referring, whole_schema
from ts_codegen.catalog.view import CatalogView
from ts_codegen.plain import JsonMap

__all__ = ["render_bundle", "render_forms"]


def render_forms(view: CatalogView) -> str:
    """Return the commands with a whole JSON Schema for each payload, for a form or a console."""
    return _json(
        {"connector": view.catalog.connector, "commands": [_form(view.catalog, c) for c in view.catalog.commands]}
    )


def _form(catalog: Catalog, command: CommandSpec) -> JsonMap:
    return {
        "name": command.name,
        "action": command.action,
        "method": command.method,
        "summary": command.summary,
        "description": command.description,
        "lane": command.lane,
        "timeout_s": command.timeout_s,
        "repeatable": command.is_repeatable,
        "deprecated": command.is_deprecated,
        "errors": dict(command.errors),
        "request": None if command.request is None else whole_schema(catalog, command.request),
        "response": None if command.response is None else whole_schema(catalog, command.response),
        "examples": [{"summary": example.summary, **example.parts} for example in command.examples],
    }


def render_bundle(view: CatalogView) -> str:
    """Return the catalog in one file, as other catalogs extend it once the package is installed."""
    catalog = view.catalog
    bundle: JsonMap = {"catalog": 1, "x-prefix": catalog.prefix, "extends": [base.name for base in catalog.bases]}
    if catalog.connector:
        bundle["connector"] = catalog.connector
    inline = {
        payload.definition.key
        for command in catalog.commands
        for payload in (command.request, command.response)
        if payload is not None and payload.is_inline
    }
    bundle["types"] = {
        key: referring(definition.schema, _spell)
        for key, definition in catalog.definitions.items()
        if not definition.module and key not in inline
    }
    bundle["commands"] = {command.name: _command(command) for command in catalog.commands}
    return _json(bundle)


def _command(command: CommandSpec) -> JsonMap:
    written: dict[str, Any] = {
        "action": command.action,
        "method": command.method,
        "summary": command.summary,
        "description": command.description,
        "request": _payload(command.request),
        "response": _payload(command.response),
        "lane": command.lane,
        "timeout": command.timeout_s,
        "repeatable": command.is_repeatable,
        "deprecated": command.is_deprecated,
        "errors": dict(command.errors),
        "examples": [{"summary": example.summary, **example.parts} for example in command.examples],
    }
    return {key: value for key, value in written.items() if value not in (None, "", False, {}, [])}


def _payload(payload: Payload | None) -> JsonMap | None:
    if payload is None:
        return None
    if not payload.is_inline:
        return {"$ref": _spell(payload.definition.key)}
    schema: JsonMap = referring(payload.definition.schema, _spell)
    return schema


def _spell(key: str) -> str:
    package, _, name = key.rpartition(".")
    if not package:
        return f"#/types/{name}"
    return f"tdp#/{name}" if package == "tdp" else f"{package}#/types/{name}"


def _json(value: JsonMap) -> str:
    return json.dumps(value, indent=1, ensure_ascii=False) + "\n"
