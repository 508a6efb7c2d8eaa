"""From a document with its overlay to the service that it describes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ts_codegen.calls import CallReader
from ts_codegen.document import pointer_of
from ts_codegen.ir import Call, Group, Service
from ts_codegen.overlay.addresses import operations_of
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.problems import Problems
from ts_codegen.python.names import Scope, is_name, pascal_case, snake_case
from ts_codegen.schemas import Schemas

__all__ = ["read_service"]

_FREE = "choose a Python name that is free"
_OF_CLIENTS = ("transport", "retry", "raises", "send", "fetch")
_OF_GROUPS = ("with_response",)


def read_service(document: AppliedDocument, problems: Problems) -> Service:
    """Return the service; what cannot be offered goes to `problems`."""
    schemas = Schemas(document, problems)
    return _ServiceReader(document, schemas, problems).read()


class _ServiceReader:
    def __init__(self, document: AppliedDocument, schemas: Schemas, problems: Problems) -> None:
        self._document = document
        self._overlay = document.overlay
        self._schemas = schemas
        self._problems = problems
        self._operations = self._identified()

    def read(self) -> Service:
        info = self._document.data.get("info", {})
        self._check_overlay()
        return Service(
            package=self._overlay.package,
            client=self._overlay.client,
            title=str(info.get("title", "")),
            description=str(info.get("description", "")),
            groups=tuple(self._groups()),
            schemas={
                name: self._document.origins.of(pointer_of("components", "schemas", name))
                for name in self._schemas.all
                if self._schemas.is_class(name)
            },
            origin=self._document.origins.of(""),
        )

    def _identified(self) -> dict[str, tuple[str, str, dict[str, Any]]]:
        found: dict[str, tuple[str, str, dict[str, Any]]] = {}
        for path, method, operation in operations_of(self._document.data):
            pointer = pointer_of("paths", path, method)
            name = operation.get("operationId")
            if not isinstance(name, str) or not name:
                self._refuse(pointer, "an operation without a name", "write 'operationId:'")
            elif name in found:
                place = self._document.origins.place(pointer_of("paths", *found[name][:2]))
                self._refuse(pointer, f"operationId {name!r} is already used at {place}", "choose another")
            else:
                found[name] = (path, method, operation)
        return found

    def _groups(self) -> Iterator[Group]:
        reader = CallReader(self._document, self._schemas, self._problems)
        groups = Scope("an attribute of the client", self._problems, taken=_OF_CLIENTS)
        grouped: set[str] = set()
        for name, methods in self._overlay.groups.items():
            groups.claim(name, self._overlay.place("groups", name), _FREE)
            self._check_class(name)
            yield Group(
                name=name,
                description=self._description(methods),
                calls=tuple(self._calls(name, methods, reader, grouped)),
                origin=self._document.origins.of(""),
            )
        for name, (path, method, _) in self._operations.items():
            if name not in grouped:
                self._refuse(
                    pointer_of("paths", path, method),
                    f"operation {name!r} is in no group",
                    f"add to the overlay, under 'groups:', '{snake_case(name)}: {name}' in the group of its noun",
                )

    def _calls(self, group: str, methods: Mapping[str, str], reader: CallReader, grouped: set[str]) -> Iterator[Call]:
        scope = Scope(f"a method of group {group!r}", self._problems, taken=_OF_GROUPS)
        for method, operation_id in methods.items():
            place = self._overlay.place("groups", group, method)
            found = self._operations.get(operation_id)
            if found is None:
                cure = "drop the line, or correct the name"
                self._problems.add(place, f"operation {operation_id!r} is not in {self._document.source.name}", cure)
                continue
            if operation_id in grouped:
                self._problems.add(place, f"operation {operation_id!r} is in two groups", "keep one of the two")
            grouped.add(operation_id)
            call = reader.read(scope.claim(method, place, _FREE), *found)
            if call.paging is not None:
                scope.claim(call.paging.method, call.paging.origin.place, _FREE)
            yield call

    def _check_class(self, group: str) -> None:
        name = pascal_case(group)
        for taken in (name, f"Async{name}", f"{name}WithResponse", f"Async{name}WithResponse"):
            if taken in self._schemas:
                said = f"group {group!r} makes a class {taken!r}, as does the schema of that name"
                self._problems.add(self._overlay.place("groups", group), said, "rename the group")

    def _description(self, methods: Mapping[str, str]) -> str:
        tags = {tag.get("name"): str(tag.get("description", "")) for tag in self._document.data.get("tags", ())}
        for operation_id in methods.values():
            if operation_id in self._operations:
                for tag in self._operations[operation_id][2].get("tags", ()):
                    return tags.get(tag, "")
        return ""

    def _check_overlay(self) -> None:
        if not is_name(self._overlay.package):
            self._problems.add(self._overlay.place("package"), "is no module name", "write 'package: some_name'")
        if not is_name(self._overlay.client):
            self._problems.add(self._overlay.place("client"), "is no class name", "write 'client: SomeClient'")
        for section in ("retries", "pagination"):
            for entry in self._overlay.entries[section]:
                if entry["operation"] not in self._operations:
                    self._problems.add(
                        self._overlay.document.place(entry.pointer + "/operation"),
                        f"operation {entry['operation']!r} is not in {self._document.source.name}",
                        "drop the entry, or correct the name",
                    )

    def _refuse(self, pointer: str, message: str, cure: str) -> None:
        self._problems.add(self._document.origins.place(pointer), message, cure)
