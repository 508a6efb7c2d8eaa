"""Installers: shell scripts that start something with the environment it needs."""

from __future__ import annotations

import shlex
from collections.abc import Mapping

__all__ = ["installer"]


def installer(what: str, environment: Mapping[str, str]) -> str:
    """Return a script that runs its arguments as a command; what is named is in their environment."""
    exports = [f"export {name}={shlex.quote(value)}" for name, value in sorted(environment.items())]
    lines = [
        "#!/bin/sh",
        # A name may hold anything, and a line break in it would end the comment.
        f"# Runs a command as {' '.join(what.split())}. It holds a token: keep it private.",
        "set -eu",
        'if [ "$#" -eq 0 ]; then echo "usage: $0 COMMAND [ARGUMENT...], such as: $0 python main.py" >&2; exit 2; fi',
        *exports,
        'exec "$@"',
    ]
    return "\n".join(lines) + "\n"
