"""The Python type of a value, as source text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import assert_never

from ts_codegen.ir import AnyValue, ListOf, MapOf, Named, Scalar, ScalarKind, Type
from ts_codegen.python.imports import Imports
from ts_codegen.python.literals import identifier

__all__ = ["TypeText"]

_SCALARS = {
    ScalarKind.TEXT: "str",
    ScalarKind.WHOLE: "int",
    ScalarKind.NUMBER: "float",
    ScalarKind.TRUTH: "bool",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeText:
    """Writes types and notes the imports that they need."""

    imports: Imports
    module_of: Callable[[str], str]
    """Full name of the module that has a class."""
    shadowed: frozenset[str] = frozenset()
    """Built-in names that the class around hides, such as a method called `list`."""

    def received(self, kind: Type) -> str:
        """Return the type of what comes in: exact containers."""
        return self._text(kind, self._builtin("list"), self._builtin("dict"))

    def sent(self, kind: Type) -> str:
        """Return the type of what a caller passes: any container will do."""
        if isinstance(kind, ListOf):
            self.imports.add("collections.abc", "Sequence")
        if isinstance(kind, MapOf):
            self.imports.add("collections.abc", "Mapping")
        return self._text(kind, "Sequence", "Mapping")

    def _text(self, kind: Type, list_name: str, dict_name: str) -> str:
        match kind:
            case Scalar(kind=ScalarKind.MOMENT):
                return self.imports.add("datetime", "datetime")
            case Scalar(kind=scalar):
                return self._builtin(_SCALARS[scalar])
            case AnyValue() if dict_name == "Mapping":
                return self._builtin("object")
            case AnyValue():
                return self.imports.add("typing", "Any")
            case ListOf(item=item):
                return f"{list_name}[{self._text(item, list_name, dict_name)}]"
            case MapOf(value=value):
                return f"{dict_name}[{self._builtin('str')}, {self._text(value, list_name, dict_name)}]"
            case Named(name=name):
                return self.imports.add(self.module_of(name), identifier(name))
            case _:
                assert_never(kind)

    def _builtin(self, name: str) -> str:
        return f"{self.imports.add_module('builtins')}.{name}" if name in self.shadowed else name
