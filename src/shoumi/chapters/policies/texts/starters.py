"""Starter texts per size of handler, with gaps for what only the company knows."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

from shoumi.chapters.policies import rules, texts
from shoumi.chapters.policies.rules import Item
from shoumi.chapters.policies.texts import Passage, PolicyText
from shoumi.core.terms import HandlerTier

_FOLDER = resources.files("shoumi.chapters.policies") / "data" / "starters"


@cache
def starter(tier: HandlerTier) -> PolicyText:
    """What a handler of this size begins with; nobody's facts stand in it."""
    return texts.made({}, _passages(tier.value.lower()).values())


def _passages(name: str) -> dict[str, Passage]:
    told = texts.tables((_FOLDER / f"{name}.toml").read_text("utf-8"))
    before = told.get("begins_with")
    found = _passages(before) if before else {}
    return found | {one.code: one for one in texts.passages(told)}


def completed(text: PolicyText, items: Collection[Item], tier: HandlerTier) -> PolicyText:
    """``text`` with a starter's passage for each item that no passage is tied to yet."""
    tied = {item for one in text.passages for item in one.items}
    return texts.made(text.handler, _completed(text, frozenset(items) - tied, tier))


def _completed(text: PolicyText, lacking: frozenset[Item], tier: HandlerTier) -> Iterator[Passage]:
    yield from text.passages
    taken = {one.code for one in text.passages}
    source = starter(tier if lacking <= rules.required(tier) else HandlerTier.ORDINARY)
    for one in source.passages:
        own = tuple(item for item in one.items if item in lacking)
        if own or not text.passages:
            code = texts.free(one.code, taken)
            taken.add(code)
            yield replace(one, code=code, items=own)
