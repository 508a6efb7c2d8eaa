"""All files of a service's package."""

from __future__ import annotations

import json

from ts_codegen.ir import Service
from ts_codegen.model_code import FIRST_LINE
from ts_codegen.models import ServiceModels
from ts_codegen.output import OutputFile, sha256_of
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.python.literals import docstring
from ts_codegen.render.clients import render_client
from ts_codegen.render.operations import render_operations
from ts_codegen.render.reference import render_reference
from ts_codegen.render.routes import render_routes
from ts_codegen.render.service_view import ServiceView, sentence
from ts_codegen.render.templates import render

__all__ = ["ROOT_PACKAGE", "service_files"]

ROOT_PACKAGE = "ts_connectors_api"


def service_files(
    document: AppliedDocument, service: Service, models: ServiceModels, *, command: str
) -> list[OutputFile]:
    """Return the package of a service, its reference and its document as we read it."""
    view = ServiceView(
        service=service,
        models=models,
        package=f"{ROOT_PACKAGE}.{service.package}",
        source=document.source.name,
        sha256=sha256_of(document.source.text),
        command=command,
    )
    texts = {
        "__init__": _front_door(view),
        "models": _models(view, models.responses, f"What {service.title} answers with"),
        "requests": _models(view, models.requests, f"What {service.title} is sent"),
        "operations": render_operations(view),
        "client": render_client(view, is_async=False),
        "aio": render_client(view, is_async=True),
        "routes": render_routes(view),
    }
    folder = f"{ROOT_PACKAGE}/{service.package}"
    files = [OutputFile(path=f"{folder}/{name}.py", text=text) for name, text in texts.items()]
    files.append(OutputFile(path=f"reference/{service.package}.md", text=render_reference(view)))
    read = json.dumps(document.data, indent=1, ensure_ascii=False) + "\n"
    files.append(OutputFile(path=f"{ROOT_PACKAGE}/specs/{document.source.path.stem}.json", text=read))
    return files


def _front_door(view: ServiceView) -> str:
    return render(
        "package.py.j2",
        header=view.header,
        docstring=docstring(sentence(view.service.title), view.service.description),
        package=view.package,
        client=view.service.client,
        async_client=f"Async{view.service.client}",
    )


def _models(view: ServiceView, source: str, said: str) -> str:
    body = source.removeprefix(FIRST_LINE).lstrip("\n")
    return f"{view.header}\n{docstring(sentence(said))}\n\n{body}"
