"""Proof that generated modules can be imported and their models built, before they replace anything."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

from ts_codegen.output import OutputFile
from ts_codegen.problems import CodegenError, Problem

__all__ = ["verify_imports"]

_PROGRAM = """
import importlib, sys
sys.path.insert(0, sys.argv[1])
sys.dont_write_bytecode = True
for name in sys.argv[2:]:
    module = importlib.import_module(name)
    for part in vars(module).values():
        if isinstance(part, type) and part.__module__ == name and hasattr(part, "model_rebuild"):
            part.model_rebuild()
"""


def verify_imports(files: Iterable[OutputFile]) -> None:
    """Import every module that was written, and what it imports of the copied ones, in a fresh interpreter.

    Raises:
        CodegenError: one of them cannot be imported.
    """
    with tempfile.TemporaryDirectory(prefix="ts-codegen-") as folder:
        names: list[str] = []
        for file in files:
            if file.path.endswith(".py"):
                path = Path(folder) / file.path
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(file.text, "utf-8", newline="\n")
            if file.path.endswith(".py") and not file.is_copy:
                names.append(file.path.removesuffix(".py").removesuffix("/__init__").replace("/", "."))
        done = subprocess.run(  # noqa: S603 - this interpreter, with a program of our own
            [sys.executable, "-I", "-c", _PROGRAM, folder, *names], capture_output=True, text=True, check=False
        )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason given"]
        raise CodegenError(
            (
                Problem(
                    place="generated code",
                    message=f"cannot be imported: {last[0]}",
                    cure="this is a fault of the generator: report it with the documents",
                ),
            )
        )
