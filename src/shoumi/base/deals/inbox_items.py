"""What milestones lack and which of them can move on, and papers that wait for a side's word."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import queries, rules, sides
from shoumi.base.deals.models import Deal, Filing, MilestoneState
from shoumi.base.deals.rules import Overlay
from shoumi.base.messages import names
from shoumi.base.messages.conditions import condition
from shoumi.base.messages.core.course import STATIONS
from shoumi.base.registry import Asker, InboxItem, InboxKind
from shoumi.core.messages import Both
from shoumi.core.milestones import (
    DeadlineKey,
    FilingKind,
    Milestone,
    Missing,
    Need,
    Standing,
    deadlines,
    milestone,
)
from shoumi.core.refs import Ref
from shoumi.core.terms import DealStage, DealType, Role

_FILING = "filing:"
_OPEN: Both = ("进入阶段，条件已齐", "Open the milestone: nothing is missing")
_FINISH: Both = ("完成阶段，条件已齐", "Finish the milestone: nothing is missing")
_ENDED: Both = (
    "转让已终止：数据室已关闭，看看怎么收尾",
    "The deal was terminated and its rooms are shut: see what is left",
)
_CONFIRM: Both = ("确认{kind}", "Confirm the {kind}")


def items(asker: Asker) -> Iterator[InboxItem]:
    """Of deals that go on; one that is held up or over waits for nobody's part in it."""
    standing = sides.by_deal(asker.person, asker.at) if asker.roles & rules.SIDES else {}
    going_on = Deal.objects.filter(overlay="")
    if "" not in asker.reach:
        going_on = going_on.filter(ref__in={*asker.reach, *standing})
    found = {one.ref: one for one in going_on}
    yield from _papers(standing, found)
    yield from _ended(standing, asker.at)
    running: dict[tuple[str, str], Deadline] = {}
    for clock in calendar.running().filter(deal__in=list(found)):
        running.setdefault((clock.deal, clock.key), clock)
    standings: dict[str, dict[DealStage, str]] = {}
    for row in MilestoneState.objects.filter(deal__in=list(found)).order_by("id"):
        standings.setdefault(row.deal_id, {})[DealStage(row.code)] = row.state
    for ref, states in standings.items():
        held = accounts.roles(asker.person, asker.at, Ref(ref))
        mine = (held - rules.SIDES) | standing.get(ref, frozenset())
        if mine and states.get(DealStage.CLOSED) not in rules.PASSED:
            yield from _milestones(asker, found[ref], states, mine, running)


def _milestones(
    asker: Asker,
    deal: Deal,
    states: Mapping[DealStage, str],
    mine: frozenset[Role],
    running: Mapping[tuple[str, str], Deadline],
) -> Iterator[InboxItem]:
    """Of those that are open, and of those that wait for no other: what they lack, and the next
    step where they lack nothing."""
    for stage, state in states.items():
        goal, is_open = milestone(stage), state == Standing.OPEN
        if not is_open and not (
            state == Standing.WAITING and rules.is_near(goal, DealType(deal.deal_type), states)
        ):
            continue
        needs = goal.finishes if is_open else goal.opens
        first = tuple(need for need in needs if _may_be_theirs(need, mine))
        lacking, _ = queries.weigh(deal, first, asker.at)
        for need in lacking:
            if need.who in mine:
                yield _owed(asker, deal, stage, need, _clock(deal, need, running))
        mover = Role.CON if goal.accountable in rules.SIDES else goal.accountable
        if not lacking and mover in mine and _lacks_nothing(deal, goal, needs, asker.at):
            yield _ready(deal, stage, _FINISH if is_open else _OPEN)


def _may_be_theirs(need: Need, mine: frozenset[Role]) -> bool:
    """Whether the need, where it is missing, might be these roles' to supply.  Who supplies a paper
    is known before it is asked for; one that a side has to confirm is told as a paper."""
    return need.who in mine or not need.condition.startswith(_FILING)


def _lacks_nothing(deal: Deal, goal: Milestone, needs: tuple[Need, ...], at: datetime) -> bool:
    """What the move itself would say, the doors it passes too."""
    lacking, _ = queries.weigh(deal, needs, at)
    return not queries.with_doors(lacking, deal, goal, at)


def _papers(
    standing: Mapping[str, frozenset[Role]], found: Mapping[str, Deal]
) -> Iterator[InboxItem]:
    going_on = [ref for ref in standing if ref in found]
    waits = Filing.objects.filter(deal__in=going_on, confirmed_at=None).exclude(awaits="")
    for one in waits.order_by("position"):
        if Role(one.awaits) in standing[one.deal_id]:
            zh, en = names.pair(FilingKind(one.kind))
            number = found[one.deal_id].number
            yield InboxItem(
                InboxKind.PAPER,
                one.ref,
                (_CONFIRM[0].format(kind=zh), _CONFIRM[1].format(kind=en)),
                (number, number),
                "papers",
                query={"deal": one.deal_id},
                deal=one.deal_id,
                two=True,
            )


def _ended(standing: Collection[str], at: datetime) -> Iterator[InboxItem]:
    """A side is told that its deal was terminated, as long as copies of data are called in."""
    over = Deal.objects.filter(ref__in=list(standing), overlay=Overlay.TERMINATED)
    found = {one.ref: one for one in over}
    if not found:
        return
    key = DeadlineKey.DESTRUCTION_CERTIFICATES
    for clock in calendar.running().filter(about__in=list(found), key=key, until__gt=at):
        deal = found[clock.about]
        yield InboxItem(
            InboxKind.ENDED,
            deal.ref,
            _ENDED,
            (deal.number, deal.number),
            "deal",
            {"deal": deal.ref},
            deal=deal.ref,
            since=deal.overlay_at,
            until=clock.until,
            deadline=clock.ref,
            news=True,
        )


def _owed(
    asker: Asker, deal: Deal, stage: DealStage, need: Missing, clock: Deadline | None
) -> InboxItem:
    zh, en = STATIONS[stage.value]
    return InboxItem(
        InboxKind.MILESTONE,
        f"{deal.ref}:{stage.value}:{need.condition}",
        condition(need.condition, need.reason).todo,
        (f"{deal.number} · {zh}", f"{deal.number} · {en}"),
        # A side hands in its papers on a page of their own.
        "papers" if asker.is_party else "deal",
        {} if asker.is_party else {"deal": deal.ref},
        {"deal": deal.ref} if asker.is_party else {},
        deal.ref,
        clock.counted_from_at if clock else None,
        clock.until if clock else None,
        clock.ref if clock else "",
        need.condition,
    )


def _ready(deal: Deal, stage: DealStage, what: Both) -> InboxItem:
    zh, en = STATIONS[stage.value]
    return InboxItem(
        InboxKind.MILESTONE,
        f"{deal.ref}:{stage.value}:",
        what,
        (f"{deal.number} · {zh}", f"{deal.number} · {en}"),
        "deal",
        {"deal": deal.ref},
        deal=deal.ref,
    )


def _clock(
    deal: Deal, need: Missing, running: Mapping[tuple[str, str], Deadline]
) -> Deadline | None:
    """The deadline by which a need has to be met, where one runs."""
    keys = (rule.key.value for rule in deadlines() if rule.meets == need.condition)
    found = (running.get((deal.ref, key)) for key in keys)
    return min((one for one in found if one), key=lambda one: one.until, default=None)
