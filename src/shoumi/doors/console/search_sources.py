"""Parties, people of the house, papers, and whatever goes by a number or a reference, for a search.

Each is told only to who may open its page: the door of that page is asked, and whether who searches
takes part in its deal.  No customer's value is looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from django.db.models import Q
from django.urls import resolve, reverse

from shoumi.base import registry
from shoumi.base.accounts.models import Person
from shoumi.base.deals.models import Filing, Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.messages import names
from shoumi.base.pages import scoping
from shoumi.base.pages.access import access_of
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry import search
from shoumi.base.registry.search import SearchHit
from shoumi.base.rooms.models import Paper, Room
from shoumi.core.messages import Both
from shoumi.core.milestones import FilingKind
from shoumi.core.terms import DisclosureLevel

_PARTY: Both = ("当事方", "Party")
_PERSON: Both = ("人员", "Person")
_FILING: Both = ("归档文件", "Paper on file")
_PAPER: Both = ("数据室文件", "Paper of a room")
_ROOM: Both = ("数据室", "Data room")


class Result(NamedTuple):
    kind: Both
    name: str
    href: str


def hits(request: PageRequest, wanted: str) -> Iterator[Result]:
    """What is called so: of deals in which who asks takes part, and of the house."""
    found = [*_parties(request, wanted), *_people(wanted), *_papers(request, wanted)]
    if search.is_exact(wanted):
        found += _by_number(request, wanted)
    mine = _own_deals(request, found)
    for one in found:
        href = reverse(one.route, kwargs=dict(one.of))
        if one.deal in mine and _is_open(request, href):
            yield Result(one.kind, one.name, href)


def _own_deals(request: PageRequest, found: Sequence[SearchHit]) -> set[str]:
    """Of the deals of what was found, those in which who asks takes part; and the house."""
    named = {one.deal for one in found if one.deal}
    if not named:
        return {""}
    return {"", *scoping.deals_of(request).filter(ref__in=named).values_list("ref", flat=True)}


def _is_open(request: PageRequest, href: str) -> bool:
    access = access_of(resolve(href).func)
    return access is not None and access.lets_in(request.roles, is_party=request.is_party)


def _parties(request: PageRequest, wanted: str) -> Iterator[SearchHit]:
    named = Q(name__icontains=wanted) | Q(uscc__iexact=wanted) | Q(ref=wanted)
    rows = Party.objects.filter(named, deal__in=scoping.deals_of(request)).select_related("deal")
    for one in rows.order_by("-deal__number", "ref")[: search.MOST]:
        role = names.of(PartyRole(one.role), request.lang)
        name = f"{one.name} · {role} · {one.deal.number}"
        yield SearchHit(_PARTY, name, "deal", {"deal": one.deal_id}, one.deal_id)


def _people(wanted: str) -> Iterator[SearchHit]:
    rows = Person.objects.filter(Q(name__icontains=wanted) | Q(ref=wanted)).order_by("name", "ref")
    for one in rows[: search.MOST]:
        yield SearchHit(_PERSON, one.name, "person", {"person": one.ref})


def _papers(request: PageRequest, wanted: str) -> Iterator[SearchHit]:
    """On file, by the name of what they are; in rooms, by their title."""
    mine = scoping.deals_of(request)
    folded = wanted.casefold()
    kinds = [kind for kind in FilingKind if folded in " ".join(names.pair(kind)).casefold()]
    filed = Filing.objects.filter(Q(kind__in=kinds) | Q(ref=wanted), deal__in=mine)
    is_meant = kinds or search.is_exact(wanted)
    rows = filed.select_related("deal").order_by("-position")[: search.MOST] if is_meant else ()
    for row in rows:
        name = f"{names.of(FilingKind(row.kind), request.lang)} · {row.deal.number}"
        # Opening the paper is an act; its entry leads to nothing that is one.
        yield SearchHit(_FILING, name, "entry", {"position": str(row.position)}, row.deal_id)
    shown = Paper.objects.filter(title__icontains=wanted, deal__in=mine.values("ref"))
    for one in shown.select_related("room").order_by("-id")[: search.MOST]:
        place = {"room": one.room.ref, "number": one.number}
        yield SearchHit(_PAPER, f"{one.number} {one.title}", "room-paper", place, one.deal)


def _by_number(request: PageRequest, wanted: str) -> Iterator[SearchHit]:
    for card in registry.cards():
        if card.search is not None:
            yield from card.search(wanted)
    for one in Room.objects.filter(ref=wanted):
        level = names.of(DisclosureLevel(one.level), request.lang)
        yield SearchHit(_ROOM, level, "room", {"room": one.ref}, one.deal)
