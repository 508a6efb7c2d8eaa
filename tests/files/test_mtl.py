"""Metadata, tags and labels: merging and the platform's rules."""

from __future__ import annotations

from typing import Any

import pytest

from ts_connectors._runtime.mtl import Mtl, faults_of, merged
from ts_connectors.errors import UploadError
from ts_connectors.files import Directive, Label, UploadFileRequest

OWN = Mtl.of({"site": "Basel", "room": "5"}, ["lab", "night"], [Label("team", "a")])


def request(**facts: Any) -> UploadFileRequest:
    return UploadFileRequest(content=b"", filepath="a", **facts)


def test_the_files_values_are_added_to_the_connectors() -> None:
    found = merged(
        OWN,
        request(
            metadata={"room": "6", "run": "7"}, tags=["night", "run"], labels=[Label("team", "a"), Label("team", "b")]
        ),
    )
    assert found.metadata == {"site": "Basel", "room": "6", "run": "7"}
    assert found.tags == ("lab", "night", "run")
    assert found.labels == (Label("team", "a"), Label("team", "b"))


@pytest.mark.parametrize("directive", [Directive.REPLACE, Directive.Replace, "Replace"])
def test_the_files_values_can_replace_the_connectors(directive: Directive | str) -> None:
    found = merged(
        OWN,
        request(
            metadata={"run": "7"},
            metadata_directive=directive,
            tags_directive=directive,
            labels=[{"name": "room", "value": "5"}],
            labels_directive=directive,
        ),
    )
    assert found == Mtl(metadata={"run": "7"}, tags=(), labels=(Label("room", "5"),))


def test_one_directive_leaves_the_others_alone() -> None:
    found = merged(OWN, request(tags_directive=Directive.REPLACE))
    assert (found.metadata, found.tags, found.labels) == (OWN.metadata, (), OWN.labels)


def test_a_directive_that_is_none_is_refused() -> None:
    with pytest.raises(UploadError, match=r"'Merge' is no directive; give Directive.APPEND or Directive.REPLACE"):
        merged(OWN, request(tags_directive="Merge"))


def test_a_label_without_a_value_is_refused() -> None:
    with pytest.raises(UploadError, match="A label has a name and a value"):
        merged(OWN, request(labels=[{"name": "team"}]))


def test_white_space_around_everything_goes() -> None:
    found = merged(
        Mtl.of(None, None, None), request(metadata={" a ": " b "}, tags=[" c\n"], labels=[Label(" d ", "e ")])
    )
    assert found == Mtl(metadata={"a": "b"}, tags=("c",), labels=(Label("d", "e"),))


@pytest.mark.parametrize(
    ("mtl", "fault"),
    [
        pytest.param(Mtl.of({"a.b": "c"}, None, None), "metadata key 'a.b' must be of", id="metadata key: dot"),
        pytest.param(Mtl.of({"": "c"}, None, None), "metadata key '' must be of", id="metadata key: empty"),
        pytest.param(Mtl.of({"a": "b:c"}, None, None), "metadata value 'b:c' of 'a' must be of", id="metadata value"),
        pytest.param(Mtl.of({"a": ""}, None, None), "metadata value '' of 'a' must be of", id="metadata value: empty"),
        pytest.param(Mtl.of(None, ["a,b"], None), "tag 'a,b' must be of", id="tag: comma"),
        pytest.param(Mtl.of(None, ["ä"], None), "tag 'ä' must be of", id="tag: not ASCII"),
        pytest.param(Mtl.of(None, ["a" * 129], None), "has 129 characters, 128 are allowed", id="tag: long"),
        pytest.param(Mtl.of(None, None, [Label("", "v")]), "label '' has an empty name", id="label: no name"),
        pytest.param(Mtl.of(None, None, [Label("n", " ")]), "label 'n' has an empty value", id="label: no value"),
        pytest.param(Mtl.of(None, None, [Label("n", "a\nb")]), "must hold no line break", id="label: newline"),
        pytest.param(Mtl.of(None, None, [Label("n\ufffe", "a")]), "must hold no line break", id="label: U+FFFE"),
        pytest.param(Mtl.of(None, None, [Label("n", "a\uffff")]), "must hold no line break", id="label: U+FFFF"),
        pytest.param(Mtl.of(None, None, [Label("n" * 129, "v")]), "has 129 characters, 128 are", id="label: long name"),
        pytest.param(
            Mtl.of({"a": "b" * 800}, ["c" * 100 + str(n) for n in range(10)], None),
            "bytes together, 1536 are allowed",
            id="together too large",
        ),
    ],
)
def test_each_rule_of_the_platform_is_kept(mtl: Mtl, fault: str) -> None:
    [found] = faults_of(mtl)
    assert fault in found


@pytest.mark.parametrize(
    "mtl",
    [
        pytest.param(Mtl.of({"a-Z_0+ 9": "a-Z_0+., /9"}, None, None), id="metadata"),
        pytest.param(Mtl.of(None, ["a-Z_0+. /9", "a" * 128], None), id="tags"),
        pytest.param(Mtl.of(None, None, [Label("ä" * 128, "ö" * 1000)]), id="labels"),
        pytest.param(Mtl.of({"a": "b" * (1536 - 34)}, ["c"], None), id="exactly 1.5 KiB"),
    ],
)
def test_what_the_platform_allows_is_no_fault(mtl: Mtl) -> None:
    assert faults_of(mtl) == ()


def test_all_faults_are_found_at_once() -> None:
    assert len(faults_of(Mtl.of({"a.b": "c:d"}, ["e,f"], [Label("", "")]))) == 5
