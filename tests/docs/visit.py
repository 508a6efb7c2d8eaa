"""A reader's visit to a page: every block is run, or checked as far as a machine can, in the order of the page."""

from __future__ import annotations

import json
import shlex
import shutil
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.docs import mermaid
from tests.docs.catalogs import compile_catalog
from tests.docs.console import Command, commands_of
from tests.docs.pages import Block, Page
from tests.docs.promises import check_make, check_options, check_pip, recipe_of
from tests.docs.shown import difference
from tests.docs.terminal import Done, Terminal

__all__ = ["Visit"]

SERVERS = frozenset({"ts_connectors.simulator"})
"""Modules that run until they are stopped, once they have said that they are ready."""
FILE_TOOLS = frozenset({"cp", "grep", "rm"})
"""Run in the page's folder, which holds a copy of the examples where the page is one of theirs."""


class Visit:
    """Follows a page in an empty folder.

    A block whose first line names a file (`# connector.py`) is that file; where the name is the path of a file of the
    repository, the block is a quotation of it. All other Python blocks of a page are one program, which is run last. A
    text block is what the Python block before it prints.

    Args:
        page: the page.
        root: the repository.
        folder: an empty folder.
    """

    def __init__(self, page: Page, *, root: Path, folder: Path) -> None:
        self._page = page
        self._root = root
        self._terminal = Terminal(folder)
        self._at_home = Terminal(folder, root)
        self._folder = folder
        if page.name.startswith("examples/"):
            shutil.copytree(root / "examples", folder / "examples", ignore=shutil.ignore_patterns("__pycache__"))
        self._program: list[Block] = []
        self._printed: list[str] = []
        self._files: dict[str, Block] = {}
        self._languages: Mapping[str, Callable[[Block], None]] = {
            "console": self._type,
            "json": lambda block: self._keep(block, json.loads(block.text)),
            "mermaid": self._draw,
            "python": self._collect,
            "sh": self._type,
            "text": self._compare,
            "toml": lambda block: self._keep(block, tomllib.loads(block.text)),
            "yaml": self._compile,
        }

    def follow(self) -> None:
        """Run and check everything.

        Raises:
            AssertionError: a block does not hold; the message begins with its place.
        """
        before: Block | None = None
        for block in self._page.blocks:
            if block.reason is None:
                self._follow(block, before)
            before = block
        self._run_program()
        self._run_what_nobody_ran()

    def _follow(self, block: Block, before: Block | None) -> None:
        if block.language not in self._languages:
            known = ", ".join(self._languages)
            raise AssertionError(f"{block.place}: no checker for {block.language!r}; there is one for {known}")
        if block.language == "text" and (before is None or before not in self._program):
            raise AssertionError(
                f"{block.place}: a text block is what the Python block above it prints; for a command, write both "
                "into a console block"
            )
        try:
            if block.name is not None and (self._root / block.name).is_file() and "/" in block.name:
                self._quote(block, block.name)
            else:
                self._languages[block.language](block)
        except (SyntaxError, ValueError) as problem:
            raise AssertionError(f"{block.place}: {problem}") from problem

    def _keep(self, block: Block, _read: object = None) -> None:
        if block.name is not None:
            self._files[block.name] = block
            path = self._folder / block.name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text, encoding="utf-8")

    def _quote(self, block: Block, name: str) -> None:
        quotation = block.text.partition("\n")[2].strip("\n")
        if quotation not in (self._root / name).read_text(encoding="utf-8"):
            raise ValueError(f"{name} does not hold these lines, one after the other")

    def _draw(self, block: Block) -> None:
        if wrong := mermaid.mistakes(block.text):
            raise ValueError("\n".join(wrong))

    def _compile(self, block: Block) -> None:
        self._keep(block)
        compile_catalog(block.text, name=block.name or "block.yaml", folder=self._folder)

    def _collect(self, block: Block) -> None:
        compile(block.text, block.place, "exec")
        if block.name is None:
            self._program.append(block)
        else:
            self._keep(block)

    def _compare(self, block: Block) -> None:
        self._printed.append(block.text)

    def _type(self, block: Block) -> None:
        for command in commands_of(block):
            try:
                done = self._do(command)
            except ValueError as problem:
                raise AssertionError(f"{command.place}: {problem}") from problem
            if done is None:
                if command.shown.strip():
                    raise AssertionError(f"{command.place}: nothing runs this command, so its output cannot be shown")
            elif command.shown.strip():
                # Lines of a log may fall between what a page shows.
                wrong = difference(command.shown, done.output) and difference(command.shown, done.output + done.log)
                assert wrong is None, f"{command.place}: {wrong}"
            else:
                assert done.code == 0, f"{command.place}: exit code {done.code}\n{done.output}{done.log}"

    def _do(self, command: Command) -> Done | None:
        words = command.words
        match words:
            case ("make", *_):
                check_make(self._root, words)
                if command.shown.strip():
                    return self._at_home.run(recipe_of(self._root, words[1]))
            case ("pip", *_):
                check_pip(self._root, words)
            case (".ci/run",):
                if not (self._root / ".ci" / "run").stat().st_mode & 0o100:
                    raise ValueError(".ci/run cannot be executed")
            case ("ts-connectors", _, *_):
                check_options(words)
                return self._terminal.run(command.typed) if self._files else self._of_repository(words)
            case ("python", "-m", module, *_) if module in SERVERS:
                return self._terminal.run_until_ready(command.typed)
            case ("python", "-m", module):
                if not (self._root / module.replace(".", "/") / "__main__.py").exists():
                    raise ValueError(f"the repository has no program {module}")
            case ("python", name, *_) if name in self._files:
                return self._terminal.run(command.typed)
            case (tool, *_) if tool in FILE_TOOLS:
                return self._terminal.run(command.typed)
            case ("pytest", *_) if self._files:
                return self._terminal.run(command.typed)
            case _:
                raise ValueError(f"nothing knows how to run or check {' '.join(words)!r}; teach tests/docs/visit.py")
        return None

    def _of_repository(self, words: tuple[str, ...]) -> Done:
        """Run a codegen on the repository's own catalogs: what is committed must be what it gives."""
        check = () if "--check" in words else ("--check",)
        return self._at_home.run(shlex.join((*words, *check)))

    def _run_program(self) -> None:
        if not self._program:
            return
        lines: list[str] = []
        for block in self._program:
            # Each line has the number that it has in the page, so tracebacks lead there.
            lines += [""] * (block.line - 1 - len(lines)) + block.text.splitlines()
        path = self._folder / (self._page.name.replace("/", "_") + ".py")
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        done = self._terminal.run(f"python {path.name}")
        assert done.code == 0, f"{self._page.name}: exit code {done.code}\n{done.output}{done.log}"
        if self._printed:
            wrong = difference("".join(self._printed), done.output)
            assert wrong is None, f"{self._page.name}: {wrong}"

    def _run_what_nobody_ran(self) -> None:
        for name, block in self._files.items():
            stem, _, suffix = name.rpartition(".")
            others = "\n".join(other.text for other in self._page.blocks if other != block)
            uses = (name, f"from {stem} import", f"import {stem}\n", "$ pytest")
            if suffix == "py" and not any(use in others for use in uses):
                done = self._terminal.run(f"python {name}")
                assert done.code == 0, f"{block.place}: exit code {done.code}\n{done.output}{done.log}"
