"""Metadata, tags and labels of a file: the connector's and the file's together, and what the platform allows."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from ts_connectors.errors import UploadError
from ts_connectors.files import Directive, Label, UploadFileRequest

__all__ = ["Mtl", "faults_of", "merged"]

T = TypeVar("T")

LONGEST_LABEL_NAME = 128
LONGEST_TAG = 128
MOST_BYTES = 1536
"""Of metadata and tags together, as condensed JSON."""
TAG = re.compile(r"[0-9a-zA-Z\-_+. /]+")
METADATA_KEY = re.compile(r"[0-9a-zA-Z\-_+ ]+")
METADATA_VALUE = re.compile(r"[0-9a-zA-Z\-_+., /]+")
NOT_IN_LABELS = re.compile("[\n\r\ufffe\uffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mtl:
    """Metadata, tags and labels, stripped of the white space around them."""

    metadata: Mapping[str, str]
    tags: tuple[str, ...]
    """Each once, in order."""
    labels: tuple[Label, ...]
    """Each once, in order."""

    @classmethod
    def of(
        cls,
        metadata: Mapping[str, object] | None,
        tags: Sequence[str] | None,
        labels: Sequence[Label | Mapping[str, str]] | None,
    ) -> Mtl:
        """Return them as they are kept; None gives none."""
        return cls(
            metadata={str(key).strip(): str(value).strip() for key, value in (metadata or {}).items()},
            tags=tuple(dict.fromkeys(str(tag).strip() for tag in tags or ())),
            labels=tuple(dict.fromkeys(map(_label, labels or ()))),
        )


def merged(own: Mtl, request: UploadFileRequest) -> Mtl:
    """Return what a file gets: by each directive the connector's own and the request's, or the request's only.

    Raises:
        UploadError: a directive or a label is neither of its kind.
    """
    asked = Mtl.of(request.metadata, request.tags, request.labels)
    return Mtl(
        metadata=asked.metadata if replaces(request.metadata_directive) else {**own.metadata, **asked.metadata},
        tags=asked.tags if replaces(request.tags_directive) else _once(own.tags, asked.tags),
        labels=asked.labels if replaces(request.labels_directive) else _once(own.labels, asked.labels),
    )


def replaces(directive: Directive | str | None) -> bool:
    """Whether the connector's own values are left out.

    Raises:
        UploadError: it is no directive.
    """
    try:
        return directive is not None and Directive(directive) is Directive.REPLACE
    except ValueError:
        raise UploadError(f"{directive!r} is no directive; give Directive.APPEND or Directive.REPLACE") from None


def faults_of(mtl: Mtl) -> tuple[str, ...]:
    """Return every rule of the platform that the values break, a sentence each."""
    return (*_metadata_faults(mtl.metadata), *_tag_faults(mtl.tags), *_label_faults(mtl.labels), *_size_faults(mtl))


def _metadata_faults(metadata: Mapping[str, str]) -> Iterator[str]:
    for key, value in metadata.items():
        if not METADATA_KEY.fullmatch(key):
            yield f"metadata key {key!r} must be of 0-9 a-z A-Z - _ + and space"
        if not METADATA_VALUE.fullmatch(value):
            yield f"metadata value {value!r} of {key!r} must be of 0-9 a-z A-Z - _ + . , / and space"


def _tag_faults(tags: Sequence[str]) -> Iterator[str]:
    for tag in tags:
        if not TAG.fullmatch(tag):
            yield f"tag {tag!r} must be of 0-9 a-z A-Z - _ + . / and space"
        if len(tag) > LONGEST_TAG:
            yield f"tag {tag!r} has {len(tag)} characters, {LONGEST_TAG} are allowed"


def _label_faults(labels: Sequence[Label]) -> Iterator[str]:
    for label in labels:
        for what, text in (("name", label.name), ("value", label.value)):
            if not text:
                yield f"label {label.name!r} has an empty {what}"
            if NOT_IN_LABELS.search(text):
                yield f"label {what} {text!r} must hold no line break, U+FFFE or U+FFFF"
        if len(label.name) > LONGEST_LABEL_NAME:
            yield f"label name {label.name!r} has {len(label.name)} characters, {LONGEST_LABEL_NAME} are allowed"


def _size_faults(mtl: Mtl) -> Iterator[str]:
    text = json.dumps({"metadata": mtl.metadata, "tags": mtl.tags}, separators=(",", ":"), ensure_ascii=False)
    size = len(text.encode("utf-8", "surrogatepass"))
    if size > MOST_BYTES:
        yield f"metadata and tags have {size} bytes together, {MOST_BYTES} are allowed"


def _once(first: Sequence[T], second: Sequence[T]) -> tuple[T, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _label(given: Label | Mapping[str, str]) -> Label:
    try:
        name, value = (given["name"], given["value"]) if isinstance(given, Mapping) else (given.name, given.value)
    except (AttributeError, KeyError):
        raise UploadError(f"A label has a name and a value, not {given!r}; give Label(name, value)") from None
    return Label(str(name).strip(), str(value).strip())
