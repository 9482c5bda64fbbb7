"""Whether rows of this chapter say what the ledger says of them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from shoumi.base.ledger import reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.incidents.events import Tag
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    BreachOrigin,
    BreachStep,
    ContingencyPlan,
    DutyContact,
    DutyPost,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
    PlanChange,
    StatusNote,
)
from shoumi.chapters.incidents.services import notices, status_notes, texts
from shoumi.chapters.incidents.services.incidents import grade_facts, injects_digest
from shoumi.chapters.incidents.services.plans import changes_digest, text_digest
from shoumi.core.ledger.leaf import Digest, Line


def line_of(entries: Sequence[Recorded], *tags: Tag) -> Line | None:
    found = agreement.last_of(entries, tags)
    return found.line() if found else None


def by(line: Line | None) -> tuple[datetime | None, str]:
    return (line.at, str(line.actor)) if line else (None, "")


def _plan(row: ContingencyPlan, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "number": row.number,
        "cause": row.cause,
        "text": text_digest(row),
        "changes": changes_digest(row),
    }
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.written_at, row.written_by)
    return is_so and by(line_of(entries, Tag.PLAN_APPROVED)) == (row.approved_at, row.approved_by)


def _post(row: DutyPost, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {"post": row.post, "person": row.person, "deputy": row.deputy}
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.named_at, row.named_by)
    return is_so and by(line_of(entries, Tag.POST_LEFT)) == (row.left_at, row.left_by)


def _contact(row: DutyContact, entries: Sequence[Recorded]) -> bool:
    """The newest way counts, and what was tried since."""
    told = line_of(entries, Tag.CONTACT_TOLD)
    tried = line_of(entries, Tag.CONTACT_TRIED)
    if told is None or told.facts["person"] != row.person:
        return False
    if tried is not None and tried.at < told.at:
        tried = None
    is_so = by(told) == (row.told_at, row.told_by_whom)
    is_so &= by(tried) == (row.tried_at, row.tried_by)
    return is_so and row.is_reached == (bool(tried.facts["reached"]) if tried else None)


def _change(row: PlanChange, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "number": row.number,
        "cause": row.cause,
        "due": row.due_at,
        "said": texts.digest(row.what),
    }
    told |= {"of": row.of} if row.of else {}
    told |= {"missed": row.missed} if row.missed else {}
    adopted, declined = (line_of(entries, tag) for tag in (Tag.CHANGE_ADOPTED, Tag.CHANGE_DECLINED))
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.raised_at, row.raised_by)
    is_so &= by(adopted or declined) == (row.decided_at, row.decided_by)
    if adopted is not None:
        is_so &= adopted.facts["plan"] == row.plan
    if declined is not None:
        is_so &= agreement.facts_are(declined.facts, {"said": texts.digest(row.declined_for)})
    return is_so


def touched(position: int) -> list[str]:
    """The deals that a report or a grade names in its rows."""
    return sorted(str(json.loads(one)["deal"]) for one in reader.rows(position))


def _breach(row: Breach, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    graded = agreement.last_of(entries, (Tag.REPORTED, Tag.GRADED))
    told = {
        "number": row.number,
        "drill": row.is_drill,
        "kind": row.kind,
        "source": row.source,
        "found": row.found_at,
        "operator": row.operator,
        "injects": injects_digest(row),
    }
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.reported_at, row.reported_by)
    is_so &= graded is not None and agreement.facts_are(graded.line().facts, grade_facts(row))
    is_so &= graded is not None and row.deals == touched(graded.position)
    found = line_of(entries, Tag.CAUSE_FOUND)
    is_so &= by(found) == (row.cause_at, row.cause_by)
    is_so &= row.root == (str(found.facts["root"]) if found else "")
    is_so &= by(line_of(entries, Tag.CONTAINED)) == (row.contained_at, row.contained_by)
    is_so &= by(line_of(entries, Tag.CLOSING_ASKED)) == (row.closing_at, row.closing_by)
    closed = line_of(entries, Tag.CLOSED)
    is_so &= len(row.missed) == (int(str(closed.facts["missed"])) if closed else 0)
    return is_so and by(closed) == (row.closed_at, row.closed_by)


def _origin(row: BreachOrigin, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {"breach": row.breach, "origin": row.origin, "source": row.source}
    return agreement.facts_are(line.facts, told) and by(line) == (row.at, row.by)


def _lowering(row: Lowering, entries: Sequence[Recorded]) -> bool:
    first, decided = entries[0].line(), line_of(entries, Tag.LOWERING_DECIDED)
    told = {
        "breach": row.breach,
        "persons": row.persons,
        "loss": row.loss,
        "leak": row.is_leak,
        "judged": row.judged,
        "raised": row.raised,
    }
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.asked_at, row.asked_by)
    is_so &= by(decided) == (row.decided_at, row.decided_by)
    return is_so and row.is_agreed == (bool(decided.facts["agreed"]) if decided else None)


def _step(row: BreachStep, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {"breach": row.breach, "kind": row.kind}
    told |= {"of": row.of} if row.of else {}
    told |= {"document": row.sha256} if row.sha256 else {}
    return agreement.facts_are(line.facts, told) and by(line) == (row.at, row.by)


def _exposure(row: Exposure, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {
        "breach": row.breach,
        "since": row.since,
        "until": row.until,
        "first": row.first,
        "last": row.last,
        "persons": row.persons,
        "names": Digest.fromhex(row.digest),
    }
    told |= {"person": row.person} if row.person else {}
    is_so = agreement.facts_are(line.facts, told) and by(line) == (row.at, row.by)
    return is_so and str(line.deal or "") == row.deal


def _notice(row: BreachNotice, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told = {
        "breach": row.breach,
        "addressee": row.addressee,
        "count": row.count,
        "spared": row.is_spared,
        "text": notices.text_digest(row),
    }
    told |= {"way": row.way} if row.way else {}
    return agreement.facts_are(line.facts, told) and by(line) == (row.sent_at, row.sent_by)


def _letters(row: NoticeLetters, entries: Sequence[Recorded]) -> bool:
    first, noted = entries[0].line(), line_of(entries, Tag.LETTERS_NOTED)
    told: dict[str, object] = {"breach": row.breach, "notice": row.notice, "people": row.people}
    is_so = agreement.facts_are(first.facts, told) and str(first.deal) == row.deal
    is_so &= by(first) == (row.begun_at, row.begun_by)
    fared = (noted.facts["reached"], noted.facts["lost"]) if noted else (0, 0)
    is_so &= fared == (row.reached, row.lost)
    left = noted is not None and noted.facts["waiting"] == 0
    return is_so and left == (row.left_at is not None)


def _status(row: StatusNote, entries: Sequence[Recorded]) -> bool:
    first, down = entries[0].line(), line_of(entries, Tag.STATUS_TAKEN_DOWN)
    told: dict[str, object] = {"breach": row.breach, "number": row.number}
    told["text"] = status_notes.text_digest(row)
    told |= {"next": row.next_at} if row.next_at else {}
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.written_at, row.written_by)
    is_so &= by(line_of(entries, Tag.STATUS_AGREED)) == (row.agreed_at, row.agreed_by)
    is_so &= by(line_of(entries, Tag.STATUS_SHOWN)) == (row.shown_at, row.shown_by)
    is_so &= by(down) == (row.down_at, row.down_by)
    return is_so and (not down or agreement.facts_are(down.facts, {"said": texts.digest(row.why)}))


def _liability(row: Liability, entries: Sequence[Recorded]) -> bool:
    first, decided = entries[0].line(), line_of(entries, Tag.LIABILITY_DECIDED)
    replied = line_of(entries, Tag.LIABILITY_REPLIED)
    told: dict[str, object] = {"breach": row.breach}
    told |= {"person": row.person, "until": row.reply_until} if row.person else {}
    is_so = agreement.facts_are(first.facts, told)
    is_so &= by(first) == (row.told_at, row.told_by_whom)
    is_so &= row.replied_at == (replied.at if replied else None)
    is_so &= by(decided) == (row.decided_at, row.decided_by)
    return is_so and row.finding == (str(decided.facts["finding"]) if decided else "")


guarded = (
    GuardedTable(ContingencyPlan, agreement.each(_plan)),
    GuardedTable(DutyPost, agreement.each(_post)),
    GuardedTable(DutyContact, agreement.each(_contact)),
    GuardedTable(PlanChange, agreement.each(_change)),
    GuardedTable(Breach, agreement.each(_breach)),
    GuardedTable(BreachOrigin, agreement.each(_origin)),
    GuardedTable(Lowering, agreement.each(_lowering)),
    GuardedTable(BreachStep, agreement.each(_step)),
    GuardedTable(Exposure, agreement.each(_exposure)),
    GuardedTable(BreachNotice, agreement.each(_notice)),
    GuardedTable(NoticeLetters, agreement.each(_letters)),
    GuardedTable(StatusNote, agreement.each(_status)),
    GuardedTable(Liability, agreement.each(_liability)),
)
