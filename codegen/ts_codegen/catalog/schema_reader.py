"""Reads the JSON Schemas of a catalog: nothing in them may silently be dropped or become `Any`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ts_codegen.catalog.explain import did_you_mean, kind_of
from ts_codegen.catalog.keywords import ANNOTATIONS, COMPOSED, FORMATS, KEYWORDS, UNSUPPORTED, kind_of_keyword
from ts_codegen.catalog.references import References, reference_to
from ts_codegen.catalog.samples import SampleValue
from ts_codegen.catalog.values import check_values
from ts_codegen.document import Document, pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems
from ts_codegen.python.names import snake_case

__all__ = ["SchemaReader", "kinds_of"]

_OPEN = "write 'properties: …', or 'additionalProperties: true' if any will do"


def kinds_of(schema: JsonMap) -> tuple[str, ...]:
    """Return the types that a schema names, null left out."""
    named = schema.get("type")
    kinds: list[Any] = [named] if isinstance(named, str) else list_of(named)
    return tuple(kind for kind in kinds if isinstance(kind, str) and kind != "null")


class SchemaReader:
    """Checks schemas and returns them with their references resolved.

    Args:
        document: where the schemas stand.
        references: what they may refer to.
        problems: where mistakes go.
    """

    def __init__(self, document: Document, references: References, problems: Problems) -> None:
        self._document = document
        self._references = references
        self._problems = problems
        self.values: list[SampleValue] = []
        """Defaults and examples on the way, to be checked when all definitions are known."""

    def read(self, schema: Any, pointer: str, *, is_property: bool = False) -> JsonMap:
        """Return a schema that stands at `pointer`; what is no schema at all has been told already."""
        if schema is False:
            self._add(pointer, "allows nothing", "remove it")
        if not is_map(schema):
            return {}
        self._check_keywords(schema, pointer)
        if "x-secret" in schema and not is_property:
            cure = "write it at the property that holds the secret"
            self._add(pointer + pointer_of("x-secret"), "'x-secret' here would be lost", cure)
        reference = schema.get("$ref")
        if isinstance(reference, str):
            return self._reference(schema, reference, pointer)
        self._check_kind(schema, pointer)
        self._check_object(schema, pointer)
        self._check_array(schema, pointer)
        self._check_composed(schema, pointer)
        for keyword, message, cure in check_values(schema):
            self._add(pointer + pointer_of(keyword), message, cure)
        made = {key: value for key, value in schema.items() if key in KEYWORDS}
        for below, inner in _inner(schema):
            read = self.read(inner, pointer + pointer_of(*below), is_property=below[0] == "properties")
            made = _replaced(made, below, read)
        self._note_values(made, pointer)
        return made

    def _note_values(self, schema: JsonMap, pointer: str) -> None:
        bare = {key: value for key, value in schema.items() if key not in ("default", "examples")}
        if "default" in schema:
            self._note(bare, schema["default"], pointer + pointer_of("default"))
        for index, example in enumerate(list_of(schema.get("examples"))):
            self._note(bare, example, pointer + pointer_of("examples", index))

    def _note(self, schema: JsonMap, value: object, pointer: str) -> None:
        origin = Origin(document=self._document, pointer=pointer)
        self.values.append(SampleValue(schema=schema, value=value, origin=origin))

    def _reference(self, schema: JsonMap, reference: str, pointer: str) -> JsonMap:
        for key in schema:
            if key in KEYWORDS and key not in ANNOTATIONS and key != "$ref":
                cure = "give what it changes a type of its own under 'types'"
                self._add(pointer + pointer_of(key), f"'{key}' beside '$ref' would be lost", cure)
        origin = Origin(document=self._document, pointer=pointer + pointer_of("$ref"))
        found = self._references.resolve(reference, origin)
        beside = {name: value for name, value in schema.items() if name in ANNOTATIONS}
        made = {} if found is None else {**reference_to(found), **beside}
        self._note_values(made, pointer)
        return made

    def _check_keywords(self, schema: JsonMap, pointer: str) -> None:
        for key in schema:
            place = pointer + pointer_of(key)
            if key in UNSUPPORTED:
                self._add(place, f"'{key}' would not be kept by the Python models", UNSUPPORTED[key])
            elif key not in KEYWORDS:
                near = did_you_mean(key, KEYWORDS)
                cure = f"write '{near}'" if near else "remove it; a property belongs under 'properties'"
                self._add(place, f"unknown key '{key}'", cure)

    def _check_kind(self, schema: JsonMap, pointer: str) -> None:
        kinds = kinds_of(schema)
        for key in schema:
            kind = kind_of_keyword(key)
            if kind and not kinds:
                self._add(pointer + pointer_of(key), f"'{key}' says nothing without a type", f"add 'type: {kind}'")
            elif kind and not any(kind == named or (kind, named) == ("number", "integer") for named in kinds):
                cure = f"remove it, or write 'type: {kind}'"
                self._add(pointer + pointer_of(key), f"'{key}' is about {_plural(kind)}, the type is {kinds[0]}", cure)
        constrained = [key for key in schema if kind_of_keyword(key)]
        if len(kinds) > 1 and constrained:
            cure = "write 'oneOf' with one schema for each type"
            self._add(pointer + pointer_of("type"), f"several types with '{constrained[0]}'", cure)
        form = schema.get("format")
        if isinstance(form, str) and form not in FORMATS:
            near = did_you_mean(form, FORMATS)
            cure = f"write '{near}'" if near else f"write one of {', '.join(sorted(FORMATS))}"
            self._add(pointer + pointer_of("format"), f"unknown format '{form}'", cure)

    def _check_object(self, schema: JsonMap, pointer: str) -> None:
        if "object" not in kinds_of(schema):
            return
        properties = map_of(schema.get("properties"))
        for index, name in enumerate(list_of(schema.get("required"))):
            if isinstance(name, str) and name not in properties:
                near = did_you_mean(name, properties)
                cure = f"write '{near}'" if near else f"add '{name}' to 'properties', or remove it here"
                self._add(pointer + pointer_of("required", index), f"'{name}' is no property", cure)
        extra = schema.get("additionalProperties")
        if is_map(extra) and extra and properties:
            cure = "put the open part into a property of its own"
            self._add(pointer + pointer_of("additionalProperties"), "a schema beside 'properties'", cure)
        if "properties" not in schema and "additionalProperties" not in schema:
            self._add(pointer + pointer_of("type"), "an object without properties", _OPEN)
        self._check_field_names(properties, pointer)

    def _check_field_names(self, properties: JsonMap, pointer: str) -> None:
        taken: dict[str, str] = {}
        for name in properties:
            python = snake_case(name)
            place = pointer + pointer_of("properties", name)
            if not name.isascii():
                self._add(place, f"'{name}' has letters outside ASCII", "write the property's name in ASCII letters")
            elif python in taken:
                message = f"'{name}' and '{taken[python]}' are both called '{python or 'field'}' in Python"
                self._add(place, message, "rename one of them")
            taken.setdefault(python, name)

    def _check_array(self, schema: JsonMap, pointer: str) -> None:
        if "array" in kinds_of(schema) and "items" not in schema:
            cure = "write 'items: …', or 'items: true' if any will do"
            self._add(pointer + pointer_of("type"), "a list without the schema of its items", cure)

    def _check_composed(self, schema: JsonMap, pointer: str) -> None:
        for keyword in COMPOSED:
            branches = [branch for branch in list_of(schema.get(keyword)) if is_map(branch)]
            if not branches:
                continue
            place = pointer + pointer_of(keyword)
            beside = [key for key in schema if key not in ANNOTATIONS and key not in (keyword, "type")]
            if beside:
                self._add(place, f"'{keyword}' beside '{beside[0]}'", f"put '{beside[0]}' into one of its schemas")
            named = {kind for branch in branches for kind in kinds_of(branch) if "$ref" not in branch}
            if keyword != "allOf" and len(named) < len([branch for branch in branches if kinds_of(branch)]):
                cure = "write them under 'types' and refer to them, so that each has a name"
                self._add(place, f"two schemas of the same type in '{keyword}'", cure)
            if keyword == "allOf" and any(set(kinds_of(branch)) - {"object"} for branch in branches):
                self._add(place, "'allOf' of something else than objects", "write one schema with all of it")

    def _add(self, pointer: str, message: str, cure: str) -> None:
        self._problems.add(self._document.place(pointer), message, cure)


def _inner(schema: JsonMap) -> Iterator[tuple[tuple[Any, ...], Any]]:
    for name, inner in map_of(schema.get("properties")).items():
        yield ("properties", name), inner
    for keyword in ("items", "additionalProperties"):
        if keyword in schema and not isinstance(schema[keyword], bool):
            yield (keyword,), schema[keyword]
    for keyword in COMPOSED:
        for index, inner in enumerate(list_of(schema.get(keyword))):
            yield (keyword, index), inner


def _replaced(value: Any, below: tuple[Any, ...], new: Any) -> Any:
    if not below:
        return new
    first, *rest = below
    if is_list(value):
        return [_replaced(item, tuple(rest), new) if index == first else item for index, item in enumerate(value)]
    return {**value, first: _replaced(value[first], tuple(rest), new)}


def _plural(kind: str) -> str:
    return {"string": "texts", "number": "numbers", "array": "lists", "object": "objects"}.get(kind, kind_of(kind))
