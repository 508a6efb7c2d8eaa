"""The catalog that most tests use: it has one of everything."""

from __future__ import annotations

CATALOG = """\
# yaml-language-server: $schema=../specs/catalog.schema.json
catalog: 1
extends: [ts_connectors]
connector: ColonyCounter
types:
  Range:
    description: A span of time.
    type: object
    required: [start, end]
    properties:
      start: {type: string, format: date-time}
      end: {type: string, format: date-time}
  Mode:
    description: How thorough a count is.
    type: string
    enum: [fast, thorough]
  Barcode: {type: string, pattern: '^[A-Z0-9]+$', minLength: 4}
  Plate:
    type: object
    required: [barcode]
    properties:
      barcode: {$ref: '#/types/Barcode'}
      wells: {type: array, items: {type: integer, minimum: 1, maximum: 384}, minItems: 1}
commands:
  SetScheduleInterval:
    summary: Change how often the instrument is polled.
    request:
      type: object
      required: [seconds]
      properties:
        seconds: {type: number, minimum: 1, description: Time between two polls.}
    response:
      type: object
      properties: {previous_seconds: {type: number}}
    repeatable: true
    examples:
      - {summary: Slow down., request: {seconds: 30}, response: {previous_seconds: 5}}
  IngestRange:
    summary: Ingest the runs of a time range again.
    description: |
      Runs are written to the same place.

      A run that fails is told in the answer.
    request: {$ref: '#/types/Range'}
    response: {$ref: 'tdp#/ConnectorFilesResponse'}
    timeout: 1h
    errors:
      NOT_CONNECTED: The instrument cannot be reached.
      EMPTY: There are no runs.
  Recount:
    summary: Count plates again.
    request:
      type: object
      required: [plates, operatorName, comment]
      properties:
        plates: {type: array, items: {$ref: '#/types/Plate'}}
        mode: {$ref: '#/types/Mode', default: fast}
        operatorName: {type: string}
        comment: {type: [string, 'null']}
        threshold: {type: [number, 'null'], minimum: 0}
        tags: {type: object, additionalProperties: {type: string}}
        kind: {type: string, enum: [dry, wet]}
        password: {type: string, x-secret: true}
        list: {type: array, items: {type: string, maxLength: 3}}
        date: {type: string, format: date}
        other: {type: string, format: date}
        class: {type: boolean, default: true}
        anything: {}
    response:
      type: object
      required: [counted]
      properties:
        counted: {type: integer}
        modes: {type: array, items: {$ref: '#/types/Mode'}}
    method: count_again
    deprecated: true
  Ping:
    summary: See whether it listens.
    lane: control
    timeout: 90
  List:
    summary: List what is known.
    response: {type: object, properties: {names: {type: array, items: {type: string}}}}
"""
"""A user's catalog."""
