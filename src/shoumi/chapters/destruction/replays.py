"""Who was destroyed after the copy is destroyed again, with the key that the copy brought back.

The order is put to where it stood when it began, with its people and its witnesses; carrying it
out is then what ``services.resume`` does after any crash: keys, records, proof.  Holds are placed
again.
"""

from __future__ import annotations

from datetime import date

from shoumi.base import bulk
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry.replays import Replays, Told, replays
from shoumi.base.subjects.ledger_pseudonyms import digest_of
from shoumi.base.subjects.models import State, Subject
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Hold, Order, OrderItem, RecipientProof
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import SYSTEM, Ref


def _begun(told: Told) -> bool:
    line = told.line
    people = _people(told)
    order = Order.objects.filter(ref=line.about).first()
    if order is None and not people:
        return True
    order = order or _order(told)
    order.state, order.begun_at, order.count = rules.State.BEGUN, line.at, len(people)
    order.intent_position = told.position
    order.residual_until = rules.residual_until(day_in_china(line.at))
    _put_witnesses_back(order, told.position)
    order.save()
    OrderItem.objects.filter(order=order).delete()
    bulk.insert(OrderItem, ("order_id", "subject"), ((order.pk, one) for one in people))
    return True


def _put_witnesses_back(order: Order, begun: int) -> None:
    """They are named in the ledger, and the row repeats it.  Of an order of the schedule the first
    yes may have lapsed: where one counts as the first again, those before it count no more."""
    order.confirmed, order.witnessed_at = [], None
    seen = (at for at in latest_entries.about([Tag.CONFIRMED], order.ref) if at < begun)
    for line in (entry.line() for entry in reader.some(list(seen))):
        if line.facts["count"] == 1:
            order.confirmed = []
            order.witnessed_at = line.at if order.proposer == SYSTEM else None
        order.confirmed.append(str(line.actor))


def _people(told: Told) -> list[Ref]:
    """By their names; whose key did not open then, by the digest of the reference."""
    unread: set[str] = set()
    found: list[Ref] = []
    for row in told.rows():
        if "reference" in row:
            unread.add(row["reference"])
        elif (ref := told.person(row["subject"])) is not None:
            found.append(ref)
    if unread:
        living = Subject.objects.filter(deal=told.line.deal).exclude(state=State.DESTROYED)
        refs = map(Ref, living.order_by("id").values_list("ref", flat=True).iterator())
        found += [ref for ref in refs if digest_of(ref) in unread]
    return found


def _order(told: Told) -> Order:
    """As it was proposed; the entry of that stands before this one."""
    line = told.line
    proposed = reader.entry(latest_entries.about([Tag.PROPOSED], line.about)[-1]).line()
    return Order(
        ref=line.about,
        number=line.facts["number"],
        deal=line.deal or "",
        basis=str(proposed.facts["basis"]),
        proposer=proposed.actor,
        proposed_at=proposed.at,
    )


def _hold_placed(told: Told) -> bool:
    """The ledger does not say which hold of a person's is lifted later: it is lifted again."""
    line = told.line
    subject = "" if line.about == line.deal else told.person(line.about)
    if subject is None:
        return True
    until = line.facts.get("until")
    Hold.objects.create(
        ref=Ref.new("hold"),
        deal=line.deal or "",
        subject=subject,
        cause=str(line.facts["cause"]),
        placed_at=line.at,
        until=date.fromisoformat(str(until)) if until else None,
    )
    return True


def _recipient_due(told: Told) -> bool:
    line = told.line
    RecipientProof.objects.get_or_create(
        deal=line.deal or "",
        party=line.about,
        defaults={"due_on": date.fromisoformat(str(line.facts["due"]))},
    )
    return True


def of_events() -> Replays:
    return replays(
        tells=[Tag.VERIFIED, Tag.CERTIFIED, Tag.FINAL, Tag.REPLAYED],
        widens=[Tag.PROPOSED, Tag.CONFIRMED, Tag.HOLD_LIFTED, Tag.RECIPIENT_PROVED],
        narrows={
            Tag.BEGUN: _begun,
            Tag.HOLD_PLACED: _hold_placed,
            Tag.RECIPIENT_DUE: _recipient_due,
        },
    )
