"""The sides of deals that somebody stands for, and what of a deal is that side's to know.

Whatever is not named here as a side's own is the house's or the other side's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db.models import Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar.models import Deadline
from shoumi.base.deals import party_rows, queries, rules
from shoumi.base.deals.models import Deal, Filing
from shoumi.base.deals.rules import PartyRole
from shoumi.core.milestones import FilingKind
from shoumi.core.refs import Ref
from shoumi.core.terms import DealType, Role


def by_deal(person: Ref, at: datetime) -> Mapping[str, frozenset[Role]]:
    """What ``queries.sides_of`` says of every deal in which the person has a side, at once."""
    found: dict[str, set[Role]] = {}
    for role, deal in accounts.held(person, at):
        if deal and role in rules.SIDES:
            found.setdefault(deal, set()).add(role)
    if accounts.is_outside(person):
        for one in party_rows.named(person):
            if one.role in rules.SIDES:
                found.setdefault(one.deal_id, set()).add(Role(one.role))
    return {deal: frozenset(sides) for deal, sides in found.items()}


def left(person: Ref) -> set[str]:
    """The deals in which the person acted for a buyer in whose place another came."""
    named = party_rows.named(person) if accounts.is_outside(person) else ()
    return {one.deal_id for one in named if one.role == PartyRole.FORMER_TE}


def filings(of: Deal, person: Ref, sides: Collection[Role]) -> QuerySet[Filing]:
    """What the person filed, and the papers of the person's sides, whoever filed them.

    Where several parties are of one side, such as a buyer and the one in whose place it came, the
    papers of each are its own alone.
    """
    own = Q(actor=person)
    for side in sides:
        of_side = Q(kind__in=rules.papers_of(side, DealType(of.deal_type)))
        if (parties := _own_parties(Ref(of.ref), person, side)) is not None:
            of_side &= Q(party__in=parties)
        own |= of_side
    return Filing.objects.filter(own, deal=of)


def _own_parties(deal: Ref, person: Ref, side: Role) -> list[str] | None:
    """The person's own parties of a side that has several; None where all there is is that side's.

    Raises:
        NotAuthentic: a party of the deal was changed from outside.
    """
    alike = (side, PartyRole.FORMER_TE) if side is Role.TE else (side,)
    members = [one for one in queries.parties(deal) if one.role in alike]
    if len(members) < 2:
        return None
    return [one.ref for one in members if one.person == person]


def deadlines_of(refs: Collection[str], sides: Collection[Role]) -> QuerySet[Deadline]:
    """What is due, or was, of these sides in these deals; the most pressing first."""
    keys = [key for side in sides for key in rules.deadlines_of(side)]
    return Deadline.objects.filter(deal__in=refs, key__in=keys).order_by("until", "ref")


def is_of_side(row: Filing, person: Ref, sides: Collection[Role]) -> bool:
    """Whether the person filed the paper or stands for the side it is of; for rows that ``filings``
    gave, since of several parties of a side that alone does not tell whose it is."""
    return row.actor == person or rules.OF_SIDE.get(FilingKind(row.kind)) in sides


def is_opened_by(row: Filing, person: Ref, sides: Collection[Role]) -> bool:
    """Whether the paper may be opened again by who filed it or stands for the side it is of; of
    several parties of that side, by the one whose paper it is, and one of nobody's by who may still
    confirm it."""
    side = rules.OF_SIDE.get(FilingKind(row.kind))
    if row.actor == person or side is None or side not in sides:
        return row.actor == person
    parties = _own_parties(Ref(row.deal_id), person, side)
    return parties is None or row.party in parties or not (row.party or row.counts)
