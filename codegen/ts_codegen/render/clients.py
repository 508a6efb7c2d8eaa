"""The client modules of a service: one template, rendered for threads and for event loops."""

from __future__ import annotations

import builtins
from collections.abc import Iterator
from dataclasses import dataclass

from ts_codegen.ir import Argument, Call, Group, Paging
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import Section, docstring, literal, string
from ts_codegen.python.names import pascal_case
from ts_codegen.render.service_view import ServiceView, constant_of, sentence
from ts_codegen.render.templates import render
from ts_codegen.render.type_text import TypeText

__all__ = ["render_client"]

_RUNTIME = "ts_connectors_api"
_BUILTINS = frozenset(vars(builtins))
_REFUSALS = (
    ("ApiError", "the platform refused."),
    ("TransportError", "no answer came, after the retries."),
    ("DecodeError", "nobody can read the answer."),
)


def render_client(view: ServiceView, *, is_async: bool) -> str:
    """Return the source of `client.py`, or of `aio.py` with `is_async`."""
    return _ClientModule(view, is_async=is_async).render()


class _ClientModule:
    def __init__(self, view: ServiceView, *, is_async: bool) -> None:
        self._view = view
        self._is_async = is_async
        self._prefix = "Async" if is_async else ""
        self._imports = Imports()

    def render(self) -> str:
        service, imports = self._view.service, self._imports
        groups = [self._group(group, with_response=False) for group in service.groups]
        twins = [self._group(group, with_response=True) for group in service.groups]
        base = imports.add(f"{_RUNTIME}.client", f"{self._prefix}Client")
        imports.add(f"{_RUNTIME}.flow", "RetryPolicy")
        imports.add(self._view.package, "operations")
        name = f"{self._prefix}{service.client}"
        classes = [item for pair in zip(groups, twins, strict=True) for item in pair]
        return render(
            "client.py.j2",
            header=self._view.header,
            docstring=docstring(
                sentence(f"The {'asynchronous' if self._is_async else 'blocking'} client of {service.title}")
            ),
            client={"name": name, "docstring": docstring(sentence(service.title), service.description)},
            base=base,
            transport=imports.add(f"{_RUNTIME}.transport", f"{self._prefix}Transport"),
            groups=groups,
            classes=classes,
            imports=imports.render(),
            exported=literal(sorted([name, *(str(item["name"]) for item in classes)])),
        )

    def _group(self, group: Group, *, with_response: bool) -> dict[str, object]:
        name = f"{self._prefix}{pascal_case(group.name)}"
        shadowed = _BUILTINS & {call.name for call in group.calls}
        method = _Method(
            view=self._view,
            group=group,
            types=self._view.types(self._imports, shadowed),
            is_async=self._is_async,
            with_response=with_response,
        )
        methods = [method.plain(call) for call in group.calls]
        if not with_response:
            methods += [method.paging(call, call.paging) for call in group.calls if call.paging is not None]
        said = sentence(group.description or group.name)
        twin = f"{name}WithResponse"
        return {
            "attribute": group.name,
            "name": twin if with_response else name,
            "docstring": docstring(said, "Each call returns its answer with status, headers and content.")
            if with_response
            else docstring(said),
            "setup": [] if with_response else [f"self.with_response = {twin}(client)"],
            "methods": methods,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class _Method:
    view: ServiceView
    group: Group
    types: TypeText
    is_async: bool
    with_response: bool

    def plain(self, call: Call) -> dict[str, object]:
        """Return the method that makes a call."""
        answer = "None" if call.answer is None else self.types.received(call.answer)
        result = answer
        if self.with_response:
            result = f"{self.types.imports.add(f'{_RUNTIME}.operation', 'ApiResponse')}[{answer}]"
        sent = f"{'await ' if self.is_async else ''}self._client.{self._sender()}({', '.join(self._sends(call))})"
        return {
            "decorators": self._decorators(call),
            "keyword": "async def" if self.is_async else "def",
            "name": call.name,
            "parameters": ", ".join(self._parameters(call)),
            "result": result,
            "docstring": self._docstring(call, *_documented(call)),
            "body": sent if result == "None" else f"return {sent}",
        }

    def paging(self, call: Call, paging: Paging) -> dict[str, object]:
        """Return the method that goes through all pages of a call."""
        imports = self.types.imports
        iterator = imports.add("collections.abc", "AsyncIterator" if self.is_async else "Iterator")
        each = imports.add(f"{_RUNTIME}.paging", "each_item_async" if self.is_async else "each_item")
        left_out = {paging.skip, paging.take}
        passed = [item.name for item in call.path_arguments]
        passed += [f"{item.name}={item.name}" for item in call.query_arguments if item.name not in left_out]
        answer = "Any" if call.answer is None else self.types.received(call.answer)
        items, total = (self._attribute(answer, name) for name in (paging.items, paging.total))
        keyword, wait = ("async def", "await ") if self.is_async else ("def", "")
        body = (
            f"{keyword} page(skip: int, take: int) -> {answer}:\n"
            f"    return {wait}self.{call.name}"
            f"({', '.join([*passed, f'{paging.skip}=skip', f'{paging.take}=take'])})\n\n"
            f"return {each}(page, lambda answer: answer.{items}, "
            f"lambda answer: {f'answer.{total}' if total else 'None'}, page_size=page_size)"
        )
        shown = [item for item in _documented(call) if item[0] not in left_out]
        return {
            "decorators": self._decorators(call),
            "keyword": "def",
            "name": paging.method,
            "parameters": ", ".join([*self._parameters(call, left_out), f"page_size: int = {paging.page_size}"]),
            "result": f"{iterator}[{self.types.received(paging.item)}]",
            "docstring": self._docstring(call, *shown, ("page_size", "How many to ask for at a time."), pages=True),
            "body": body,
        }

    def _attribute(self, model: str, wire_name: str) -> str:
        return self.view.models.wire_to_python(model, wire_name) if wire_name else ""

    def _sender(self) -> str:
        return "send" if self.with_response else "fetch"

    def _parameters(self, call: Call, left_out: set[str] | None = None) -> Iterator[str]:
        yield "self"
        yield from (f"{item.name}: {self.types.sent(item.type)}" for item in call.path_arguments)
        if call.body is not None:
            optional = "" if call.is_body_required else " | None = None"
            yield f"body: {self.types.sent(call.body)}{optional}"
        query = [item for item in call.query_arguments if item.name not in (left_out or ())]
        if query or left_out is not None:
            yield "*"
        for item in sorted(query, key=lambda item: not item.is_required):
            optional = "" if item.is_required else " | None = None"
            yield f"{item.name}: {self.types.sent(item.type)}{optional}"

    def _sends(self, call: Call) -> Iterator[str]:
        yield f"operations.{constant_of(self.group, call)}"
        if call.path_arguments:
            yield f"path={_mapping(call.path_arguments)}"
        if call.query_arguments:
            yield f"query={_mapping(call.query_arguments)}"
        if call.body is not None:
            yield "body=body"

    def _decorators(self, call: Call) -> list[str]:
        if not call.is_deprecated:
            return []
        name = self.types.imports.add("typing_extensions", "deprecated")
        return [f"@{name}({string('The document calls this operation deprecated.')})"]

    def _docstring(self, call: Call, *arguments: tuple[str, str], pages: bool = False) -> str:
        summary = sentence(call.summary or call.id)
        if pages:
            summary = f"{summary.rstrip('.')}, page by page."
        return docstring(
            summary,
            call.description,
            Section(title="Args", entries=[(name, said) for name, said in arguments if said]),
            Section(title="Returns", entries=[(call.answer_description, "")] if call.answer and not pages else []),
            Section(title="Raises", entries=_REFUSALS),
            f"Source: {call.origin}",
        )


def _documented(call: Call) -> list[tuple[str, str]]:
    found = [(item.name, item.description) for item in call.path_arguments]
    if call.body is not None:
        found.append(("body", call.body_description or "What is sent."))
    query = sorted(call.query_arguments, key=lambda item: not item.is_required)
    return found + [(item.name, item.description) for item in query]


def _mapping(arguments: tuple[Argument, ...]) -> str:
    return "{" + ", ".join(f"{string(item.wire_name)}: {item.name}" for item in arguments) + "}"
