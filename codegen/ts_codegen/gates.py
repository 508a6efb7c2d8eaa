"""What a document must not hold: whatever would silently become `Any`, a numbered name or nothing at all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ts_codegen.document import pointer_of, pointer_parts
from ts_codegen.overlay.addresses import operations_of
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.plain import is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems
from ts_codegen.python.names import pascal_case, snake_case
from ts_codegen.schemas import COMPONENT, parts_of

__all__ = ["check_schemas"]

_KEYWORDS = frozenset(
    {"$ref", "type", "format", "enum", "nullable", "properties", "required", "items", "additionalProperties"}
    | {"oneOf", "anyOf", "allOf", "not", "discriminator", "deprecated", "readOnly", "writeOnly", "default"}
    | {"description", "title", "example", "examples", "externalDocs", "xml", "pattern", "minLength", "maxLength"}
    | {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
    | {"minItems", "maxItems", "uniqueItems", "minProperties", "maxProperties"}
)
_OF_GENERATED_CODE = frozenset(
    {"Annotated", "Any", "Field", "Final", "Literal", "Protocol", "TypeAlias"}
    | {"AsyncIterator", "Iterator", "Mapping", "Sequence"}
    | {"MISSING", "PayloadModel", "RequestModel", "ResponseModel", "RootModel", "StrEnum"}
    | {"ApiResponse", "AsyncClient", "AsyncTransport", "Client", "Operation", "RetryPolicy", "Transport"}
    | {"QueryParameter", "Route", "OPERATIONS", "ROUTES"}
)
_TYPES = frozenset({"string", "integer", "number", "boolean", "array", "object"})
_COMPOSED = ("oneOf", "anyOf", "allOf")


def check_schemas(document: AppliedDocument, problems: Problems) -> None:
    """Put every schema that cannot be written as a type to `problems`."""
    _Gate(document, problems).check()


class _Gate:
    def __init__(self, document: AppliedDocument, problems: Problems) -> None:
        self._document = document
        self._problems = problems
        self._schemas = map_of(map_of(document.data.get("components")).get("schemas"))

    def check(self) -> None:
        self._check_class_names()
        for schema, pointer in self._roots():
            for part, place in parts_of(schema, pointer):
                self._check(part, place)

    def _roots(self) -> Iterator[tuple[Any, str]]:
        for name, schema in self._schemas.items():
            yield schema, pointer_of("components", "schemas", name)
        for path, method, operation in operations_of(self._document.data):
            base = pointer_of("paths", path, method)
            for index, parameter in enumerate(list_of(operation.get("parameters"))):
                yield parameter.get("schema", {}), base + pointer_of("parameters", index, "schema")
            bodies = [(operation.get("requestBody"), pointer_of("requestBody"))]
            answers = map_of(operation.get("responses"))
            bodies += [(answer, pointer_of("responses", key)) for key, answer in answers.items()]
            for body, below in bodies:
                for kind, content in map_of(map_of(body).get("content")).items():
                    yield content.get("schema", {}), base + below + pointer_of("content", kind, "schema")

    def _check_class_names(self) -> None:
        seen: dict[str, str] = {}
        for name in self._schemas:
            pointer = pointer_of("components", "schemas", name)
            python_name = pascal_case(name)
            if name in _OF_GENERATED_CODE:
                self._refuse(pointer, f"schema {name!r} is named like a part of generated code", "rename it")
            elif python_name != name:
                self._refuse(pointer, f"schema {name!r} is no class name", f"call it {python_name or 'Something'!r}")
            elif python_name.lower() in seen:
                self._refuse(
                    pointer, f"schema {name!r} differs from {seen[python_name.lower()]!r} in case only", "rename one"
                )
            seen[python_name.lower()] = name

    def _check(self, schema: Any, pointer: str) -> None:
        if not is_map(schema):
            self._refuse(pointer, "is no schema", "write a mapping such as '{type: string}'")
            return
        for key in schema:
            if key not in _KEYWORDS and not key.startswith("x-"):
                self._refuse(pointer + pointer_of(key), f"{key!r} is no keyword of a schema", "correct or drop it")
        reference = schema.get("$ref")
        if reference is not None:
            self._check_reference(reference, pointer)
            return
        kind = schema.get("type")
        if kind is not None and kind not in _TYPES:
            cure = f"write one of {', '.join(sorted(_TYPES))}"
            self._refuse(pointer + pointer_of("type"), f"{kind!r} is no type", cure)
        if kind == "array" and "items" not in schema:
            self._refuse(pointer, "'array' without 'items'", "write 'items:' with the type of an item")
        self._check_object(schema, pointer)
        self._check_enum(schema, pointer)

    def _check_reference(self, reference: object, pointer: str) -> None:
        if not isinstance(reference, str) or not reference.startswith(COMPONENT):
            self._refuse(pointer, f"{reference!r} refers to no schema of this document", f"write '{COMPONENT}Name'")
        elif reference.removeprefix(COMPONENT) not in self._schemas:
            name = reference.removeprefix(COMPONENT)
            cure = f"add {name!r} to 'components: schemas:', or to 'schemas:' of the overlay"
            self._refuse(pointer, f"there is no schema {name!r}", cure)

    def _check_object(self, schema: Mapping[str, Any], pointer: str) -> None:
        properties = map_of(schema.get("properties"))
        is_composed = any(schema.get(key) for key in _COMPOSED)
        says_nothing = schema.get("type") == "object" and not properties and "additionalProperties" not in schema
        if says_nothing and not is_composed:
            self._refuse(
                pointer,
                "'object' without properties says nothing",
                f"add to the overlay, under 'types:', \"- at: ['{_address(self._document.data, pointer)}']\" with "
                "'schema: {type: object, additionalProperties: true}' for a map or 'schema: {}' for any value, "
                "and 'why:'",
            )
        for name in list_of(schema.get("required")):
            if name not in properties and not is_composed:
                self._refuse(
                    pointer + pointer_of("required"), f"{name!r} is required but no property", "add or drop it"
                )
        seen: dict[str, str] = {}
        for name in properties:
            python_name = snake_case(name)
            if not python_name or python_name in seen:
                other = f"like {seen[python_name]!r}" if python_name in seen else "empty"
                self._refuse(pointer + pointer_of("properties", name), f"{name!r} is {other} in Python", "rename it")
            seen[python_name] = name

    def _check_enum(self, schema: Mapping[str, Any], pointer: str) -> None:
        values = schema.get("enum")
        if values is None:
            return
        place = pointer + pointer_of("enum")
        if not is_list(values) or not values or not all(isinstance(value, str) for value in values):
            self._refuse(place, "an enum must be a list of texts", "write texts, or drop the enum")
            return
        is_named = len(pointer_parts(pointer)) == 3 and pointer_parts(pointer)[1] == "schemas"
        if len(values) > 1 and not is_named:
            address = _address(self._document.data, pointer)
            self._refuse(
                place,
                "an enum without a name",
                f"add to the overlay, under 'enums:', \"- name: SomeName\" with \"at: ['{address}']\" and 'why:'",
            )

    def _refuse(self, pointer: str, message: str, cure: str) -> None:
        self._problems.add(self._document.origins.place(pointer), message, cure)


def _address(document: Mapping[str, Any], pointer: str) -> str:
    """Return the address by which an overlay names the schema at a pointer."""
    parts = pointer_parts(pointer)
    if parts[0] == "components":
        address, rest = parts[2], parts[3:]
    else:
        operation = document["paths"][parts[1]][parts[2]]
        address, rest = operation.get("operationId", "operationId"), parts[3:]
        if rest[:1] == ["parameters"]:
            address, rest = f"{address}?{operation['parameters'][int(rest[1])]['name']}", rest[3:]
    while rest:
        if rest[0] == "properties":
            address, rest = f"{address}.{rest[1]}", rest[2:]
        else:
            address, rest = address + ("[]" if rest[0] == "items" else ""), rest[1:]
    return address
