"""The command line of the compiler: `python -m ts_codegen.catalog`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TextIO

from ts_codegen.catalog.command_line import CATALOG_NAMES, CatalogRun, run_catalog

__all__ = ["main"]


def main(arguments: list[str] | None = None) -> int:
    """Write or check a catalog's package; return the exit code."""
    parser = argparse.ArgumentParser(
        prog="python -m ts_codegen.catalog",
        description="Write typed handlers, senders and documents from a command catalog.",
        epilog="Exit codes: 0 done or up to date, 1 --check found differences, 2 the catalog holds mistakes.",
    )
    parser.add_argument("--catalog", type=Path, help=f"the catalog's file (default: {' or '.join(CATALOG_NAMES[::2])})")
    parser.add_argument("--package", default="commands", help="name of the package (default: commands)")
    parser.add_argument("--output", type=Path, help="folder that the package is put into (default: the catalog's)")
    parser.add_argument("--check", action="store_true", help="compare only, for CI")
    given = parser.parse_args(arguments)
    run = CatalogRun(
        folder=Path.cwd(), catalog=given.catalog, package=given.package, output=given.output, is_check=given.check
    )
    return run_catalog(run, say=lambda text: _line(sys.stdout, text), complain=lambda text: _line(sys.stderr, text))


def _line(stream: TextIO, text: str) -> None:
    stream.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
