"""The demands of the handbook and what keeps each; the milestones and what each needs."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from types import MappingProxyType

from shoumi.base import registry
from shoumi.base.messages import refusals
from shoumi.core import handbook
from shoumi.core.handbook import Demand
from shoumi.core.milestones import DeadlineRule, Milestone, Need
from shoumi.core.milestones import deadlines as deadline_rules
from shoumi.core.milestones import milestones as all_milestones
from shoumi.core.milestones.diagram import mermaid
from shoumi.core.terms import DealType
from shoumi.doors.reference.markdown import table, words

# Which app keeps which chapter of the handbook, built or not.  The halves of chapter 4, courses
# and checks, share no table.
APPS: Mapping[int, tuple[str, ...]] = MappingProxyType(
    {
        1: ("policies",),
        2: ("agreements",),
        3: ("encryption",),
        4: ("learning", "conduct"),
        5: ("vendors",),
        6: ("consent",),
        7: ("compliance",),
        8: ("destruction",),
        9: ("incidents",),
        10: ("feedback",),
        11: ("collaboration",),
        12: ("defence",),
        13: ("backup",),
        14: ("learning",),
        15: ("trust",),
        16: ("certification",),
        17: ("trust",),
        18: ("oversight",),
        19: ("learning",),
        20: ("incidents",),
    }
)


def demands() -> str:
    """All 68: what a lapse closes, who answers, and what keeps it today."""
    head = (
        "id",
        "要求",
        "demand",
        "a lapse closes",
        "days a statement stands",
        "kept by",
        "not looked at yet",
        "evidence",
    )
    parts = []
    for chapter, group in groupby(handbook.demands(), lambda demand: demand.chapter):
        number = f"{chapter.number} · " if chapter.number else ""
        apps = APPS.get(chapter.number or 0, ())
        said = f"{chapter.accountable} answers for it" + (f"; app {words(apps)}" if apps else "")
        rows = (
            (
                demand.id,
                demand.zh,
                demand.en,
                ", ".join(close.en for close in demand.closes),
                demand.valid_days,
                kept_by(demand),
                missing(demand),
                words(demand.evidence),
            )
            for demand in group
        )
        parts.append(f"## {number}{chapter.zh} · {chapter.en}\n\n{said}.\n\n{table(head, rows)}\n")
    return "".join(parts)


def kept_by(demand: Demand) -> str:
    """A card that checks it live, nobody's word, or the role that has to attest it."""
    if demand.is_generated:
        return "rendered from live indicators"
    checking = [card.slug for card in registry.cards() if demand.id in card.checks]
    return f"checked by `{checking[0]}`" if checking else f"attested by {demand.accountable}"


def missing(demand: Demand) -> str:
    """What the check leaves out of the handbook's rule, so the demand holds in part at best."""
    code = registry.partial(demand.id)
    if not code:
        return ""
    return "\n".join([refusals.tell_code(code, "zh").what, refusals.tell_code(code, "en").what])


def milestones() -> str:
    """The diagram, each milestone with its needs, and the deadlines that filings start."""
    parts = [f"```mermaid\n{mermaid()}```\n\n", *map(_milestone, all_milestones())]
    head = ("deadline", "starts with the filing", "period", "met when", "", "deal types")
    return "".join(parts) + f"## Deadlines\n\n{table(head, map(_deadline, deadline_rules()))}"


def _milestone(each: Milestone) -> str:
    waived = "; a deal may go on without it" if each.is_waivable else ""
    rows = [("to open", *_need(need)) for need in each.opens]
    rows += [("to be done", *_need(need)) for need in each.finishes]
    because = ((why, need) for why, needs in each.because for need in needs)
    rows += [(f"to go on without it, `{why}`", *_need(need)) for why, need in because]
    head = ("", "needs", "known by", "supplied by", "deal types")
    return (
        f"## `{each.code}` · {each.zh} · {each.en}\n\n"
        f"{each.accountable} answers for it{waived}.\n\n{table(head, rows)}\n"
    )


def _need(need: Need) -> tuple[str, str, str, str]:
    sole = f"; of a sole owner `filing:{need.sole}`" if need.sole else ""
    known = _known_by(need.condition)
    return f"`{need.condition}`{sole}", known, need.who, _types(need.types)


def _known_by(condition: str) -> str:
    kind, _, name = condition.rpartition(":")
    if kind == "duty":
        return kept_by(handbook.demand(name))
    if kind:
        return "`deals`"
    stating = [card.slug for card in registry.cards() if name in card.conditions]
    return words(stating) or "nobody"


def _deadline(rule: DeadlineRule) -> tuple[str, ...]:
    return (
        f"`{rule.key}`",
        f"`{rule.starts}`",
        f"`{rule.constant}`",
        f"`{rule.meets}`",
        "others act" if rule.is_wait else "",
        _types(rule.types),
    )


def _types(types: frozenset[DealType]) -> str:
    return "" if types == frozenset(DealType) else words(t for t in DealType if t in types)
