"""`ts-connectors codegen`: typed handlers, senders and documents from a command catalog."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["codegen"]

_EXIT_MISTAKEN = 2


def codegen(
    catalog: Annotated[
        Path | None,
        typer.Option(help="The catalog's file. Left out: catalog.yaml or commands.yaml here.", show_default=False),
    ] = None,
    package: Annotated[str, typer.Option(help="Name of the package that is written.")] = "commands",
    output: Annotated[
        Path | None,
        typer.Option(help="Folder that the package is put into. Left out: the catalog's.", show_default=False),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Compare only, for CI: exit with 1 where a file is not as it would be.")
    ] = False,
) -> None:
    """Write the package of a command catalog: models, handlers, dispatcher, senders, reference, AsyncAPI, forms.

    Only files that differ are replaced. A catalog with mistakes changes nothing: all of them are told with file, line
    and column, and the exit code is 2.
    """
    try:
        from ts_codegen.catalog.command_line import CatalogRun, run_catalog
    except ModuleNotFoundError as missing:
        typer.echo(
            f"codegen needs '{missing.name}', which is not installed; run: pip install 'ts-connectors[codegen]'",
            err=True,
        )
        raise typer.Exit(_EXIT_MISTAKEN) from None
    run = CatalogRun(folder=Path.cwd(), catalog=catalog, package=package, output=output, is_check=check)
    code = run_catalog(run, say=typer.echo, complain=lambda text: typer.echo(text, err=True))
    if code:
        raise typer.Exit(code)
