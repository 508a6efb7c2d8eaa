"""Whether a document has the outline of OpenAPI 3.0: everything later relies on mappings where mappings belong."""

from __future__ import annotations

from typing import Any

from ts_codegen.document import Document, pointer_of
from ts_codegen.overlay.addresses import METHODS
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["check_outline"]

_BESIDE_METHODS = frozenset({"summary", "description", "servers"})


def check_outline(document: Document, problems: Problems) -> bool:
    """Return whether the document can be read on; what is in the way goes to `problems`."""
    before = len(problems)
    _Outline(document, problems).check()
    return len(problems) == before


class _Outline:
    def __init__(self, document: Document, problems: Problems) -> None:
        self._document = document
        self._problems = problems

    def check(self) -> None:
        data = map_of(self._document.data)
        version = data.get("openapi")
        if not isinstance(version, str) or not version.startswith("3.0."):
            self._refuse("/openapi", "is no OpenAPI 3.0 document", "write \"openapi: '3.0.3'\" at its top")
            return
        title = map_of(data.get("info")).get("title")
        if not isinstance(title, str) or not title.strip():
            self._refuse("/info/title", "has no title", "write 'info:' with 'title:' below")
        for path, item in self._map(data, "paths", "").items():
            self._path(path, item)
        schemas = self._map(self._map(data, "components", ""), "schemas", "/components")
        for name, schema in schemas.items():
            if not is_map(schema):
                self._refuse(pointer_of("components", "schemas", name), "is no schema", "write a mapping below it")
        self._security(data, "")

    def _path(self, path: str, item: Any) -> None:
        pointer = pointer_of("paths", path)
        if not path.startswith("/"):
            self._refuse(pointer, f"path {path!r} does not begin with '/'", "put '/' before it")
        if not is_map(item):
            self._refuse(pointer, "is no mapping of methods", "write 'get:' or another method below it")
            return
        for key, operation in item.items():
            below = pointer + pointer_of(key)
            if key in METHODS and is_map(operation):
                self._operation(operation, below)
            elif key in METHODS:
                self._refuse(below, "is no operation", "write 'operationId:' and 'responses:' below it")
            elif key not in _BESIDE_METHODS and not key.startswith("x-"):
                self._refuse(below, f"{key!r} is not supported here", "write it out in each operation, or drop it")

    def _operation(self, operation: JsonMap, pointer: str) -> None:
        for index, item in enumerate(self._list(operation, "parameters", pointer)):
            self._parameter(item, pointer + pointer_of("parameters", index))
        self._list(operation, "tags", pointer)
        self._security(operation, pointer)
        self._content(self._map(operation, "requestBody", pointer), pointer + "/requestBody")
        for status, answer in self._map(operation, "responses", pointer).items():
            below = pointer + pointer_of("responses", status)
            if is_map(answer):
                self._content(answer, below)
            else:
                self._refuse(below, "is no answer", "write 'description:' below it")

    def _parameter(self, item: Any, pointer: str) -> None:
        if not is_map(item) or "$ref" in item:
            self._refuse(pointer, "is no parameter", "write it out, with 'name:', 'in:' and 'schema:'")
            return
        for key in ("name", "in"):
            if not isinstance(item.get(key), str):
                self._refuse(pointer, f"a parameter without {key!r}", f"write '{key}:'")
        if not is_map(item.get("schema")):
            self._refuse(pointer, "a parameter without 'schema'", "write 'schema:' with its type")

    def _content(self, holder: JsonMap, pointer: str) -> None:
        if "$ref" in holder:
            self._refuse(pointer, "'$ref' is not supported here", "write it out")
        for kind, media in self._map(holder, "content", pointer).items():
            if not is_map(map_of(media).get("schema")):
                self._refuse(
                    pointer + pointer_of("content", kind), "content without 'schema'", "write 'schema:' below it"
                )

    def _security(self, holder: JsonMap, pointer: str) -> None:
        schemes = map_of(map_of(map_of(self._document.data).get("components")).get("securitySchemes"))
        for index, requirement in enumerate(self._list(holder, "security", pointer)):
            for name in map_of(requirement):
                if name not in schemes:
                    place = pointer + pointer_of("security", index, name)
                    self._refuse(place, f"there is no security scheme {name!r}", "add it to 'securitySchemes:'")

    def _map(self, holder: JsonMap, key: str, pointer: str) -> JsonMap:
        found = holder.get(key)
        if found is not None and not is_map(found):
            self._refuse(pointer + pointer_of(key), f"{key!r} is no mapping", "write a mapping below it")
        return map_of(found)

    def _list(self, holder: JsonMap, key: str, pointer: str) -> list[Any]:
        found = holder.get(key)
        if found is not None and not is_list(found):
            self._refuse(pointer + pointer_of(key), f"{key!r} is no list", "write a list below it")
        return list_of(found)

    def _refuse(self, pointer: str, message: str, cure: str) -> None:
        self._problems.add(self._document.place(pointer), message, cure)
