"""The parties of a deal as the house named them, for what rests on who they are."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.accounts.events import Tag as People
from shoumi.base.deals.events import Tag
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.vault import row_keys
from shoumi.core.refs import Ref


@shared
def of_deal(deal: Ref) -> Sequence[Party]:
    """All parties of a deal, where every one of them can be trusted: that there is no other holder,
    or no natural person who sells, opens as well.

    Raises:
        NotAuthentic: one was changed, put in or deleted from outside.
    """
    rows = verification.all_of_deal(Party, deal)
    if row_keys.is_set_up() and len(first_ones(rows)) != begun().get(deal, 0):
        raise NotAuthentic(what=Party._meta.db_table)
    return rows


@shared
def named(person: Ref) -> Sequence[Party]:
    """The parties that name ``person``, in every deal; those that the house did not name are left
    out.  Nobody acts for one any more who left the house, whatever the account says now."""
    found = verification.authentic(Party.objects.filter(person=person).order_by("ref"))
    return [] if found and latest_entries.newest([People.RETIRED], [person]) else found


def first_ones(rows: Sequence[Party]) -> list[Party]:
    """Those of ``rows`` that their deals began with: no entry of their own tells of them."""
    later = latest_entries.newest([Tag.PARTY_ADDED], [row.ref for row in rows]) if rows else {}
    return [row for row in rows if row.ref not in later]


def former_buyers(deal: Ref) -> list[Party]:
    """Those in whose place another came.

    Raises:
        NotAuthentic
    """
    return [one for one in of_deal(deal) if one.role == PartyRole.FORMER_TE]


def former_persons(deal: Ref) -> frozenset[str]:
    """Who acted for a former buyer and acts for no party of the deal now.

    Raises:
        NotAuthentic
    """
    rows = of_deal(deal)
    acting = {one.person for one in rows if one.role != PartyRole.FORMER_TE}
    return frozenset(one.person for one in former_buyers(deal) if one.person) - acting


def begins_at(deal: Ref) -> int:
    """The entry from which papers about a buyer count: that by which the last one came.

    Raises:
        NotAuthentic
    """
    return max((one.entry_position or 0 for one in former_buyers(deal)), default=-1)


@shared
def begun() -> dict[str, int]:
    """With how many parties each deal began, as the ledger says."""
    lines = (one.line() for one in reader.some(latest_entries.all_of([Tag.CREATED])))
    return {line.about: int(line.facts["parties"]) for line in lines}
