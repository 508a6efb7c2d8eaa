"""The platform and the connector as processes of their own, each with a log."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from examples.folder_watcher.demo.report import say
from examples.folder_watcher.demo.trouble import DemoFailed
from ts_connectors import settings

__all__ = ["Processes"]

ROOT = Path(__file__).parents[3]
PAUSE_S = 0.05
LINES = 15
KEPT = ("HOME", "LANG", "LC_ALL", "PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "TZ")
"""What a process inherits; the caller's proxies and accounts stay out of the demo."""


class Processes:
    """All processes of the demo; those that still run at its end are killed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in self._running.values():
            process.kill()
        for process in self._running.values():
            process.wait()

    def start(self, name: str, module: str, *arguments: str, environment: Mapping[str, str] | None = None) -> None:
        """Run a module of Python."""
        inherited = {key: value for key, value in settings.environment().items() if key in KEPT}
        with self._log(name).open("wb") as log:
            self._running[name] = subprocess.Popen(  # noqa: S603 - our own modules
                [sys.executable, "-m", module, *arguments],
                cwd=ROOT,
                env=inherited | dict(environment or {}),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,  # the platform greets with its token there
                stderr=log,
            )
        say(f"  the {name} is process {self._running[name].pid}")

    def stop(self, name: str, within_s: float) -> int:
        """Ask a process to end (SIGTERM), and return its exit code.

        Raises:
            DemoFailed: it goes on.
        """
        process = self._running[name]
        process.terminate()
        try:
            return process.wait(within_s)
        except subprocess.TimeoutExpired:
            raise DemoFailed(f"The {name} did not end within {within_s:g} s of SIGTERM") from None
        finally:
            if process.poll() is not None:
                del self._running[name]

    def check(self) -> None:
        """Go on only while all processes run.

        Raises:
            DemoFailed: one has ended.
        """
        for name, process in self._running.items():
            if process.poll() is not None:
                raise DemoFailed(f"The {name} ended with exit code {process.returncode}, long before it was told to")

    def wait_until(self, what: str, look: Callable[[], tuple[bool, str]], *, within_s: float) -> None:
        """Wait until `look` says that it is so; what else it says is shown whenever it changes.

        Raises:
            DemoFailed: it is not so in time, or a process has ended.
        """
        until = time.monotonic() + within_s
        shown = ""
        while True:
            is_so, state = look()
            if state != shown:
                say(f"  {state}")
            if is_so:
                return
            shown = state
            self.check()
            if time.monotonic() > until:
                raise DemoFailed(f"{within_s:g} s were not enough for: {what}. The last state: {state}")
            threading.Event().wait(PAUSE_S)

    def last_words(self) -> str:
        """Return the end of each log."""
        return "\n".join(_tail(path) for path in sorted(self._folder.glob("*.log")))

    def _log(self, name: str) -> Path:
        return self._folder / f"{name}.log"


def _tail(path: Path) -> str:
    lines: Sequence[str] = path.read_text("utf-8", "replace").splitlines()[-LINES:]
    return "\n".join([f"--- the last lines of the {path.stem}'s log", *lines])
