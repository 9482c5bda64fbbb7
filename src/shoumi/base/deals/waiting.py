"""What open milestones lack, and papers that wait for a side's word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import queries, rules
from shoumi.base.deals.models import Deal, Filing, MilestoneState
from shoumi.base.messages import names
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.core.course import STATIONS
from shoumi.base.registry import Asker, Waiting, WaitingKind
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind, Missing, Standing, deadlines
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, Role

_CONFIRM: Both = ("确认{kind}", "Confirm the {kind}")


def waiting(asker: Asker) -> Iterator[Waiting]:
    sides = {ref: _sides(asker, ref) for ref in _deals(asker)}
    found = {one.ref: one for one in Deal.objects.filter(ref__in=sides, overlay="")}
    yield from _papers(asker, sides, found)
    running: dict[str, dict[str, Deadline]] = {}
    for clock in calendar.running().filter(deal__in=list(found)):
        running.setdefault(clock.deal, {})[clock.key] = clock
    stages = MilestoneState.objects.filter(deal__in=list(found), state=Standing.OPEN)
    for row in stages.order_by("deal__number", "id"):
        deal, stage = found[row.deal_id], DealStage(row.code)
        mine = (asker.roles - rules.SIDES) | sides[row.deal_id]
        for need in queries.to_finish(Ref(deal.ref), stage, asker.at):
            if need.who in mine:
                yield _owed(deal, stage, need, running.get(deal.ref, {}))


def _deals(asker: Asker) -> list[str]:
    """The deals in which the person has a say."""
    if "" in asker.reach:
        return list(Deal.objects.values_list("ref", flat=True))
    return sorted({*asker.reach, *queries.named_in(asker.person)})


def _sides(asker: Asker, ref: str) -> frozenset[Role]:
    held = asker.roles & rules.SIDES
    return held and queries.sides_of(asker.person, Ref(ref), asker.at)


def _papers(
    asker: Asker, sides: Mapping[str, frozenset[Role]], found: Mapping[str, Deal]
) -> Iterator[Waiting]:
    standing = [ref for ref, held in sides.items() if held and ref in found]
    waits = Filing.objects.filter(deal__in=standing, confirmed_at=None).exclude(awaits="")
    for one in waits.order_by("position"):
        if Role(one.awaits) in sides[one.deal_id]:
            zh, en = names.pair(FilingKind(one.kind))
            number = found[one.deal_id].number
            yield Waiting(
                WaitingKind.PAPER,
                one.ref,
                (_CONFIRM[0].format(kind=zh), _CONFIRM[1].format(kind=en)),
                (number, number),
                "papers",
                deal=one.deal_id,
                two=True,
            )


def _owed(deal: Deal, stage: DealStage, need: Missing, running: Mapping[str, Deadline]) -> Waiting:
    zh, en = STATIONS[stage.value]
    clock = running.get(_key(need))
    return Waiting(
        WaitingKind.MILESTONE,
        f"{deal.ref}:{stage.value}:{need.condition}",
        condition(need.condition, need.reason).todo,
        (f"{deal.number} · {zh}", f"{deal.number} · {en}"),
        "deal",
        {"deal": deal.ref},
        deal.ref,
        clock.counted_from_at if clock else None,
        clock.until if clock else None,
        need.condition,
    )


def _key(need: Missing) -> str:
    """The deadline by which a need has to be met, where there is one."""
    return next((rule.key.value for rule in deadlines() if rule.meets == need.condition), "")
