"""Certificates of destruction: ours in two stages, and those that recipients owe us."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Conflict, Missing, Refused
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role


class BackupsNotExpired(Conflict):
    """A backup of the keyring may still hold the keys."""

    code = "destruction.backups_not_expired"


class NotInStage(Conflict):
    code = "destruction.not_in_stage"


class NoSuchRecipient(Missing):
    code = "destruction.no_such_recipient"


class NotOfTheDeal(Refused):
    code = "destruction.not_of_the_deal"


# Stage -> the state the order must be in, the state it comes to, and the event that says so.
_STAGES = {
    1: (rules.State.VERIFIED, rules.State.CERTIFIED, Tag.CERTIFIED),
    2: (rules.State.CERTIFIED, rules.State.FINAL, Tag.FINAL),
}


@transaction.atomic
def issue(*, order: Ref, stage: int, paper: bytes, actor: Ref, at: datetime) -> Order:
    """Keep the signed certificate of a stage.

    Stage 1 says that nothing live opens any more and names what may be left in backups of the
    keyring; stage 2 follows when the last of those has expired.

    Raises:
        NotInStage: the order was not verified, or already has this certificate.
        BackupsNotExpired: stage 2 before the last backup is gone.
        NotPermitted: the actor is not the DPO.
    """
    accounts.require(actor, at, Role.DPO)
    before, after, tag = _STAGES[stage]
    found = Order.objects.select_for_update().filter(ref=order, state=before).first()
    if found is None:
        raise NotInStage(order=order, stage=stage)
    until = found.residual_until or day_in_china(at)
    if stage == 2 and day_in_china(at) <= until:
        raise BackupsNotExpired(until=until)
    deal = Ref(found.deal)
    document = store.put(paper, kind="destruction_certificate", deal=deal, actor=actor, at=at)
    facts: dict[str, Value] = {
        "number": found.number,
        "document": Digest.fromhex(document.sha256),
        "residual_until": until,
    }
    written = writer.record(Event(tag, actor, order, at, facts, ("8.3",), deal))
    found.state, found.document = after, document.ref
    found.proof_position = written.position
    found.save(update_fields=["state", "document", "proof_position"])
    return found


@transaction.atomic
def expect(*, deal: Ref, party: Ref, due_on: date, actor: Ref, at: datetime) -> None:
    """Note that a recipient of room copies owes a certificate by ``due_on``.

    Raises:
        NotPermitted: the actor is neither DPO nor legal nor consultant.
    """
    accounts.require(actor, at, Role.DPO, Role.LEG, Role.CON, deal=deal)
    _, is_new = RecipientProof.objects.get_or_create(
        deal=deal, party=party, defaults={"due_on": due_on}
    )
    if is_new:
        event = Event(Tag.RECIPIENT_DUE, actor, party, at, {"due": due_on}, ("8.1",), deal)
        writer.record(event)


@transaction.atomic
def receive(*, deal: Ref, party: Ref, paper: bytes, actor: Ref, at: datetime) -> None:
    """Keep a recipient's certificate that its copies are gone.

    Raises:
        NoSuchRecipient: it owes none, or has given it.
        NotOfTheDeal: the actor takes no part in the deal.
    """
    if not deals.is_member(actor, deal, at):
        raise NotOfTheDeal
    owed = RecipientProof.objects.select_for_update().filter(
        deal=deal, party=party, received_at=None
    )
    found = owed.first()
    if found is None:
        raise NoSuchRecipient(party=party)
    document = store.put(paper, kind="recipient_certificate", deal=deal, actor=actor, at=at)
    facts: dict[str, Value] = {"document": Digest.fromhex(document.sha256)}
    written = writer.record(Event(Tag.RECIPIENT_PROVED, actor, party, at, facts, ("8.3",), deal))
    found.document, found.received_at, found.position = document.ref, at, written.position
    found.save(update_fields=["document", "received_at", "position"])
