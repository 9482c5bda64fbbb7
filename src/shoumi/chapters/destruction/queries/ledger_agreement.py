"""Whether orders, holds and proofs of recipients are what the ledger says of them.

These rows have no codes of their own; there are few of them, and each is held against its entries
by whoever lets it open something.  A restore leaves rows that are behind their entries: those say
less and open nothing, so only what a row says beyond its entries is false.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db.models import Count, QuerySet

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.shared_reads import shared
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.base.subjects.ledger_pseudonyms import digest_of, readable
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Hold, Order, RecipientProof
from shoumi.core.ledger.leaf import Line
from shoumi.core.refs import Ref

# The entry that an order in each state has, and the column that has its position.
_REACHED = {
    rules.State.BEGUN: (Tag.BEGUN, "intent_position"),
    rules.State.VERIFIED: (Tag.VERIFIED, "proof_position"),
    rules.State.CERTIFIED: (Tag.CERTIFIED, "proof_position"),
    rules.State.FINAL: (Tag.FINAL, "proof_position"),
}
_PROOFS = (Tag.RECIPIENT_DUE, Tag.RECIPIENT_PROVED)


@shared
def states() -> frozenset[str]:
    """Those in which there is an order: a survey asks for each, and most homes have none."""
    return frozenset(Order.objects.order_by().values_list("state", flat=True).distinct())


@shared
def false_proofs() -> frozenset[Ref]:
    """Deals in which what a recipient owes or has proved is not what the ledger says."""
    owed: dict[tuple[str, str], Line] = {}
    noted, proved = set[object](), set[tuple[str, str, int]]()
    for entry in reader.some(latest_entries.all_of(_PROOFS)):
        line = entry.line()
        key = str(line.deal), str(line.about)
        if line.tag == Tag.RECIPIENT_PROVED:
            proved.add((*key, entry.position))
        else:
            owed[key] = line
            noted.add((*key, line.facts.get("certificate")))
    rows = list(RecipientProof.objects.all())
    false = {deal for deal, party in owed.keys() - {(one.deal, one.party) for one in rows}}
    for one in rows:
        key = one.deal, one.party
        is_owed = key in owed and owed[key].facts["due"] == one.due_on.isoformat()
        if one.certificate is not None:
            is_owed = is_owed and (*key, sha256(bytes(one.certificate)).hexdigest()) in noted
        if not is_owed or (one.received_at and (*key, one.position) not in proved):
            false.add(one.deal)
    return frozenset(map(Ref, false))


def require_proofs(deal: Ref) -> None:
    """
    Raises:
        NotAuthentic: what a recipient of the deal owes was changed, put in or deleted from outside.
    """
    if deal in false_proofs():
        raise NotAuthentic(what=RecipientProof._meta.db_table)


@shared
def false_orders() -> frozenset[Ref]:
    """Deals of which an order says to be further than its entries do, or one that was begun is
    gone, waits again or stands in another deal."""
    held, false = states(), set[str]()
    if waits := held & {rules.State.PROPOSED, rules.State.CONFIRMED}:
        refs = dict(Order.objects.filter(state__in=waits).values_list("ref", "deal"))
        false |= {refs[ref] for ref in latest_entries.newest([Tag.BEGUN], refs)} if refs else set()
    for state, (tag, column) in _REACHED.items():
        if state not in held:
            continue
        rows = list(Order.objects.filter(state=state).values_list("ref", "deal", column))
        told = latest_entries.newest([tag], [ref for ref, _, _ in rows]) if rows else {}
        false |= {deal for ref, deal, position in rows if told.get(ref) != position}
    table, restored = Order._meta.db_table, latest_entries.restored()
    gone = latest_entries.without_row([Tag.BEGUN], table, "ref", deal_column="deal")
    lost = [at for at in gone if not any(at in one for one in restored)]
    false |= {str(entry.line().deal) for entry in reader.some(lost)} if lost else set()
    return frozenset(map(Ref, false))


def unproposed(orders: QuerySet[Order]) -> frozenset[Ref]:
    """Deals of those of ``orders`` that nobody made here, or not with so many people."""
    rows = list(orders.annotate(people=Count("items"))) if states() else []
    made = latest_entries.newest([Tag.PROPOSED], [one.ref for one in rows]) if rows else {}
    lines = {line.about: line for line in (one.line() for one in reader.some(made.values()))}
    told = {
        ref: (line.actor, line.deal, line.rows.count if line.rows else 0)
        for ref, line in lines.items()
    }
    own = [(one, (one.proposer, one.deal, one.people)) for one in rows]
    return frozenset(Ref(one.deal) for one, says in own if told.get(Ref(one.ref)) != says)


def require_witnessed(order: Order, since: datetime, people: Sequence[Ref]) -> None:
    """Who proposed the order and who stands witness are those of its entries, and nobody was put
    among its people since they saw it.

    ``since``   from when on a witness counts
    ``people``  those of the order who are there still

    Raises:
        NotAuthentic
    """
    told = list(reader.some(latest_entries.about([Tag.PROPOSED, Tag.CONFIRMED], order.ref)))
    lines = [one.line() for one in told]
    seen = [line for line in lines if line.tag == Tag.CONFIRMED and line.at >= since]
    first = next((line for line in lines if line.tag == Tag.PROPOSED), None)
    is_told = (
        first is not None
        and (first.actor, first.deal, first.at) == (order.proposer, order.deal, order.proposed_at)
        and {*order.confirmed} <= {line.actor for line in seen}
        and (order.witnessed_at is None or order.witnessed_at in {line.at for line in seen})
    )
    if not is_told or not _are_of(told[0].position, people):
        raise NotAuthentic(what=Order._meta.db_table)


def require_begun(order: Order, people: Sequence[Ref]) -> None:
    """The house began it, with those people and no others: what is broken off goes on by the row.

    Raises:
        NotAuthentic
    """
    for entry in reader.some([order.intent_position or 0]):
        line = entry.line()
        wanted = Tag.BEGUN, order.ref, order.deal
        if (line.tag, line.about, line.deal) == wanted and _are_of(entry.position, people):
            return
    raise NotAuthentic(what=Order._meta.db_table)


def _are_of(position: int, people: Sequence[Ref]) -> bool:
    """Whether all of ``people`` stand in a bulk entry: by name, by the digest of the reference, or,
    where a key was damaged since and nobody can tell the name, one for one in the place of a row
    that is nobody else's."""
    rows = [json.loads(row) for row in reader.rows(position)]
    listed = {one.get("subject") or one.get("reference") for one in rows}
    names = readable(people)
    unread = [one for one in people if one not in names]
    told = {*names.values(), *(digest_of(one) for one in unread if digest_of(one) in listed)}
    nameless = len(people) - len(told)
    is_named = listed.issuperset(names.values())
    return is_named and len(listed) - len(told) >= nameless


@shared
def are_holds_told(deal: Ref) -> bool:
    """Whether as many holds lie on the deal and its people as were placed and not lifted, and each
    on whom it was placed.

    An entry names a person by the name that dies with the key: whoever has none is not told apart.
    """
    placed = Counter(
        entry.line().about for entry in reader.some(latest_entries.of_deal([Tag.HOLD_PLACED], deal))
    )
    lie = Hold.objects.filter(deal=deal, lifted_at=None).values_list("subject", flat=True)
    people = [Ref(subject) for subject in lie if subject]
    names = readable(people)
    found = Counter(names.values())
    found[deal] = len(lie) - len(people)
    lifted = len(latest_entries.of_deal([Tag.HOLD_LIFTED], deal))
    return len(lie) >= placed.total() - lifted and found <= placed


def require_holds(deal: Ref) -> None:
    """
    Raises:
        NotAuthentic: a hold was lifted, moved, put in or deleted from outside.
    """
    if not are_holds_told(deal):
        raise NotAuthentic(what=Hold._meta.db_table)


def first_proof(order: Order) -> int | None:
    """The entry of the first proof of an order that a restore did again; None where it was done
    once."""
    told = latest_entries.about([Tag.VERIFIED], order.ref)
    return told[0] if len(told) > 1 else None
