"""What a console block promises without being run: that the target, the extra or the option is there."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from typer.testing import CliRunner

from ts_connectors.cli.app import app

__all__ = ["check_make", "check_options", "check_pip", "recipe_of"]

REQUIREMENT = re.compile(r"(?P<name>[\w.-]+)(?:\[(?P<extras>[\w,-]+)\])?")


def check_make(root: Path, words: tuple[str, ...]) -> None:
    """Check that the targets and variables of a `make` command are there.

    Raises:
        ValueError: one is not.
    """
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)
    variables = re.findall(r"^(\w+) \?=", makefile, re.MULTILINE)
    for word in words[1:]:
        name, is_assignment, _ = word.partition("=")
        known = variables if is_assignment else targets[1].split() if targets else []
        if name not in known:
            raise ValueError(f"make has no {name}; it has {', '.join(known)}")


def recipe_of(root: Path, target: str) -> str:
    """Return the command of a target that needs no more than the environment in which the tests run.

    Raises:
        ValueError: it is more than one command of Python.
    """
    makefile = (root / "Makefile").read_text(encoding="utf-8")
    recipe = re.search(rf"^{target}: \$\(STAMP\)[^\n]*\n\t@\$\(PY\) (?P<rest>[^$\n]+)\n(?!\t)", makefile, re.MULTILINE)
    if recipe is None:
        raise ValueError(f"nothing runs 'make {target}' here, so its output cannot be shown")
    return f"python {recipe['rest']}"


def check_pip(root: Path, words: tuple[str, ...]) -> None:
    """Check that what `pip install` is told to install is ours, with extras that it has.

    Raises:
        ValueError: it is not.
    """
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    if words[1:2] != ("install",) or len(words) < 3:
        raise ValueError("only 'pip install <something>' is known")
    for word in words[2:]:
        asked = REQUIREMENT.fullmatch(word)
        if asked is None or asked["name"] != project["name"]:
            raise ValueError(f"{word} is not {project['name']}")
        missing = set((asked["extras"] or "").split(",")) - {"", *project["optional-dependencies"]}
        if missing:
            raise ValueError(f"there is no extra {', '.join(sorted(missing))}")


def check_options(words: tuple[str, ...]) -> None:
    """Check that `ts-connectors` has this verb with these options; the verb is not run.

    Raises:
        ValueError: it has not.
    """
    verb, *rest = words[1:]
    asked = CliRunner().invoke(app, [verb, "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
    if asked.exit_code:
        raise ValueError(f"ts-connectors has no verb {verb}")
    known = set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", asked.output))
    unknown = {word.partition("=")[0] for word in rest if word.startswith("--")} - known
    if unknown:
        raise ValueError(f"ts-connectors {verb} has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}")
