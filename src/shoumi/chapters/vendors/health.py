"""Whether rows of vendors say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Sequence

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.vendors.events import Tag
from shoumi.chapters.vendors.models import (
    Impact,
    Incident,
    OwnForm,
    ProcessingAgreement,
    Review,
    Token,
    Vendor,
)
from shoumi.chapters.vendors.rules import State
from shoumi.chapters.vendors.rules.agreement import Stage
from shoumi.chapters.vendors.services import own_forms
from shoumi.chapters.vendors.services.digests import digest


def _vendor(row: Vendor, entries: Sequence[Recorded]) -> bool:
    if entries[0].line().at != row.registered_at:
        return False
    told = agreement.last_of(entries, (Tag.REGISTERED, Tag.CHANGED))
    subs = agreement.last_of(entries, (Tag.SUB_PROCESSORS,))
    ended = agreement.last_of(entries, (Tag.RETURNED,))
    wanted = {
        "service": row.service,
        "fields": len(row.fields),
        "purposes": len(row.purposes),
        "high_risk": row.is_high_risk,
    }
    is_so = told is not None and agreement.facts_are(told.line().facts, wanted)
    is_so &= not row.subs if subs is None else subs.line().facts["subs"] == digest(row.subs).hex()
    if ended is None:
        return is_so and row.state == State.ACTIVE and row.ended_at is None
    return is_so and (row.state, row.ended_at) == (State.ENDED, ended.line().at)


def _impact(row: Impact, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    wanted = {"residual": row.residual, "impact": digest(row.written)}
    if not agreement.facts_are(first.facts, wanted):
        return False
    if (first.at, first.actor) != (row.written_at, row.assessor):
        return False
    approved = agreement.last_of(entries, (Tag.APPROVED,))
    if approved is None:
        return row.approved_at is None and not row.approver
    line = approved.line()
    told = {"residual": row.residual, "until": row.until, "assessor": row.assessor}
    is_by = (line.at, line.actor) == (row.approved_at, row.approver)
    return is_by and agreement.facts_are(line.facts, told)


def _review(row: Review, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    if first.at != row.asked_at or not agreement.facts_are(
        first.facts, {"vendor": row.vendor, "due": row.due}
    ):
        return False
    answered = agreement.last_of(entries, (Tag.ANSWERED,))
    if answered is not None:
        line = answered.line()
        if line.facts["answers"] != digest([row.answers, row.evidence]).hex():
            return False
        if bool(line.facts["complete"]) != (row.answered_at is not None):
            return False
    judged = agreement.last_of(entries, (Tag.JUDGED,))
    if judged is None:
        return row.judged_at is None
    line = judged.line()
    told = {"vendor": row.vendor, "points": row.points, "due": row.next_due}
    is_by = (line.at, line.actor) == (row.judged_at, row.judged_by)
    return is_by and agreement.facts_are(line.facts, told)


def _processing(row: ProcessingAgreement, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    document, signed = first.facts["document"], set[str]()
    stage, signed_at, ended_at = Stage.DRAFT, None, None
    if first.at != row.drafted_at or first.facts["vendor"] != row.vendor:
        return False
    for one in entries[1:]:
        line = one.line()
        if line.tag == Tag.SIGNED:
            signed.add(str(line.actor))
            document = line.facts["document"]
            if line.facts["complete"]:
                stage, signed_at = Stage.SIGNED, line.at
        elif line.tag == Tag.ENDED:
            stage, ended_at = Stage(str(line.facts["state"])), line.at
    is_so = (row.stage, row.sha256, set(row.signed)) == (stage, document, signed)
    is_dated = (row.signed_at, row.ended_at) == (signed_at, ended_at)
    return is_so and is_dated and agreement.is_day_of(first.facts["until"], row.until)


def _token(row: Token, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    wanted = {"vendor": row.vendor, "way": row.way, "fields": len(row.fields)}
    wanted["account"] = digest(row.account)
    if first.at != row.issued_at or not agreement.facts_are(first.facts, wanted):
        return False
    over = agreement.last_of(entries, (Tag.TOKEN_OVER,))
    if over is None:
        return row.ended_at is None
    return (over.line().at, over.line().facts["why"]) == (row.ended_at, row.why)


def _incident(row: Incident, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    if first.at != row.told_at or first.facts["vendor"] != row.vendor:
        return False
    settled = agreement.last_of(entries, (Tag.SETTLED,))
    return row.settled_at == (settled.line().at if settled else None)


def _form(row: OwnForm, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    wanted = {
        "version": row.version,
        "questions": len(row.places),
        "form": own_forms.content_digest(row),
    }
    if (first.at, first.actor) != (row.made_at, row.made_by):
        return False
    over = agreement.last_of(entries, (Tag.FORM_ENDED,))
    ended = (over.line().at, over.line().actor) if over else (None, "")
    return ended == (row.ended_at, row.ended_by) and agreement.facts_are(first.facts, wanted)


guarded = (
    GuardedTable(Vendor, agreement.each(_vendor)),
    GuardedTable(Impact, agreement.each(_impact)),
    GuardedTable(Review, agreement.each(_review)),
    GuardedTable(ProcessingAgreement, agreement.each(_processing)),
    GuardedTable(Token, agreement.each(_token)),
    GuardedTable(Incident, agreement.each(_incident)),
    GuardedTable(OwnForm, agreement.each(_form)),
)
