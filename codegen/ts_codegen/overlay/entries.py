"""The entries of an overlay, read and checked for their shape."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ts_codegen.document import Document, pointer_of
from ts_codegen.plain import is_list, is_map, list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["DocumentOverlay", "Entry", "read_overlay"]

_TEXT, _TEXTS, _MAP, _FLAG, _WHOLE = "a text", "a list of texts", "a mapping", "true or false", "a whole number"

_SECTIONS: Mapping[str, Mapping[str, str]] = {
    "path_prefix": {"from": _TEXT, "to": _TEXT, "except?": _TEXTS},
    "enums": {"name": _TEXT, "at": _TEXTS, "members?": _MAP},
    "types": {"at": _TEXTS, "schema": _MAP},
    "bodies": {"operation": _TEXT, "status": _WHOLE, "content": _TEXT, "schema": _MAP},
    "pagination": {
        "operation": _TEXT,
        "method": _TEXT,
        "skip": _TEXT,
        "take": _TEXT,
        "items": _TEXT,
        "total?": _TEXT,
        "page_size": _WHOLE,
    },
    "retries": {"operation": _TEXT, "repeatable": _FLAG},
    "secrets": {"at": _TEXTS},
}
_NAMED_SECTIONS: Mapping[str, Mapping[str, str]] = {"schemas": {"schema": _MAP}}
_PLAIN = {"package": _TEXT, "client": _TEXT, "groups?": _MAP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry: its section, its content, and where it stands."""

    section: str
    key: str
    """Its name in a section of names, else its position."""
    content: Mapping[str, Any]
    pointer: str

    def __getitem__(self, name: str) -> Any:
        return self.content[name]


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentOverlay:
    """What an overlay says of one document."""

    document: Document
    """The overlay itself, for the places of its entries."""
    pointer: str
    package: str
    client: str
    groups: Mapping[str, Mapping[str, str]]
    """Group to method name to operationId."""
    entries: Mapping[str, tuple[Entry, ...]]
    """Section to its entries."""

    def place(self, *parts: object) -> str:
        """Return the place of something below this document's part of the overlay."""
        return self.document.place(self.pointer + pointer_of(*parts))


def read_overlay(overlay: Document, problems: Problems) -> Mapping[str, DocumentOverlay]:
    """Return the overlay's parts by document name; what has the wrong shape goes to `problems`."""
    data = map_of(overlay.data)
    if data.get("overlay") != 1:
        problems.add(overlay.place("/overlay"), "is no overlay of version 1", "write 'overlay: 1' at its top")
    documents = data.get("documents")
    if not is_map(documents):
        problems.add(overlay.place("/documents"), "names no documents", "write 'documents:' with a mapping below")
        return {}
    found: dict[str, DocumentOverlay] = {}
    for name, part in documents.items():
        pointer = pointer_of("documents", name)
        if not is_map(part):
            problems.add(overlay.place(pointer), "is no mapping", "write 'package:' and 'client:' below the name")
            continue
        found[name] = _Part(overlay, pointer, part, problems).read()
    return found


class _Part:
    def __init__(self, overlay: Document, pointer: str, part: Mapping[str, Any], problems: Problems) -> None:
        self._overlay = overlay
        self._pointer = pointer
        self._part = part
        self._problems = problems

    def read(self) -> DocumentOverlay:
        known = {*_SECTIONS, *_NAMED_SECTIONS, *(key.rstrip("?") for key in _PLAIN)}
        for key in self._part.keys() - known:
            self._refuse(f"{key!r} is no section", f"write one of {', '.join(sorted(known))}", key)
        plain = {key: value for key, value in self._part.items() if key in ("package", "client", "groups")}
        self._check_shape(plain, _PLAIN, self._pointer)
        return DocumentOverlay(
            document=self._overlay,
            pointer=self._pointer,
            package=str(plain.get("package", "")),
            client=str(plain.get("client", "")),
            groups=self._groups(plain.get("groups")),
            entries={
                section: tuple(self._entries(section, shape))
                for section, shape in {**_SECTIONS, **_NAMED_SECTIONS}.items()
            },
        )

    def _groups(self, groups: object) -> Mapping[str, Mapping[str, str]]:
        found: dict[str, Mapping[str, str]] = {}
        for name, methods in map_of(groups).items():
            if not is_map(methods) or not all(isinstance(item, str) for item in methods.values()):
                said = f"group {name!r} is no mapping of method to operationId"
                self._refuse(said, "write 'get: theOperationId' below it", "groups", name)
                continue
            found[name] = methods
        return found

    def _entries(self, section: str, shape: Mapping[str, str]) -> Iterator[Entry]:
        content = self._part.get(section)
        if content is None:
            return
        is_named = section in _NAMED_SECTIONS
        if not (is_map(content) if is_named else is_list(content)):
            wanted = "a mapping of names" if is_named else "a list of entries"
            self._refuse(f"{section!r} must be {wanted}", f"write {wanted} below it", section)
            return
        for key, item in map_of(content).items() if is_named else enumerate(list_of(content)):
            pointer = self._pointer + pointer_of(section, key)
            if self._check_shape(item, {**shape, "why": _TEXT}, pointer):
                yield Entry(section=section, key=str(key), content=item, pointer=pointer)

    def _check_shape(self, item: object, shape: Mapping[str, str], pointer: str) -> bool:
        place = self._overlay.place(pointer)
        if not is_map(item):
            self._problems.add(place, "is no mapping", f"write {', '.join(_listed(shape))}")
            return False
        before = len(self._problems)
        allowed = {key.rstrip("?"): kind for key, kind in shape.items()}
        for key in [key for key in item if key not in allowed]:
            self._problems.add(
                self._overlay.place(pointer + pointer_of(key)),
                f"{key!r} has no meaning here",
                f"write {', '.join(_listed(shape))}",
            )
        for key, kind in shape.items():
            if key not in item and not key.endswith("?"):
                cure = "write 'why:' with the reason" if key == "why" else f"write '{key}:' with {kind}"
                self._problems.add(place, f"lacks {key!r}", cure)
        for key, value in item.items():
            if key in allowed and not _is_a(value, allowed[key]):
                where = self._overlay.place(pointer + pointer_of(key))
                self._problems.add(where, f"{key!r} is not {allowed[key]}", f"write {allowed[key]}")
        return len(self._problems) == before

    def _refuse(self, message: str, cure: str, *parts: object) -> None:
        self._problems.add(self._overlay.place(self._pointer + pointer_of(*parts)), message, cure)


def _listed(shape: Mapping[str, str]) -> list[str]:
    return [f"'{key.rstrip('?')}'" for key in shape]


def _is_a(value: object, kind: str) -> bool:
    match kind:
        case "a text":
            return isinstance(value, str) and bool(value.strip())
        case "a list of texts":
            return is_list(value) and bool(value) and all(isinstance(item, str) for item in value)
        case "a mapping":
            return isinstance(value, dict)
        case "true or false":
            return isinstance(value, bool)
        case _:
            return isinstance(value, int) and not isinstance(value, bool)
