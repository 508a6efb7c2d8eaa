"""Pydantic models, written by datamodel-code-generator used as a library.

Every option that is set or left out avoids a trap: merging models by shape, numbered enums, settings of the
surrounding project, refusing times without a zone.
"""

from __future__ import annotations

import tempfile
import threading
import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from datamodel_code_generator import Error, InputFileType, NamingStrategy, OpenAPIScope, generate
from datamodel_code_generator.config import GenerateConfig
from datamodel_code_generator.enums import DataModelType, TargetPydanticVersion
from datamodel_code_generator.format import DatetimeClassType, PythonVersion

from ts_codegen.plain import is_list, is_map
from ts_codegen.problems import CodegenError, Problem

__all__ = ["FIRST_LINE", "IMPORTED", "ModelRecipe", "json_schema_models", "openapi_models"]

_RUNTIME = "ts_connectors_api.models"
_ONE_AT_A_TIME = threading.Lock()

FIRST_LINE = "# models"
"""The line that every source from here begins with, to be replaced by a header."""

IMPORTED = "https://imported.invalid/"
"""`$ref: <IMPORTED><key>#/any/path/ClassName` is imported from the module that `ModelRecipe.imported` has for <key>."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelRecipe:
    """How models are written."""

    base: str
    """Full name of their base class, such as `ts_connectors_api.models.ResponseModel`."""
    tells_unset: bool = False
    """Whether an optional field that is not given differs from null: its default is MISSING, not None."""
    takes_any_container: bool = False
    """Whether fields are Mapping and Sequence, so that callers can pass what they have."""
    imported: Mapping[str, str] = field(default_factory=dict[str, str])
    """Key of an `IMPORTED` reference to the module that has the class."""
    is_payload: bool = False
    """Whether they belong to commands: items with constraints are aliases, not classes around a `root`; defaults can be
    members of enums, which therefore come first."""


def openapi_models(schemas: Mapping[str, Any], *, recipe: ModelRecipe) -> str:
    """Return the source of the models of OpenAPI 3.0 component schemas, in their order, unformatted."""
    if not schemas:
        return f"{FIRST_LINE}\n\nfrom __future__ import annotations\n"
    document = {
        "openapi": "3.0.3",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": _as_components(dict(schemas))},
    }
    return _generate(document, recipe, input_file_type=InputFileType.OpenAPI, openapi_scopes=[OpenAPIScope.Schemas])


def json_schema_models(definitions: Mapping[str, Any], *, recipe: ModelRecipe) -> str:
    """Return the source of the models of JSON Schema 2020-12 definitions (`#/$defs/Name`), unformatted."""
    if not definitions:
        return f"{FIRST_LINE}\n\nfrom __future__ import annotations\n"
    # OpenAPI 3.1 is JSON Schema 2020-12 and, unlike a bare schema, has no root that becomes a model of its own.
    document = {
        "openapi": "3.1.0",
        "info": {"title": "models", "version": "1"},
        "paths": {},
        "components": {"schemas": _as_components(dict(definitions))},
    }
    return _generate(document, recipe, input_file_type=InputFileType.OpenAPI, openapi_scopes=[OpenAPIScope.Schemas])


def _as_components(value: Any) -> Any:
    """Return a schema with its references in the form that the writer of models takes."""
    match value:
        case {"allOf": [{"$ref": str(reference)}], **beside} if reference.startswith(IMPORTED):
            # Behind `allOf` the writer would fetch what it is to import.
            return _as_components({"$ref": reference, **beside})
        case {"$ref": str(reference), **beside} if reference.startswith("#/$defs/"):
            return {"$ref": f"#/components/schemas/{reference.removeprefix('#/$defs/')}", **_as_components(beside)}
        case _ if is_map(value):
            return {key: _as_components(item) for key, item in value.items()}
        case _ if is_list(value):
            return [_as_components(item) for item in value]
        case _:
            return value


def _generate(document: Mapping[str, Any], recipe: ModelRecipe, **source: Any) -> str:
    with _ONE_AT_A_TIME, tempfile.TemporaryDirectory(prefix="ts-codegen-") as empty, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            written = generate(dict(document), config=_config(recipe, Path(empty), source))
        except Error as failure:
            cure = "write the schema in a simpler way, or report it"
            problem = Problem(place=recipe.base, message=f"no models can be made: {failure}", cure=cure)
            raise CodegenError((problem,)) from failure
    if not isinstance(written, str):
        raise TypeError(f"datamodel-code-generator gave {type(written).__name__}; expected one module as text")
    return written


def _config(recipe: ModelRecipe, empty: Path, source: Mapping[str, Any]) -> GenerateConfig:
    return GenerateConfig(
        **source,
        input_filename="document.json",
        output_model_type=DataModelType.PydanticV2BaseModel,
        base_class=recipe.base,
        target_python_version=PythonVersion.PY_311,
        target_pydantic_version=TargetPydanticVersion.V2_12,
        snake_case_field=True,
        use_annotated=True,
        field_constraints=True,
        strict_nullable=True,
        use_missing_sentinel=recipe.tells_unset,
        use_generic_container_types=recipe.takes_any_container,
        use_union_operator=True,
        use_standard_collections=True,
        use_specialized_enum=True,
        capitalise_enum_members=True,
        use_single_value_enum_as_const=True,
        naming_strategy=NamingStrategy.FullPath,
        collapse_root_models=True,
        keep_model_order=not recipe.is_payload,
        use_type_alias=recipe.is_payload,
        set_default_enum_member=recipe.is_payload,
        field_extra_keys={"x-secret"},
        strict_refs=True,
        output_datetime_class=DatetimeClassType.Datetime,
        use_schema_description=True,
        use_field_description=True,
        use_single_line_docstring=True,
        import_overrides={"MISSING": _RUNTIME, "StrEnum": _RUNTIME},
        external_ref_mapping={IMPORTED + key: module for key, module in recipe.imported.items()} or None,
        formatters=[],
        # Every formatter reads the project around it otherwise.
        settings_path=empty,
        disable_timestamp=True,
        custom_file_header=FIRST_LINE,
    )
