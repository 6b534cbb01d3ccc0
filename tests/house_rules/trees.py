"""The project's Python, read once, and small questions about syntax trees."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


@dataclass(frozen=True, slots=True)
class Module:
    """One module: its path in the project, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> "Module":
        """The module with that text."""
        return cls(path, text, ast.parse(text))

    def calls(self) -> Iterator[ast.Call]:
        """Every call in it."""
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def line(self, number: int) -> str:
        """One of its lines, counted from 1."""
        return self.text.splitlines()[number - 1]


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the project but those compiled from frames."""
    paths = sorted(
        path
        for folder in ("cicdesk", "scripts", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if not path.name.startswith("ui_")
    )
    return tuple(
        Module.of(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in paths
    )


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or an attribute; empty for anything else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        before = dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return ""


def last_name(node: ast.expr) -> str:
    """The last part of what is called: `setText` of `self.title.setText`."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
