"""Certificates of destruction: ours in two stages, and those that recipients owe us."""

from __future__ import annotations

import hashlib
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from django.db import connection, transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.calendar import queries as calendar
from shoumi.base.calendar import services as deadlines
from shoumi.base.deals import party_rows
from shoumi.base.deals import queries as deals
from shoumi.base.documents import signatures, store
from shoumi.base.documents.signed_documents import people_sign
from shoumi.base.ledger import writer
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.destruction import rules
from shoumi.chapters.destruction.events import Tag
from shoumi.chapters.destruction.models import Order, RecipientProof
from shoumi.chapters.destruction.queries import ledger_agreement
from shoumi.chapters.destruction.rules import Said
from shoumi.core.calendar import day_in_china
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.milestones import DeadlineKey
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

if TYPE_CHECKING:
    from shoumi.base.documents.validation import Report


class BackupsNotExpired(Conflict):
    """A backup of the keyring may still hold the keys."""

    code = "destruction.backups_not_expired"


class NotInStage(Conflict):
    code = "destruction.not_in_stage"


class NoSuchRecipient(Missing):
    code = "destruction.no_such_recipient"


class NotACertificate(Invalid):
    code = "destruction.not_a_certificate"


class NotSignedByRecipient(Invalid):
    """Facts: ``problems``, as ``documents.validation`` names them; none where it is somebody else's
    signature."""

    code = "destruction.not_signed_by_recipient"


class NotTheRecipient(Refused):
    code = "destruction.not_the_recipient"


class NothingSaid(Invalid):
    code = "destruction.nothing_said"


class NotYetDestroyed(Invalid):
    code = "destruction.not_yet_destroyed"


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
        NotAuthentic: an order of the deal is not what the ledger says of it.
        BackupsNotExpired: stage 2 before the last backup is gone.
        NotPermitted: the actor is not the DPO.
    """
    accounts.require(actor, at, Role.DPO)
    before, after, tag = _STAGES[stage]
    found = Order.objects.select_for_update().filter(ref=order, state=before).first()
    if found is None:
        raise NotInStage(order=order, stage=stage)
    if found.deal in ledger_agreement.false_orders():
        raise NotAuthentic(what=Order._meta.db_table)
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
def expect(
    *,
    deal: Ref,
    party: Ref,
    due_on: date,
    certificate: str = "",
    actor: Ref,
    at: datetime,
) -> None:
    """Note that a recipient of room copies owes a certificate by ``due_on``.

    ``certificate``  (X.509, PEM) that it signs with, where it signs with a key of its own

    Raises:
        NotACertificate
        NotPermitted: the actor is neither DPO nor legal nor consultant.
    """
    accounts.require(actor, at, Role.DPO, Role.LEG, Role.CON, deal=deal)
    named = _der(certificate) if certificate else None
    found, is_new = RecipientProof.objects.get_or_create(
        deal=deal, party=party, defaults={"due_on": due_on, "certificate": named}
    )
    if not is_new and named and found.received_at is None:
        found.certificate = named
        found.save(update_fields=["certificate"])
    if is_new or named:
        facts: dict[str, Value] = {"due": found.due_on}
        if named:
            facts["certificate"] = Digest(hashlib.sha256(named).digest())
        writer.record(Event(Tag.RECIPIENT_DUE, actor, party, at, facts, ("8.1",), deal))


@transaction.atomic
def require_return(*, deal: Ref, party: Ref, at: datetime) -> None:
    """Ask a recipient for its copies at once, by the house itself; a clock of its own runs for it.

    Raises:
        AlreadyRunning: it was asked before.
    """
    clock = deadlines.start(
        key=rules.DeadlineKey.RECIPIENT_COPIES,
        periods=(rules.RETURN_OR_DESTROY,),
        since=day_in_china(at),
        about=party,
        deal=deal,
        actor=SYSTEM,
        at=at,
    )
    due_on = day_in_china(clock.until - timedelta(seconds=1))
    RecipientProof.objects.create(deal=deal, party=party, due_on=due_on)
    facts: dict[str, Value] = {"due": due_on}
    writer.record(Event(Tag.RECIPIENT_DUE, SYSTEM, party, at, facts, ("8.1",), deal))


def receive(*, deal: Ref, party: Ref, paper: bytes, said: Said, actor: Ref, at: datetime) -> None:
    """Keep a recipient's certificate that its copies are gone, signed by the recipient.

    Its person signs with the key that this house keeps for it, or the recipient with a key of its
    own, whose certificate was noted with what it owes.

    Raises:
        NotSignedByRecipient: not a PDF with a signature of the recipient that holds.
        NothingSaid, NotYetDestroyed
        NoSuchRecipient: it owes none, or has given it.
        NotAuthentic: what is owed was changed from outside.
        NotOfTheDeal: the actor takes no part in the deal.
    """
    if not deals.is_member(actor, deal, at):
        raise NotOfTheDeal
    _require_sense(said, at)
    ledger_agreement.require_proofs(deal)
    found = _owed(deal, party)
    signer = _signer(found, paper, at)
    with transaction.atomic():
        _keep(_owed(deal, party), paper, said, signer, actor, at)


def sign(
    *, deal: Ref, party: Ref, paper: bytes, said: Said, person: Ref, name: str, at: datetime
) -> None:
    """The recipient's own person signs the certificate that the house made of what it said.

    ``paper``  with an empty field ``operator``

    Raises:
        NotTheRecipient: the party has another person.
        NothingSaid, NotYetDestroyed
        NoSuchRecipient: it owes none, or has given it.
    """
    if person != _person(deal, party):
        raise NotTheRecipient
    _require_sense(said, at)
    _owed(deal, party)
    made = people_sign(paper, person, name, "销毁证明 Destruction", "operator", at)
    with transaction.atomic():
        _keep(_owed(deal, party), made, said, str(person), person, at)


def _keep(
    found: RecipientProof, paper: bytes, said: Said, signer: str, actor: Ref, at: datetime
) -> None:
    deal, party = Ref(found.deal), Ref(found.party)
    document = store.put(paper, kind="recipient_certificate", deal=deal, actor=actor, at=at)
    facts: dict[str, Value] = {
        "document": Digest.fromhex(document.sha256),
        "count": said.count,
        "copies": said.copies,
        "method": said.method,
        "destroyed": said.destroyed_on,
    }
    written = writer.record(Event(Tag.RECIPIENT_PROVED, actor, party, at, facts, ("8.3",), deal))
    found.document, found.received_at, found.position = document.ref, at, written.position
    found.signer, found.items = signer, said.items.strip()
    found.count, found.copies = said.count, said.copies
    found.method, found.destroyed_on = said.method, said.destroyed_on
    found.save()
    _meet(deal, party, actor, at)


def _meet(deal: Ref, party: Ref, actor: Ref, at: datetime) -> None:
    """The recipient's own clock, and with the last one of a terminated deal that of the deal, which
    no milestone meets any more."""
    own, whole = rules.DeadlineKey.RECIPIENT_COPIES, DeadlineKey.DESTRUCTION_CERTIFICATES
    if calendar.running().filter(about=party, key=own).exists():
        deadlines.meet(key=own, about=party, actor=actor, at=at)
    owed = RecipientProof.objects.filter(deal=deal, received_at=None)
    if not deals.is_terminated(deal) or owed.exists():
        return
    if calendar.running().filter(about=deal, key=whole).exists():
        deadlines.meet(key=whole, about=deal, actor=actor, at=at)


def _require_sense(said: Said, at: datetime) -> None:
    if not said.items.strip() or said.count < 1 or said.copies < 1:
        raise NothingSaid
    if said.destroyed_on > day_in_china(at):
        raise NotYetDestroyed(on=said.destroyed_on)


def _owed(deal: Ref, party: Ref) -> RecipientProof:
    rows = RecipientProof.objects.filter(deal=deal, party=party, received_at=None)
    found = (rows.select_for_update() if connection.in_atomic_block else rows).first()
    if found is None:
        raise NoSuchRecipient(party=party)
    return found


def _person(deal: Ref, party: Ref) -> str:
    """Who acts for the party; "" where nobody is named.

    Raises:
        NotAuthentic: a party of the deal was changed from outside.
    """
    named = (one.person for one in party_rows.of_deal(deal) if one.ref == party)
    return next(named, "") or ""


def _signer(found: RecipientProof, paper: bytes, at: datetime) -> str:
    """Who of the recipient signed ``paper``."""
    from shoumi.base.documents.validation import validate  # takes long to load

    noted = bytes(found.certificate or b"")
    if noted and _holds(validate(paper, [noted])):
        return hashlib.sha256(noted).hexdigest()
    report = validate(paper, signatures.roots(at=at))
    person = _person(Ref(found.deal), Ref(found.party))
    if _holds(report) and person and person in {one.ref for one in report.signatures}:
        return person
    problems = tuple(one.rpartition(": ")[2] for one in report.problems)
    raise NotSignedByRecipient(problems=problems)


def _holds(report: Report) -> bool:
    """Whose authority stands behind a time-stamp is nobody's to say here; the signature's own time
    counts."""
    wrong = [one for one in report.problems if not one.endswith("timestamp_untrusted")]
    return bool(report.signatures) and not wrong


def _der(certificate: str) -> bytes:
    try:
        return x509.load_pem_x509_certificate(certificate.encode()).public_bytes(Encoding.DER)
    except ValueError:
        pass
    raise NotACertificate
