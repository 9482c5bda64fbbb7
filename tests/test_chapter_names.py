"""Outside its folder nobody names a chapter: by import, dotted name, ledger tag or route."""

from __future__ import annotations

import ast
import re
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from tests.house.chapter import OF_THE_WHOLE, slugs

import shoumi

SOURCE = Path(shoumi.__path__[0])
ROOT = SOURCE.parents[1]

# (chapter, file below src/shoumi) pairs that are still to be moved home.
_STILL_NAMED = {
    "policies": ("core/gate/rule.py",),  # a fact of the gate is called as one of its tags
}
STILL_NAMED = {(slug, file) for slug, files in _STILL_NAMED.items() for file in files}
_ROUTERS = {"reverse", "reverse_lazy", "redirect", "place_of"}


class Named(NamedTuple):
    """``routes``  names of addresses that a file asks for"""

    imports: frozenset[str]
    strings: frozenset[str]
    routes: frozenset[str]


class Marks(NamedTuple):
    """By what a chapter is known where it is named: its package (or a template of it), its tags,
    its routes."""

    package: re.Pattern[str]
    tags: frozenset[str]
    routes: frozenset[str]

    def are_in(self, named: Named) -> bool:
        words = named.strings | named.imports
        return (
            any(self.package.search(word) for word in words)
            or bool(self.tags & named.strings)
            or bool(self.routes & named.routes)
        )


def marks(slug):
    card = import_module(f"shoumi.chapters.{slug}.chapter").card
    brought = [*(card.pages() if card.pages else ())]
    brought += card.public_pages() if card.public_pages else ()
    return Marks(
        re.compile(rf"\bshoumi[./]chapters[./]{slug}\b|^{slug}/[\w/]+\.html$"),
        frozenset(str(tag) for tag in card.events),
        frozenset(pattern.name for pattern in brought),
    )


def named_in(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        parts = re.findall(r"{% (?:include|extends) [\"']([^\"']+)", text)
        return Named(
            frozenset(), frozenset(parts), frozenset(re.findall(r"{% url [\"']([\w-]+)", text))
        )
    imports, strings, routes = set(), set(), set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            imports |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom) and node.module:
            imports |= {f"{node.module}.{alias.name}" for alias in node.names}
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            strings.add(node.value)
        if isinstance(node, ast.Call) and node.args and ast.unparse(node.func) in _ROUTERS:
            routes |= {ast.literal_eval(node.args[0])} if _is_text(node.args[0]) else set()
    return Named(
        frozenset(imports),
        frozenset(strings),
        frozenset(routes | {word for word in strings if word.startswith("act-")}),
    )


def _is_text(node):
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


@cache
def named_outside():
    """(chapter, file) wherever a file outside a chapter's folder names it."""
    return frozenset(_named_outside())


def _named_outside():
    known = {slug: marks(slug) for slug in slugs(ROOT)}
    for path in sorted([*SOURCE.rglob("*.py"), *SOURCE.rglob("*.html")]):
        name = path.relative_to(SOURCE).as_posix()
        if "migrations" in path.parts or OF_THE_WHOLE.fullmatch(name):
            continue
        found = named_in(path)
        for slug, own in known.items():
            if not name.startswith(f"chapters/{slug}/") and own.are_in(found):
                yield slug, name


def test_nothing_outside_its_folder_names_a_chapter():
    """By import, dotted name, ledger tag or route: doors and base go over the cards."""
    assert named_outside() - STILL_NAMED == set()


def test_a_file_that_names_a_chapter_no_more_is_struck_off():
    assert STILL_NAMED - named_outside() == set()
