"""Schemas of every form become models that keep them, with names that say where they come from."""

from __future__ import annotations

import importlib
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel

from ts_connectors_api.errors import InvalidBodyError

DRAWING = {"id": "5b1c1b0e-2f0e-4d7a-9d61-6f7f2c0f3f11", "shape": {"kind": "square", "side": 1.5}}


@pytest.fixture
def models(exotic: Any) -> Any:
    """The module of models."""
    return importlib.import_module("exotic_commands.models")


def test_every_class_is_named_after_its_place(models: Any) -> None:
    own = sorted(
        name
        for name, part in vars(models).items()
        if getattr(part, "__module__", "") == models.__name__ and name != "_"
    )
    assert own == [
        "Base",
        "Circle",
        "Closed",
        "CountsValue",
        "DatetimeRequest",
        "DictRequest",
        "DrawRequest",
        "DrawRequestInline",
        "DrawRequestInlineX",
        "DrawRequestInlineXY",
        "DrawRequestListItem",
        "DrawRequestNestedItemItem",
        "DrawRequestUnionInteger",
        "DrawRequestUnionString",
        "Empty",
        "Enums",
        "Label",
        "Level",
        "Mode",
        "OpenThing",
        "Square",
        "Tree",
    ]


def test_every_model_can_be_built(models: Any) -> None:
    built = [part.model_rebuild(force=True) for part in vars(models).values() if _is_own_model(part, models)]
    assert built == [True] * len(built)


def _is_own_model(part: Any, models: Any) -> bool:
    return isinstance(part, type) and issubclass(part, BaseModel) and part.__module__ == models.__name__


def test_a_value_is_read_as_what_its_schema_says(exotic: Any) -> None:
    request = exotic.DRAW.decode(DRAWING | {"duration": "PT3S", "level": 2, "nested": [[1, 2.5]], "int": 4})
    assert (request.id, request.shape.side) == (UUID(DRAWING["id"]), 1.5)  # type: ignore[arg-type]
    assert (request.duration, request.level, request.nested) == (timedelta(seconds=3), 2, [[1.0, 2.5]])
    assert (request.int_, request.float_, request.mode, request.shapes, request.flag) == (4, 3, "fast", [], False)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        pytest.param("id", "no-uuid", id="format"),
        pytest.param("shape", {"kind": "circle", "radius": 0}, id="exclusive limit"),
        pytest.param("shape", {"kind": "square", "side": 0.3}, id="multiple"),
        pytest.param("shape", {"kind": "line"}, id="no member of the union"),
        pytest.param("counts", {"a": -1}, id="value of a map"),
        pytest.param("labels", ["x" * 21], id="item that is a named text"),
        pytest.param("level", 4, id="whole number that is no choice"),
        pytest.param("maybe", "long", id="text that may be null"),
        pytest.param("moments", [], id="list that is too short"),
        pytest.param("moments", ["yesterday"], id="moment"),
        pytest.param("closed", {"b": 1}, id="property of a closed object"),
        pytest.param("union", "x", id="too short"),
        pytest.param("union", 1, id="too small"),
        pytest.param("nested", [[-1]], id="item of an item"),
        pytest.param("inline", {"x": {"y": "r"}}, id="choice inside"),
        pytest.param("several", 1.5, id="neither of the types"),
        pytest.param("date", "22.11.2026", id="date"),
        pytest.param("tree", {"kids": [{"kids": [{"label": 3}]}]}, id="tree"),
        pytest.param("file", {"id": "f-1"}, id="model of the SDK"),
    ],
)
def test_a_value_that_breaks_its_schema_is_refused(exotic: Any, field: str, value: object) -> None:
    with pytest.raises(InvalidBodyError) as refused:
        exotic.DRAW.decode(DRAWING | {field: value})
    assert refused.value.fields[0].name.startswith(field)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("  A: {$ref: '#/types/A'}\n", id="itself"),
        pytest.param("  A: {$ref: '#/types/B'}\n  B: {oneOf: [{$ref: '#/types/A'}, {type: string}]}\n", id="two"),
        pytest.param("  A: {allOf: [{$ref: '#/types/A'}, {type: object, properties: {}}]}\n", id="a part of itself"),
    ],
)
def test_a_type_that_is_nothing_but_itself_is_refused(project: Any, text: str) -> None:
    mistakes = project.mistakes(f"catalog: 1\ntypes:\n{text}commands: {{}}\n")
    assert mistakes[0] == (
        "catalog.yaml:3:3: 'A' is defined by itself; let the reference stand in a property or in the items of a list"
    )


def test_a_class_inside_that_would_take_the_name_of_a_type_is_refused(project: Any) -> None:
    text = (
        "catalog: 1\ntypes:\n  APart: {type: object, properties: {}}\n"
        "  A: {type: object, properties: {part: {type: object, properties: {}}}}\ncommands: {}\n"
    )
    assert project.mistakes(text) == [
        "catalog.yaml:4:34: the class 'APart' is taken by catalog.yaml:3:3; give it a name under 'types' and "
        "refer to it"
    ]


def test_a_named_choice_that_may_be_null_is_refused(project: Any) -> None:
    text = "catalog: 1\ntypes:\n  A: {type: [string, 'null'], enum: [x, y, null]}\ncommands: {}\n"
    assert project.mistakes(text) == [
        "catalog.yaml:3:3: a type with a class of its own that may be null; write it without null, and "
        "'anyOf: [{$ref: …}, {type: \"null\"}]' where it may be null"
    ]
