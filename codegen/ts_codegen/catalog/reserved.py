"""Names that a catalog cannot use, because a class already has an attribute of that name."""

from __future__ import annotations

from functools import cache
from pathlib import Path

__all__ = ["CLASS_NAMES", "FIELD_NAMES", "SENDER_NAMES", "connector_attributes"]

_FILE = Path(__file__).with_name("connector_attributes.txt")

SENDER_NAMES = frozenset({"send_command", "submit_command", "target_id", "wait_for_command"})
"""Public attributes of a sender that are no command."""

FIELD_NAMES = {
    "self": "the 'self' of the sender's method",
    "options": "the sender's argument 'options'",
}
"""Fields of a request that the sender's method cannot take as an argument, each with what the name is taken by."""

CLASS_NAMES = frozenset(
    {
        "Annotated",
        "Answer",
        "Any",
        "BaseModel",
        "Command",
        "CommandContext",
        "CommandSender",
        "ConfigDict",
        "Dispatcher",
    }
    | {"AsyncCommandSender", "AsyncCommandService", "CommandService", "Enum", "Field", "Final", "Handlers", "IntEnum"}
    | {
        "Lane",
        "Literal",
        "None",
        "True",
        "False",
        "PayloadModel",
        "RootModel",
        "SendOptions",
        "StrEnum",
        "TypeAliasType",
    }
    | {"StringConstraints", "UUID", "MISSING", "Union", "Optional", "Dict", "List", "TYPE_CHECKING", "Decimal"}
)
"""Names that generated modules import for themselves."""


@cache
def connector_attributes() -> frozenset[str]:
    """Return the public attributes of the SDK's Connector class, which handler methods would hide.

    The generator does not import the runtime, so they are kept in a file; a test compares it with the class.
    """
    lines = _FILE.read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))
