"""The verbs of `ts-connectors`; each has a module of its own."""

from __future__ import annotations

import typer

from ts_connectors.cli.codegen import codegen

__all__ = ["app"]

app = typer.Typer(
    name="ts-connectors",
    help="Write, run and try connectors of the Tetra Data Platform.",
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
)


@app.callback()
def verbs() -> None:
    """Write, run and try connectors of the Tetra Data Platform."""


app.command()(codegen)
