"""The demo as a process, with a temporary folder that can be looked into."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from ts_connectors import settings

__all__ = ["Demo"]


class Demo:
    """A running demo."""

    def __init__(self, root: Path, temporary: Path) -> None:
        self.temporary = temporary
        self.shown: list[str] = []
        self.process = subprocess.Popen(
            [sys.executable, "-m", "examples.folder_watcher.demo"],
            cwd=root,
            env={**settings.environment(), "TMPDIR": str(temporary)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            start_new_session=True,  # so that whatever it leaves running can be found
        )

    def read_until(self, text: str) -> None:
        """Read what it shows, up to a line with this text."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.shown.append(line.rstrip("\n"))
            if text in line:
                return
        raise AssertionError("\n".join(self.shown))

    def end(self) -> int:
        """Read the rest and return the exit code."""
        assert self.process.stdout is not None
        self.shown += self.process.stdout.read().splitlines()
        return self.process.wait()

    @property
    def is_anything_left(self) -> bool:
        """Whether a process or a file of the demo is still there."""
        return self._has_processes or any(self.temporary.iterdir())

    @property
    def _has_processes(self) -> bool:
        try:
            os.killpg(self.process.pid, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self) -> None:
        """End it with all that it started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.process.stdout is not None:
            self.process.stdout.close()
