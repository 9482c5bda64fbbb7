"""Reads.  Nothing here writes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q, QuerySet

from shoumi.base.deals import queries as deals
from shoumi.base.registry import Holding
from shoumi.chapters.chapter_slug.models import Item
from shoumi.chapters.chapter_slug.rules import Phase, State
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import ControlState

_CHUNK = 500


class NoSuchItem(Missing):
    code = "chapter_slug.missing"


def get(item: Ref) -> Item:
    """
    Raises:
        NoSuchItem
    """
    found = Item.objects.filter(ref=item).first()
    if found is None:
        raise NoSuchItem(item=item)
    return found


def of_deal(deal: Ref) -> QuerySet[Item]:
    return Item.objects.filter(deal=deal).order_by("id")


def in_phase(wanted: Phase, at: datetime) -> Q:
    """The same as ``rules.phase``, as a question to the database."""
    match wanted:
        case Phase.RUNNING:
            return Q(state=State.OPEN, due__gt=at)
        case Phase.OVERDUE:
            return Q(state=State.OPEN, due__lte=at)
    return Q(state=State.DONE)


def overdue(at: datetime) -> QuerySet[Item]:
    """Of every deal, the longest overdue first."""
    return Item.objects.filter(in_phase(Phase.OVERDUE, at)).order_by("due", "id")


def none_overdue(deal: Ref, at: datetime) -> Holding:
    """Condition ``chapter_slug.none_overdue``; it lapses with the next last day."""
    if not deals.is_there(deal):
        return Holding(ControlState.FAIL, reason="chapter_slug.no_deal")
    waiting = of_deal(deal).filter(state=State.OPEN).order_by("due", "id").first()
    if waiting is None:
        return Holding(ControlState.PASS)
    if waiting.due <= at:
        return Holding(ControlState.FAIL, reason="chapter_slug.overdue", position=waiting.position)
    return Holding(ControlState.PASS, until=waiting.due)


def remaining(subjects: Sequence[Ref]) -> int:
    """How many items about ``subjects`` are still there."""
    parts = (subjects[at : at + _CHUNK] for at in range(0, len(subjects), _CHUNK))
    return sum(Item.objects.filter(subject__in=part).count() for part in parts)
