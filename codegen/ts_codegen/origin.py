"""Where each part of a document that was changed by an overlay stands in a file."""

from __future__ import annotations

from dataclasses import dataclass

from ts_codegen.document import Document, pointer_of, pointer_parts

__all__ = ["Origin", "Origins"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A file and a JSON pointer into it."""

    document: Document
    pointer: str

    @property
    def place(self) -> str:
        """Return `file:line:column`."""
        return self.document.place(self.pointer)

    def __str__(self) -> str:
        return f"{self.document.name}#{self.pointer}"


class Origins:
    """Finds the origin of a pointer into the changed document."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._moved: dict[tuple[str, ...], Origin] = {}

    def note(self, pointer: str, origin: Origin) -> None:
        """Remember that what now stands at `pointer` comes from `origin`."""
        self._moved[tuple(pointer_parts(pointer))] = origin

    def move(self, old: str, new: str, origin: Origin) -> None:
        """Remember that what stood at `old`, with all that was noted below it, now stands at `new`."""
        before, after = tuple(pointer_parts(old)), tuple(pointer_parts(new))
        for parts in [parts for parts in self._moved if parts[: len(before)] == before]:
            self._moved[after + parts[len(before) :]] = self._moved.pop(parts)
        self._moved[after] = origin

    def of(self, pointer: str) -> Origin:
        """Return the origin of what stands at `pointer`."""
        parts = tuple(pointer_parts(pointer))
        for length in range(len(parts), 0, -1):
            moved = self._moved.get(parts[:length])
            if moved is not None:
                return Origin(document=moved.document, pointer=moved.pointer + pointer_of(*parts[length:]))
        return Origin(document=self._document, pointer=pointer)

    def place(self, pointer: str) -> str:
        """Return the `file:line:column` of what stands at `pointer`."""
        return self.of(pointer).place
