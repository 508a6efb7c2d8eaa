"""A small document with its overlay, for tests that change it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from ts_codegen.problems import CodegenError
from ts_codegen.run import Generated, generate

DOCUMENT = """\
openapi: 3.0.3
info: {title: Pumps, description: What pumps do., version: '1'}
tags:
  - {name: Pumps, description: All pumps.}
paths:
  /v1/pumps:
    get:
      operationId: getPumps
      summary: List the pumps
      tags: [Pumps]
      parameters:
        - {name: x-org-slug, in: header, required: true, schema: {type: string}}
        - {name: take, in: query, schema: {type: integer}}
        - {name: skip, in: query, schema: {type: integer}}
        - {name: from, in: query, schema: {type: string, format: date-time}}
        - name: kinds
          in: query
          schema: {type: array, items: {type: string, enum: [SLOW, FAST]}}
      responses:
        '200':
          description: The pumps.
          content:
            application/json:
              schema: {$ref: '#/components/schemas/PumpPage'}
      security: [{token: []}]
  /v1/pumps/{id}:
    put:
      operationId: savePump
      summary: Save a pump
      tags: [Pumps]
      parameters:
        - {name: id, in: path, required: true, schema: {type: string}}
      requestBody:
        required: true
        content:
          application/json:
            schema: {$ref: '#/components/schemas/SavePump'}
      responses:
        '200': {description: Saved.}
components:
  securitySchemes:
    token: {type: apiKey, in: header, name: ts-auth-token}
  schemas:
    Pump:
      type: object
      required: [id]
      properties:
        id: {type: string}
        kind: {type: string, enum: [SLOW, FAST]}
        notes: {type: object}
        secretCode: {type: string}
    PumpPage:
      type: object
      required: [pumps, total]
      properties:
        pumps: {type: array, items: {$ref: '#/components/schemas/Pump'}}
        total: {type: integer}
    SavePump:
      type: object
      properties:
        kind: {type: string, enum: [SLOW, FAST]}
        flowRate: {type: number, nullable: true}
"""

OVERLAY = """\
overlay: 1
documents:
  pumps.openapi.yaml:
    package: pumps
    client: PumpsClient
    path_prefix:
      - {from: /v1/, to: /v1/lab/, why: The gateway adds it.}
    enums:
      - name: PumpKind
        at: [Pump.kind, SavePump.kind, 'getPumps?kinds[]']
        why: One set.
    types:
      - at: [Pump.notes]
        schema: {type: object, additionalProperties: true}
        why: An open map.
    bodies:
      - operation: savePump
        status: 200
        content: application/json
        schema: {$ref: '#/components/schemas/Pump'}
        why: Left out.
    groups:
      pumps:
        list: getPumps
        save: savePump
    pagination:
      - operation: getPumps
        method: iter_all
        skip: skip
        take: take
        items: pumps
        total: total
        page_size: 2
        why: It comes in pages.
    retries:
      - operation: savePump
        repeatable: false
        why: It counts.
    secrets:
      - at: [Pump.secretCode]
        why: It opens the pump.
"""


@dataclass(frozen=True, slots=True)
class Specs:
    """A folder of documents that a test may change."""

    folder: Path

    @property
    def document(self) -> Path:
        return self.folder / "pumps.openapi.yaml"

    @property
    def overlay(self) -> Path:
        return self.folder / "overlay.yaml"

    def edit(self, file: str, old: str, new: str) -> None:
        """Replace the first occurrence of `old` in the document or the overlay."""
        path = self.document if file == "document" else self.overlay
        text = path.read_text()
        assert old in text, f"{old!r} is not in {path.name}"
        path.write_text(text.replace(old, new, 1))

    def generate(self) -> Generated:
        return generate(self.folder)

    def mistakes(self) -> Sequence[str]:
        """Generate and return the text of each mistake."""
        with pytest.raises(CodegenError) as caught:
            self.generate()
        return [str(problem) for problem in caught.value.problems]
