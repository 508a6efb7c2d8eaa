"""Reads the commands of a catalog's file."""

from __future__ import annotations

from typing import Any

from ts_codegen.catalog.durations import seconds_of
from ts_codegen.catalog.ir import CommandSpec, Definition, Example, Payload
from ts_codegen.catalog.names import method_name, sender_name
from ts_codegen.catalog.samples import SampleValue
from ts_codegen.catalog.schema_reader import SchemaReader, kinds_of
from ts_codegen.document import Document, pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap, is_map, list_of, map_of
from ts_codegen.problems import Problems
from ts_codegen.python.names import upper_case

__all__ = ["CommandReader", "check_object"]

_PREFIX = "TetraScience.Connector."
_SIDES = {"request": "needs", "response": "answers"}


class CommandReader:
    """Reads commands; whatever has not the right shape has been told already and is skipped.

    Args:
        document: the file.
        connector: whose prefix actions get that are not written out.
        schemas: the reader of the file's schemas.
        definitions: all that is named so far; inline payloads are added.
        problems: where mistakes go.
    """

    def __init__(
        self,
        document: Document,
        *,
        connector: str,
        schemas: SchemaReader,
        definitions: dict[str, Definition],
        problems: Problems,
    ) -> None:
        self._document = document
        self._prefix = f"{_PREFIX}{connector}." if connector else _PREFIX
        self._schemas = schemas
        self._definitions = definitions
        self._problems = problems

    def read(self, name: str, written: JsonMap) -> CommandSpec:
        """Return a command as the catalog has it."""
        pointer = pointer_of("commands", name)
        method = _text(written, "method") or method_name(name)
        payloads = {side: self._payload(name, written, side) for side in _SIDES}
        examples = self._examples(written, payloads, pointer)
        return CommandSpec(
            name=name,
            action=_text(written, "action") or self._prefix + name,
            method=method,
            sender=sender_name(method),
            constant=upper_case(name),
            summary=" ".join(_text(written, "summary").split()),
            description=_text(written, "description").strip(),
            request=payloads["request"],
            response=payloads["response"],
            lane=_text(written, "lane") or "work",
            timeout_s=seconds_of(written.get("timeout")),
            is_repeatable=written.get("repeatable") is True,
            is_deprecated=written.get("deprecated") is True,
            errors={str(code): str(meaning) for code, meaning in map_of(written.get("errors")).items()},
            examples=examples,
            origin=Origin(document=self._document, pointer=pointer),
        )

    def _payload(self, name: str, written: JsonMap, side: str) -> Payload | None:
        schema = written.get(side)
        if not is_map(schema):
            return None
        pointer = pointer_of("commands", name, side)
        read = self._schemas.read(schema, pointer)
        reference = read.get("$ref")
        if isinstance(reference, str):
            found = self._definitions.get(reference.removeprefix("#/$defs/"))
            return None if found is None else Payload(definition=found, is_inline=False)
        if "$ref" in schema:
            return None  # it led nowhere, which has been told
        definition = Definition(
            key=f"{name}{side.capitalize()}",
            schema={"description": f"What {name} {_SIDES[side]}.", **read},
            origin=Origin(document=self._document, pointer=pointer),
        )
        return Payload(definition=definition, is_inline=True)

    def _examples(self, written: JsonMap, payloads: dict[str, Payload | None], pointer: str) -> tuple[Example, ...]:
        found: list[Example] = []
        for index, example in enumerate(list_of(written.get("examples"))):
            place = pointer + pointer_of("examples", index)
            parts = {side: map_of(example)[side] for side in _SIDES if side in map_of(example)}
            for side, value in parts.items():
                self._check_example(side, value, payloads[side], side in written, place)
            found.append(Example(summary=_text(map_of(example), "summary"), parts=parts))
        return tuple(found)

    def _check_example(self, side: str, value: Any, payload: Payload | None, is_written: bool, place: str) -> None:
        origin = Origin(document=self._document, pointer=place + pointer_of(side))
        if payload is not None:
            self._schemas.values.append(SampleValue(schema=payload.definition.schema, value=value, origin=origin))
        elif not is_written:
            self._problems.add(
                origin.place, f"the command has no {side}", f"remove it, or write '{side}:' with a schema"
            )


def check_object(payload: Payload, definitions: dict[str, Definition], origin: Origin, problems: Problems) -> None:
    """Refuse a payload that is no JSON object with named properties: only that can travel, and have a class."""
    schema = _resolved(payload.definition.schema, definitions)
    branches = [_resolved(map_of(branch), definitions) for branch in list_of(schema.get("allOf"))]
    is_object = kinds_of(schema) == ("object",) and schema.get("type") == "object"
    if not is_object and not (branches and all(kinds_of(branch) == ("object",) for branch in branches)):
        cure = "write 'type: object' with the value as one of its 'properties'"
        problems.add(origin.place, "a payload must be a JSON object", cure)
    elif map_of(schema.get("additionalProperties")) and "properties" not in schema:
        cure = "put the map into a property: 'properties: {values: {type: object, additionalProperties: …}}'"
        problems.add(origin.place, "a payload cannot be a mere map", cure)


def _resolved(schema: JsonMap, definitions: dict[str, Definition]) -> JsonMap:
    seen: set[str] = set()
    reference = schema.get("$ref")
    while isinstance(reference, str) and reference not in seen:
        seen.add(reference)
        found = definitions.get(reference.removeprefix("#/$defs/"))
        schema = {} if found is None else found.schema
        reference = schema.get("$ref")
    return schema


def _text(written: JsonMap, key: str) -> str:
    value = written.get(key)
    return value if isinstance(value, str) else ""
