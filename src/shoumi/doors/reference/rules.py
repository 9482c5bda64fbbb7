"""The rules of the gate as a table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from shoumi.base import registry
from shoumi.base.messages import refusals
from shoumi.core.gate import Act, Question, Rule
from shoumi.core.gate.policy import RULES
from shoumi.core.refs import SYSTEM
from shoumi.core.terms import DisclosureLevel, Purpose
from shoumi.doors.reference.markdown import table, words

_AT = datetime(2026, 1, 1, tzinfo=UTC)
_Pairs = frozenset[tuple[Act, Purpose]]


def gate() -> str:
    stated = {fact: card.slug for card in registry.cards() for fact in card.states}
    told = refusals.all_words()
    return table(
        ("code", "asked when", "needs", "stated by", "demand", "mended by", "中文", "English"),
        (
            (
                f"`{rule.code}`",
                _asked_when(rule),
                f"`{rule.needs}`",
                f"`{stated[rule.needs]}`" if rule.needs in stated else "nobody",
                rule.duty,
                rule.mender or "",
                told[rule.code].zh,
                told[rule.code].en,
            )
            for rule in RULES
        ),
    )


def _asked_when(rule: Rule) -> str:
    """Found by asking the rule about every kind of question."""
    plain, deep = _pairs(rule, None), _pairs(rule, DisclosureLevel.L2)
    said = _named(plain) if plain == deep else f"{_named(plain)}, or a room of level L2 and above"
    asked = _question(*min(deep), DisclosureLevel.L2)
    narrowed = {
        "a person is named": replace(asked, subject=None),
        "fields are named": replace(asked, fields=frozenset()),
    }
    wants = [name for name, without in narrowed.items() if not rule.applies(without)]
    return ", ".join([*([] if said == "always" and wants else [said]), *wants])


def _question(act: Act, purpose: Purpose, level: DisclosureLevel | None = None) -> Question:
    fields = frozenset({"name"})
    return Question(SYSTEM, act, SYSTEM, purpose, SYSTEM, _AT, SYSTEM, fields, level)


def _pairs(rule: Rule, level: DisclosureLevel | None) -> _Pairs:
    every = ((act, purpose) for act in Act for purpose in Purpose)
    return frozenset(pair for pair in every if rule.applies(_question(*pair, level)))


def _named(pairs: _Pairs) -> str:
    acts = [act for act in Act if any(one is act for one, _ in pairs)]
    purposes = [purpose for purpose in Purpose if any(one is purpose for _, one in pairs)]
    others = [purpose for purpose in Purpose if purpose not in purposes]
    parts = []
    if len(acts) < len(Act):
        parts.append(f"act {words(acts)}")
    if others:
        few = len(purposes) < len(others)
        parts.append(f"purpose {words(purposes)}" if few else f"purpose not {words(others)}")
    return ", ".join(parts) or "always"
