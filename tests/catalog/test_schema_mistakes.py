"""A schema that the models would not keep whole is refused, with its place and its cure."""

from __future__ import annotations

import pytest

from tests.catalog.project import Project

_RUN = "catalog: 1\nconnector: Pump\ncommands:\n  Run:\n    summary: Run.\n"


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        pytest.param(
            "{$ref: '#/types/Rnge'}",
            "8:15: there is no type 'Rnge'; write '#/types/Range'",
            id="unknown type",
        ),
        pytest.param(
            "{$ref: 'tdp#/ConnectorFileDtp'}",
            "8:15: the SDK has no model 'ConnectorFileDtp'; write 'tdp#/ConnectorFileDto'",
            id="unknown model",
        ),
        pytest.param(
            "{$ref: 'lab#/types/Plate'}",
            "8:15: 'lab' is not extended by this catalog; write 'lab' into 'extends', or refer to '#/types/<name>' or "
            "'tdp#/<model>'",
            id="package that is not extended",
        ),
        pytest.param(
            "{$ref: '#/types/Range/properties/start'}",
            "8:15: '#/types/Range/properties/start' is a part of a type; give the part a type of its own beside Range",
            id="part of a type",
        ),
        pytest.param(
            "{$ref: 'Range'}",
            "8:15: 'Range' leads nowhere; write '#/types/<name>' or 'tdp#/<model>'",
            id="bare reference",
        ),
        pytest.param(
            "{type: string}",
            "8:5: a payload must be a JSON object; write 'type: object' with the value as one of its 'properties'",
            id="no object",
        ),
        pytest.param(
            "{type: object, additionalProperties: {type: string}}",
            "8:5: a payload cannot be a mere map; put the map into a property: 'properties: {values: {type: object, "
            "additionalProperties: …}}'",
            id="map",
        ),
        pytest.param(
            "{type: object}",
            "8:15: an object without properties; write 'properties: …', or 'additionalProperties: true' if any will do",
            id="open object",
        ),
        pytest.param(
            "{type: object, properties: {options: {type: string}}}",
            "8:42: the request's property 'options' would collide with the sender's argument 'options'; rename the "
            "property, or put it into an object of its own",
            id="options",
        ),
        pytest.param(
            "{type: object, required: [secnds], properties: {seconds: {type: number}}}",
            "8:40: 'secnds' is no property; write 'seconds'",
            id="required",
        ),
        pytest.param(
            "{type: object, properties: {fooBar: {type: string}, foo_bar: {type: string}}}",
            "8:66: 'foo_bar' and 'fooBar' are both called 'foo_bar' in Python; rename one of them",
            id="same name in Python",
        ),
        pytest.param(
            "{type: object, properties: {größe: {type: string}}}",
            "8:42: 'größe' has letters outside ASCII; write the property's name in ASCII letters",
            id="letters outside ASCII",
        ),
        pytest.param(
            "{type: object, properties: {a: {type: string}}, additionalProperties: {type: string}}",
            "8:62: a schema beside 'properties'; put the open part into a property of its own",
            id="additional properties",
        ),
    ],
)
def test_a_payload_that_cannot_be_kept_is_refused(project: Project, schema: str, told: str) -> None:
    types = "types:\n  Range: {type: object, additionalProperties: true}\n"
    text = _RUN.replace("commands:", f"{types}commands:") + f"    request: {schema}\n"
    assert project.mistakes(text) == [f"catalog.yaml:{told}"]


@pytest.mark.parametrize(
    ("schema", "told"),
    [
        pytest.param("{type: number, minimun: 1}", "unknown key 'minimun'; write 'minimum'", id="keyword"),
        pytest.param(
            "{type: array, items: true, uniqueItems: true}",
            "'uniqueItems' would not be kept by the Python models; leave it out, say it in 'description' and check it "
            "in the handler",
            id="unique items",
        ),
        pytest.param("{minimum: 1}", "'minimum' says nothing without a type; add 'type: number'", id="no type"),
        pytest.param(
            "{type: number, minLength: 1}",
            "'minLength' is about texts, the type is number; remove it, or write 'type: string'",
            id="other type",
        ),
        pytest.param(
            "{type: [string, number], minimum: 1}",
            "several types with 'minimum'; write 'oneOf' with one schema for each type",
            id="several types",
        ),
        pytest.param("{type: string, format: datetime}", "unknown format 'datetime'; write 'date-time'", id="format"),
        pytest.param(
            "{type: string, pattern: '(?=a)'}",
            "is no regular expression of the validator: look-around, including look-ahead and look-behind, is not "
            "supported; write it without what is named here",
            id="look-around",
        ),
        pytest.param(
            "{type: array}",
            "a list without the schema of its items; write 'items: …', or 'items: true' if any will do",
            id="items",
        ),
        pytest.param(
            "{type: number, minimum: 3, maximum: 2}", "'minimum' is above 'maximum'; swap the two", id="limits"
        ),
        pytest.param(
            "{enum: [a, 1]}",
            "the choices must all be texts, or all whole numbers; write one kind of value",
            id="choices",
        ),
        pytest.param(
            "{type: string, enum: [a, null]}",
            "null is a choice, but no type here; write 'type: [string, \"null\"]'",
            id="null choice",
        ),
        pytest.param(
            "{type: string, enum: [a-b, a_b]}",
            "'a_b' and 'a-b' are both called A_B in Python; remove one, or write 'type: "
            "string' with a 'pattern' instead",
            id="choices of one name",
        ),
        pytest.param(
            "{type: string, default: 3}",
            "does not fit its schema: 3 is not of type 'string'; correct the value or the schema",
            id="default that does not fit",
        ),
        pytest.param(
            "{type: string, format: date-time, default: '2026-01-01T00:00:00Z'}",
            "a default for 'format: date-time'; leave it out and say in 'description' what absence means",
            id="default of a time",
        ),
        pytest.param(
            "{type: integer, examples: [1, x]}",
            "does not fit its schema: 'x' is not of type 'integer'; correct the value or the schema",
            id="example of a property",
        ),
        pytest.param(
            "{oneOf: [{type: object, properties: {a: {type: string}}}, "
            "{type: object, properties: {b: {type: string}}}]}",
            "two schemas of the same type in 'oneOf'; write them under 'types' and refer to them, so that each "
            "has a name",
            id="two classes without a name",
        ),
        pytest.param(
            "{oneOf: [{type: string}], minLength: 3}",
            "'oneOf' beside 'minLength'; put 'minLength' into one of its schemas",
            id="beside oneOf",
        ),
        pytest.param("false", "allows nothing; remove it", id="false"),
        pytest.param(
            "{type: array, items: {type: string, x-secret: true}}",
            "'x-secret' here would be lost; write it at the property that holds the secret",
            id="secret item",
        ),
    ],
)
def test_a_schema_that_models_would_not_keep_is_refused(project: Project, schema: str, told: str) -> None:
    text = f"{_RUN}    request:\n      type: object\n      properties:\n        it: {schema}\n"
    mistakes = project.mistakes(text)
    assert told in [mistake.partition(": ")[2] for mistake in mistakes]
    assert [mistake.partition(":")[2].partition(":")[0] for mistake in mistakes] == ["9"] * len(mistakes)


def test_an_example_that_does_not_fit_is_told_where_it_does_not(project: Project) -> None:
    text = (
        f"{_RUN}    request: {{type: object, properties: {{seconds: {{type: number}}}}}}\n"
        "    examples:\n      - request: {seconds: fast}\n      - response: {}\n"
    )
    assert project.mistakes(text) == [
        "catalog.yaml:8:19: does not fit its schema: 'fast' is not of type 'number'; correct the value or the schema",
        "catalog.yaml:9:9: the command has no response; remove it, or write 'response:' with a schema",
    ]
