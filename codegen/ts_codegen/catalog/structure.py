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


def check_structure(document: Document, schema: Path, problems: Problems) -> None:
    """Put everything that does not fit the JSON Schema of catalogs to `problems`."""
    for error in _validator(schema).iter_errors(document.data):
        for complaint in explain(error):
            problems.add(document.place(complaint.pointer), complaint.message, complaint.cure)


@cache
def _validator(schema: Path) -> Any:
    return Draft202012Validator(json.loads(schema.read_text("utf-8")))
