"""From an operation of a document to the call that clients offer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ts_codegen.document import pointer_of
from ts_codegen.ir import AnyValue, Argument, Call, ListOf, Named, Paging, Scalar, ScalarKind, Type
from ts_codegen.origin import Origin
from ts_codegen.overlay.addresses import operations_of
from ts_codegen.overlay.applied import HIDDEN, AppliedDocument
from ts_codegen.overlay.entries import Entry
from ts_codegen.plain import JsonMap, list_of, map_of
from ts_codegen.problems import Problems
from ts_codegen.python.names import Scope, snake_case
from ts_codegen.schemas import Schemas, references_of

__all__ = ["CallReader"]

ORG_HEADER = "x-org-slug"
_TAKEN = frozenset({"self", "body", "operations", "builtins", "page", "page_size", "each_item", "each_item_async"})
_REPEATABLE = frozenset({"get", "head", "options", "put", "delete", "trace"})
_JSON = re.compile(r"application/([\w.+-]+\+)?json\b.*")
_TEXT = re.compile(r"text/.*")


class CallReader:
    """Reads the operations of one document."""

    def __init__(self, document: AppliedDocument, schemas: Schemas, problems: Problems) -> None:
        self._document = document
        self._overlay = document.overlay
        self._schemas = schemas
        self._problems = problems
        self._retries = {entry["operation"]: entry for entry in self._overlay.entries["retries"]}
        self._pagination = {entry["operation"]: entry for entry in self._overlay.entries["pagination"]}
        self._check_retries()

    def read(self, name: str, path: str, method: str, operation: Mapping[str, Any]) -> Call:
        """Return the call of an operation."""
        pointer = pointer_of("paths", path, method)
        arguments = list(self._arguments(operation, pointer))
        self._check_path(path, operation, pointer)
        body = map_of(operation.get("requestBody"))
        answer, is_text, statuses, said = self._answer(operation, pointer)
        in_path = {item["name"] for item in _parameters(operation) if item.get("in") == "path"}
        query = tuple(item for item in arguments if item.wire_name not in in_path)
        return Call(
            id=str(operation["operationId"]),
            name=name,
            http_method=method.upper(),
            path=path,
            summary=str(operation.get("summary", "")),
            description=str(operation.get("description", "")),
            path_arguments=_in_path_order(path, [item for item in arguments if item.wire_name in in_path]),
            query_arguments=query,
            body=self._body(body, pointer + pointer_of("requestBody")),
            is_body_required=body.get("required") is True,
            body_description=str(body.get("description", "")),
            answer=answer,
            is_text=is_text,
            answer_description=said,
            statuses=statuses,
            is_repeatable=self._is_repeatable(operation, method),
            sends_token=bool(operation.get("security", self._document.data.get("security"))),
            sends_org=any(item.get("name") == ORG_HEADER for item in _parameters(operation)),
            secret_fields=self._secrets_of(operation),
            is_deprecated=operation.get("deprecated") is True,
            paging=self._paging(operation, query, answer),
            origin=self._document.origins.of(pointer),
        )

    def _arguments(self, operation: Mapping[str, Any], pointer: str) -> Iterator[Argument]:
        scope = Scope("an argument of this operation", self._problems)
        for index, item in enumerate(_parameters(operation)):
            place = pointer + pointer_of("parameters", index)
            if item.get("in") == "header" and item.get("name") == ORG_HEADER:
                continue
            self._check_parameter(item, place)
            wire_name = str(item.get("name", ""))
            name = snake_case(wire_name)
            cure = "rename the parameter"
            yield Argument(
                name=scope.claim(f"{name}_" if name in _TAKEN else name, self._document.origins.place(place), cure),
                wire_name=wire_name,
                type=self._schemas.type_of(item.get("schema", {}), place + pointer_of("schema")),
                is_required=item.get("required") is True,
                description=str(item.get("description", "")),
                origin=self._document.origins.of(place),
            )

    def _check_parameter(self, item: Mapping[str, Any], pointer: str) -> None:
        where, name = item.get("in"), item.get("name")
        if where not in ("path", "query"):
            self._refuse(pointer, f"a parameter in {where!r} is not supported", "use the path or the query")
        if item.get("style", "form" if where == "query" else "simple") not in ("form", "simple"):
            self._refuse(pointer, f"style {item['style']!r} is not supported", "drop it: OpenAPI's own will do")
        if item.get("explode", True) is not True and where == "query":
            self._refuse(pointer, "'explode: false' is not supported", "let a list repeat its key")
        is_map = isinstance(item.get("schema"), dict) and item["schema"].get("type") == "object"
        if is_map and item.get("x-key-prefix") != f"{name}.":
            self._refuse(pointer, "a map in the query needs a name for each key", f"write 'x-key-prefix: {name}.'")
        if where == "path" and item.get("required") is not True:
            self._refuse(pointer, f"path parameter {name!r} is not required", "write 'required: true'")

    def _check_path(self, path: str, operation: Mapping[str, Any], pointer: str) -> None:
        named = set(re.findall(r"{([^}]*)}", path))
        declared = {item["name"] for item in _parameters(operation) if item.get("in") == "path"}
        for name in sorted(named - declared):
            self._refuse(pointer, f"the path has {{{name}}}, the parameters do not", f"add the path parameter {name!r}")
        for name in sorted(declared - named):
            self._refuse(pointer, f"path parameter {name!r} is not in the path", f"add {{{name}}} or drop it")

    def _body(self, body: Mapping[str, Any], pointer: str) -> Type | None:
        content = map_of(body.get("content"))
        if not content:
            return None
        for kind, media in content.items():
            if _JSON.fullmatch(kind):
                return self._schemas.type_of(media.get("schema", {}), pointer + pointer_of("content", kind, "schema"))
        self._refuse(pointer + "/content", "only JSON bodies are supported", "offer application/json")
        return AnyValue()

    def _answer(self, operation: Mapping[str, Any], pointer: str) -> tuple[Type | None, bool, tuple[int, ...], str]:
        successes = {key: item for key, item in map_of(operation.get("responses")).items() if key.startswith("2")}
        statuses = tuple(int(key) for key in successes if key.isdigit())
        if not statuses:
            self._refuse(pointer + "/responses", "no success is declared", "add an answer such as '200'")
        found: tuple[Type, bool] | None = None
        said = ""
        for status, answer in successes.items():
            said = said or str(answer.get("description", ""))
            for kind, media in map_of(answer.get("content")).items():
                place = pointer + pointer_of("responses", status, "content", kind)
                read = self._answer_type(kind, media, place)
                if found is not None and read != found:
                    self._refuse(place, "two kinds of answer are declared", "keep one")
                found = found or read
        return (found[0], found[1], statuses, said) if found else (None, False, statuses, said)

    def _answer_type(self, kind: str, media: Mapping[str, Any], pointer: str) -> tuple[Type, bool]:
        if _JSON.fullmatch(kind):
            return self._schemas.type_of(media.get("schema", {}), pointer + pointer_of("schema")), False
        if not _TEXT.fullmatch(kind):
            self._refuse(pointer, f"an answer of type {kind!r} is not supported", "offer application/json or text/…")
        return Scalar(kind=ScalarKind.TEXT), True

    def _is_repeatable(self, operation: Mapping[str, Any], method: str) -> bool:
        entry = self._retries.get(str(operation["operationId"]))
        return method in _REPEATABLE if entry is None else bool(entry["repeatable"])

    def _paging(self, operation: Mapping[str, Any], query: tuple[Argument, ...], answer: Type | None) -> Paging | None:
        entry = self._pagination.get(str(operation["operationId"]))
        if entry is None:
            return None
        names = {item.wire_name: item.name for item in query}
        for key in ("skip", "take"):
            if entry[key] not in names:
                self._refuse_entry(entry, key, f"{entry[key]!r} is no query parameter of {entry['operation']}")
        properties = map_of(self._schemas.all[answer.name].get("properties")) if isinstance(answer, Named) else {}
        for key in ("items", "total"):
            if key in entry.content and entry[key] not in properties:
                self._refuse_entry(entry, key, f"{entry[key]!r} is no property of the answer of {entry['operation']}")
        items = self._schemas.type_of(properties.get(entry["items"], {}), "")
        if entry["items"] in properties and not isinstance(items, ListOf):
            self._refuse_entry(entry, "items", f"{entry['items']!r} is no list")
        return Paging(
            method=entry["method"],
            skip=names.get(entry["skip"], ""),
            take=names.get(entry["take"], ""),
            items=entry["items"],
            item=items.item if isinstance(items, ListOf) else AnyValue(),
            total=entry.content.get("total", ""),
            page_size=entry["page_size"],
            origin=Origin(document=self._overlay.document, pointer=entry.pointer),
        )

    def _secrets_of(self, operation: Mapping[str, Any]) -> tuple[str, ...]:
        around = {key: operation.get(key) for key in ("requestBody", "responses")}
        properties = [
            (name, schema)
            for reached in self._schemas.reachable(references_of(around))
            for name, schema in map_of(self._schemas.all[reached].get("properties")).items()
        ]
        return tuple(sorted({name for name, schema in properties if map_of(schema).get(HIDDEN) is True}))

    def _check_retries(self) -> None:
        for _, method, operation in operations_of(self._document.data):
            entry = self._retries.get(str(operation.get("operationId")))
            if entry is not None and (method in _REPEATABLE) == entry["repeatable"]:
                self._refuse_entry(entry, "repeatable", f"HTTP's rule for {method.upper()} says so already")

    def _refuse_entry(self, entry: Entry, key: str, message: str) -> None:
        place = self._overlay.document.place(entry.pointer + pointer_of(key))
        self._problems.add(place, message, "drop the entry, or correct it")

    def _refuse(self, pointer: str, message: str, cure: str) -> None:
        self._problems.add(self._document.origins.place(pointer), message, cure)


def _parameters(operation: Mapping[str, Any]) -> list[JsonMap]:
    return list_of(operation.get("parameters"))


def _in_path_order(path: str, arguments: list[Argument]) -> tuple[Argument, ...]:
    return tuple(sorted(arguments, key=lambda item: path.find("{" + item.wire_name + "}")))
