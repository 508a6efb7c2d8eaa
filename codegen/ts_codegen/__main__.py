"""The command line of the generator: `python -m ts_codegen [--check]`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from ts_codegen.output import compare, write
from ts_codegen.problems import CodegenError
from ts_codegen.run import generate
from ts_codegen.verify import verify_imports

__all__ = ["main"]

_PROJECT = Path(__file__).resolve().parents[2]


def main(arguments: list[str] | None = None) -> int:
    """Write or check the generated package; return the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ts_codegen", description="Write generated/ from specs/.")
    parser.add_argument("--check", action="store_true", help="compare only: exit 1 where a file is not as it would be")
    parser.add_argument("--specs", type=Path, default=_PROJECT / "specs", help="folder of the documents")
    parser.add_argument("--output", type=Path, default=_PROJECT / "generated", help="folder of the generated package")
    options = parser.parse_args(arguments)
    started = time.perf_counter()
    try:
        made = generate(options.specs)
        differences = compare(options.output, made.files, owns_folder=True)
        if differences and not options.check:
            verify_imports(made.files)
            write(options.output, made.files)
    except CodegenError as mistakes:
        print(mistakes, file=sys.stderr)
        return 1
    calls = sum(len(group.calls) for service in made.services for group in service.groups)
    spent_s = time.perf_counter() - started
    for difference in differences:
        print(f"  {difference}")
    for note in made.notes:
        print(f"  note: {note}")
    print(f"{len(made.files)} files, {calls} operations, {len(differences)} different, {spent_s:.1f} s")
    if options.check and differences:
        print("generated/ is not what specs/ gives; run 'make codegen' and commit the result", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
