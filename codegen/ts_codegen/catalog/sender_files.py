"""The two modules of senders, blocking and asynchronous, from one template."""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator, Mapping

from ts_codegen.catalog.ir import CommandSpec, Definition, Payload
from ts_codegen.catalog.schema_text import properties_of, target_of
from ts_codegen.catalog.view import CatalogView, paragraphs, sentence
from ts_codegen.model_facts import FieldFacts
from ts_codegen.plain import JsonMap, is_list, list_of, map_of
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import Section, docstring, identifier, string
from ts_codegen.render.templates import render

__all__ = ["render_sender"]

_API = "ts_connectors_api"
_SENDER = f"{_API}.sender"
_MODELS = f"{_API}.models"
_DEEPEST = 20
_CONTAINERS = {"list": "Sequence", "dict": "Mapping"}


def render_sender(view: CatalogView, *, is_async: bool) -> str:
    """Return the module of one sender."""
    return _Sender(view, is_async=is_async).render()


class _Sender:
    def __init__(self, view: CatalogView, *, is_async: bool) -> None:
        self._view = view
        self._start = "Async" if is_async else ""
        self._keyword = "async def" if is_async else "def"
        self._await = "await " if is_async else ""
        self._module = "aio" if is_async else "client"
        self._imports = Imports()
        self._hidden = frozenset(command.sender for command in view.catalog.commands)

    def render(self) -> str:
        catalog = self._view.catalog
        bases = [
            self._imports.add(f"{base.package}.{self._module}", f"{self._start}{base.prefix}Commands")
            for base in catalog.bases
        ]
        bases = bases or [self._imports.add(_SENDER, f"{self._start}CommandSender")]
        methods = [self._method(command) for command in catalog.commands]
        kind = "on an event loop" if self._start else "blocking"
        return render(
            "catalog/sender.py.j2",
            header=self._view.header,
            docstring=docstring(sentence(f"Sends the commands of {catalog.title}, {kind}")),
            name=identifier(f"{self._start}{self._view.sender}"),
            bases=", ".join(bases),
            class_docstring=docstring(
                f"Sends commands to a connector and returns their answers, {kind}.",
                f"Made of the command service and the connector's id: "
                f"`{self._start}{self._view.sender}({self._start}CommandServiceClient(transport), connector_id)`. "
                "Each method validates the payload first and raises what `send_command` raises.",
            ),
            methods=methods,
            imports=self._imports.render(),
        )

    def _method(self, command: CommandSpec) -> dict[str, object]:
        parameters, payload, documented = self._request(command)
        self._imports.add(_SENDER, "SendOptions")
        constant = self._imports.add(".commands", identifier(command.constant))
        return {
            "keyword": self._keyword,
            "name": identifier(command.sender),
            "parameters": ", ".join([*parameters, "options: SendOptions | None = None"]),
            "result": self._view.model(command.response, self._imports),
            "docstring": docstring(
                sentence(command.summary),
                "Deprecated." if command.is_deprecated else "",
                *paragraphs(command.description),
                Section(
                    title="Args",
                    entries=[*documented, ("options", "timeout, metadata, and what is called with progress.")],
                ),
                Section(
                    title="Raises",
                    entries=[
                        (f"CommandFailed with code {string(code)}", said) for code, said in command.errors.items()
                    ],
                ),
            ),
            "body": f"return {self._await}self.send_command({constant}, {payload}, options)",
        }

    def _request(self, command: CommandSpec) -> tuple[list[str], str, list[tuple[str, str]]]:
        """Return the parameters, the expression of the payload, and what the docstring says of each parameter."""
        if command.request is None:
            return ["self", "*"], "None", []
        fields = self._view.models.fields(command.request)
        if fields is None:
            # Its fields belong to another package, which may add some: it is taken whole.
            model = self._view.model(command.request, self._imports)
            return ["self", f"request: {model}", "*"], "request", [("request", "the payload.")]
        arguments = [
            _Argument(field, is_nullable=is_nullable)
            for field, is_nullable in _with_nullable(fields, command.request, self._view.catalog.definitions)
        ]
        declared = [argument.declaration(self) for argument in sorted(arguments, key=lambda one: not one.is_required)]
        always = ", ".join(argument.entry for argument in arguments if argument.is_always_given)
        when_set = ", ".join(argument.entry for argument in arguments if not argument.is_always_given)
        given = self._imports.add(_SENDER, "given", "_given")
        documented = [(argument.name, argument.description) for argument in arguments if argument.description]
        return ["self", "*", *declared], f"{given}({{{always}}}, {{{when_set}}})", documented

    def annotation(self, text: str) -> str:
        """Return the type of a field as the type of an argument, and note the imports that it needs."""
        return ast.unparse(_Argued(self).visit(ast.parse(text, mode="eval")))

    def name(self, name: str) -> str:
        """Return how a name in a type is called in this module."""
        if name in _CONTAINERS:
            return self._imports.add("collections.abc", _CONTAINERS[name])
        if name in vars(builtins):
            return f"{self._imports.add_module('builtins')}.{name}" if name in self._hidden else name
        module, original = self._view.models.origins.get(name, (".models", name))
        # A method of that name would hide it inside the class.
        alias = name if name != original else f"_{name}" if name in self._hidden else ""
        return self._imports.add(module, original, alias)

    def missing(self) -> str:
        """Return the mark of an argument that is not given where None is a value."""
        return self._imports.add(_MODELS, "MISSING")


class _Argument:
    def __init__(self, field: FieldFacts, *, is_nullable: bool) -> None:
        self._field = field
        self._tells_null = is_nullable and not field.is_required
        self.name = identifier(field.name)
        self.is_required = field.is_required
        self.is_always_given = field.is_required or self._tells_null
        self.entry = f"{string(field.name)}: {self.name}"

    @property
    def description(self) -> str:
        """What the docstring says, "" where the name says it all."""
        said = self._field.description.rstrip(".")
        if self._tells_null:
            said = f"{said}; None is sent as null" if said else "None is sent as null"
        if not said and self.name != self._field.wire_name:
            said = f"`{self._field.wire_name}` on the wire"
        return f"{said}." if said else ""

    def declaration(self, sender: _Sender) -> str:
        """Return the parameter as source."""
        text = sender.annotation(self._field.annotation)
        if self.is_required:
            return f"{self.name}: {text}"
        if self._tells_null:
            missing = sender.missing()
            return f"{self.name}: {_with_none(text)} | {missing} = {missing}"
        return f"{self.name}: {_with_none(text)} = None"


class _Argued(ast.NodeTransformer):
    """Renames the names of a type, texts in `Literal` apart."""

    def __init__(self, sender: _Sender) -> None:
        self._sender = sender

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.parse(self._sender.name(node.id), mode="eval").body


def _with_none(text: str) -> str:
    return text if text.endswith("| None") or text in ("None", "Any") else f"{text} | None"


def _with_nullable(
    fields: tuple[FieldFacts, ...], payload: Payload, definitions: Mapping[str, Definition]
) -> Iterator[tuple[FieldFacts, bool]]:
    properties = properties_of(payload.definition, definitions)
    for field in fields:
        found = properties.get(field.wire_name)
        yield field, found is not None and _is_nullable(found.schema, definitions, 0)


def _is_nullable(schema: JsonMap, definitions: Mapping[str, Definition], depth: int) -> bool:
    named = schema.get("type")
    if named == "null" or (is_list(named) and "null" in named) or (not named and None in list_of(schema.get("enum"))):
        return True
    target = target_of(schema, definitions)
    branches = [map_of(branch) for keyword in ("oneOf", "anyOf") for branch in list_of(schema.get(keyword))]
    inner = branches if target is None else [*branches, target.schema]
    # A type that refers to itself is told by its depth.
    return depth < _DEEPEST and any(_is_nullable(branch, definitions, depth + 1) for branch in inner)
