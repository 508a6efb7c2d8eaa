"""Values that must fit a schema: the examples of commands, and the defaults and examples inside schemas."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from jsonschema import Draft202012Validator, FormatChecker

from ts_codegen.catalog.ir import Definition
from ts_codegen.catalog.references import references_in
from ts_codegen.document import pointer_of
from ts_codegen.origin import Origin
from ts_codegen.plain import JsonMap
from ts_codegen.problems import Problems

__all__ = ["SampleValue", "check_samples"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleValue:
    """A value and the schema, with references `#/$defs/<key>`, that it must fit."""

    schema: JsonMap
    value: object
    origin: Origin


def check_samples(samples: Iterable[SampleValue], definitions: Mapping[str, Definition], problems: Problems) -> None:
    """Put every value that does not fit its schema to `problems`."""
    defs = {key: definition.schema for key, definition in definitions.items()}
    defs |= {key: {} for schema in list(defs.values()) for key in references_in(schema) if key not in defs}
    checker = _format_checker()
    for sample in samples:
        validator: Any = Draft202012Validator({**sample.schema, "$defs": defs}, format_checker=checker)
        for error in validator.iter_errors(sample.value):
            origin = Origin(
                document=sample.origin.document, pointer=sample.origin.pointer + pointer_of(*error.absolute_path)
            )
            problems.add(origin.place, f"does not fit its schema: {error.message}", "correct the value or the schema")


def _format_checker() -> FormatChecker:
    """Return a checker of the formats that become Python types, as Python reads them."""
    checker = FormatChecker(formats=())
    readers: Mapping[str, Callable[[str], object]] = {
        "date-time": datetime.fromisoformat,
        "date": date.fromisoformat,
        "time": time.fromisoformat,
        "uuid": UUID,
    }
    for name, read in readers.items():
        checker.checks(name, raises=ValueError)(_reads(read))
    return checker


def _reads(read: Callable[[str], object]) -> Callable[[object], bool]:
    def fits(value: object) -> bool:
        if isinstance(value, str):
            read(value)
        return True

    return fits
