"""Writes.  One verb, one transaction, one ledger entry."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Max

from shoumi.base import registry
from shoumi.base.accounts import queries as accounts
from shoumi.base.deals.services import locks
from shoumi.base.documents import store
from shoumi.base.ledger import writer
from shoumi.base.row_authentication import codes, verification
from shoumi.chapters.compliance import queries
from shoumi.chapters.compliance.events import Tag
from shoumi.chapters.compliance.models import Assessment
from shoumi.chapters.compliance.rules import (
    Risk,
    Scope,
    State,
    facts_digest,
    keeping_words,
    keeps,
    registered,
    row,
    stored,
    written,
)
from shoumi.chapters.compliance.rules.written import Written
from shoumi.chapters.compliance.services.authorship import Sheet, require_author
from shoumi.chapters.compliance.services.errors import (
    ApprovedByAssessor,
    ChangedMeanwhile,
    FieldsUnregistered,
    NoRisks,
    NoSuchAssessment,
    NotADraft,
    NotWhole,
    ResidualTooHigh,
    RisksLeftOut,
    StillDrafts,
)
from shoumi.core import calendar, retention, risk
from shoumi.core.ledger.leaf import Digest, Event, Value
from shoumi.core.refs import Ref
from shoumi.core.terms import RiskGrade, Role


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
    words: Written | None = None,
) -> Assessment:
    """Write an assessment down; ``facts`` are what it was made about.

    ``fields``  that it covers; by default all that are registered for what it is about
    ``words``   what is written in it already, as in the one it follows

    Raises:
        FieldsUnregistered: one is not registered for that.
        NoRisks: nothing was looked at.
        NotPermitted, Terminated: the actor is not the DPO, or the deal ended.
    """
    accounts.require(actor, at, Role.DPO)
    locks.require_living(deal)
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
        risks=[row(one) for one in risks],
        written=written.row(words) if words is not None else None,
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
        "words": _words(found),
    }
    event = Event(Tag.DRAFTED, actor, Ref(found.ref), at, told, ("7.3",), deal)
    codes.put_and_save([found], writer.record(event).position)
    return found


@transaction.atomic
def mitigate(*, assessment: Ref, risks: Sequence[Risk], actor: Ref, at: datetime) -> Assessment:
    """Write down the measures and what is left with them; words that are there stay.

    Raises:
        RisksLeftOut: not every risk of the draft is there again as it was.
        NotADraft, NoSuchAssessment, NotPermitted
    """
    accounts.require(actor, at, Role.DPO)
    [found] = verification.require([_draft(assessment)])
    if not keeps(found.risks, risks):
        raise RisksLeftOut
    told_of = keeping_words(found.risks, risks)
    found.risks = [row(one) for one in told_of]
    found.inherent = risk.worst(*(one.grade for one in told_of))
    found.residual = risk.worst(*(one.residual for one in told_of))
    told: dict[str, Value] = {
        "number": found.number,
        "grade": RiskGrade(found.residual),
        "words": _words(found),
    }
    event = Event(Tag.MITIGATED, actor, assessment, at, told, ("7.3",), Ref(found.deal))
    codes.put(found, writer.record(event).position)
    found.save(update_fields=["risks", "inherent", "residual", *codes.STORED])
    return found


@transaction.atomic
def write(
    *, assessment: Ref, change: Callable[[Sheet], Sheet], actor: Ref, at: datetime
) -> Assessment:
    """Change what is written in a draft.

    ``change``  from what stands there now to what shall stand there: two people who write in
                two parts at once lose nothing of each other

    Raises:
        RisksLeftOut: a risk is gone or has become smaller by itself.
        FieldsUnregistered: an activity names a field that is not registered for what is assessed.
        NoSuchPerson: an assessor is nobody of the house.
        NotPermitted: an opinion is of another role, or the actor is neither the protection officer
            nor a named assessor; assessors are named by the officer alone.
        NotADraft, NoSuchAssessment
    """
    [found] = verification.require([_draft(assessment)])
    before = Sheet(written.read(found.written), tuple(map(stored, found.risks)))
    after = change(before)
    require_author(found, before, after, actor, at)
    known = registered(Scope(found.scope), registry.field_register()).keys()
    named = {code for each in after.words.own for code in each.fields}
    if unknown := named - known - {code for each in before.words.own for code in each.fields}:
        raise FieldsUnregistered(fields=tuple(sorted(unknown)))
    for who in set(after.words.assessors) - set(before.words.assessors):
        accounts.person(Ref(who))
    if not keeps(found.risks, after.risks):
        raise RisksLeftOut
    found.written = written.row(after.words)
    found.risks = [row(one) for one in after.risks]
    found.inherent = risk.worst(*(one.grade for one in after.risks))
    found.residual = risk.worst(*(one.residual for one in after.risks))
    told: dict[str, Value] = {
        "number": found.number,
        "grade": RiskGrade(found.residual),
        "words": _words(found),
    }
    event = Event(Tag.WRITTEN, actor, assessment, at, told, ("7.3",), Ref(found.deal))
    codes.put(found, writer.record(event).position)
    found.save(update_fields=["written", "risks", "inherent", "residual", *codes.STORED])
    return found


def in_force(found: Assessment, actor: Ref, at: datetime) -> Assessment:
    """The assessment as it stands once ``actor`` has approved it; nothing is stored."""
    today = calendar.day_in_china(at)
    found.keep_until = retention.kept_until(today, "retention.pipia_retention")
    found.until = calendar.end_of_day(risk.stale_after(today))
    found.signed = queries.particulars(found, at)
    found.approver, found.approved_at, found.state = actor, at, State.APPROVED
    return found


def approve(
    *,
    assessment: Ref,
    paper: Callable[[], bytes],
    actor: Ref,
    at: datetime,
    shown: Assessment | None = None,
) -> Assessment:
    """Put the assessment in force for twelve months; its report is kept for three years.

    What it is about today is kept with it: once that changes it is stale (``queries.changed``).

    ``paper``  what makes and signs it, which is not done where something speaks against it
    ``shown``  the assessment as the report has it (``in_force``)

    Raises:
        ResidualTooHigh: what is left is 高 or 严重.
        StillDrafts: a passage of a starter set was neither edited nor confirmed.
        NotWhole: something that it has to say nobody wrote.
        ChangedMeanwhile: the report says something else.
        ApprovedByAssessor, NotADraft, NoSuchAssessment, NotPermitted, Terminated
    """
    found = _get(assessment)
    accounts.require(actor, at, Role.LEG, deal=Ref(found.deal))
    locks.require_living(Ref(found.deal))
    require_approvable(found, actor)
    content = paper()
    with transaction.atomic():
        document = store.put(content, kind="pipia_report", deal=Ref(found.deal), actor=actor, at=at)
        [found] = verification.require([_draft(assessment)])
        require_approvable(found, actor)
        in_force(found, actor, at)
        if shown is not None and not _same(shown, found):
            raise ChangedMeanwhile
        found.document = document.ref
        day = calendar.day_in_china(at)
        stale_on = risk.stale_after(day)
        signed = queries.signed_about(Ref(found.deal), Scope(found.scope))
        found.fields_sha256, found.recipients_sha256, found.people = signed
        told: dict[str, Value] = {
            "number": found.number,
            "grade": RiskGrade(found.residual),
            "until": stale_on,
            "keep_until": retention.kept_until(day, "retention.pipia_retention"),
            "document": Digest.fromhex(document.sha256),
            "fields": Digest.fromhex(signed.fields),
            "recipients": Digest.fromhex(signed.recipients),
            "people": signed.people,
            "words": _words(found),
        }
        entry = writer.record(
            Event(Tag.APPROVED, actor, assessment, at, told, ("7.3",), Ref(found.deal))
        )
        found.position = entry.position
        codes.put(found, entry.position)
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


def require_approvable(found: Assessment, actor: Ref) -> None:
    """
    Raises:
        NotADraft, ApprovedByAssessor, StillDrafts, ResidualTooHigh, NotWhole
    """
    if found.state != State.DRAFT:
        raise NotADraft(assessment=found.ref)
    said = written.read(found.written)
    if actor in {found.assessor, *said.authors}:
        raise ApprovedByAssessor
    if said.drafts:
        raise StillDrafts(count=len(said.drafts))
    if risk.blocks(RiskGrade(found.residual)):
        raise ResidualTooHigh(grade=found.residual)
    require_whole(found)


def require_whole(found: Assessment) -> None:
    """
    Raises:
        NotWhole
    """
    if lacking := queries.lacking(found):
        lacks = tuple(dict.fromkeys(one.what for one in lacking))
        raise NotWhole(lacks=lacks, count=len(lacking))


def _words(found: Assessment) -> Digest:
    return Digest(written.digest(found.written, found.risks))


def _same(shown: Assessment, found: Assessment) -> bool:
    """Whether the report was made of what is approved now."""
    return (shown.written, shown.risks, shown.fields, shown.signed) == (
        found.written,
        found.risks,
        found.fields,
        found.signed,
    )


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
