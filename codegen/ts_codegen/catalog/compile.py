"""From the files of a catalog to the catalog, with every mistake told at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ts_codegen.catalog.circles import check_circles
from ts_codegen.catalog.command_reader import CommandReader, check_object
from ts_codegen.catalog.hoisting import hoisted, is_nullable_class
from ts_codegen.catalog.installed import InstalledPackages
from ts_codegen.catalog.ir import Base, Catalog, CommandSpec, Definition, Payload
from ts_codegen.catalog.names import NameGates, method_name, sender_name
from ts_codegen.catalog.references import References
from ts_codegen.catalog.reserved import FIELD_NAMES
from ts_codegen.catalog.samples import check_samples
from ts_codegen.catalog.schema_reader import SchemaReader
from ts_codegen.catalog.schema_text import properties_of
from ts_codegen.catalog.sources import InstalledSource, Sources, read_sources
from ts_codegen.catalog.structure import check_structure
from ts_codegen.document import Document, pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import is_list, is_map, map_of
from ts_codegen.problems import CodegenError, Problems
from ts_codegen.python.names import snake_case

__all__ = ["STANDARD", "compile_catalog"]

STANDARD = "Standard"
"""What the classes of the SDK's own catalog begin with."""


def compile_catalog(
    path: Path,
    *,
    name: str,
    source: str,
    schema: Path,
    packages: InstalledPackages,
    reserved: frozenset[str],
    prefix: str = "",
    title: str = "",
) -> Catalog:
    """Read and check a catalog.

    Args:
        path: its file.
        name: how messages call the file.
        source: how headers call it: the same on every machine.
        schema: the JSON Schema of catalogs.
        packages: where catalogs that are extended by name, and the SDK's models, come from.
        reserved: names that handler methods cannot have.
        prefix: what class names begin with where the catalog names no connector.
        title: whose commands they are, where the catalog names no connector.

    Raises:
        CodegenError: it holds mistakes, all of which it lists.
    """
    problems = Problems()
    sources = read_sources(path, name, packages, problems)
    if sources is None:
        problems.raise_if_any()
        raise CodegenError(())
    for document in sources.documents:
        check_structure(document, schema, problems, has_connector=bool(_connector_of(sources.own)))
    catalog = _Compiler(sources, source, packages, reserved, prefix, problems).compile()
    problems.raise_if_any()
    return catalog if catalog.connector or not title else replace(catalog, title=title)


class _Compiler:
    def __init__(
        self,
        sources: Sources,
        source: str,
        packages: InstalledPackages,
        reserved: frozenset[str],
        prefix: str,
        problems: Problems,
    ) -> None:
        self._sources = sources
        self._source = source
        self._problems = problems
        self._connector = _connector_of(sources.own)
        self._prefix = self._connector or prefix
        self._names = NameGates(
            prefix=self._prefix, reserved=reserved, inherited=_inherited(sources.installed), problems=problems
        )
        self._definitions: dict[str, Definition] = {}
        self._references = References(
            (name for document in sources.documents for name in map_of(map_of(document.data).get("types"))),
            {source.package.name: _types_of(source) for source in sources.installed},
            packages,
            self._definitions,
            problems,
        )

    def compile(self) -> Catalog:
        files = [
            (document, SchemaReader(document, self._references, self._problems)) for document in self._sources.documents
        ]
        for document, schemas in files:
            self._read_types(document, schemas)
        commands = [command for document, schemas in files for command in self._read_commands(document, schemas)]
        has_circles = check_circles(self._definitions, self._problems)
        if not has_circles:
            samples = [sample for _, schemas in files for sample in schemas.values]
            check_samples(samples, self._definitions, self._problems)
        return Catalog(
            connector=self._connector,
            prefix=self._prefix,
            title=self._connector or self._prefix,
            source=self._source,
            sha256=self._sources.sha256,
            definitions=self._definitions,
            model_schemas={} if has_circles else hoisted(self._definitions, self._claim_inner),
            commands=tuple(commands),
            bases=tuple(_bases(self._sources.installed)),
        )

    def _claim_inner(self, name: str, origin: Origin) -> None:
        self._names.claim_class(name, origin.place, "give it a name under 'types' and refer to it")

    def _read_types(self, document: Document, schemas: SchemaReader) -> None:
        for name, schema in map_of(map_of(document.data).get("types")).items():
            pointer = pointer_of("types", name)
            if is_map(schema):
                self._names.claim_class(name, document.place(pointer), "rename the type")
                origin = Origin(document=document, pointer=pointer)
                self._definitions[name] = Definition(key=name, schema=schemas.read(schema, pointer), origin=origin)
                if is_nullable_class(schema):
                    cure = "write it without null, and 'anyOf: [{$ref: …}, {type: \"null\"}]' where it may be null"
                    self._problems.add(origin.place, "a type with a class of its own that may be null", cure)

    def _read_commands(self, document: Document, schemas: SchemaReader) -> Iterator[CommandSpec]:
        # The commands of a catalog that is extended by path belong to its own connector, else to this one.
        connector = _connector_of(document) or self._connector
        reader = CommandReader(
            document, connector=connector, schemas=schemas, definitions=self._definitions, problems=self._problems
        )
        for name, written in map_of(map_of(document.data).get("commands")).items():
            if is_map(written):
                command = reader.read(name, written)
                self._names.claim_command(command)
                self._claim_payloads(command)
                yield command

    def _claim_payloads(self, command: CommandSpec) -> None:
        for side, payload in (("request", command.request), ("response", command.response)):
            if payload is None:
                continue
            origin = Origin(document=command.origin.document, pointer=command.origin.pointer + pointer_of(side))
            if payload.is_inline:
                self._names.claim_class(payload.class_name, origin.place, "rename the command, or the type")
                self._definitions[payload.class_name] = payload.definition
            check_object(payload, self._definitions, origin, self._problems)
        if command.request is not None:
            self._check_fields(command.request)

    def _check_fields(self, request: Payload) -> None:
        for name, found in properties_of(request.definition, self._definitions).items():
            taken_by = FIELD_NAMES.get(snake_case(name))
            if taken_by is not None and not request.definition.module:
                message = f"the request's property '{name}' would collide with {taken_by}"
                cure = "rename the property, or put it into an object of its own"
                self._problems.add(found.origin.place, message, cure)


def _connector_of(document: Document) -> str:
    name = map_of(document.data).get("connector")
    return name if isinstance(name, str) else ""


def _inherited(installed: tuple[InstalledSource, ...]) -> dict[str, str]:
    """Return the methods of the senders that the extended packages have, each with its package."""
    found: dict[str, str] = {}
    for source in installed:
        for name, command in map_of(map_of(source.document.data).get("commands")).items():
            method = map_of(command).get("method")
            found[sender_name(method if isinstance(method, str) else method_name(name))] = source.package.name
    return found


def _types_of(source: InstalledSource) -> Mapping[str, Definition]:
    package = source.package
    return {
        name: Definition(
            key=f"{package.name}.{name}",
            schema=map_of(_qualified(schema, package.name)),
            origin=Origin(document=source.document, pointer=pointer_of("types", name)),
            module=f"{package.package}.models",
        )
        for name, schema in map_of(map_of(source.document.data).get("types")).items()
    }


def _qualified(schema: Any, package: str) -> Any:
    """Return a schema of another catalog with its references as they are from here."""
    if is_list(schema):
        return [_qualified(item, package) for item in schema]
    if not is_map(schema):
        return schema
    made = {key: _qualified(value, package) for key, value in schema.items()}
    reference = schema.get("$ref")
    if isinstance(reference, str):
        owner, _, name = reference.partition("#/")
        made["$ref"] = f"#/$defs/{owner or package}.{name.removeprefix('types/')}"
    return made


def _bases(installed: tuple[InstalledSource, ...]) -> Iterator[Base]:
    """Yield the packages to inherit from; one that another of them inherits from comes through that."""
    through = {name for source in installed for name in source.extends}
    for source in installed:
        if source.is_direct and source.package.name not in through:
            data = map_of(source.document.data)
            yield Base(
                name=source.package.name,
                package=source.package.package,
                prefix=str(data.get("x-prefix") or data.get("connector") or STANDARD),
                handles_itself=source.package.handles_itself,
            )
