"""The shape of Mermaid diagrams, as far as it takes to see that they would be drawn."""

from __future__ import annotations

import re

__all__ = ["labels", "mistakes"]

_ID = r"\w+"
_SHAPE = r"(?:\[\([^\[\]]*\)\]|\(\([^()]*\)\)|\[[^\[\]]*\]|\([^()]*\)|\{[^{}]*\})"
_NODE = rf"{_ID}{_SHAPE}?"
_NODES = rf"{_NODE}(?: & {_NODE})*"
_ARROW = r"(?:-->|~~~|==>|-\.->|-- [^-]+ -->|-\. [^.]+ \.->)"
_FLOW = re.compile(rf"{_NODES}(?: {_ARROW} {_NODES})*")
_SUBGRAPH = re.compile(rf"subgraph {_ID}(?:\[[^\[\]]+\])?")
_PARTICIPANT = re.compile(rf"(?:participant|actor) (?P<id>{_ID})(?: as .+)?")
_MESSAGE = re.compile(rf"(?P<a>{_ID})(?:->>|-->>|->|-->)(?P<b>{_ID}): \S.*")
_NOTE = re.compile(rf"Note (?:over|left of|right of) (?P<a>{_ID})(?:,(?P<b>{_ID}))?: \S.*")
_FRAME = re.compile(r"(?:loop|alt|opt|par) \S.*")
_BRANCH = re.compile(r"(?:else|and)(?: .*)?")
_LABEL = re.compile(r"[\[({]+([^\[\](){}]+)[\])}]+")


def labels(diagram: str) -> list[str]:
    """Return the texts in the nodes and frames of a flowchart, without quotes and with line breaks as blanks."""
    return [found.strip('"').replace("\\n", " ") for found in _LABEL.findall(diagram)]


def mistakes(diagram: str) -> list[str]:
    """Return the lines that Mermaid would not draw, and why."""
    first, *lines = [line.strip() for line in diagram.splitlines() if line.strip()] or [""]
    if re.fullmatch(r"flowchart (?:TB|TD|BT|LR|RL)", first):
        return _flow_mistakes(lines)
    if first == "sequenceDiagram":
        return _sequence_mistakes(lines)
    return [f"{first!r}: begin with 'flowchart TB', 'flowchart LR' or 'sequenceDiagram'"]


def _flow_mistakes(lines: list[str]) -> list[str]:
    wrong, open_frames = [], 0
    for line in lines:
        if _SUBGRAPH.fullmatch(line):
            open_frames += 1
        elif line == "end":
            open_frames -= 1
        elif not _FLOW.fullmatch(line):
            wrong.append(f"{line!r}: is neither nodes nor arrows between them")
    return wrong + ([] if open_frames == 0 else ["a subgraph has no end, or an end no subgraph"])


def _sequence_mistakes(lines: list[str]) -> list[str]:
    wrong: list[str] = []
    known: set[str] = set()
    open_frames = 0
    for line in lines:
        if declared := _PARTICIPANT.fullmatch(line):
            known.add(declared["id"])
        elif said := _MESSAGE.fullmatch(line) or _NOTE.fullmatch(line):
            strangers = {said["a"], said["b"] or said["a"]} - known
            wrong += [f"{line!r}: {stranger} is no participant" for stranger in sorted(strangers)]
        elif _FRAME.fullmatch(line):
            open_frames += 1
        elif line == "end":
            open_frames -= 1
        elif not _BRANCH.fullmatch(line):
            wrong.append(f"{line!r}: is no message, note or frame")
    return wrong + ([] if open_frames == 0 else ["a frame has no end, or an end no frame"])
