"""Writes.  One verb, one transaction, one ledger entry."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.events import Tag
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import Risk, Scope, State, facts_digest, keeps, registered
from shoumi.core import calendar, retention, risk
from shoumi.core.errors import Conflict, Invalid, Missing, Refused
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import RiskGrade, Role


class NoRisks(Invalid):
    code = "pipia.no_risks"


class RisksLeftOut(Invalid):
    """A risk that was written down is missing now, or has become smaller by itself."""

    code = "pipia.risks_left_out"


class ResidualTooHigh(Refused):
    """Handbook 7.3: the activity is blocked."""

    code = "pipia.residual_too_high"


class FieldsUnregistered(Invalid):
    """Facts: ``fields`` that are not registered for what is assessed."""

    code = "pipia.fields_unregistered"


class NotADraft(Conflict):
    code = "pipia.not_a_draft"


class NoSuchAssessment(Missing):
    code = "pipia.missing"


class ApprovedByAssessor(Conflict):
    code = "pipia.approved_by_assessor"


@transaction.atomic
def assess(
    *,
    deal: Ref,
    scope: Scope,
    risks: Sequence[Risk],
    facts: Mapping[str, object],
    actor: Ref,
    at: datetime,
    fields: Collection[str] = (),
) -> Assessment:
    """Write an assessment down; ``facts`` are what it was made about.

    ``fields``  that it covers; by default all that are registered for what it is about

    Raises:
        FieldsUnregistered: one is not registered for that.
        NoRisks: nothing was looked at.
        NotPermitted: the actor is not the DPO.
    """
    accounts.require(actor, at, Role.DPO)
    if not risks:
        raise NoRisks
    usable = registered(scope, registry.field_register())
    if unknown := frozenset(fields) - usable.keys():
        raise FieldsUnregistered(fields=tuple(sorted(unknown)))
    digest = facts_digest(facts)
    found = _create(
        ref=Ref.new("pipia"),
        deal=deal,
        scope=scope,
        risks=[asdict(one) for one in risks],
        fields=sorted(fields or usable),
        inherent=risk.worst(*(one.grade for one in risks)),
        residual=risk.worst(*(one.residual for one in risks)),
        facts_sha256=digest.hex(),
        assessor=actor,
        drafted_at=at,
    )
    told: dict[str, Value] = {
        "number": found.number,
        "scope": scope,
        "grade": RiskGrade(found.residual),
        "about": Digest(digest),
        "covers": Digest(facts_digest({"fields": found.fields})),
    }
    event = Event(Tag.DRAFTED, actor, Ref(found.ref), at, told, ("7.3",), deal)
    codes.put_and_save([found], writer.record(event).position)
    return found


@transaction.atomic
def mitigate(*, assessment: Ref, risks: Sequence[Risk], actor: Ref, at: datetime) -> Assessment:
    """Write down the measures and what is left with them.

    Raises:
        RisksLeftOut: not every risk of the draft is there again as it was.
        NotADraft, NoSuchAssessment, NotPermitted
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([_draft(assessment)])
    if not keeps(found.risks, risks):
        raise RisksLeftOut
    found.risks = [asdict(one) for one in risks]
    found.inherent = risk.worst(*(one.grade for one in risks))
    found.residual = risk.worst(*(one.residual for one in risks))
    told: dict[str, Value] = {"number": found.number, "grade": RiskGrade(found.residual)}
    event = Event(Tag.MITIGATED, actor, assessment, at, told, ("7.3",), Ref(found.deal))
    codes.put(found, writer.record(event).position)
    found.save(update_fields=["risks", "inherent", "residual", *codes.STORED])
    return found


def approve(*, assessment: Ref, paper: bytes, actor: Ref, at: datetime) -> Assessment:
    """Put the assessment in force for twelve months; its report is kept for three years.

    What it is about today is kept with it: once that changes it is stale (``queries.changed``).

    Raises:
        ResidualTooHigh: what is left is 高 or 严重.
        ApprovedByAssessor, NotADraft, NoSuchAssessment, NotPermitted
    """
    found = _get(assessment)
    accounts.require(actor, at, Role.LEG, deal=Ref(found.deal))
    _approvable(found, actor)
    with transaction.atomic():
        document = store.put(paper, kind="pipia_report", deal=Ref(found.deal), actor=actor, at=at)
        [found] = verification.require([_draft(assessment)])
        _approvable(found, actor)
        today = calendar.day_in_china(at)
        found.keep_until = retention.kept_until(today, "retention.pipia_retention")
        stale_on = risk.stale_after(today)
        found.until = calendar.end_of_day(stale_on)
        found.approver, found.approved_at, found.document = actor, at, document.ref
        found.state = State.APPROVED
        signed = queries.signed_about(Ref(found.deal), Scope(found.scope))
        found.fields_sha256, found.recipients_sha256, found.people = signed
        told: dict[str, Value] = {
            "number": found.number,
            "grade": RiskGrade(found.residual),
            "until": stale_on,
            "keep_until": found.keep_until,
            "document": Digest.fromhex(document.sha256),
            "fields": Digest.fromhex(signed.fields),
            "recipients": Digest.fromhex(signed.recipients),
            "people": signed.people,
        }
        written = writer.record(
            Event(Tag.APPROVED, actor, assessment, at, told, ("7.3",), Ref(found.deal))
        )
        found.position = written.position
        codes.put(found, written.position)
        found.save()
    return found


@transaction.atomic
def recheck(*, assessment: Ref, facts: Mapping[str, object], actor: Ref, at: datetime) -> bool:
    """Hold an approved assessment against today's facts; True where it still stands.

    Any difference counts here, also one that does not make it stale by itself.  What has become
    stale stays so, whatever the facts say later: a new assessment is due.

    Raises:
        NoSuchAssessment
    """
    found = _get(assessment)
    if found.state == State.STALE:
        return False
    if facts_digest(facts).hex() == found.facts_sha256 and not queries.changed(found):
        return found.state == State.APPROVED and found.until is not None and at < found.until
    is_own = verification.is_authentic(found)
    found.state = State.STALE
    told: dict[str, Value] = {"number": found.number}
    event = Event(Tag.STALE, actor, assessment, at, told, ("7.3",), Ref(found.deal))
    position = writer.record(event).position
    if is_own:
        codes.put(found, position)
    found.save(update_fields=["state", *codes.STORED])
    return False


def _create(**columns: object) -> Assessment:
    """Under the next number; where another process was faster, under the one after."""
    while True:
        number = (Assessment.objects.aggregate(last=Max("number"))["last"] or 0) + 1
        try:
            with transaction.atomic():
                return Assessment.objects.create(number=number, **columns)
        except IntegrityError:
            if not Assessment.objects.filter(number=number).exists():
                raise


def _approvable(found: Assessment, actor: Ref) -> None:
    if found.state != State.DRAFT:
        raise NotADraft(assessment=found.ref)
    if found.assessor == actor:
        raise ApprovedByAssessor
    if risk.blocks(RiskGrade(found.residual)):
        raise ResidualTooHigh(grade=found.residual)


def _get(assessment: Ref) -> Assessment:
    found = Assessment.objects.filter(ref=assessment).first()
    if found is None:
        raise NoSuchAssessment(assessment=assessment)
    return found


def _draft(assessment: Ref) -> Assessment:
    found = Assessment.objects.select_for_update().filter(ref=assessment).first()
    if found is None:
        raise NoSuchAssessment(assessment=assessment)
    if found.state != State.DRAFT:
        raise NotADraft(assessment=assessment)
    return found
