"""The Python modules of a catalog's package, the senders apart."""

from __future__ import annotations

from collections.abc import Iterator

from ts_codegen.catalog.ir import CommandSpec
from ts_codegen.catalog.view import CatalogView, paragraphs, sentence
from ts_codegen.model_code import FIRST_LINE
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import Section, docstring, identifier, literal, string
from ts_codegen.render.templates import render

__all__ = ["render_commands", "render_dispatcher", "render_handlers", "render_models", "render_package"]

_API = "ts_connectors_api"


def render_models(view: CatalogView) -> str:
    """Return the module of payload models."""
    body = view.models.source.removeprefix(FIRST_LINE).lstrip("\n")
    said = docstring(sentence(f"What the commands of {view.catalog.title} need and answer"))
    return f"{view.header}\n{said}\n\n{body}"


def render_commands(view: CatalogView) -> str:
    """Return the module of constants."""
    imports = Imports()
    imports.add("typing", "Any")
    imports.add("typing", "Final")
    imports.add(f"{_API}.command", "Command")
    constants = [
        {
            "name": identifier(command.constant),
            "type": f"Command[{view.model(command.request, imports)}, {view.model(command.response, imports)}]",
            "arguments": list(_arguments(view, command, imports)),
            "docstring": docstring(
                sentence(command.summary), *paragraphs(command.description), f"Source: {view.place(command)}"
            ),
        }
        for command in view.catalog.commands
    ]
    return render(
        "catalog/commands.py.j2",
        header=view.header,
        docstring=docstring(sentence(f"The commands of {view.catalog.title}, as typed values")),
        constants=constants,
        exported=literal(sorted(["COMMANDS", *(command.constant for command in view.catalog.commands)])),
        imports=imports.render(),
    )


def _arguments(view: CatalogView, command: CommandSpec, imports: Imports) -> Iterator[str]:
    yield f"action={string(command.action)}"
    yield f"method={string(identifier(command.method))}"
    if command.request is not None:
        yield f"request={view.model(command.request, imports)}"
    if command.response is not None:
        yield f"response={view.model(command.response, imports)}"
    yield f"summary={string(command.summary)}"
    if command.lane == "control":
        yield f"lane={imports.add(f'{_API}.command', 'Lane')}.CONTROL"
    if command.timeout_s is not None:
        yield f"timeout_s={literal(command.timeout_s)}"
    if command.is_repeatable:
        yield "is_repeatable=True"
    if command.is_deprecated:
        yield "is_deprecated=True"
    if command.errors:
        yield f"errors={literal(dict(command.errors))}"


def render_handlers(view: CatalogView) -> str:
    """Return the module of the handlers class."""
    imports = Imports()
    bases = [
        imports.add(base.package, f"{base.prefix}Handlers") for base in view.catalog.bases if not base.handles_itself
    ]
    imports.add(".commands", "COMMANDS")
    methods = [_handler(view, command, imports) for command in view.catalog.commands]
    if methods:
        imports.add(f"{_API}.command", "Answer")
        imports.add(f"{_API}.handlers", "no_handler")
        imports.add(f"{_API}.handlers", "unhandled")
    return render(
        "catalog/handlers.py.j2",
        header=view.header,
        docstring=docstring(sentence(f"What a connector implements to handle the commands of {view.catalog.title}")),
        name=identifier(view.handlers),
        bases=", ".join(bases or [imports.add(f"{_API}.handlers", "Handlers")]),
        class_docstring=docstring(
            f"Handlers of the commands of {view.catalog.title}.",
            f"`class MyConnector(Connector, {view.handlers})` must have each method, as a coroutine or as a plain "
            "function, or one marked with `@handles`; a missing one is refused when the class is made. "
            "`current_command()` gives the running command, to tell progress by.",
        ),
        methods=methods,
        imports=imports.render(),
    )


def _handler(view: CatalogView, command: CommandSpec, imports: Imports) -> dict[str, str]:
    request = "" if command.request is None else f", request: {view.model(command.request, imports)}"
    return {
        "name": identifier(command.method),
        "parameters": f"self{request}",
        "result": f"Answer[{view.model(command.response, imports)}]",
        "docstring": docstring(
            sentence(command.summary),
            "Deprecated." if command.is_deprecated else "",
            *paragraphs(command.description),
            Section(
                title="Raises",
                entries=[(f"CommandFailed({string(code)})", text) for code, text in command.errors.items()],
            ),
            f"Source: {view.place(command)}",
        ),
        "constant": imports.add(".commands", identifier(command.constant)),
    }


def render_dispatcher(view: CatalogView) -> str:
    """Return the module of the dispatcher."""
    imports = Imports()
    imports.add(f"{_API}.dispatch", "Dispatcher")
    imports.add(".handlers", identifier(view.handlers))
    return render(
        "catalog/dispatcher.py.j2",
        header=view.header,
        docstring=docstring(sentence(f"From the actions of {view.catalog.title} to their handlers")),
        name=identifier(view.dispatcher),
        handlers=view.handlers,
        class_docstring=docstring(
            f"Runs the handlers of {view.catalog.title}: validates what comes and what they return."
        ),
        imports=imports.render(),
    )


def render_package(view: CatalogView) -> str:
    """Return the package's front door."""
    facts = view.models.facts
    classes = [*facts.models, *facts.enums]
    constants = sorted(["COMMANDS", *(command.constant for command in view.catalog.commands)])
    groups = {
        ".commands": constants,
        ".dispatcher": [view.dispatcher],
        ".handlers": [view.handlers],
        ".models": sorted(classes),
    }
    senders = {f"Async{view.sender}": "aio", view.sender: "client"}
    summaries = [(command.constant, command.summary) for command in view.catalog.commands]
    return render(
        "catalog/package.py.j2",
        header=view.header,
        docstring=docstring(
            sentence(f"The commands of {view.catalog.title}"), Section(title="Commands", entries=summaries)
        ),
        imports=[
            f"from {module} import {', '.join(map(identifier, names))}" for module, names in groups.items() if names
        ],
        senders=[{"name": identifier(name), "module": module} for name, module in senders.items()],
        exported=literal(sorted([*(name for names in groups.values() for name in names), *senders])),
    )
