"""All files of a catalog's package, for the SDK's own catalog and for users'."""

from __future__ import annotations

from pathlib import Path

from ts_codegen.catalog.asyncapi import render_asyncapi
from ts_codegen.catalog.compile import STANDARD, compile_catalog
from ts_codegen.catalog.data_files import render_bundle, render_forms
from ts_codegen.catalog.installed import InstalledPackages
from ts_codegen.catalog.modelling import write_models
from ts_codegen.catalog.python_files import (
    render_commands,
    render_dispatcher,
    render_handlers,
    render_models,
    render_package,
)
from ts_codegen.catalog.reference import render_reference
from ts_codegen.catalog.reserved import connector_attributes
from ts_codegen.catalog.sender_files import render_sender
from ts_codegen.catalog.view import CatalogView
from ts_codegen.output import OutputFile, format_python
from ts_codegen.problems import CodegenError, Problems
from ts_codegen.python.names import pascal_case

__all__ = ["catalog_package", "sdk_catalog_files"]

_API = "ts_connectors_api"


def sdk_catalog_files(specs: Path, problems: Problems, *, command: str = "make codegen") -> list[OutputFile]:
    """Return the package of the SDK's own catalog, unformatted, by paths below the folder of generated packages.

    Args:
        specs: the folder with `commands.yaml` and `catalog.schema.json`.
        problems: where the catalog's mistakes go.
        command: what writes the files, for their headers.
    """
    name = f"{specs.name}/commands.yaml"
    try:
        view = _view(
            specs / "commands.yaml",
            name=name,
            source=name,
            schema=specs / "catalog.schema.json",
            packages=InstalledPackages(),
            # The SDK handles these itself, in a class of its own.
            reserved=frozenset(),
            prefix=STANDARD,
            title="every connector",
            command=command,
        )
    except CodegenError as mistakes:
        for mistake in mistakes.problems:
            problems.add(mistake.place, mistake.message, mistake.cure)
        return []
    texts = _texts(view)
    reference = texts.pop("reference.md")
    files = [OutputFile(path=f"{_API}/commands/{name}", text=text) for name, text in texts.items()]
    return [*files, OutputFile(path="reference/commands.md", text=reference)]


def catalog_package(path: Path, *, name: str, package: str, packages: InstalledPackages) -> list[OutputFile]:
    """Return the package of a user's catalog, formatted, by paths below the package's own folder.

    Args:
        path: the catalog's file.
        name: how messages call it.
        package: name of the package, from which class names come where the catalog names no connector.
        packages: where catalogs that are extended by name come from.

    Raises:
        CodegenError: the catalog holds mistakes, all of which it lists.
    """
    view = _view(
        path,
        name=name,
        source=path.name,
        schema=packages.api / "specs" / "catalog.schema.json",
        packages=packages,
        reserved=connector_attributes(),
        prefix=_prefix_of(package),
        command="ts-connectors codegen",
    )
    files = [OutputFile(path=name, text=text) for name, text in _texts(view).items()]
    return format_python(files, first_party=[_API])


def _prefix_of(package: str) -> str:
    name = pascal_case(package)
    # LabCommands says it, LabCommandsCommands says it twice.
    return name.removesuffix("Commands") or name


def _view(
    path: Path,
    *,
    name: str,
    source: str,
    schema: Path,
    packages: InstalledPackages,
    reserved: frozenset[str],
    prefix: str,
    command: str,
    title: str = "",
) -> CatalogView:
    catalog = compile_catalog(
        path,
        name=name,
        source=source,
        schema=schema,
        packages=packages,
        reserved=reserved,
        prefix=prefix,
        title=title,
    )
    problems = Problems()
    models = write_models(catalog, problems)
    problems.raise_if_any()
    return CatalogView(catalog=catalog, models=models, source=path, command=command)


def _texts(view: CatalogView) -> dict[str, str]:
    return {
        "__init__.py": render_package(view),
        "aio.py": render_sender(view, is_async=True),
        "asyncapi.yaml": render_asyncapi(view),
        "catalog.json": render_bundle(view),
        "client.py": render_sender(view, is_async=False),
        "commands.py": render_commands(view),
        "dispatcher.py": render_dispatcher(view),
        "forms.json": render_forms(view),
        "handlers.py": render_handlers(view),
        "models.py": render_models(view),
        "reference.md": render_reference(view),
    }
