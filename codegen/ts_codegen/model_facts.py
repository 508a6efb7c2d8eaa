"""What a module of generated models holds, read from its source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

__all__ = ["EnumFacts", "FieldFacts", "ModelFacts", "ModuleFacts", "read_models"]


_CALLED = frozenset({"ConfigDict", "Discriminator", "Tag", "TypeAliasType"})
_CONSTRAINTS = frozenset({"Field", "StringConstraints"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """A field of a model."""

    name: str
    wire_name: str
    annotation: str
    """Its type as source text, without what `Annotated` adds."""
    default: str | None
    """Its default as source text; None: it must be given."""
    description: str

    @property
    def is_required(self) -> bool:
        """Whether it must be given."""
        return self.default is None


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelFacts:
    """A model class."""

    name: str
    base: str
    description: str
    fields: tuple[FieldFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EnumFacts:
    """An enum class."""

    name: str
    description: str
    members: tuple[tuple[str, str], ...]
    """Python name and value as source text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleFacts:
    """The classes of a module, in its order."""

    models: Mapping[str, ModelFacts]
    enums: Mapping[str, EnumFacts]
    imports: Mapping[str, str]
    """Name to the module that it is imported from."""
    aliases: frozenset[str] = frozenset()
    """Names that stand for a type without being a class."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that the module defines, sorted."""
        return tuple(sorted({*self.models, *self.enums, *self.aliases}))


def read_models(source: str) -> ModuleFacts:
    """Return what a module of models holds.

    Raises:
        ValueError: it holds anything else than imports, models and enums, such as code that a document smuggled in.
    """
    models: dict[str, ModelFacts] = {}
    enums: dict[str, EnumFacts] = {}
    imports: dict[str, str] = {}
    aliases: set[str] = set()
    tree = ast.parse(source)
    _refuse_code(tree)
    for statement in tree.body:
        match statement:
            case ast.ImportFrom():
                imports.update({name.asname or name.name: statement.module or "" for name in statement.names})
            case ast.ClassDef() if any("Enum" in ast.unparse(base) for base in statement.bases):
                enums[statement.name] = _enum(statement)
            case ast.ClassDef():
                models[statement.name] = _model(statement)
            case ast.Assign(targets=[ast.Name(id=name)]) if _is_type(statement.value) or _is_alias(statement.value):
                aliases.add(name)
            case ast.AnnAssign(target=ast.Name(id=name), value=value) if value is not None and _is_type(value):
                aliases.add(name)
            case ast.Expr(value=ast.Constant(value=str())):
                pass
            case ast.Expr(value=ast.Call(func=ast.Attribute(attr="model_rebuild"), args=[], keywords=[])):
                pass
            case _:
                raise ValueError(f"line {statement.lineno} is no part of a model: {ast.unparse(statement)[:60]!r}")
    return ModuleFacts(models=models, enums=enums, imports=imports, aliases=frozenset(aliases))


def _refuse_code(tree: ast.Module) -> None:
    """Refuse what would run something else than the making of models, wherever it hides."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name(id=name)) if name in _CALLED or name in _CONSTRAINTS:
                continue
            case ast.Call(func=ast.Attribute(attr="model_rebuild" | "model_validate")):
                continue
            case ast.Call() | ast.NamedExpr() | ast.Await() | ast.Yield() | ast.YieldFrom():
                raise ValueError(f"line {node.lineno} calls what no model needs: {ast.unparse(node)[:60]!r}")
            case ast.ClassDef(decorator_list=[decorator, *_]):
                raise ValueError(f"line {decorator.lineno} decorates a model: {ast.unparse(decorator)[:60]!r}")
            case _:
                continue


def _model(node: ast.ClassDef) -> ModelFacts:
    body = list(_described(node))
    return ModelFacts(
        name=node.name,
        base=", ".join(map(ast.unparse, node.bases)),
        description=ast.get_docstring(node) or "",
        fields=tuple(_field(statement, text) for statement, text in body if isinstance(statement, ast.AnnAssign)),
    )


def _enum(node: ast.ClassDef) -> EnumFacts:
    return EnumFacts(
        name=node.name,
        description=ast.get_docstring(node) or "",
        members=tuple(
            (ast.unparse(statement.targets[0]), ast.unparse(statement.value))
            for statement, _ in _described(node)
            if isinstance(statement, ast.Assign)
        ),
    )


def _described(node: ast.ClassDef) -> Iterator[tuple[ast.stmt, str]]:
    """Yield the statements of a class, each with the docstring that follows it."""
    for position, statement in enumerate(node.body):
        following = node.body[position + 1] if position + 1 < len(node.body) else None
        match statement:
            case ast.Expr(value=ast.Constant(value=str())) | ast.Pass():
                continue
            case ast.AnnAssign() | ast.Assign():
                yield statement, _text(following)
            case _:
                raise ValueError(f"line {statement.lineno} is no field: {ast.unparse(statement)[:60]!r}")


def _text(statement: ast.stmt | None) -> str:
    match statement:
        case ast.Expr(value=ast.Constant(value=str() as text)):
            return text.strip()
        case _:
            return ""


def _field(node: ast.AnnAssign, description: str) -> FieldFacts:
    name = ast.unparse(node.target)
    annotation, wire_name = node.annotation, name
    match annotation:
        case ast.Subscript(value=ast.Name(id="Annotated"), slice=ast.Tuple(elts=[inner, *extras])):
            annotation = inner
            wire_name = _alias(extras) or name
        case _:
            pass
    return FieldFacts(
        name=name,
        wire_name=wire_name,
        annotation=ast.unparse(annotation),
        default=None if node.value is None else ast.unparse(node.value),
        description=description,
    )


def _alias(extras: list[ast.expr]) -> str:
    for extra in extras:
        if isinstance(extra, ast.Call):
            for keyword in extra.keywords:
                if keyword.arg == "alias" and isinstance(keyword.value, ast.Constant):
                    return str(keyword.value.value)
    return ""


def _is_type(node: ast.expr) -> bool:
    return not any(isinstance(part, ast.Call | ast.Await | ast.Lambda) for part in ast.walk(node))


def _is_alias(node: ast.expr) -> bool:
    """Whether it is `TypeAliasType("Name", Annotated[str, Field(min_length=2)])` or the like."""
    match node:
        case ast.Call(func=ast.Name(id="TypeAliasType"), args=[ast.Constant(), target], keywords=[]):
            calls = [part.func for part in ast.walk(target) if isinstance(part, ast.Call)]
            return all(isinstance(call, ast.Name) and call.id in _CONSTRAINTS for call in calls)
        case _:
            return False
