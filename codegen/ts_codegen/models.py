"""The two modules of models of a service: what it answers with, and what it is sent."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ts_codegen.model_code import IMPORTED, ModelRecipe, openapi_models
from ts_codegen.model_facts import ModuleFacts, read_models
from ts_codegen.overlay.applied import AppliedDocument
from ts_codegen.plain import is_list, is_map
from ts_codegen.problems import CodegenError, Problem
from ts_codegen.schemas import COMPONENT, references_of
from ts_codegen.split import Split

__all__ = ["ServiceModels", "write_models"]

_RESPONSE = "ts_connectors_api.models.ResponseModel"
_REQUEST = "ts_connectors_api.models.RequestModel"


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceModels:
    """Source and content of both modules."""

    responses: str
    response_facts: ModuleFacts
    requests: str
    request_facts: ModuleFacts

    def module_of(self, name: str) -> str:
        """Return the module that has a class: `models` or `requests`."""
        return "requests" if name in self.request_facts.models else "models"

    def wire_to_python(self, model: str, wire_name: str) -> str:
        """Return the Python name of a model's field."""
        facts = self.response_facts.models.get(model) or self.request_facts.models[model]
        return next(field.name for field in facts.fields if field.wire_name == wire_name)


def write_models(document: AppliedDocument, split: Split, package: str) -> ServiceModels:
    """Return the models of a document; `package` is the full name of the package they go to."""
    responses = openapi_models(_part(document, split.responses, ()), recipe=ModelRecipe(base=_RESPONSE))
    requests = openapi_models(
        _part(document, split.requests, split.responses),
        recipe=ModelRecipe(
            base=_REQUEST, tells_unset=True, takes_any_container=True, imported={"models": f"{package}.models"}
        ),
    )
    return ServiceModels(
        responses=responses,
        response_facts=_facts(responses, document),
        requests=requests,
        request_facts=_facts(requests, document),
    )


def _facts(source: str, document: AppliedDocument) -> ModuleFacts:
    try:
        return read_models(source)
    except ValueError as failure:
        cure = "look what the document says there; if nothing is odd, report it"
        problem = Problem(place=document.source.name, message=f"makes models that hold code: {failure}", cure=cure)
        raise CodegenError((problem,)) from failure


def _part(document: AppliedDocument, names: Iterable[str], elsewhere: Iterable[str]) -> dict[str, Any]:
    """Return the named schemas with what they refer to, references to classes elsewhere as imports."""
    schemas = document.data["components"]["schemas"]
    outside = set(elsewhere)
    part = {name: _redirected(copy.deepcopy(schemas[name]), outside) for name in names}
    # Schemas without a class of their own, such as a name for a text, are written where they are used.
    plain = {name: schema for name, schema in schemas.items() if name not in part and name not in outside}
    used = {reference for schema in part.values() for reference in references_of(schema)}
    return part | {name: plain[name] for name in plain if name in used}


def _redirected(value: Any, outside: set[str]) -> Any:
    if is_map(value):
        reference = value.get("$ref")
        if isinstance(reference, str) and reference.removeprefix(COMPONENT) in outside:
            return {**value, "$ref": f"{IMPORTED}models#/components/schemas/{reference.removeprefix(COMPONENT)}"}
        return {key: _redirected(item, outside) for key, item in value.items()}
    return [_redirected(item, outside) for item in value] if is_list(value) else value
