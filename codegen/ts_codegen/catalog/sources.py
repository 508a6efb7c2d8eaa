"""The files of a catalog: its own, those that it extends by path, and the packages that it extends by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ts_codegen.catalog.installed import Installed, InstalledPackages
from ts_codegen.document import Document, load_document, pointer_of
from ts_codegen.output import sha256_of
from ts_codegen.plain import list_of, map_of
from ts_codegen.problems import Problems

__all__ = ["InstalledSource", "Sources", "read_sources"]


@dataclass(frozen=True, slots=True, kw_only=True)
class InstalledSource:
    """A package that is extended, and its catalog."""

    package: Installed
    document: Document
    is_direct: bool
    """Whether the catalog itself names it; else a package that it names does."""

    @property
    def extends(self) -> tuple[str, ...]:
        """The packages that it extends in turn."""
        return tuple(entry for entry in list_of(map_of(self.document.data).get("extends")) if isinstance(entry, str))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """All that a catalog is made of."""

    documents: tuple[Document, ...]
    """Those that it extends by path, then its own; their types and commands are one catalog."""
    installed: tuple[InstalledSource, ...]

    @property
    def own(self) -> Document:
        """The catalog itself."""
        return self.documents[-1]

    @property
    def sha256(self) -> str:
        """The hash of all its files."""
        return sha256_of("\n".join(document.text for document in self.documents))


def read_sources(path: Path, name: str, packages: InstalledPackages, problems: Problems) -> Sources | None:
    """Read a catalog and all that it extends; what is wrong goes to `problems`.

    Returns:
        None where the catalog itself cannot be read.
    """
    reader = _Reader(packages, problems)
    own = load_document(path, name, problems)
    if own is None:
        return None
    extended = list(reader.extended(own, (path.resolve(),)))
    return Sources(documents=(*extended, own), installed=tuple(reader.installed.values()))


class _Reader:
    def __init__(self, packages: InstalledPackages, problems: Problems) -> None:
        self._packages = packages
        self._problems = problems
        self._read: set[Path] = set()
        self.installed: dict[str, InstalledSource] = {}

    def extended(self, document: Document, above: tuple[Path, ...]) -> Iterator[Document]:
        for index, entry in enumerate(list_of(map_of(document.data).get("extends"))):
            place = document.place(pointer_of("extends", index))
            if not isinstance(entry, str):
                continue
            if _is_path(entry):
                yield from self._by_path(document, entry, place, above)
            else:
                self._by_name(entry, place)

    def _by_path(self, document: Document, entry: str, place: str, above: tuple[Path, ...]) -> Iterator[Document]:
        path = (document.path.parent / entry).resolve()
        if path in above:
            self._problems.add(place, f"{entry!r} extends this catalog in turn", "remove one of the two entries")
            return
        if path in self._read:
            return
        self._read.add(path)
        if not path.is_file():
            self._problems.add(place, f"there is no file {entry!r}", "write a path relative to this file")
            return
        found = load_document(path, _name_beside(document.name, entry), self._problems)
        if found is not None:
            yield from self.extended(found, (*above, path))
            yield found

    def _by_name(self, entry: str, place: str) -> None:
        package = self._packages.find(entry)
        if package is None:
            self._problems.add(
                place,
                f"no installed package {entry!r} brings a catalog",
                f"install it, or write './{entry}.yaml' if a file beside this one is meant",
            )
        else:
            self._read_package(package, is_direct=True)

    def _read_package(self, package: Installed, *, is_direct: bool) -> None:
        known = self.installed.get(package.name)
        if known is not None and (known.is_direct or not is_direct):
            return
        found = load_document(package.catalog, f"{package.name}/{package.catalog.name}", self._problems)
        if found is None:
            return
        source = InstalledSource(package=package, document=found, is_direct=is_direct)
        self.installed[package.name] = source
        for name in source.extends:
            inner = self._packages.find(name)
            if inner is not None:
                self._read_package(inner, is_direct=False)


def _is_path(entry: str) -> bool:
    return "/" in entry or "\\" in entry or entry.endswith((".yaml", ".yml", ".json"))


def _name_beside(name: str, entry: str) -> str:
    folder = name.rpartition("/")[0]
    return f"{folder}/{entry}" if folder else entry.removeprefix("./")
