"""What belongs to the deals of who asks.  A thing of another deal is a thing that is not there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404

from shoumi.base.accounts.models import Person
from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.deals.errors import NoSuchDeal
from shoumi.base.deals.models import Deal
from shoumi.base.deals.rules import Overlay
from shoumi.base.messages import names
from shoumi.base.pages.request import PageRequest
from shoumi.base.registry.decoy_card import decoys
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

Thing = TypeVar("Thing", bound=Model)
_MOST = 50


def seen(request: PageRequest, deal: str) -> Ref:
    """The deal, for somebody who takes part in it.  A stranger's answer is that there is none.

    Raises:
        NoSuchDeal, MalformedRef
    """
    ref = Ref(deal)
    deals.deal(ref)  # a role of the house reaches any name
    if not is_member(request, ref):
        raise NoSuchDeal
    return ref


def about(request: PageRequest, deal: str) -> Iterator[tuple[Both, object]]:
    """What deal this is, so that nobody decides about the wrong one."""
    found = deals.deal(seen(request, deal))
    yield ("转让", "Deal"), f"{found.number} {found.title}"
    if found.overlay:
        yield ("现在", "Now"), names.of(Overlay(found.overlay), request.lang)


def deals_of(request: PageRequest) -> QuerySet[Deal]:
    """The deals in which the reader takes part: all of them for who has a role in the house."""
    if "" in request.reach:
        return Deal.objects.all()
    acting = {one.deal_id for one in party_rows.named(request.who())}
    return Deal.objects.filter(ref__in=acting | request.reach)


def people(refs: Collection[str]) -> dict[str, str]:
    """The names of people, fetched at once."""
    return dict(Person.objects.filter(ref__in=refs).values_list("ref", "name"))


def own(request: PageRequest, kind: type[Thing], ref: str) -> Thing:
    """The thing of that reference, for somebody who takes part in its deal.

    A stranger gets the very answer of who asks for something that never was.

    Raises:
        Http404
    """
    # In SQL, because every page of a thing asks and the ORM takes four times as long.
    told = f"SELECT * FROM {kind._meta.db_table} WHERE ref = %s"  # noqa: S608 - one of our tables
    found = next(iter(kind._default_manager.raw(told, [ref])), None)
    if found is None:
        _missed(request, ref)
        raise Http404
    if not takes_part(request, Ref(found.deal)):  # type: ignore[attr-defined]
        raise Http404
    return found


def _missed(request: PageRequest, ref: str) -> None:
    """What is nobody's may be a decoy, and whoever asks for it is to be known."""
    known = decoys()
    found = known.find(ref, request.at) if known is not None else None
    if known is not None and found is not None and takes_part(request, found.deal):
        known.touched(ref, request.who(), request.at)


def takes_part(request: PageRequest, deal: Ref) -> bool:
    # A role of the house reaches any name.
    return deals.is_there(deal) and is_member(request, deal)


def is_member(request: PageRequest, deal: str) -> bool:
    """What ``deals.is_member`` says, with the roles that the door has read already."""
    return bool(request.reach & {"", deal}) or deals.is_member(request.who(), Ref(deal), request.at)


def mine(request: PageRequest) -> list[Deal]:
    """The deals this person takes part in, the newest first."""
    return list(deals_of(request).order_by("-created_at", "-ref")[:_MOST])


def chosen(request: PageRequest, among: Sequence[Deal] | None = None) -> Deal | None:
    """The deal the address names, else the newest of this person's; None where there is none.

    ``among``  what ``mine`` gave, where the page shows them anyhow

    Raises:
        Http404: a deal of others, or none at all.
    """
    wanted = request.GET.get("deal", "") or request.POST.get("deal", "")
    own = mine(request) if among is None and not wanted else among or ()
    if wanted:
        return next((one for one in own if one.ref == wanted), None) or _deal(request, wanted)
    return next(iter(own), None)


def _deal(request: PageRequest, wanted: str) -> Deal:
    found = Deal.objects.filter(ref=wanted).first()
    if found is None or not is_member(request, found.ref):
        raise Http404
    return found
