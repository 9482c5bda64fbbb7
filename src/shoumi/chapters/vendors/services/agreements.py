"""The agreement on entrusted processing: drawn up by the house, signed by both, ended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.documents.signed_documents import people_sign
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.vendors import queries
from shoumi.chapters.vendors.events import Tag, Why
from shoumi.chapters.vendors.models import ProcessingAgreement
from shoumi.chapters.vendors.rules.agreement import Stage, Terms, lacking
from shoumi.chapters.vendors.services import register, tokens
from shoumi.chapters.vendors.services.errors import (
    AgreementLacks,
    NotADraft,
    NotASigner,
    NotInForce,
    SignedMeanwhile,
    SignersMissing,
)
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_DUTIES = ("5.2",)
_SIDES = 2  # the house and the vendor


def draft(
    *,
    vendor: Ref,
    terms: Terms,
    persons: Mapping[Ref, str],
    paper: bytes,
    actor: Ref,
    at: datetime,
) -> ProcessingAgreement:
    """Lay an agreement before its signers.

    ``persons``  who must sign, and under which name, in the order of the fields ``signer_1``, … of
    ``paper``: somebody of the house and somebody of the vendor

    Raises:
        NotPermitted: the actor is neither legal nor the protection officer.
        NoSuchVendor, Over, NotAuthentic
        AgreementLacks: something of what PIPL 21 and the handbook ask for.
        SignersMissing
    """
    accounts.require(actor, at, Role.LEG, Role.DPO)
    if found := lacking(terms, day_in_china(at)):
        raise AgreementLacks(part=found[0])
    if len({accounts.is_outside(person) for person in persons}) < _SIDES:
        raise SignersMissing
    with transaction.atomic():
        register.held(vendor)
        document = store.put(paper, kind="processing_agreement", deal=None, actor=actor, at=at)
        told = asdict(terms)
        told |= {"clauses": sorted(terms.clauses), "until": terms.until.isoformat()}
        made = ProcessingAgreement(
            ref=Ref.new("dpa"),
            vendor=vendor,
            terms=told,
            fields=sorted(terms.fields),
            persons=list(persons),
            document=document.ref,
            sha256=document.sha256,
            until=end_of_day(terms.until),
            drafted_at=at,
        )
        facts: dict[str, Value] = {
            "vendor": vendor,
            "until": terms.until,
            "document": Digest.fromhex(document.sha256),
        }
        event = Event(Tag.AGREEMENT, actor, Ref(made.ref), at, facts, _DUTIES)
        codes.put(made, writer.record(event).position)
        made.save(force_insert=True)
    return made


def sign(*, agreement: Ref, person: Ref, name: str, at: datetime) -> ProcessingAgreement:
    """Sign with the person's own key; with the last signature it is in force.

    Raises:
        NoSuchAgreement, NotASigner, NotADraft, SignedMeanwhile, AlreadySigned, Over, NotAuthentic
    """
    found = _get(agreement)
    read = found.document
    if found.stage != Stage.DRAFT:
        raise NotADraft(agreement=agreement)
    if person not in found.persons:
        raise NotASigner(agreement=agreement)
    field = f"signer_{found.persons.index(person) + 1}"
    paper = people_sign(store.get(Ref(read)), person, name, "委托处理协议 DPA", field, at)
    with transaction.atomic():
        register.held(Ref(found.vendor))
        found = ProcessingAgreement.objects.select_for_update().get(ref=agreement)
        if found.stage != Stage.DRAFT:
            raise NotADraft(agreement=agreement)
        verification.require([found])
        if found.document != read:
            raise SignedMeanwhile(agreement=agreement)
        document = store.put(paper, kind="processing_agreement", deal=None, actor=person, at=at)
        found.signed = sorted({*found.signed, person})
        is_complete = set(found.persons) <= set(found.signed)
        found.document, found.sha256 = document.ref, document.sha256
        if is_complete:
            found.stage, found.signed_at = Stage.SIGNED, at
        facts: dict[str, Value] = {
            "vendor": Ref(found.vendor),
            "complete": is_complete,
            "document": Digest.fromhex(document.sha256),
            "until": found.until.date(),
        }
        event = Event(Tag.SIGNED, person, agreement, at, facts, _DUTIES)
        codes.put(found, writer.record(event).position)
        found.save()
    return found


@transaction.atomic
def withdraw(*, agreement: Ref, actor: Ref, at: datetime) -> ProcessingAgreement:
    """Take a draft back before both have signed.

    Raises:
        NotPermitted, NoSuchAgreement, NotADraft, NotAuthentic
    """
    accounts.require(actor, at, Role.LEG, Role.DPO)
    return _ended(agreement, Stage.DRAFT, Stage.WITHDRAWN, actor, at)


@transaction.atomic
def end(*, agreement: Ref, actor: Ref, at: datetime) -> ProcessingAgreement:
    """End it before its day.  The vendor's tokens are over at once, and it owes return or deletion.

    Raises:
        NotPermitted, NoSuchAgreement, NotInForce, NotAuthentic
    """
    accounts.require(actor, at, Role.LEG, Role.DPO)
    found = _ended(agreement, Stage.SIGNED, Stage.ENDED, actor, at)
    tokens.end_all(Ref(found.vendor), Why.ENDED, actor, at)
    return found


def _ended(
    agreement: Ref, before: Stage, after: Stage, actor: Ref, at: datetime
) -> ProcessingAgreement:
    found = ProcessingAgreement.objects.select_for_update().filter(ref=agreement).first()
    if found is None:
        raise queries.NoSuchAgreement(agreement=agreement)
    if found.stage != before:
        refusal = NotADraft if before is Stage.DRAFT else NotInForce
        raise refusal(agreement=agreement)
    is_own = verification.is_authentic(found)
    found.stage, found.ended_at = after, at
    facts: dict[str, Value] = {"vendor": Ref(found.vendor), "state": after}
    position = writer.record(Event(Tag.ENDED, actor, agreement, at, facts, _DUTIES)).position
    if is_own:
        codes.put(found, position)
    found.save()
    return found


def _get(agreement: Ref) -> ProcessingAgreement:
    found = ProcessingAgreement.objects.filter(ref=agreement).first()
    if found is None:
        raise queries.NoSuchAgreement(agreement=agreement)
    return found
