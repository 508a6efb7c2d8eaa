"""`python -m ts_connectors.simulator`: the local platform as a process of its own."""

from __future__ import annotations

import argparse
import os
import signal
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from ts_connectors.simulator.address import PlatformAddress
from ts_connectors.simulator.platform import LocalPlatform

__all__ = ["main"]

LOOK_INTERVAL_S = 0.5


def main(arguments: Sequence[str] | None = None) -> int:
    """Run until SIGTERM, SIGINT or the end of the parent process; return the exit code."""
    given = _parser().parse_args(arguments)
    # Asked before the slow part: a parent that ends meanwhile must be noticed, too.
    parent = os.getppid()
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stopping.set())
    platform = LocalPlatform(org_slug=given.org_slug, port=given.port, aws_port=given.aws_port)
    try:
        platform.start()
    except OSError as problem:
        sys.stderr.write(f"The local platform cannot listen: {problem.strerror}; choose other ports\n")
        return 1
    try:
        _announce(platform.address, as_json=given.json, ready_file=given.ready_file)
        while not stopping.wait(LOOK_INTERVAL_S):
            if os.getppid() != parent:
                break
    finally:
        platform.stop()
        if given.ready_file is not None:
            given.ready_file.unlink(missing_ok=True)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m ts_connectors.simulator",
        description="Run TDP's REST API, the command service and AWS on this machine, for connectors to run against.",
    )
    parser.add_argument("--port", type=int, default=0, help="of REST and the command service (default: any free one)")
    parser.add_argument("--aws-port", type=int, default=0, help="of AWS (default: any free one)")
    parser.add_argument("--org-slug", default="local", help="the organization (default: %(default)s)")
    parser.add_argument("--json", action="store_true", help="when ready, print the address as one line of JSON")
    parser.add_argument("--ready-file", type=Path, help="when ready, write that line here; removed at the end")
    return parser


def _announce(address: PlatformAddress, *, as_json: bool, ready_file: Path | None) -> None:
    line = address.to_json() + "\n"
    if ready_file is not None:
        # Whoever waits for the file finds it whole, and nobody else may read the token in it.
        draft = ready_file.with_name(f"{ready_file.name}.{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(line, encoding="utf-8")
        draft.replace(ready_file)
    sys.stdout.write(line if as_json else _welcome(address))
    sys.stdout.flush()


def _welcome(address: PlatformAddress) -> str:
    return (
        f"The local platform is up; end it with Ctrl-C.\n"
        f"  TDP_ENDPOINT      {address.endpoint}\n"
        f"  AWS_ENDPOINT_URL  {address.aws_endpoint}\n"
        f"  ORG_SLUG          {address.org_slug}\n"
        f"  user token        {address.user_token}\n"
    )


if __name__ == "__main__":
    sys.exit(main())
