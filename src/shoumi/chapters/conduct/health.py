"""Whether rows of this chapter say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.conduct.consultation_models import ConsultationVoice
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.models import (
    Acceptance,
    Reward,
    RuleBook,
    Sample,
    StaffCase,
    StaffCheck,
    Suspension,
)
from shoumi.chapters.conduct.services.books import rules_digest, text_digest
from shoumi.chapters.conduct.services.cases import evidence_digest
from shoumi.core.ledger.leaf import Digest, Line


def _line(entries: Sequence[Recorded], *tags: Tag) -> Line | None:
    found = agreement.last_of(entries, tags)
    return found.line() if found else None


def _by(line: Line | None) -> tuple[datetime | None, str]:
    return (line.at, str(line.actor)) if line else (None, "")


def _book(row: RuleBook, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "number": row.number,
        "text": text_digest(row),
        "rules": rules_digest(row),
        "consulted": row.consulted,
        "held": row.held,
        "people": row.people,
    }
    lines = [one.line() for one in entries]
    approved = [str(one.actor) for one in lines if one.tag == Tag.APPROVED]
    both = [*approved, "", ""][:2]
    published = _line(entries, Tag.PUBLISHED)
    return (
        agreement.facts_are(first.facts, told)
        and _by(first) == (row.written_at, row.written_by)
        and both == [row.first_approver, row.second_approver]
        and row.published_at == (published.at if published else None)
    )


def _acceptance(row: Acceptance, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    return _by(line) == (row.at, row.person) and line.facts["book"] == row.book


def _check(row: StaffCheck, entries: Sequence[Recorded]) -> bool:
    first, drawn = entries[0].line(), _line(entries, Tag.DRAWN)
    told = {"month": row.month, "commitment": Digest.fromhex(row.commitment)}
    is_so = agreement.facts_are(first.facts, told) and first.at == row.committed_at
    is_so &= _by(_line(entries, Tag.CHECKED)) == (row.closed_at, row.closed_by)
    if drawn is None:
        return is_so and row.drawn_at is None and not row.seed
    wanted = {
        "seed": Digest.fromhex(row.seed),
        "first": row.first,
        "last": row.last,
        "entries": row.entries,
        "chance": row.chance,
    }
    return is_so and drawn.at == row.drawn_at and agreement.facts_are(drawn.facts, wanted)


def _sample(row: Sample, entries: Sequence[Recorded]) -> bool:
    """Which were drawn stands in the digest of the whole sample, which demand 4.2 compares."""
    moved, judged = _line(entries, Tag.REASSIGNED), _line(entries, Tag.JUDGED)
    if moved is not None and moved.facts["checker"] != row.checker:
        return False
    if judged is None:
        return row.judged_at is None
    told = {"check": row.check_of, "finding": row.finding, "ground": row.ground}
    return _by(judged) == (row.judged_at, row.checker) and agreement.facts_are(judged.facts, told)


def _case(row: StaffCase, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {
        "person": row.person,
        "number": row.number,
        "happened": row.happened_at,
        "evidence": evidence_digest(row.evidence),
        "until": row.reply_until,
    }
    decided, settled = _line(entries, Tag.DECIDED), _line(entries, Tag.SETTLED)
    moments = (
        (Tag.REPLIED, row.replied_at),
        (Tag.DROPPED, row.dropped_at),
        (Tag.APPEALED, row.appealed_at),
    )
    is_so = agreement.facts_are(first.facts, told)
    is_so &= _by(first) == (row.told_at, row.opened_by)
    is_so &= all(_by(_line(entries, tag))[0] == at for tag, at in moments)
    is_so &= _by(decided) == (row.decided_at, row.decided_by)
    is_so &= _by(settled) == (row.settled_at, row.settled_by)
    if settled is not None:
        is_so &= bool(settled.facts["upheld"]) == row.is_upheld
    if decided is not None:
        wanted = {
            "book": row.book,
            "rule": Digest.of(row.rule.encode()),
            "sanction": row.sanction,
            "asked": row.asked,
        }
        is_so &= agreement.facts_are(decided.facts, wanted)
    return is_so


def _reward(row: Reward, entries: Sequence[Recorded]) -> bool:
    first, shown = entries[0].line(), _line(entries, Tag.SHOWN)
    told = {
        "person": row.person,
        "number": row.number,
        "thanks": row.thanks,
        "for": row.reason,
    }
    return (
        agreement.facts_are(first.facts, told)
        and _by(first) == (row.given_at, row.given_by)
        and row.is_shown == (bool(shown.facts["shown"]) if shown else None)
    )


def _suspension(row: Suspension, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, {"person": row.person, "why": row.why})
    is_so &= _by(first) == (row.since, row.by)
    return is_so and _by(_line(entries, Tag.LIFTED)) == (row.lifted_at, row.lifted_by)


def _leaver(row: LeavingNotice, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    is_so = agreement.facts_are(first.facts, {"person": row.person, "given": row.given_on})
    is_so &= _by(first) == (row.noted_at, row.noted_by)
    ended = _line(entries, Tag.LEAVING_WITHDRAWN)
    return is_so and _by(ended) == (row.withdrawn_at, row.withdrawn_by)


def _voice(row: ConsultationVoice, entries: Sequence[Recorded]) -> bool:
    line = entries[-1].line()
    told = {"book": row.book, "says": row.says}
    return agreement.facts_are(line.facts, told) and _by(line) == (row.at, row.person)


guarded = (
    GuardedTable(RuleBook, agreement.each(_book)),
    GuardedTable(Acceptance, agreement.each(_acceptance)),
    GuardedTable(StaffCheck, agreement.each(_check)),
    GuardedTable(Sample, agreement.each(_sample)),
    GuardedTable(StaffCase, agreement.each(_case)),
    GuardedTable(Reward, agreement.each(_reward)),
    GuardedTable(Suspension, agreement.each(_suspension)),
    GuardedTable(ConsultationVoice, agreement.each(_voice)),
    GuardedTable(LeavingNotice, agreement.each(_leaver)),
)
