"""The public keys that recipients handed in: whom the next package is to be sealed for.

A key that was handed in is the newest entry of the ledger about its party, with the fingerprint in
it.  The key itself is a text beside the entry and counts only while it is the one that the entry
commits to.  There is no row to edit, and what is sealed for is still chosen by who seals.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.queries import NotPermitted
from shoumi.base.deals import party_rows
from shoumi.base.deals.models import Party
from shoumi.base.deals.rules import PartyRole
from shoumi.base.deals.services import locks
from shoumi.base.handover import package_builder, rules
from shoumi.base.handover.events import Tag
from shoumi.base.ledger import latest_entries, reader, texts
from shoumi.base.ledger.reader import Recorded
from shoumi.base.ledger.texts import Text
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.core.ledger import commitment
from shoumi.core.ledger.leaf import Digest, Event
from shoumi.core.refs import Ref

MOST = 8_000
# What the entry commits to the key by.
_FACT = commitment.fact("key")


@dataclass(frozen=True, slots=True)
class Given:
    """A key as its recipient handed it in.

    ``key``  empty where its text was erased, or is not the one that was handed in
    """

    party: Ref
    deal: Ref
    fingerprint: str
    key: str
    position: int
    at: datetime
    by: Ref


@transaction.atomic
def hand_in(*, party: Ref, key: str, actor: Ref, at: datetime) -> Given:
    """Hand in the public key that packages for ``party`` are to be sealed for, in place of the one
    before.

    Raises:
        NotPermitted: the actor does not act for that party, or it is no buyer (any more).
        NoRecipient, RecipientRefused: no package could be sealed for it.
        Terminated
    """
    acted_for = [one for one in of_person(actor) if one.ref == party]
    if not acted_for:
        raise NotPermitted(roles=rules.GIVERS)
    deal = Ref(acted_for[0].deal_id)
    accounts.require(actor, at, *rules.GIVERS, deal=deal)
    locks.lock_living(deal)
    kept, fingerprint = package_builder.public_key(key)
    facts = {"fingerprint": Digest.fromhex(fingerprint)}
    event = Event(Tag.KEY_GIVEN, actor, party, at, facts, ("3.2",), deal)
    written = texts.record(event, key=kept)
    return Given(party, deal, fingerprint, kept, written.position, at, actor)


def of_person(person: Ref) -> list[Party]:
    """The buyers, not the former ones, that ``person`` acts for as the house named them."""
    return [one for one in party_rows.named(person) if one.role == PartyRole.TE]


def of_deal(deal: Ref) -> list[tuple[Party, Given | None]]:
    """The buyers of a deal, not the former ones, each with the key it handed in; none where the
    parties are not as the house named them."""
    try:
        buyers = [one for one in party_rows.of_deal(deal) if one.role == PartyRole.TE]
    except NotAuthentic:
        return []
    given = newest([one.ref for one in buyers])
    return [(one, given.get(one.ref)) for one in buyers]


def proposed(deal: Ref) -> Given | None:
    """What the form that seals is filled with: the key of the buyer, where there is one alone.  Of
    several, one may be chosen as the recipient and the key of another be left in the form."""
    found = of_deal(deal)
    given = found[0][1] if len(found) == 1 else None
    return given if given and given.key else None


def newest(parties: Collection[str]) -> Mapping[str, Given]:
    """By party, what was handed in last."""
    told = latest_entries.newest([Tag.KEY_GIVEN], parties) if parties else {}
    if not told:
        return {}
    held = {one.position: one for one in texts.held(told.values()) if one.fact == _FACT}
    return {one.party: one for one in _given(reader.some([*told.values()]), held)}


def _given(entries: Collection[Recorded], held: Mapping[int, Text]) -> Iterator[Given]:
    for entry in entries:
        line = entry.line()
        committed = str(line.facts[_FACT])
        key = texts.as_committed(held.get(entry.position), committed)
        said = str(line.facts["fingerprint"])
        yield Given(
            Ref(line.about), Ref(line.deal or ""), said, key, entry.position, line.at, line.actor
        )
