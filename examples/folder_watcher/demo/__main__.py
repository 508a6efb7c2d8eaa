"""Run the demo; exit code 0 says that all of it was as it should be."""

from __future__ import annotations

import signal
import sys
import tempfile
from pathlib import Path

from examples.folder_watcher.demo.processes import Processes
from examples.folder_watcher.demo.report import say, tables
from examples.folder_watcher.demo.story import tell
from examples.folder_watcher.demo.trouble import DemoFailed

INTERRUPTED = 130


def main() -> int:
    """Run it in a folder of its own, and leave nothing behind, whatever happens."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(INTERRUPTED))
    with tempfile.TemporaryDirectory(prefix="folder-watcher-demo-") as folder, Processes(Path(folder)) as processes:
        try:
            result = tell(processes, Path(folder))
        except KeyboardInterrupt:
            say("Interrupted; everything is stopped.")
            return INTERRUPTED
        except Exception as failure:  # noqa: BLE001 - whatever it was, the logs tell more of it
            kind = "" if isinstance(failure, DemoFailed) else f"{type(failure).__name__}: "
            say(f"\nThe demo failed: {kind}{failure}\n{processes.last_words()}")
            return 1
    say(tables(result))
    return 0


if __name__ == "__main__":
    sys.exit(main())
