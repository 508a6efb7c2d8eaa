"""A whole run: from the folder of documents to the files of the generated package."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ts_codegen.catalog.generate import sdk_catalog_files
from ts_codegen.document import load_document
from ts_codegen.gates import check_schemas
from ts_codegen.ir import Service
from ts_codegen.models import write_models
from ts_codegen.outline import check_outline
from ts_codegen.output import OutputFile, format_python
from ts_codegen.overlay.applied import AppliedDocument, apply_overlay
from ts_codegen.overlay.entries import read_overlay
from ts_codegen.package import ROOT_PACKAGE, service_files
from ts_codegen.problems import Problems
from ts_codegen.service import read_service
from ts_codegen.split import split_schemas

__all__ = ["Generated", "generate"]

STATIC = Path(__file__).with_name("static")
_COPIED = ("commands.yaml", "catalog.schema.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """What a run made of the documents."""

    files: tuple[OutputFile, ...]
    services: tuple[Service, ...]
    notes: tuple[str, ...]
    """What is worth a look without being wrong."""


def generate(specs: Path, *, command: str = "make codegen") -> Generated:
    """Return all files of the generated package, by their paths below its parent folder.

    Raises:
        CodegenError: the documents hold mistakes, all of which it lists.
    """
    problems = Problems()
    read = list(_read(specs, problems))
    problems.raise_if_any()
    files: list[OutputFile] = []
    notes: list[str] = []
    for document, service in read:
        split = split_schemas(document, problems)
        notes += [f"{service.package}: {name} is both sent and received" for name in split.shared]
        models = write_models(document, split, f"{ROOT_PACKAGE}.{service.package}")
        files += service_files(document, service, models, command=command)
    if (specs / "commands.yaml").exists():
        files += sdk_catalog_files(specs, problems, command=command)
    problems.raise_if_any()
    files += _static()
    files += _copies(specs)
    return Generated(
        files=tuple(format_python(files, first_party=[ROOT_PACKAGE])),
        services=tuple(service for _, service in read),
        notes=tuple(notes),
    )


def _read(specs: Path, problems: Problems) -> Iterator[tuple[AppliedDocument, Service]]:
    name = specs.name
    overlay = load_document(specs / "overlay.yaml", f"{name}/overlay.yaml", problems)
    if overlay is None:
        return
    for file_name, part in read_overlay(overlay, problems).items():
        source = load_document(specs / file_name, f"{name}/{file_name}", problems)
        if source is None or not check_outline(source, problems):
            continue
        document = apply_overlay(source, part, problems)
        check_schemas(document, problems)
        yield document, read_service(document, problems)


def _static() -> Iterator[OutputFile]:
    for path in sorted(STATIC.glob("*.py")):
        yield OutputFile(path=f"{ROOT_PACKAGE}/{path.name}", text=path.read_text("utf-8"), is_copy=True)
    yield OutputFile(path=f"{ROOT_PACKAGE}/py.typed", text="", is_copy=True)


def _copies(specs: Path) -> Iterator[OutputFile]:
    for name in _COPIED:
        if (specs / name).exists():
            text = (specs / name).read_text("utf-8")
            yield OutputFile(path=f"{ROOT_PACKAGE}/specs/{name}", text=text, is_copy=True)
