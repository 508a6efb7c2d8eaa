"""What a `$ref` of a catalog leads to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ts_codegen.catalog.explain import did_you_mean
from ts_codegen.catalog.installed import InstalledPackages
from ts_codegen.catalog.ir import Definition
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap, is_list, is_map, map_of
from ts_codegen.problems import Problems

__all__ = ["PLATFORM_MODELS", "References", "reference_to", "references_in"]

PLATFORM_MODELS = "ts_connectors_api.data_acquisition.models"
_TDP = "tdp"
_DEFS = "#/$defs/"
_TYPES = "#/types/"


class References:
    """Resolves references.

    Args:
        types: names of the catalog's own types.
        packages: types of extended packages, by package and name.
        platform: has the SDK's models.
        definitions: where what is imported on the way is put.
        problems: where unknown references go.
    """

    def __init__(
        self,
        types: Iterable[str],
        packages: Mapping[str, Mapping[str, Definition]],
        platform: InstalledPackages,
        definitions: dict[str, Definition],
        problems: Problems,
    ) -> None:
        self._types = frozenset(types)
        self._packages = packages
        self._platform = platform
        self._definitions = definitions
        self._problems = problems

    def resolve(self, reference: str, origin: Origin) -> str | None:
        """Return the key of the definition that is meant; a mistake goes to the problems."""
        if reference.startswith(_TYPES):
            return self._type(reference.removeprefix(_TYPES), origin)
        package, separator, name = reference.partition("#/")
        name = name.removeprefix("types/")
        if separator and package == _TDP:
            return self._platform_model(name, origin)
        if separator and package in self._packages:
            return self._packaged(package, name, origin)
        if separator and package and not package.startswith("."):
            self._add(
                origin,
                f"{package!r} is not extended by this catalog",
                f"write '{package}' into 'extends', or refer to '#/types/<name>' or 'tdp#/<model>'",
            )
        else:
            self._add(origin, f"{reference!r} leads nowhere", "write '#/types/<name>' or 'tdp#/<model>'")
        return None

    def _type(self, name: str, origin: Origin) -> str | None:
        if name in self._types:
            return name
        if "/" in name:
            whole = name.partition("/")[0]
            self._add(
                origin, f"'#/types/{name}' is a part of a type", f"give the part a type of its own beside {whole}"
            )
            return None
        for package, definitions in self._packages.items():
            if name in definitions:
                return self._packaged(package, name, origin)
        known = self._types.union(*self._packages.values())
        self._add(origin, f"there is no type {name!r}", _cure(name, known, "#/types/", "write it under 'types'"))
        return None

    def _packaged(self, package: str, name: str, origin: Origin) -> str | None:
        definition = self._packages[package].get(name)
        if definition is None:
            known = self._packages[package]
            self._add(
                origin,
                f"the catalog of {package} has no type {name!r}",
                _cure(name, known, f"{package}#/", f"it has {', '.join(sorted(known)) or 'none'}"),
            )
            return None
        self._note(definition)
        return definition.key

    def _note(self, definition: Definition) -> None:
        if definition.key in self._definitions:
            return
        self._definitions[definition.key] = definition
        for key in references_in(definition.schema):
            package, _, name = key.rpartition(".")
            if package == _TDP:
                self._platform_model(name, definition.origin)
            elif name in self._packages.get(package, {}):
                self._note(self._packages[package][name])

    def _platform_model(self, name: str, origin: Origin) -> str | None:
        schemas = self._platform.schemas
        if name not in schemas:
            cure = _cure(name, schemas, "tdp#/", f"it is a class of {PLATFORM_MODELS}")
            self._add(origin, f"the SDK has no model {name!r}", cure)
            return None
        key = f"{_TDP}.{name}"
        waiting = [key]
        while waiting:
            found = waiting.pop()
            schema = map_of(schemas.get(found.removeprefix(f"{_TDP}.")))
            if found not in self._definitions:
                self._definitions[found] = Definition(key=found, schema=schema, origin=origin, module=PLATFORM_MODELS)
                waiting += references_in(schema)
        return key

    def _add(self, origin: Origin, message: str, cure: str) -> None:
        self._problems.add(origin.place, message, cure)


def reference_to(key: str) -> JsonMap:
    """Return the schema that refers to a definition."""
    return {"$ref": _DEFS + key}


def references_in(schema: object) -> list[str]:
    """Return the keys of the definitions that a schema refers to."""
    if is_map(schema):
        reference = schema.get("$ref")
        own = [reference.removeprefix(_DEFS)] if isinstance(reference, str) and reference.startswith(_DEFS) else []
        return own + [key for value in schema.values() for key in references_in(value)]
    return [key for item in schema for key in references_in(item)] if is_list(schema) else []


def _cure(name: str, known: Iterable[str], prefix: str, otherwise: str) -> str:
    near = did_you_mean(name, known)
    return f"write '{prefix}{near}'" if near else otherwise
