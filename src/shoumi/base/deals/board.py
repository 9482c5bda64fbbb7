"""Deals as a list: where each stands and what is due next."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import QuerySet

from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import rules
from shoumi.base.deals.models import Deal, MilestoneState
from shoumi.base.deals.queries import PAGE, Page
from shoumi.core.milestones import Standing
from shoumi.core.terms import DealStage


@dataclass(frozen=True, slots=True)
class Row:
    """One deal on the board."""

    deal: Deal
    standings: Mapping[DealStage, Standing]
    next_deadline: Deadline | None


class Stand(StrEnum):
    """Where a deal stands as a whole."""

    GOING_ON = "going_on"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    TERMINATED = "terminated"


def standing(stand: Stand) -> QuerySet[Deal]:
    """The deals that stand so."""
    closed = MilestoneState.objects.filter(code=DealStage.CLOSED, state__in=sorted(rules.PASSED))
    match stand:
        case Stand.SUSPENDED | Stand.TERMINATED:
            return Deal.objects.filter(overlay=stand.value)
        case Stand.CLOSED:
            return Deal.objects.filter(overlay="", ref__in=closed.values("deal"))
    return Deal.objects.filter(overlay="").exclude(ref__in=closed.values("deal"))


def board(
    *,
    after: str = "",
    size: int = PAGE,
    among: Collection[str] | None = None,
    stand: Stand | None = None,
) -> Page[Row]:
    """Deals in order of number with all milestones and the most pressing deadline of each.

    Three queries, however many deals.
    """
    every = Deal.objects.all() if stand is None else standing(stand)
    wanted = every.filter(number__gt=after).order_by("number")
    found = list((wanted if among is None else wanted.filter(ref__in=among))[: size + 1])
    shown = found[:size]
    standings: dict[str, dict[DealStage, Standing]] = {each.ref: {} for each in shown}
    for row in MilestoneState.objects.filter(deal__in=shown).order_by("id"):
        standings[row.deal_id][DealStage(row.code)] = Standing(row.state)
    pressing: dict[str, Deadline] = {}
    for running in calendar.running().filter(deal__in=standings, is_wait=False):
        pressing.setdefault(running.deal, running)
    rows = tuple(Row(each, standings[each.ref], pressing.get(each.ref)) for each in shown)
    return Page(rows, shown[-1].number if len(found) > size else None)
