"""The keywords of JSON Schema that payload models keep, and what to do about the others."""

from __future__ import annotations

__all__ = ["ANNOTATIONS", "FORMATS", "KEYWORDS", "KINDS", "PYTHON_FORMATS", "UNSUPPORTED", "kind_of_keyword"]

KINDS = ("string", "number", "integer", "boolean", "object", "array", "null")

ANNOTATIONS = frozenset({"title", "description", "default", "examples", "deprecated", "x-secret"})

_BY_KIND = {
    "string": frozenset({"minLength", "maxLength", "pattern", "format"}),
    "number": frozenset({"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}),
    "array": frozenset({"items", "minItems", "maxItems"}),
    "object": frozenset({"properties", "required", "additionalProperties"}),
}

COMPOSED = ("oneOf", "anyOf", "allOf")

KEYWORDS = ANNOTATIONS.union({"$ref", "type", "enum", "const"}, COMPOSED, *_BY_KIND.values())

PYTHON_FORMATS = frozenset({"date-time", "date", "time", "duration", "uuid"})
"""Formats that become Python types of their own; texts of the others stay texts."""

FORMATS = PYTHON_FORMATS | {
    "binary",
    "byte",
    "email",
    "hostname",
    "ipv4",
    "ipv6",
    "iri",
    "json-pointer",
    "password",
    "regex",
    "uri",
    "uri-reference",
    "uri-template",
}

_IN_HANDLER = "leave it out, say it in 'description' and check it in the handler"

UNSUPPORTED = {
    "$anchor": "write the schema under 'types' and refer to it by '#/types/<name>'",
    "$comment": "write a YAML comment",
    "$defs": "write the schema under 'types' and refer to it by '#/types/<name>'",
    "$dynamicAnchor": "write the schema under 'types' and refer to it by '#/types/<name>'",
    "$dynamicRef": "write '$ref'",
    "$id": "leave it out; types are referred to by '#/types/<name>'",
    "$schema": "leave it out; it is JSON Schema 2020-12",
    "contains": _IN_HANDLER,
    "contentEncoding": "leave it out and say it in 'description'",
    "contentMediaType": "leave it out and say it in 'description'",
    "contentSchema": "leave it out and say it in 'description'",
    "definitions": "write the schema under 'types' and refer to it by '#/types/<name>'",
    "dependentRequired": _IN_HANDLER,
    "dependentSchemas": _IN_HANDLER,
    "else": _IN_HANDLER,
    "if": _IN_HANDLER,
    "maxContains": _IN_HANDLER,
    "maxProperties": _IN_HANDLER,
    "minContains": _IN_HANDLER,
    "minProperties": _IN_HANDLER,
    "not": _IN_HANDLER,
    "nullable": "write 'type: [<type>, \"null\"]'",
    "patternProperties": "write 'additionalProperties' and check the names in the handler",
    "prefixItems": "write an object with a property for each position",
    "propertyNames": _IN_HANDLER,
    "readOnly": "leave the property out of the request",
    "then": _IN_HANDLER,
    "unevaluatedItems": _IN_HANDLER,
    "unevaluatedProperties": "write 'additionalProperties'",
    "uniqueItems": _IN_HANDLER,
    "writeOnly": "write 'x-secret: true' for a secret, else leave it out",
}
"""Keywords that models would silently drop or make `Any` of, each with its cure."""


def kind_of_keyword(keyword: str) -> str:
    """Return the type of values that a keyword is about, "" where it is about any."""
    return next((kind for kind, keywords in _BY_KIND.items() if keyword in keywords), "")
