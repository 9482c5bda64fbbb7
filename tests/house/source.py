"""Python files of a tree, and what is counted in them: lines, statements, imports."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

FLOORS = ("core", "base", "chapters", "doors", "client")
_APART = {"tests", "migrations"}


@dataclass(frozen=True)
class Module:
    """``name`` is the path below the package: ``base/vault/services.py``."""

    name: str
    path: Path

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    @property
    def statements(self) -> int:
        return statements(self.tree)

    @property
    def dotted(self) -> str:
        parts = ("shoumi", *Path(self.name).with_suffix("").parts)
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def statements(tree: ast.AST) -> int:
    """Every ``ast.stmt`` at any depth but docstrings and other bare strings."""
    return sum(
        isinstance(node, ast.stmt)
        and not (
            isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        )
        for node in ast.walk(tree)
    )


def modules(source: Path, below: str = "") -> list[Module]:
    """Of the package at ``source``, without tests and migrations."""
    return [one for one in _every(source, below) if not _APART & set(Path(one.name).parts)]


def tests(root: Path) -> list[Module]:
    """Tests beside the code, and those of the whole."""
    beside = [one for one in _every(root / "src/shoumi", "") if "tests" in Path(one.name).parts]
    return beside + _every(root / "tests", "")


def _every(source: Path, below: str) -> list[Module]:
    found = sorted((source / below).rglob("*.py"))
    return [Module(path.relative_to(source).as_posix(), path) for path in found]


def by_floor(found: list[Module]) -> dict[str, int]:
    """Floor -> statements; the empty ``__init__.py`` of the package stands on none."""
    sums = dict.fromkeys(FLOORS, 0)
    for one in found:
        floor = one.name.partition("/")[0]
        if floor in sums:
            sums[floor] += one.statements
    return sums


def imports(found: list[Module]) -> dict[str, set[str]]:
    """Module -> modules of ours that it imports, in a function or for types alone too."""
    known = {one.dotted for one in found}
    return {one.dotted: _imported(one.tree, known) - {one.dotted} for one in found}


def _imported(tree: ast.AST, known: set[str]) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name in known}
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            below = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= below & known
            # A package is imported for itself where one of the names is no module of it.
            if node.module in known and below - known:
                found.add(node.module)
    return found


def circles(graph: Mapping[str, set[str]]) -> list[list[str]]:
    """Sets of modules that import each other (Tarjan's strongly connected components)."""
    index: dict[str, int] = {}
    lowest: dict[str, int] = {}
    stack: list[str] = []
    found: list[list[str]] = []

    def visit(name: str) -> None:
        index[name] = lowest[name] = len(index)
        stack.append(name)
        for other in sorted(graph[name]):
            if other not in index:
                visit(other)
                lowest[name] = min(lowest[name], lowest[other])
            elif other in stack:
                lowest[name] = min(lowest[name], index[other])
        if lowest[name] == index[name]:
            place = stack.index(name)
            circle = stack[place:]
            del stack[place:]
            if len(circle) > 1:
                found.append(sorted(circle))

    for name in sorted(graph):
        if name not in index:
            visit(name)
    return sorted(found)
