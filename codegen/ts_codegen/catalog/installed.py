"""Catalogs and models that installed packages bring; found without importing them."""

from __future__ import annotations

import importlib.util
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from ts_codegen.model_facts import read_models
from ts_codegen.plain import JsonMap, is_list, is_map
from ts_codegen.problems import CodegenError, Problem

__all__ = ["SDK", "Installed", "InstalledPackages"]

SDK = "ts_connectors"
"""The name by which catalogs extend the SDK's own."""

_API = "ts_connectors_api"
_BUNDLES = ("catalog.json", "catalog.yaml", "commands.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """A package with a catalog."""

    name: str
    package: str
    catalog: Path
    handles_itself: bool


class InstalledPackages:
    """What the environment has; `paths` names folders to look into before it."""

    def __init__(self, paths: tuple[Path, ...] = ()) -> None:
        self._paths = paths

    def find(self, name: str) -> Installed | None:
        """Return the catalog of a package by its import name, None where there is none."""
        if name == SDK:
            catalog = self.api / "specs" / "commands.yaml"
            return Installed(name=name, package=f"{_API}.commands", catalog=catalog, handles_itself=True)
        folder = self._folder(name)
        for bundle in _BUNDLES if folder is not None else ():
            if folder is not None and (folder / bundle).is_file():
                return Installed(name=name, package=name, catalog=folder / bundle, handles_itself=False)
        return None

    @cached_property
    def api(self) -> Path:
        """The folder of the generated SDK package."""
        folder = self._folder(_API)
        if folder is None:
            problem = Problem(place=_API, message="is not installed", cure="run: pip install ts-connectors")
            raise CodegenError((problem,))
        return folder

    @cached_property
    def schemas(self) -> JsonMap:
        """The SDK's response models as JSON Schema 2020-12, with references of the form `#/$defs/tdp.<name>`."""
        classes = read_models((self.api / "data_acquisition" / "models.py").read_text("utf-8")).names
        document = json.loads((self.api / "specs" / "data-acquisition.openapi.json").read_text("utf-8"))
        schemas: JsonMap = document["components"]["schemas"]
        return {name: _modern(schemas[name]) for name in classes if name in schemas}

    def _folder(self, name: str) -> Path | None:
        first, *rest = name.split(".")
        for path in self._paths:
            if (path / first).is_dir():
                return path.joinpath(first, *rest)
        try:
            spec = importlib.util.find_spec(first)
        except (ImportError, ValueError):
            return None
        # Below the first part nothing is looked up by the import system: that would run the parent package.
        for location in () if spec is None else spec.submodule_search_locations or ():
            if Path(location, *rest).is_dir():
                return Path(location, *rest)
        return None


def _modern(schema: Any) -> Any:
    """Return an OpenAPI 3.0 schema as JSON Schema 2020-12."""
    if is_list(schema):
        return [_modern(item) for item in schema]
    if not is_map(schema):
        return schema
    reference = schema.get("$ref")
    if isinstance(reference, str):
        return {"$ref": "#/$defs/tdp." + reference.rpartition("/")[2]}
    made = {key: _modern(value) for key, value in schema.items() if key not in ("nullable", "discriminator", "example")}
    if schema.get("nullable") is not True:
        return made
    if isinstance(made.get("type"), str) and "enum" not in made:
        return {**made, "type": [made["type"], "null"]}
    return {"anyOf": [made, {"type": "null"}]}
