"""What a schema's complaint about a catalog means: where, what is wrong, what to write instead."""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from jsonschema import ValidationError

from ts_codegen.document import pointer_of
from ts_codegen.plain import JsonMap, is_list, is_map, list_of, map_of

__all__ = ["Complaint", "did_you_mean", "explain", "kind_of"]

_KINDS = {"object": "a mapping", "array": "a list", "string": "a text", "boolean": "true or false", "null": "null"}
_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Complaint:
    """One mistake in a document, at a JSON pointer."""

    pointer: str
    message: str
    cure: str


def explain(error: ValidationError) -> Iterator[Complaint]:
    """Yield what an error of the schema validator means to the author."""
    pointer = pointer_of(*error.absolute_path)
    schema = map_of(error.schema)
    if "x-told-by" in schema and error.validator in ("additionalProperties", "pattern"):
        return
    match error.validator:
        case "additionalProperties":
            yield from _unknown_keys(error, pointer, schema)
        case "required":
            yield from _missing_keys(error, pointer, schema)
        case "anyOf" | "oneOf":
            yield from _no_branch(error, pointer, schema)
        case _ if "propertyNames" in error.schema_path:
            name = str(error.instance)
            yield Complaint(
                pointer=pointer + pointer_of(name), message=f"{name!r} cannot be a name here", cure=_cure(schema)
            )
        case "type":
            yield Complaint(pointer=pointer, message=_wrong(error), cure=f"write {_kinds(error.validator_value)}")
        case "enum":
            yield Complaint(pointer=pointer, message=_wrong(error), cure=_choice(error.instance, schema))
        case _:
            yield Complaint(pointer=pointer, message=_wrong(error), cure=_cure(schema))


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like `word`, "" where none is."""
    listed = sorted(known)
    by_lower = {name.lower(): name for name in listed}
    near = difflib.get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[near[0]] if near else ""


def kind_of(value: object) -> str:
    """Return what a value of JSON is, in words."""
    match value:
        case None:
            return "null"
        case bool():
            return "true or false"
        case int() | float():
            return "a number"
        case str():
            return "a text"
        case _:
            return "a list" if is_list(value) else "a mapping"


def _unknown_keys(error: ValidationError, pointer: str, schema: JsonMap) -> Iterator[Complaint]:
    known = map_of(schema.get("properties"))
    for key in map_of(error.instance):
        if key not in known:
            near = did_you_mean(key, known)
            cure = f"write '{near}'" if near else f"remove it; possible here: {', '.join(sorted(known))}"
            yield Complaint(pointer=pointer + pointer_of(key), message=f"unknown key '{key}'", cure=cure)


def _missing_keys(error: ValidationError, pointer: str, schema: JsonMap) -> Iterator[Complaint]:
    present = map_of(error.instance)
    wanted: Any = error.validator_value
    for key in wanted:
        if key in present:
            continue
        if "then" in error.absolute_schema_path:
            cure = f"add '{key}: …', or 'connector: …' at the top, from which actions get their prefix"
        else:
            said = map_of(map_of(schema.get("properties")).get(key)).get("description", "")
            cure = f"add '{key}: …'" + (f" ({_lowered(said)})" if said else "")
        yield Complaint(pointer=pointer, message=f"'{key}' is missing", cure=cure)


def _no_branch(error: ValidationError, pointer: str, schema: JsonMap) -> Iterator[Complaint]:
    # A branch whose very type is another one was not meant; what the others say is.
    meant = [inner for inner in error.context or () if not (inner.validator == "type" and not inner.path)]
    if meant and is_map(error.instance):
        for inner in meant:
            yield from explain(inner)
        return
    yield Complaint(pointer=pointer, message=f"{_shown(error.instance)} does not fit", cure=_cure(schema))


def _wrong(error: ValidationError) -> str:
    wanted: Any = error.validator_value
    found = _shown(error.instance)
    match error.validator:
        case "type":
            return f"must be {_kinds(wanted)}, is {kind_of(error.instance)}"
        case "const":
            return f"must be {json.dumps(wanted)}, is {found}"
        case "enum":
            return f"must be one of {', '.join(map(json.dumps, wanted))}, is {found}"
        case "minLength" | "minProperties" | "minItems":
            return "must not be empty"
        case "uniqueItems":
            return "holds the same entry twice"
        case "exclusiveMinimum" | "minimum":
            return f"must be {'above' if error.validator == 'exclusiveMinimum' else 'at least'} {wanted}, is {found}"
        case _:
            return f"{found} cannot stand here"


def _choice(found: object, schema: JsonMap) -> str:
    choices = [str(choice) for choice in list_of(schema.get("enum"))]
    near = did_you_mean(str(found), choices)
    return f"write '{near}'" if near else f"write one of {', '.join(choices)}"


def _kinds(wanted: Any) -> str:
    kinds: list[Any] = wanted if is_list(wanted) else [wanted]
    return " or ".join(_KINDS.get(str(kind), f"a {kind}") for kind in kinds)


def _cure(schema: JsonMap) -> str:
    cure = schema.get("x-cure")
    if isinstance(cure, str):
        return cure
    examples = schema.get("examples")
    if is_list(examples) and examples:
        return "write " + " or ".join(_shown(example) for example in examples)
    said = schema.get("description")
    return f"this is wanted here: {_lowered(said)}" if isinstance(said, str) and said else "correct it"


def _shown(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def _lowered(text: str) -> str:
    text = " ".join(text.split()).rstrip(".")
    return text[:1].lower() + text[1:] if text[1:2].islower() else text
