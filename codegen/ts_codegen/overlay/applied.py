"""An overlay applied to a document: strict, every entry must change something."""

from __future__ import annotations

import copy
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ts_codegen.document import Document, pointer_of
from ts_codegen.origin import Origin, Origins
from ts_codegen.overlay.addresses import Target, find, operations_of
from ts_codegen.overlay.entries import DocumentOverlay, Entry
from ts_codegen.plain import JsonList, JsonMap, is_list, map_of
from ts_codegen.problems import Problems
from ts_codegen.python.names import is_name, upper_case

__all__ = ["HIDDEN", "AppliedDocument", "apply_overlay"]

HIDDEN = "x-secret"
"""The keyword of a schema whose values must not be shown."""

_KEPT = ("description", "nullable", "deprecated", "readOnly", "writeOnly", HIDDEN)
_DROP = "drop the entry, or correct its address"


@dataclass(frozen=True, slots=True, kw_only=True)
class AppliedDocument:
    """A document as we read it: its overlay is worked in."""

    source: Document
    overlay: DocumentOverlay
    data: dict[str, Any]
    origins: Origins


def apply_overlay(source: Document, overlay: DocumentOverlay, problems: Problems) -> AppliedDocument:
    """Return the document with its overlay worked in; entries that touch nothing go to `problems`."""
    data: dict[str, Any] = copy.deepcopy(source.data)
    applied = AppliedDocument(source=source, overlay=overlay, data=data, origins=Origins(source))
    work = _Application(applied, problems)
    for section, apply in (
        ("schemas", work.schema),
        ("types", work.type),
        ("enums", work.enum),
        ("bodies", work.body),
        ("secrets", work.secret),
        ("path_prefix", work.path_prefix),
    ):
        for entry in overlay.entries[section]:
            apply(entry)
    return applied


class _Application:
    def __init__(self, applied: AppliedDocument, problems: Problems) -> None:
        self._data = applied.data
        self._origins = applied.origins
        self._overlay = applied.overlay.document
        self._source = applied.source
        self._problems = problems
        self._schemas: dict[str, Any] = applied.data.setdefault("components", {}).setdefault("schemas", {})

    def schema(self, entry: Entry) -> None:
        if entry.key in self._schemas:
            self._refuse(entry, f"the document now has a schema {entry.key!r} itself", "drop the entry", "schema")
            return
        self._add_schema(entry.key, entry["schema"], entry, "schema")

    def type(self, entry: Entry) -> None:
        for target, index in self._targets(entry):
            schema = _merged(target.schema, entry["schema"])
            if schema == target.schema:
                self._refuse(entry, f"{entry['at'][index]!r} is already so in the document", _DROP, "at", index)
                continue
            target.replace(schema)
            self._origins.note(target.pointer, self._origin(entry, "schema"))

    def enum(self, entry: Entry) -> None:
        name = str(entry["name"])
        values: JsonList | None = None
        if name in self._schemas:
            self._refuse(entry, f"the document already has a schema {name!r}", "choose another name", "name")
            return
        for target, index in self._targets(entry):
            found = map_of(target.schema).get("enum")
            if not is_list(found):
                self._refuse(entry, f"{entry['at'][index]!r} is no enum in the document", _DROP, "at", index)
                continue
            if values is not None and found != values:
                said = f"{entry['at'][index]!r} has other values: {', '.join(map(str, found))}"
                self._refuse(entry, said, "give it a name of its own", "at", index)
                continue
            values = found
            target.replace(_merged(target.schema, {"$ref": f"#/components/schemas/{name}"}))
        if values is not None:
            schema = {"type": "string", "enum": list(values), **self._member_names(entry, values)}
            self._add_schema(name, schema, entry, "name")

    def _member_names(self, entry: Entry, values: JsonList) -> JsonMap:
        """Return the names of an enum's members in the spelling that generators share, if the entry gives any."""
        given = map_of(entry.content.get("members"))
        for value, name in given.items():
            if value not in values:
                self._refuse(entry, f"the enum has no value {value!r}", _DROP, "members", value)
            elif not isinstance(name, str) or not is_name(name) or name != name.upper():
                cure = f"write it like {upper_case(value)}"
                self._refuse(entry, f"{name!r} is no name of an enum's member", cure, "members", value)
        names = [given.get(value, upper_case(str(value))) for value in values]
        return {"x-enum-varnames": names} if given else {}

    def body(self, entry: Entry) -> None:
        operation = self._operation(entry)
        if operation is None:
            return
        status = str(entry["status"])
        response = operation.get("responses", {}).get(status)
        if response is None:
            self._refuse(entry, f"{entry['operation']} has no answer {status}", _DROP, "status")
        elif response.get("content"):
            self._refuse(entry, f"the document now says what answer {status} holds", "drop the entry")
        else:
            response["content"] = {entry["content"]: {"schema": copy.deepcopy(entry["schema"])}}
            path, method = next((p, m) for p, m, found in operations_of(self._data) if found is operation)
            pointer = pointer_of("paths", path, method, "responses", status, "content")
            self._origins.note(pointer, self._origin(entry))
            self._origins.note(pointer + pointer_of(entry["content"], "schema"), self._origin(entry, "schema"))

    def secret(self, entry: Entry) -> None:
        for target, index in self._targets(entry):
            if HIDDEN in map_of(target.schema):
                self._refuse(entry, f"{entry['at'][index]!r} is already secret", "name it once", "at", index)
            else:
                target.replace(_merged({HIDDEN: True, **map_of(target.schema)}, target.schema))

    def path_prefix(self, entry: Entry) -> None:
        kept = tuple(entry.content.get("except", ()))
        paths = self._data.get("paths", {})
        for index, prefix in enumerate(kept):
            if not any(path.startswith(prefix) for path in paths):
                self._refuse(entry, f"no path begins with {prefix!r}", "drop it", "except", index)
        moved: dict[str, Any] = {}
        for path, item in paths.items():
            is_meant = path.startswith(entry["from"]) and not path.startswith(kept)
            new = entry["to"] + path.removeprefix(entry["from"]) if is_meant else path
            moved[new] = item
            if new != path:
                origin = Origin(document=self._source, pointer=pointer_of("paths", path))
                self._origins.move(pointer_of("paths", path), pointer_of("paths", new), origin)
        if list(moved) == list(paths):
            self._refuse(entry, f"no path begins with {entry['from']!r}", "drop the entry", "from")
        self._data["paths"] = moved

    def _targets(self, entry: Entry) -> list[tuple[Target, int]]:
        found: list[tuple[Target, int]] = []
        for index, address in enumerate(entry["at"]):
            target = find(self._data, address)
            if target is None:
                self._refuse(entry, f"{address!r} is not in {self._source.name}", _DROP, "at", index)
            else:
                found.append((target, index))
        return found

    def _operation(self, entry: Entry) -> dict[str, Any] | None:
        for _, _, operation in operations_of(self._data):
            if operation.get("operationId") == entry["operation"]:
                return operation
        self._refuse(entry, f"operation {entry['operation']!r} is not in {self._source.name}", _DROP, "operation")
        return None

    def _add_schema(self, name: str, schema: Mapping[str, Any], entry: Entry, *parts: object) -> None:
        self._schemas[name] = copy.deepcopy(dict(schema))
        self._origins.note(pointer_of("components", "schemas", name), self._origin(entry, *parts))

    def _origin(self, entry: Entry, *parts: object) -> Origin:
        return Origin(document=self._overlay, pointer=entry.pointer + pointer_of(*parts))

    def _refuse(self, entry: Entry, message: str, cure: str, *parts: object) -> None:
        self._problems.add(self._overlay.place(entry.pointer + pointer_of(*parts)), message, cure)


def _merged(before: Any, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return `schema` with what the document says beside a type: its description, whether it may be null."""
    said = map_of(before)
    kept = {key: said[key] for key in _KEPT if key in said and key not in schema}
    changed = copy.deepcopy(dict(schema))
    if "$ref" in changed and kept:
        # In OpenAPI 3.0 what stands beside `$ref` is ignored.
        return {**kept, "allOf": [changed]}
    return {**kept, **changed}
