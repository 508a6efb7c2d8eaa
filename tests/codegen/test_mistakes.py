"""Mistakes in documents and overlays: each is told with its place and cure, all of them at once."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.codegen.pumps import Specs
from ts_codegen.__main__ import main

MISTAKES = [
    pytest.param(
        ("document", "notes: {type: object}", "notes: {type: object}\n        more: {type: object}"),
        "specs/pumps.openapi.yaml:51:9: 'object' without properties says nothing; add to the overlay, under 'types:', "
        "\"- at: ['Pump.more']\" with 'schema: {type: object, additionalProperties: true}' for a map or "
        "'schema: {}' for "
        "any value, and 'why:'",
        id="object-that-means-anything",
    ),
    pytest.param(
        ("overlay", "at: [Pump.kind, SavePump.kind, 'getPumps?kinds[]']", "at: [Pump.kind, 'getPumps?kinds[]']"),
        "specs/pumps.openapi.yaml:61:30: an enum without a name; add to the overlay, under 'enums:', "
        "\"- name: SomeName\" with \"at: ['SavePump.kind']\" and 'why:'",
        id="enum-without-a-name",
    ),
    pytest.param(
        ("overlay", "at: [Pump.notes]", "at: [Pump.notes, Pump.gone]"),
        "specs/overlay.yaml:13:26: 'Pump.gone' is not in specs/pumps.openapi.yaml; "
        "drop the entry, or correct its address",
        id="overlay-of-what-is-gone",
    ),
    pytest.param(
        ("document", "notes: {type: object}", "notes: {type: object, additionalProperties: true}"),
        "specs/overlay.yaml:13:14: 'Pump.notes' is already so in the document; drop the entry, or correct its address",
        id="overlay-that-changes-nothing",
    ),
    pytest.param(
        ("overlay", "        why: An open map.\n", ""),
        "specs/overlay.yaml:13:9: lacks 'why'; write 'why:' with the reason",
        id="overlay-without-a-reason",
    ),
    pytest.param(
        ("overlay", "        why: An open map.\n", "        why: An open map.\n        wy: x\n"),
        "specs/overlay.yaml:16:9: 'wy' has no meaning here; write 'at', 'schema', 'why'",
        id="overlay-with-a-misspelt-key",
    ),
    pytest.param(
        ("overlay", "    secrets:", "    secret:"),
        "specs/overlay.yaml:39:5: 'secret' is no section; "
        "write one of bodies, client, enums, groups, package, pagination, "
        "path_prefix, retries, schemas, secrets, types",
        id="overlay-with-a-misspelt-section",
    ),
    pytest.param(
        ("overlay", "        save: savePump\n", ""),
        "specs/pumps.openapi.yaml:27:5: operation 'savePump' is in no group; add to the overlay, under 'groups:', "
        "'save_pump: savePump' in the group of its noun",
        id="operation-without-a-group",
    ),
    pytest.param(
        ("overlay", "why: One set.", "members: {gone: GONE}\n        why: One set."),
        "specs/overlay.yaml:11:19: the enum has no value 'gone'; drop the entry, or correct its address",
        id="member-of-no-value",
    ),
    pytest.param(
        ("overlay", "why: One set.", "members: {SLOW: not fast}\n        why: One set."),
        "specs/overlay.yaml:11:19: 'not fast' is no name of an enum's member; write it like SLOW",
        id="member-without-a-name",
    ),
    pytest.param(
        ("overlay", "save: savePump", "class: savePump"),
        "specs/overlay.yaml:25:9: 'class' cannot be the name of a method of group 'pumps'; "
        "choose a Python name that is free",
        id="method-that-is-a-keyword",
    ),
    pytest.param(
        ("overlay", "repeatable: false", "repeatable: true"),
        "specs/overlay.yaml:37:9: HTTP's rule for PUT says so already; drop the entry, or correct it",
        id="retry-that-says-nothing-new",
    ),
    pytest.param(
        ("overlay", "skip: skip", "skip: offset"),
        "specs/overlay.yaml:29:9: 'offset' is no query parameter of getPumps; drop the entry, or correct it",
        id="pagination-by-an-unknown-parameter",
    ),
    pytest.param(
        ("overlay", "at: [Pump.secretCode]", "at: [Pump.secretcode]"),
        "specs/overlay.yaml:40:14: 'Pump.secretcode' is not in specs/pumps.openapi.yaml; "
        "drop the entry, or correct its address",
        id="secret-that-is-not-there",
    ),
    pytest.param(
        ("overlay", "from: /v1/,", "from: /v2/,"),
        "specs/overlay.yaml:7:10: no path begins with '/v2/'; drop the entry",
        id="prefix-of-no-path",
    ),
    pytest.param(
        ("overlay", "status: 200", "status: 201"),
        "specs/overlay.yaml:18:9: savePump has no answer 201; drop the entry, or correct its address",
        id="body-of-no-answer",
    ),
    pytest.param(
        ("document", "total: {type: integer}", "total: {type: integr}"),
        "specs/pumps.openapi.yaml:57:17: 'integr' is no type; "
        "write one of array, boolean, integer, number, object, string",
        id="unknown-type",
    ),
    pytest.param(
        ("document", "total: {type: integer}", "total: {typ: integer}"),
        "specs/pumps.openapi.yaml:57:17: 'typ' is no keyword of a schema; correct or drop it",
        id="misspelt-keyword",
    ),
    pytest.param(
        ("document", "$ref: '#/components/schemas/SavePump'", "$ref: '#/components/schemas/StorePump'"),
        "specs/pumps.openapi.yaml:37:13: there is no schema 'StorePump'; "
        "add 'StorePump' to 'components: schemas:', or to "
        "'schemas:' of the overlay",
        id="reference-to-nothing",
    ),
    pytest.param(
        ("document", "required: [pumps, total]", "required: [pumps, totals]"),
        "specs/pumps.openapi.yaml:54:7: 'totals' is required but no property; add or drop it",
        id="required-but-no-property",
    ),
    pytest.param(
        ("document", "secretCode: {type: string}", "secretCode: {type: string}\n        secret_code: {type: string}"),
        "specs/pumps.openapi.yaml:52:9: 'secret_code' is like 'secretCode' in Python; rename it",
        id="two-fields-with-one-python-name",
    ),
    pytest.param(
        ("document", "operationId: savePump", "operationId: getPumps"),
        "specs/pumps.openapi.yaml:27:5: operationId 'getPumps' is already used at specs/pumps.openapi.yaml:7:5; "
        "choose another",
        id="operation-named-twice",
    ),
    pytest.param(
        ("document", "/v1/pumps/{id}:", "/v1/pumps/{name}:"),
        "specs/pumps.openapi.yaml:27:5: the path has {name}, the parameters do not; add the path parameter 'name'",
        id="path-parameter-that-is-not-declared",
    ),
    pytest.param(
        ("document", "- {name: skip, in: query,", "- {name: skip, in: cookie,"),
        "specs/pumps.openapi.yaml:14:11: a parameter in 'cookie' is not supported; use the path or the query",
        id="cookie-parameter",
    ),
    pytest.param(
        ("document", "application/json:\n            schema: {$ref", "application/xml:\n            schema: {$ref"),
        "specs/pumps.openapi.yaml:35:9: only JSON bodies are supported; offer application/json",
        id="body-that-is-no-json",
    ),
    pytest.param(
        ("document", "security: [{token: []}]", "security: [{tokn: []}]"),
        "specs/pumps.openapi.yaml:25:19: there is no security scheme 'tokn'; add it to 'securitySchemes:'",
        id="unknown-security-scheme",
    ),
    pytest.param(
        ("document", "openapi: 3.0.3", "openapi: '2.0'"),
        "specs/pumps.openapi.yaml:1:1: is no OpenAPI 3.0 document; write \"openapi: '3.0.3'\" at its top",
        id="another-version",
    ),
    pytest.param(
        ("document", "    Pump:\n", "    Operation: {type: object, properties: {a: {type: string}}}\n    Pump:\n"),
        "specs/pumps.openapi.yaml:44:5: schema 'Operation' is named like a part of generated code; rename it",
        id="schema-named-like-our-own",
    ),
    pytest.param(
        ("document", "    Pump:\n", "    Pumps: {type: object, properties: {a: {type: string}}}\n    Pump:\n"),
        "specs/overlay.yaml:23:7: group 'pumps' makes a class 'Pumps', as does the schema of that name; "
        "rename the group",
        id="group-named-like-a-schema",
    ),
    pytest.param(
        ("document", "  /v1/pumps:\n", "  /v1/pumps: {}\n  /v1/pumps:\n"),
        "specs/pumps.openapi.yaml:7:3: the key '/v1/pumps' stands here twice; keep one of the two",
        id="key-written-twice",
    ),
    pytest.param(
        ("document", "paths:\n", "paths: [\n"),
        "specs/pumps.openapi.yaml:7:8: is no YAML: did not find expected ',' or ']'; correct the syntax at this place",
        id="broken-yaml",
    ),
]


@pytest.mark.parametrize(("edit", "expected"), MISTAKES)
def test_a_mistake_is_told_with_its_place_and_its_cure(specs: Specs, edit: tuple[str, str, str], expected: str) -> None:
    specs.edit(*edit)
    assert expected in specs.mistakes()


def test_the_small_document_itself_holds_no_mistake(specs: Specs) -> None:
    assert specs.generate().files


def test_all_mistakes_of_all_files_are_told_at_once_and_nothing_is_written(
    specs: Specs, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edits: Sequence[tuple[str, str, str]] = [
        ("document", "total: {type: integer}", "total: {type: integr}"),
        ("document", "- {name: skip, in: query,", "- {name: skip, in: cookie,"),
        ("overlay", "        save: savePump\n", ""),
        ("overlay", "at: [Pump.secretCode]", "at: [Pump.secretcode]"),
    ]
    for edit in edits:
        specs.edit(*edit)
    output = tmp_path / "generated"
    code = main(["--specs", str(specs.folder), "--output", str(output)])
    assert code == 1
    assert capsys.readouterr().err.splitlines() == [
        "4 mistakes, nothing was written:",
        "specs/overlay.yaml:39:14: 'Pump.secretcode' is not in specs/pumps.openapi.yaml; "
        "drop the entry, or correct its address",
        "specs/pumps.openapi.yaml:14:11: a parameter in 'cookie' is not supported; use the path or the query",
        "specs/pumps.openapi.yaml:27:5: operation 'savePump' is in no group; add to the overlay, under 'groups:', "
        "'save_pump: savePump' in the group of its noun",
        "specs/pumps.openapi.yaml:57:17: 'integr' is no type; "
        "write one of array, boolean, integer, number, object, string",
    ]
    assert not output.exists()


def test_a_document_that_is_missing_is_told(specs: Specs) -> None:
    specs.document.unlink()
    assert specs.mistakes() == [
        "specs/pumps.openapi.yaml:1:1: cannot be read: No such file or directory; create the file or correct its path"
    ]
