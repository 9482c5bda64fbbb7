"""What one chapter costs: its size, and the files outside its folder that know it."""

from __future__ import annotations

import ast
import re
from dataclasses import asdict, dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from django.apps import apps
from tests.house import source
from tests.house.source import Module

from shoumi.core.gate import Fact

# Files below src/shoumi that may name any chapter: what puts the house together, and tests of the
# whole, as are all in ``tests``.
OF_THE_WHOLE = re.compile(
    r"doors/(settings|tests|demo/tests)/.*|doors/api/tests/test_whole_deal\.py"
)
# Outside its folder a chapter is named by these, the contracts, the tables of the handbook, the
# reviewed access table, reference pages and prose.
BESIDES = re.compile(
    rf"src/shoumi/({OF_THE_WHOLE.pattern})|src/shoumi/core/(handbook|milestones|constants)/.*"
    r"|\.importlinter|docs/.*|tests/.*|[A-Z]+(\.zh)?\.md|\.git/.*|\.venv/.*"
)
# What a demo tells of a chapter is no part of its size.
_TOLD = re.compile(r"chapters/\w+/story(\.py|/.*)")
SUFFIXES = {"", ".py", ".html", ".svg", ".txt", ".typ", ".toml", ".js", ".json", ".sh", ".ini"}
# A route of one word is also a word of other things, so it counts where a route must stand.
_ROUTE = r"""(?:{{%\s*url\s+|reverse\(|redirect\(|route=|back=|Menu\("\w+",\s*)["']{name}["']"""


@dataclass(frozen=True)
class Outside:
    """Files that name a chapter, by where they stand."""

    source: list[str]
    demo: list[str]
    tests: list[str]

    @property
    def count(self) -> int:
        return len(self.source) + len(self.demo) + len(self.tests)


@dataclass(frozen=True)
class Chapter:
    slug: str
    outside: Outside
    verbs: int
    modules: int
    statements: int
    lines: int
    longest: tuple[str, int]

    def told(self) -> dict[str, object]:
        return {**asdict(self), "files_outside": self.outside.count}


def slugs(root: Path) -> list[str]:
    return sorted(path.parent.name for path in root.glob("src/shoumi/chapters/*/apps.py"))


def lines(root: Path, slug: str) -> int:
    """Its size, without tests and migrations."""
    return sum(one.lines for one in _own(root, slug))


def _own(root: Path, slug: str) -> list[Module]:
    every = source.modules(root / "src/shoumi", f"chapters/{slug}")
    return [one for one in every if not _TOLD.fullmatch(one.name)]


def measure(root: Path, slug: str) -> Chapter:
    found = _own(root, slug)
    longest = max(found, key=lambda one: one.lines)
    return Chapter(
        slug=slug,
        outside=outside(root, slug),
        verbs=sum(verbs(one) for one in found),
        modules=len(found),
        statements=sum(one.statements for one in found),
        lines=lines(root, slug),
        longest=(longest.name.removeprefix(f"chapters/{slug}/"), longest.lines),
    )


def verbs(module: Module) -> int:
    """Calls of ``Verb(...)``."""
    return sum(
        isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "Verb"
        for node in ast.walk(module.tree)
    )


def outside(root: Path, slug: str) -> Outside:
    pattern = _names(slug)
    found = [name for name, text in _hand_written(root, slug) if pattern.search(text)]
    demo = [name for name in found if name.startswith("src/shoumi/doors/demo/")]
    tests = [name for name in found if "tests" in Path(name).parts and name not in demo]
    return Outside([name for name in found if name not in {*demo, *tests}], demo, tests)


def _hand_written(root: Path, slug: str) -> list[tuple[str, str]]:
    own = f"src/shoumi/chapters/{slug}/"
    return [(name, text) for name, text in _texts(root) if not name.startswith(own)]


@cache
def _texts(root: Path) -> list[tuple[str, str]]:
    """Each chapter is looked for in all of them."""
    found = []
    for top in (root / "src", root / "bench", root / "scripts"):
        for path in sorted(top.rglob("*")):
            name = path.relative_to(root).as_posix()
            if BESIDES.fullmatch(name) or "__pycache__" in path.parts:
                continue
            if path.is_file() and path.suffix in SUFFIXES:
                found.append((name, path.read_text(encoding="utf-8")))
    return found


def _names(slug: str) -> re.Pattern[str]:
    """Its dotted path, routes, tags and tables; a model is reached by its path or its table."""
    card = import_module(f"shoumi.chapters.{slug}.chapter").card
    routes = {
        one.name
        for pages in (card.pages, card.public_pages)
        for one in (pages() if pages else ())
        if one.name
    }
    models = list(apps.get_app_config(slug).get_models())
    dotted = (
        rf"shoumi(?:\.|/)chapters(?:\.|/){slug}\b"
        rf"|from shoumi\.chapters import (?:[^\n]*\b)?{slug}\b"
    )
    quoted = {
        *(name for name in routes if "-" in name),
        # A fact of the gate may be called like a tag (policy.published), and is the core's word.
        *({str(tag) for tag in card.events or ()} - {fact.value for fact in Fact}),
        *(f"{slug}.{one.__name__}" for one in models),
        *(one._meta.db_table for one in models),
    }
    parts = [dotted]
    parts += [rf"""["'`]{re.escape(name)}["'`]""" for name in sorted(quoted)]
    parts += [_ROUTE.format(name=re.escape(one)) for one in sorted(routes) if "-" not in one]
    return re.compile("|".join(parts))
