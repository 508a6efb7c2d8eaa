"""A catalog as an AsyncAPI 3 document: the messages of both queues, as other tools read them."""

from __future__ import annotations

from typing import Any

from ts_codegen.catalog.ir import CommandSpec, Payload
from ts_codegen.catalog.schema_text import referring
from ts_codegen.catalog.view import CatalogView
from ts_codegen.catalog.yaml_text import yaml_text
from ts_codegen.plain import JsonMap

__all__ = ["asyncapi_document", "render_asyncapi"]

_MOMENT = {"type": "string", "format": "date-time"}
_TEXT = {"type": "string"}


def render_asyncapi(view: CatalogView) -> str:
    """Return the document as YAML."""
    return f"{view.header}\n{yaml_text(asyncapi_document(view))}"


def asyncapi_document(view: CatalogView) -> JsonMap:
    """Return the document: a connector receives commands and replies on a queue that all connectors share."""
    catalog = view.catalog
    messages: JsonMap = {}
    for command in catalog.commands:
        messages[command.name] = _request(command)
        messages[f"{command.name}Reply"] = _reply(command)
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": f"Commands of {catalog.title}",
            "version": "1.0.0",
            "description": "What a connector receives in its own command queue, and what it answers.",
        },
        "defaultContentType": "application/json",
        "channels": {
            "commands": _channel(catalog.commands, "", "The connector's own command queue, named in its details."),
            "replies": _channel(catalog.commands, "Reply", "The queue of answers, OUTBOUND_COMMAND_QUEUE."),
        },
        "operations": {command.method: _operation(command) for command in catalog.commands},
        "components": {
            "messages": messages,
            "schemas": {key: _referring(definition.schema) for key, definition in catalog.definitions.items()},
        },
    }


def _channel(commands: tuple[CommandSpec, ...], suffix: str, description: str) -> JsonMap:
    return {
        "address": None,
        "description": description,
        "messages": {
            f"{command.name}{suffix}": {"$ref": f"#/components/messages/{command.name}{suffix}"} for command in commands
        },
    }


def _operation(command: CommandSpec) -> JsonMap:
    return {
        "action": "receive",
        "summary": command.summary,
        **({"description": command.description} if command.description else {}),
        "channel": {"$ref": "#/channels/commands"},
        "messages": [{"$ref": f"#/channels/commands/messages/{command.name}"}],
        "reply": {
            "channel": {"$ref": "#/channels/replies"},
            "messages": [{"$ref": f"#/channels/replies/messages/{command.name}Reply"}],
        },
    }


def _request(command: CommandSpec) -> JsonMap:
    properties: JsonMap = {
        "commandId": _TEXT,
        "targetId": _TEXT,
        "action": {"const": command.action},
        "createdAt": _MOMENT,
        "expiresAt": _MOMENT,
    }
    required = ["commandId", "targetId", "action"]
    if command.request is not None:
        properties["body"] = _reference(command.request)
    message: JsonMap = {
        "name": command.action,
        "title": command.name,
        "summary": command.summary,
        "correlationId": {"location": "$message.payload#/commandId"},
        "payload": {"type": "object", "required": required, "properties": properties},
    }
    bodies = [example for example in command.examples if "request" in example.parts]
    if bodies:
        message["examples"] = [
            {
                **({"summary": example.summary} if example.summary else {}),
                "payload": {
                    "commandId": "0d0c2b9e-6d1f-4a6c-9a55-4c8f1d6b7a10",
                    "targetId": "connector",
                    "action": command.action,
                    "body": example.parts["request"],
                },
            }
            for example in bodies
        ]
    return message


def _reply(command: CommandSpec) -> JsonMap:
    success: Any = {"type": "null"} if command.response is None else _reference(command.response)
    failure: JsonMap = {"type": "object", "properties": {"message": _TEXT, "code": _TEXT}}
    if command.errors:
        said = "; ".join(f"{code}: {meaning}" for code, meaning in command.errors.items())
        failure["properties"]["code"] = {**_TEXT, "description": said, "examples": list(command.errors)}
    return {
        "name": f"{command.action}.Reply",
        "title": f"{command.name}Reply",
        "summary": f"What became of {command.name}: PROCESSING at once, then one final status.",
        "correlationId": {"location": "$message.payload#/commandId"},
        "payload": {
            "type": "object",
            "required": ["commandId", "targetId", "status"],
            "properties": {
                "commandId": _TEXT,
                "targetId": _TEXT,
                "status": {"enum": ["PROCESSING", "SUCCESS", "FAILURE", "REJECTED"]},
                "createdAt": _MOMENT,
            },
            "allOf": [
                {"if": _status("SUCCESS"), "then": {"properties": {"body": success}}},
                {"if": _status("FAILURE"), "then": {"properties": {"body": failure}}},
            ],
        },
    }


def _status(name: str) -> JsonMap:
    return {"properties": {"status": {"const": name}}}


def _reference(payload: Payload) -> JsonMap:
    return {"$ref": f"#/components/schemas/{payload.definition.key}"}


def _referring(schema: JsonMap) -> Any:
    return referring(schema, lambda key: f"#/components/schemas/{key}")
