"""What went wrong at a vendor, and how its service ends: each with a paper that proves it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store, upload_rules
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Tag, Why
from shoumi.chapters.vendors.models import Incident, Vendor
from shoumi.chapters.vendors.rules import State
from shoumi.chapters.vendors.services import register, tokens
from shoumi.chapters.vendors.services.errors import NotYetKnown, ProofMissing
from shoumi.core.ledger.leaf import Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

REPORTERS = (Role.PRO, Role.DPO, Role.SEC)
SETTLERS = (Role.DPO, Role.SEC)
_DUTIES = ("5.3",)


@transaction.atomic
def record(*, vendor: Ref, known_at: datetime, actor: Ref, at: datetime) -> Incident:
    """Say that something went wrong there: its tokens are over at once, and it is asked anew.

    ``known_at``  when the vendor knew; it had two hours to say so

    Raises:
        NotPermitted, NoSuchVendor, Over, NotAuthentic
        NotYetKnown
    """
    accounts.require(actor, at, *REPORTERS)
    if known_at > at:
        raise NotYetKnown
    return put_down(vendor=vendor, known_at=known_at, actor=actor, at=at)


def put_down(*, vendor: Ref, known_at: datetime, actor: Ref, at: datetime) -> Incident:
    """In the transaction of whoever may.

    Raises:
        NoSuchVendor, Over, NotAuthentic
    """
    register.held(vendor)
    made = Incident(ref=Ref.new("incident"), vendor=vendor, told_at=at, known_at=known_at)
    facts: dict[str, Value] = {"vendor": vendor}
    event = Event(Tag.INCIDENT, actor, Ref(made.ref), at, facts, _DUTIES)
    codes.put(made, writer.record(event).position)
    made.save(force_insert=True)
    tokens.end_all(vendor, Why.INCIDENT, actor, at)
    return made


def settle(*, incident: Ref, proof: bytes, actor: Ref, at: datetime) -> Incident:
    """Data were recalled, or their deletion confirmed, as ``proof`` says.

    Raises:
        NotPermitted, NoSuchIncident, ProofMissing, PaperTooLarge, NotAPaper, NotAuthentic
    """
    accounts.require(actor, at, *SETTLERS)
    if not proof:
        raise ProofMissing
    upload_rules.must_fit(proof)
    with transaction.atomic():
        found = Incident.objects.select_for_update().filter(ref=incident).first()
        if found is None or found.settled_at is not None:
            raise queries.NoSuchIncident(incident=incident)
        verification.require([found])
        paper = store.put(proof, kind="evidence", deal=None, actor=actor, at=at)
        found.proof, found.settled_at = paper.ref, at
        facts: dict[str, Value] = {"vendor": Ref(found.vendor)}
        event = Event(Tag.SETTLED, actor, incident, at, facts, _DUTIES)
        codes.put(found, writer.record(event).position)
        found.save()
    return found


def returned(*, vendor: Ref, proof: bytes, actor: Ref, at: datetime) -> Vendor:
    """The vendor has returned or deleted everything, as ``proof`` says, and is one no more.

    Raises:
        NotPermitted, NoSuchVendor, Over, ProofMissing, PaperTooLarge, NotAPaper, NotAuthentic
    """
    accounts.require(actor, at, Role.DPO, Role.PRO)
    if not proof:
        raise ProofMissing
    upload_rules.must_fit(proof)
    with transaction.atomic():
        found = register.held(vendor)
        paper = store.put(proof, kind="evidence", deal=None, actor=actor, at=at)
        tokens.end_all(vendor, Why.ENDED, actor, at)
        found.state, found.ended_at, found.returned = State.ENDED, at, paper.ref
        event = Event(Tag.RETURNED, actor, vendor, at, {}, ("5.2",))
        codes.put(found, writer.record(event).position)
        found.save()
    return found
