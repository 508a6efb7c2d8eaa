"""The imports of a module that is being written, as a collection."""

from __future__ import annotations

import sys

__all__ = ["Imports"]


class Imports:
    """Collects what a module needs and lays it out as import statements, sorted and grouped."""

    def __init__(self) -> None:
        self._names: dict[str, set[tuple[str, str]]] = {}
        self._modules: dict[str, str] = {}

    def add(self, module: str, name: str, alias: str = "") -> str:
        """Note `from module import name` and return how the name is called here."""
        self._names.setdefault(module, set()).add((name, alias))
        return alias or name

    def add_module(self, module: str, alias: str = "") -> str:
        """Note `import module` and return how it is called here."""
        self._modules[module] = alias
        return alias or module

    def render(self) -> str:
        """Return the statements, `from __future__` first, then standard library, other packages, relative."""
        groups: dict[int, list[tuple[int, str, str]]] = {}
        for module, alias in self._modules.items():
            text = f"import {module} as {alias}" if alias else f"import {module}"
            groups.setdefault(_group(module), []).append((0, module, text))
        for module, names in self._names.items():
            listed = ", ".join(f"{name} as {alias}" if alias else name for name, alias in sorted(names, key=_order))
            groups.setdefault(_group(module), []).append((1, module, f"from {module} import {listed}"))
        blocks = ["\n".join(text for _, _, text in sorted(groups[group])) for group in sorted(groups)]
        return "\n\n".join(["from __future__ import annotations", *blocks])


def _group(module: str) -> int:
    if module.startswith("."):
        return 4
    root = module.partition(".")[0]
    if root in sys.stdlib_module_names:
        return 1
    return 3 if root == "ts_connectors_api" else 2


def _order(entry: tuple[str, str]) -> tuple[int, str]:
    name = entry[0]
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return kind, name
