"""Whether a catalog has the shape that its JSON Schema describes."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from ts_codegen.catalog.explain import explain
from ts_codegen.document import Document
from ts_codegen.problems import Problems

__all__ = ["check_structure"]


def check_structure(document: Document, schema: Path, problems: Problems, *, has_connector: bool) -> None:
    """Put everything that does not fit the JSON Schema of catalogs to `problems`.

    Args:
        document: the catalog.
        schema: the JSON Schema.
        problems: where mistakes go.
        has_connector: whether a catalog that extends this one names the connector, so that actions get a prefix.
    """
    for error in _validator(schema).iter_errors(document.data):
        if has_connector and "then" in error.absolute_schema_path:
            continue
        for complaint in explain(error):
            problems.add(document.place(complaint.pointer), complaint.message, complaint.cure)


@cache
def _validator(schema: Path) -> Any:
    return Draft202012Validator(json.loads(schema.read_text("utf-8")))
