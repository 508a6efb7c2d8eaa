"""A terminal that runs commands as a reader would, with this environment's tools on PATH."""

from __future__ import annotations

import os
import select
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from ts_connectors.settings import environment

__all__ = ["Done", "Terminal"]

DEADLINE_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a command."""

    code: int
    output: str
    """Standard output."""
    log: str
    """Standard error."""


class Terminal:
    """Runs commands.

    Args:
        home: an empty folder, for what commands leave in temporary places.
        folder: where they run; None: there.
    """

    def __init__(self, home: Path, folder: Path | None = None) -> None:
        self._folder = folder or home
        kept = {name: value for name, value in environment().items() if name in {"LANG", "LC_ALL", "SYSTEMROOT"}}
        self._environment = {
            **kept,
            "HOME": str(home),
            "TMPDIR": str(home),
            "PATH": os.pathsep.join((str(Path(sys.executable).parent), environment().get("PATH", os.defpath))),
            "PYTHONWARNINGS": "error",
            "PYTHONDONTWRITEBYTECODE": "1",
            "NO_COLOR": "1",
            # The order of a reader's tests is theirs; ours is random.
            "PYTEST_ADDOPTS": "-p no:randomly -p no:cacheprovider",
        }

    def run(self, typed: str) -> Done:
        """Run a command line to its end."""
        done = subprocess.run(
            ("sh", "-c", typed),
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            timeout=DEADLINE_S,
            check=False,
        )
        return Done(code=done.returncode, output=done.stdout, log=done.stderr)

    def run_until_ready(self, typed: str) -> Done:
        """Run a server until it has said something, then end it with Ctrl-C."""
        with subprocess.Popen(
            ("sh", "-c", f"exec {typed}"),
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as running:
            assert running.stdout is not None
            try:
                select.select([running.stdout], [], [], DEADLINE_S)
                running.send_signal(signal.SIGINT)
                output, log = running.communicate(timeout=DEADLINE_S)
            finally:
                if running.poll() is None:
                    running.kill()
        return Done(code=running.returncode, output=output, log=log)
