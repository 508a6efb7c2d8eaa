"""The command `ts-connectors`."""

from __future__ import annotations

import sys

__all__ = ["main"]

_EXTRA = frozenset({"click", "rich", "typer"})


def main() -> None:
    """Run the command line; without its extra it says what to install."""
    try:
        from ts_connectors.cli.app import app
    except ModuleNotFoundError as missing:
        if missing.name not in _EXTRA:
            raise
        sys.stderr.write("The command line needs packages of its own; run: pip install 'ts-connectors[cli]'\n")
        raise SystemExit(2) from None
    app()
