"""What a version still lacks before two persons may approve it."""

from __future__ import annotations

from dataclasses import dataclass

from shoumi.chapters.policies import texts
from shoumi.chapters.policies.rules import Item
from shoumi.chapters.policies.texts import HandlerFact, Row


@dataclass(frozen=True, slots=True)
class Gap:
    """``place``  of the passage, counted from one; ``words``  what is to be written there"""

    place: int
    code: str
    words: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """``has_text`` is whether there is any passage at all."""

    has_text: bool
    items: tuple[Item, ...] = ()
    facts: tuple[HandlerFact, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_whole(self) -> bool:
        return self.has_text and not (self.items or self.facts or self.gaps)

    @property
    def count(self) -> int:
        return len(self.items) + len(self.facts) + len(self.gaps)


def of(row: Row) -> Completeness:
    text, tier = texts.of(row), texts.tier_of(row)
    wanted = texts.wanted(row.items, tier)
    lacks = texts.unstated(text, wanted)
    return Completeness(
        bool(text.passages),
        tuple(item for item in Item if item in lacks),
        texts.lacking_facts(text, tier),
        tuple(
            Gap(place, one.code, words)
            for place, one in enumerate(text.passages, 1)
            for words in texts.gaps(one)
        ),
    )
