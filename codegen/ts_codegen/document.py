"""A YAML or JSON document with the place of everything in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from ts_codegen.problems import Problems

__all__ = ["Document", "Position", "load_document", "parse_document", "pointer_of", "pointer_parts"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# The core schema of YAML 1.2, in which `no`, `on` and `1:30` are texts.
_NULL = re.compile(r"null|Null|NULL|~|")
_TRUE = re.compile(r"true|True|TRUE")
_FALSE = re.compile(r"false|False|FALSE")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A place in a text, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A loaded document; its data are plain dicts, lists and scalars, not to be changed in place."""

    path: Path
    name: str
    """How messages call it, such as `specs/overlay.yaml`."""
    text: str = field(repr=False)
    data: Any = field(repr=False)
    root: Any = field(repr=False, compare=False)

    def position(self, pointer: str = "") -> Position:
        """Return where a JSON pointer leads: the key of a mapping's entry, the item of a list.

        Where it leads nowhere, the place of the last part that exists is given.
        """
        node, mark = self.root, None if self.root is None else self.root.start_mark
        for part in pointer_parts(pointer):
            found = _child(node, part)
            if found is None:
                break
            mark, node = found
        return Position(line=1, column=1) if mark is None else Position(line=mark.line + 1, column=mark.column + 1)

    def place(self, pointer: str = "") -> str:
        """Return `file:line:column` of a JSON pointer."""
        position = self.position(pointer)
        return f"{self.name}:{position.line}:{position.column}"


def pointer_of(*parts: object) -> str:
    """Return the JSON pointer made of unescaped parts."""
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def pointer_parts(pointer: str) -> list[str]:
    """Return the unescaped parts of a JSON pointer, with or without `#` before it."""
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.lstrip("#").split("/")[1:]]


def load_document(path: Path, name: str, problems: Problems) -> Document | None:
    """Read a file; what is wrong with it goes to `problems`, then None is returned."""
    try:
        text = path.read_text("utf-8")
    except OSError as failure:
        problems.add(f"{name}:1:1", f"cannot be read: {failure.strerror}", "create the file or correct its path")
        return None
    except UnicodeDecodeError as failure:
        problems.add(f"{name}:1:1", f"is not UTF-8 (byte {failure.start})", "save the file as UTF-8")
        return None
    return parse_document(text, path=path, name=name, problems=problems)


def parse_document(text: str, *, path: Path, name: str, problems: Problems) -> Document | None:
    """Parse YAML or JSON text; what is wrong with it goes to `problems`, then None is returned."""
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.YAMLError as failure:
        mark = getattr(failure, "problem_mark", None)
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        said = getattr(failure, "problem", None) or getattr(failure, "reason", None) or "unreadable"
        problems.add(f"{name}:{line}:{column}", f"is no YAML: {said}", "correct the syntax at this place")
        return None
    reader = _Reader(name, problems)
    before = len(problems)
    data = None if root is None else reader.value(root, frozenset())
    if len(problems) > before:
        return None
    return Document(path=path, name=name, text=text, data=data, root=root)


class _Reader:
    """Makes plain values of YAML nodes."""

    def __init__(self, name: str, problems: Problems) -> None:
        self._name = name
        self._problems = problems

    def value(self, node: Any, open_nodes: frozenset[int]) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if id(node) in open_nodes:
            self._refuse(node, "an alias leads back to where it stands in", "write the content out")
            return None
        inside = open_nodes | {id(node)}
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, inside) for item in node.value]
        return self._mapping(node, inside)

    def _mapping(self, node: Any, inside: frozenset[int]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                self._refuse(key_node, "a key must be a text", "write a plain text before the colon")
                continue
            # Keys are texts, as in JSON: a response's status may be written 200 or '200'.
            key = str(key_node.value)
            if key in found:
                self._refuse(key_node, f"the key {key!r} stands here twice", "keep one of the two")
            found[key] = self.value(value_node, inside)
        return found

    def _scalar(self, node: Any) -> Any:
        text: str = node.value
        if node.style:
            return text
        if _NULL.fullmatch(text):
            return None
        if _TRUE.fullmatch(text) or _FALSE.fullmatch(text):
            return text[0] in "tT"
        if _INTEGER.fullmatch(text):
            return int(text, 0 if text[:2] in ("0o", "0x") else 10)
        if _FLOAT.fullmatch(text):
            return float(text)
        return text

    def _refuse(self, node: Any, message: str, cure: str) -> None:
        mark = node.start_mark
        self._problems.add(f"{self._name}:{mark.line + 1}:{mark.column + 1}", message, cure)


def _child(node: Any, part: str) -> tuple[Any, Any] | None:
    for index, (mark, key, child) in enumerate(_children(node)):
        if part == (str(index) if key is None else key):
            return mark, child
    return None


def _children(node: Any) -> Iterator[tuple[Any, str | None, Any]]:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            yield key_node.start_mark, str(key_node.value), value_node
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield item.start_mark, None, item
