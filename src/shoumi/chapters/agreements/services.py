"""Writes.  One verb, one transaction, one ledger entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import party_rows
from shoumi.base.deals.services import locks
from shoumi.base.documents import store
from shoumi.base.documents.signed_documents import people_sign
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.agreements import queries
from shoumi.chapters.agreements.events import Tag
from shoumi.chapters.agreements.models import Agreement
from shoumi.chapters.agreements.rules import (
    Caution,
    Findings,
    Kind,
    State,
    Terms,
    all_signed,
    review,
    signers_needed,
)
from shoumi.core.calendar import day_in_china, end_of_day
from shoumi.core.errors import Conflict, Invalid, Refused
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import DisclosureLevel, Role


class ClausesMissing(Invalid):
    code = "agreement.clauses_missing"
    keeps = ("2.1", "2.2")


class EmployeeDamages(Refused):
    """Labour Contract Law 25."""

    code = "agreement.employee_damages"


class TermTooShort(Invalid):
    code = "agreement.term_too_short"


class SignersMissing(Invalid):
    """Facts: ``needed``."""

    code = "agreement.signers_missing"


class NegativeAmount(Invalid):
    code = "agreement.negative_amount"


class SignedMeanwhile(Conflict):
    """Someone else's signature came in between: what was signed is not the paper any more."""

    code = "agreement.signed_meanwhile"


class DamagesMissing(Invalid):
    """Handbook 2.3: between parties compensation is agreed."""

    code = "agreement.damages_missing"
    keeps = ("2.3",)


class NotASigner(Refused):
    code = "agreement.not_a_signer"


class NotADraft(Conflict):
    code = "agreement.not_a_draft"


class NotInForce(Conflict):
    code = "agreement.not_in_force"


def draft(
    *,
    deal: Ref,
    terms: Terms,
    persons: Mapping[Ref, str],
    levels: Collection[DisclosureLevel],
    paper: bytes,
    actor: Ref,
    at: datetime,
) -> Agreement:
    """Lay an agreement before its signers; warnings are kept with it for them to see.

    ``persons``  who must sign, and under which name, in the order of the fields ``signer_1``,
    ``signer_2``, … of ``paper``, the PDF they will sign.

    Raises:
        ClausesMissing: a mandatory clause is not in it.
        TermTooShort: it ends before the minimum term.
        EmployeeDamages: liquidated damages of an employee.
        NegativeAmount, DamagesMissing: damages or loss under nought, or no damages.
        SignersMissing: fewer people than have to sign.
        NotPermitted: the actor is neither legal nor consultant.
        Terminated
    """
    accounts.require(actor, at, Role.LEG, Role.CON, deal=deal)
    locks.require_living(deal)
    findings = review(terms, day_in_china(at))
    _require_whole(findings)
    if len(persons) < signers_needed(terms.kind):
        raise SignersMissing(needed=signers_needed(terms.kind))
    with transaction.atomic():
        document = store.put(paper, kind="nda", deal=deal, actor=actor, at=at)
        agreement = Agreement(
            ref=Ref.new("nda"),
            deal=deal,
            kind=terms.kind,
            persons=list(persons),
            levels=sorted(levels),
            clauses=sorted(terms.clauses),
            damages=terms.damages,
            estimated_loss=terms.estimated_loss,
            warnings=list(findings.warnings),
            document=document.ref,
            sha256=document.sha256,
            until=end_of_day(terms.until),  # the last day counts whole
            drafted_at=at,
        )
        written = writer.record(
            Event(
                Tag.DRAFTED,
                actor,
                Ref(agreement.ref),
                at,
                {
                    "kind": terms.kind,
                    "damages": terms.damages,
                    "loss": terms.estimated_loss,
                    "over_ratio": Caution.DAMAGES_OVER_RATIO in findings.warnings,
                    "document": Digest.fromhex(document.sha256),
                },
                ("2.1", "2.2", "2.3"),
                deal,
            )
        )
        codes.put(agreement, written.position)
        agreement.save(force_insert=True)
    return agreement


def _require_whole(findings: Findings) -> None:
    if findings.has_negative_amount:
        raise NegativeAmount
    if findings.is_employee_with_damages:
        raise EmployeeDamages
    if findings.is_without_damages:
        raise DamagesMissing
    if findings.missing:
        raise ClausesMissing(clauses=tuple(sorted(findings.missing)))
    if findings.is_term_too_short:
        raise TermTooShort


def sign(*, agreement: Ref, person: Ref, name: str, at: datetime) -> Agreement:
    """Sign with the person's own key; with the last signature the agreement is in force.

    Raises:
        NoSuchAgreement, NotASigner, DamagesMissing
        NotADraft: it was taken back, or all have signed, meanwhile too.
        SignedMeanwhile: sign again, on the paper with the other's signature.
        AlreadySigned: this person has.
        Terminated
    """
    found = queries.get(agreement)
    read = found.document
    if found.state != State.DRAFT:
        raise NotADraft(agreement=agreement)
    if found.damages == 0 and found.kind != Kind.EMPLOYEE:
        raise DamagesMissing  # drawn up before that was refused
    if person not in found.persons:
        raise NotASigner(agreement=agreement)
    locks.require_living(Ref(found.deal))
    field = f"signer_{found.persons.index(person) + 1}"
    paper = people_sign(store.get(Ref(read)), person, name, "保密协议 NDA", field, at)
    with transaction.atomic():
        found = Agreement.objects.select_for_update().get(ref=agreement)
        if found.state != State.DRAFT:
            raise NotADraft(agreement=agreement)
        verification.require([found])
        if found.document != read:
            raise SignedMeanwhile(agreement=agreement)
        document = store.put(paper, kind="nda", deal=Ref(found.deal), actor=person, at=at)
        signed = sorted({*found.signed, person})
        is_complete = all_signed(found.persons, signed)
        written = writer.record(
            Event(
                Tag.SIGNED,
                person,
                agreement,
                at,
                {
                    "kind": Kind(found.kind),
                    "complete": is_complete,
                    "document": Digest.fromhex(document.sha256),
                    "until": found.until.date(),
                    "persons": len(found.persons),
                },
                ("2.1",),
                Ref(found.deal),
            )
        )
        found.signed, found.document, found.sha256 = signed, document.ref, document.sha256
        if is_complete:
            found.state, found.signed_at, found.position = State.SIGNED, at, written.position
        codes.put(found, written.position)
        found.save()
    return found


@transaction.atomic
def withdraw(*, agreement: Ref, actor: Ref, at: datetime) -> Agreement:
    """Take a draft back.  It bound nobody yet; what was signed so far stays kept with its digest.

    Raises:
        NoSuchAgreement
        NotADraft: everybody has signed, or it was taken back before.
        NotPermitted: the actor is neither legal nor consultant.
    """
    accounts.require(actor, at, Role.LEG, Role.CON, deal=_deal_of(agreement))
    return _withdraw(agreement, actor, at)


def withdraw_of_former(*, deal: Ref, at: datetime) -> int:
    """Take back the drafts that wait for somebody who acted for a former buyer; how many."""
    persons = party_rows.former_persons(deal)
    drafts = Agreement.objects.filter(deal=deal, state=State.DRAFT).order_by("id")
    found = [own for own in drafts if not persons.isdisjoint(own.persons)]
    for own in found:
        with transaction.atomic():
            _withdraw(Ref(own.ref), SYSTEM, at)
    return len(found)


def _withdraw(agreement: Ref, actor: Ref, at: datetime) -> Agreement:
    found = Agreement.objects.select_for_update().get(ref=agreement)
    if found.state != State.DRAFT:
        raise NotADraft(agreement=agreement)
    is_own = verification.is_authentic(found)
    found.state, found.ended_at = State.WITHDRAWN, at
    facts: dict[str, Value] = {"kind": Kind(found.kind), "signed": len(found.signed)}
    deal = Ref(found.deal)
    event = Event(Tag.WITHDRAWN, actor, agreement, at, facts, ("2.1", "2.2"), deal)
    position = writer.record(event).position
    if is_own:
        codes.put(found, position)
    found.save(update_fields=["state", "ended_at", *codes.STORED])
    return found


def breach(*, agreement: Ref, actor: Ref, at: datetime) -> None:
    """Record a breach; the room is shut with the next question (handbook 2.2).

    Raises:
        NoSuchAgreement, NotInForce, NotPermitted
    """
    accounts.require(actor, at, Role.LEG, Role.DPO, deal=_deal_of(agreement))
    _end(agreement, State.BREACHED, Tag.BREACHED, actor, at)


def revoke(*, agreement: Ref, actor: Ref, at: datetime) -> None:
    """End an agreement by the sides' own will; the duty to keep silent survives (CC 558).

    Raises:
        NoSuchAgreement, NotInForce, NotPermitted
    """
    accounts.require(actor, at, Role.LEG, deal=_deal_of(agreement))
    _end(agreement, State.REVOKED, Tag.REVOKED, actor, at)


@transaction.atomic
def _end(agreement: Ref, state: State, tag: Tag, actor: Ref, at: datetime) -> None:
    deal = _deal_of(agreement)
    # A row that is not authentic ends too, and stays what it is.
    stood = verification.authentic(Agreement.objects.select_for_update().filter(ref=agreement))
    changed = Agreement.objects.filter(ref=agreement, state=State.SIGNED).update(
        state=state, ended_at=at
    )
    if not changed:
        raise NotInForce(agreement=agreement)
    written = writer.record(Event(tag, actor, agreement, at, {}, ("2.2", "2.3"), deal))
    for found in stood:
        found.state, found.ended_at = state, at
    codes.put_and_save(stood, written.position)


def _deal_of(agreement: Ref) -> Ref:
    return Ref(queries.get(agreement).deal)
