"""The payload models of a catalog, and what the renderers need to know of them."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ts_codegen.catalog.ir import Catalog, CommandSpec, Payload
from ts_codegen.catalog.keywords import PYTHON_FORMATS
from ts_codegen.document import pointer_of
from ts_codegen.model_code import IMPORTED, ModelRecipe, json_schema_models
from ts_codegen.model_facts import FieldFacts, ModuleFacts, read_models
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["CatalogModels", "write_models"]

_BASE = "ts_connectors_api.models.PayloadModel"
_DEFS = "#/$defs/"
_DROPPED = frozenset({"title", "examples", "deprecated"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogModels:
    """Source and content of the module of models."""

    source: str
    facts: ModuleFacts
    origins: Mapping[str, tuple[str, str]]
    """Each name that the module imports: the module it comes from, and its name there."""

    def fields(self, payload: Payload) -> tuple[FieldFacts, ...] | None:
        """Return the fields of a payload's model, bases first; None where some are another package's."""
        return None if payload.definition.module else self._fields(payload.class_name)

    def _fields(self, name: str) -> tuple[FieldFacts, ...] | None:
        model = self.facts.models.get(name)
        if model is None:
            return None
        found: dict[str, FieldFacts] = {}
        for base in model.base.split(", "):
            inherited = () if base == "PayloadModel" else self._fields(base)
            if inherited is None:
                return None
            found |= {field.name: field for field in inherited}
        return tuple((found | {field.name: field for field in model.fields}).values())


def write_models(catalog: Catalog, problems: Problems) -> CatalogModels:
    """Return the models of a catalog; names that its schemas cannot have in Python go to the problems."""
    imported = {
        key.rpartition(".")[0]: definition.module
        for key, definition in catalog.definitions.items()
        if definition.module
    }
    source = json_schema_models(
        {name: _for_models(schema) for name, schema in catalog.model_schemas.items()},
        recipe=ModelRecipe(base=_BASE, imported=imported, is_payload=True),
    )
    models = CatalogModels(source=source, facts=read_models(source), origins=_origins(source))
    for command in catalog.commands:
        _check_classes(command, models, problems)
    return models


def _check_classes(command: CommandSpec, models: CatalogModels, problems: Problems) -> None:
    for payload in (command.request, command.response):
        if payload is not None and not payload.definition.module and payload.class_name not in models.facts.models:
            place = payload.definition.origin.place
            problems.add(place, f"'{payload.class_name}' cannot be made a class", "write an object with 'properties'")


def _for_models(value: Any) -> Any:
    """Return a schema as the writer of models takes it."""
    if is_list(value):
        return [_for_models(item) for item in value]
    if not is_map(value):
        return value
    schema: JsonMap = {key: item for key, item in value.items() if key not in _DROPPED}
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return {**schema, "$ref": _reference(reference)}
    if "format" in schema and schema["format"] not in PYTHON_FORMATS:
        # The text stays a text: a type of its own would change its spelling or need a further package.
        del schema["format"]
    schema = _without_null_choice(schema)
    # Properties are schemas by any name, also by that of a keyword.
    properties = map_of(schema.get("properties"))
    made = {key: _for_models(item) for key, item in schema.items() if key not in ("properties", "default", "enum")}
    kept: JsonMap = {key: schema[key] for key in ("default", "enum") if key in schema}
    if "properties" in schema:
        kept["properties"] = {name: _for_models(item) for name, item in properties.items()}
    return made | kept


def _without_null_choice(schema: JsonMap) -> JsonMap:
    choices = list_of(schema.get("enum"))
    if None not in choices:
        return schema
    values = [value for value in choices if value is not None]
    kind = "string" if isinstance(values[0], str) else "integer"
    beside = {key: value for key, value in schema.items() if key not in ("type", "enum")}
    return {**beside, "anyOf": [{"type": kind, "enum": values}, {"type": "null"}]}


def _reference(reference: str) -> str:
    key = reference.removeprefix(_DEFS)
    package, _, name = key.rpartition(".")
    return f"{IMPORTED}{package}#{pointer_of('$defs', name)}" if package else reference


def _origins(source: str) -> dict[str, tuple[str, str]]:
    return {
        name.asname or name.name: (statement.module or "", name.name)
        for statement in ast.parse(source).body
        if isinstance(statement, ast.ImportFrom)
        for name in statement.names
    }
