"""The names that a catalog's commands and types get in Python; each must be free and must say who it is."""

from __future__ import annotations

import keyword

from ts_codegen.catalog.ir import CommandSpec
from ts_codegen.catalog.reserved import CLASS_NAMES, SENDER_NAMES
from ts_codegen.problems import Problems
from ts_codegen.python.names import is_name, pascal_case, words

__all__ = ["NameGates", "method_name", "sender_name"]

_HANDLE = "handle_"


def method_name(command: str) -> str:
    """Return the name of a command's handler method where the catalog gives none; it may be a keyword."""
    return "_".join(words(command))


def sender_name(method: str) -> str:
    """Return the name of the sender's method: the handler's without `handle_`."""
    return method.removeprefix(_HANDLE)


class NameGates:
    """Claims names for commands and types; what is taken or reserved goes to the problems.

    Args:
        prefix: what the generated classes begin with.
        reserved: attributes of the class that handlers are mixed into.
        inherited: methods of the senders that are inherited, each with whose it is.
        problems: where mistakes go.
    """

    def __init__(self, *, prefix: str, reserved: frozenset[str], inherited: dict[str, str], problems: Problems) -> None:
        made = ("Handlers", "Dispatcher", "Commands")
        self._generated = frozenset({prefix + name for name in made} | {f"Async{prefix}Commands"})
        self._reserved = reserved
        self._inherited = inherited
        self._problems = problems
        self._actions: dict[str, str] = {}
        self._methods: dict[str, str] = {}
        self._senders: dict[str, str] = {}
        self._constants: dict[str, str] = {"COMMANDS": "the tuple of all commands"}
        self._classes: dict[str, str] = {}

    def claim_class(self, name: str, place: str, cure: str) -> None:
        """Take the name of a model's class."""
        if name in CLASS_NAMES or name in self._generated or keyword.iskeyword(name):
            self._problems.add(place, f"'{name}' is a name that the generated code needs itself", cure)
        elif is_name(name) and name[0].isupper() and pascal_case(name) != name:
            self._problems.add(place, f"'{name}' would be called '{pascal_case(name)}' in Python", cure)
        else:
            self._claim(self._classes, name, f"the class '{name}' is taken", place, cure)

    def claim_command(self, command: CommandSpec) -> None:
        """Take all names of a command."""
        place, method_place = command.origin.place, _method_place(command)
        self._claim(
            self._actions,
            command.action,
            f"the action '{command.action}' is taken",
            place,
            "rename the command, or give it an 'action' of its own",
        )
        self._claim_method(command, method_place)
        self._claim(
            self._constants, command.constant, f"the constant {command.constant} is taken", place, "rename the command"
        )

    def _claim_method(self, command: CommandSpec, place: str) -> None:
        method, sender = command.method, command.sender
        cure = f"write 'method: do_{method}', or another name"
        if keyword.iskeyword(method):
            self._problems.add(place, f"the method '{method}' is a keyword of Python", f"write 'method: {method}_it'")
        elif method in self._reserved:
            self._problems.add(place, f"the method '{method}' is an attribute of Connector", cure)
            return
        else:
            self._claim(self._methods, method, f"the method '{method}' is taken", place, "write another 'method: …'")
        if sender == method and keyword.iskeyword(method):
            return
        if sender in SENDER_NAMES or keyword.iskeyword(sender):
            message = f"the sender's method '{sender}' is {_why(sender)}"
            self._problems.add(place, message, f"write 'method: do_{sender}', or another name")
        elif sender in self._inherited:
            message = f"the sender's method '{sender}' is one of {self._inherited[sender]}"
            self._problems.add(place, message, "write another 'method: …'")
        elif sender == method and sender in self._senders:
            return  # told of the handler's method
        else:
            taken = f"the sender's method '{sender}' is taken"
            self._claim(self._senders, sender, taken, place, "write another 'method: …'")

    def _claim(self, taken: dict[str, str], name: str, message: str, place: str, cure: str) -> None:
        if name in taken:
            self._problems.add(place, f"{message} by {taken[name]}", cure)
        else:
            taken[name] = place


def _why(sender: str) -> str:
    return "a keyword of Python" if keyword.iskeyword(sender) else "an attribute of every sender"


def _method_place(command: CommandSpec) -> str:
    return command.origin.document.place(command.origin.pointer + "/method")
