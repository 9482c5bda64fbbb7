"""Whether a version of the policy says what the ledger says of it."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.chapters.policies import texts
from shoumi.chapters.policies.acceptance_models import PolicyAcceptance
from shoumi.chapters.policies.events import Tag
from shoumi.chapters.policies.field_models import FieldProposal, FieldReview
from shoumi.chapters.policies.group_models import (
    DraftComment,
    GroupMeeting,
    GroupMember,
    GroupVote,
)
from shoumi.chapters.policies.models import PolicyVersion
from shoumi.chapters.policies.queries import field_proposals, field_reviews
from shoumi.chapters.policies.rules import State
from shoumi.chapters.policies.told_models import CustomerAnswer, PolicyTelling
from shoumi.core.ledger.leaf import Digest, Line


def agrees(row: PolicyVersion, entries: Sequence[Recorded]) -> bool:
    """Of a version without a text entries tell nothing of the items: they are believed."""
    drafted = entries[0].line()
    told = {"number": row.number, "register": hashlib.sha256(row.register.encode()).hexdigest()}
    if (drafted.tag, drafted.at) != (Tag.DRAFTED, row.drafted_at):
        return False
    is_of_text = row.register_sha256 == told["register"]
    if not is_of_text or not agreement.facts_are(drafted.facts, told):
        return False
    said, said_at = dict[str, str](), dict[str, datetime]()
    state, published_at, position = State.DRAFT, None, None
    text = drafted.facts.get("text", "")
    for one in entries[1:]:
        line = one.line()
        if line.tag == Tag.SAVED:
            text = line.facts["text"]
            said.clear()
            said_at.clear()
        elif line.facts.get("text", "") != text:
            return False
        elif line.tag == Tag.APPROVED:
            role = str(line.facts["role"])
            said[role], said_at[role] = str(line.actor), line.at
        elif line.tag == Tag.PUBLISHED:
            state, published_at, position = State.PUBLISHED, line.at, one.position
    if not _has_text(row, text):
        return False
    superseded_at = None if position is None else _next(position)
    if superseded_at is not None:
        state = State.SUPERSEDED
    is_so = (row.state, row.approvals, row.position) == (state, said, position)
    is_dated = (row.published_at, row.superseded_at) == (published_at, superseded_at)
    return is_so and is_dated and _moments(row) in ({}, said_at)


def _has_text(row: PolicyVersion, told: object) -> bool:
    """Whether the text is that whose digest entries tell; none where they tell none."""
    if not told:
        return not (row.text_sha256 or row.tier or row.handler or row.passages)
    return told == row.text_sha256 == texts.digest(row).hex()


def _moments(row: PolicyVersion) -> dict[str, datetime]:
    """Empty where a version of the program approved it that did not keep them."""
    return {role: datetime.fromisoformat(at) for role, at in (row.approved_at or {}).items()}


def _next(position: int) -> datetime | None:
    """When the version after it was published."""
    later = [at for at in latest_entries.all_of([Tag.PUBLISHED]) if at > position]
    return reader.some(later[:1])[0].line().at if later else None


def _line(entries: Sequence[Recorded], tag: Tag) -> Line | None:
    found = agreement.last_of(entries, [tag])
    return found.line() if found else None


def _by(line: Line | None) -> tuple[datetime | None, str]:
    return (line.at, str(line.actor)) if line else (None, "")


def _member(row: GroupMember, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told = {"person": row.person, "seat": row.seat, "full_time": row.is_full_time}
    return (
        agreement.facts_are(first.facts, told)
        and _by(first) == (row.appointed_at, row.appointed_by)
        and _by(_line(entries, Tag.MEMBER_LEFT)) == (row.left_at, row.left_by)
    )


def _meeting(row: GroupMeeting, entries: Sequence[Recorded]) -> bool:
    """Who was there the entries count and do not name; the votes do."""
    first, minuted = entries[0].line(), _line(entries, Tag.MINUTED)
    told: dict[str, object] = {
        "number": row.number,
        "version": row.version,
        "held": row.held_at,
        "agenda": Digest.of(row.agenda.encode()),
    }
    is_so = agreement.facts_are(first.facts, told)
    is_so &= _by(first) == (row.called_at, row.called_by)
    is_so &= _by(minuted) == (row.minuted_at, row.minuted_by)
    is_so &= _by(_line(entries, Tag.MINUTES_CONFIRMED)) == (row.confirmed_at, row.confirmed_by)
    if minuted is None:
        return is_so and not (row.outcome or row.minutes or row.present)
    told = {
        "outcome": row.outcome,
        "members": row.members,
        "present": len(row.present),
        "yes": row.yes,
        "no": row.no,
        "text": Digest.fromhex(row.text_sha256),
        "minutes": Digest.of(row.minutes.encode()),
    }
    return is_so and agreement.facts_are(minuted.facts, told)


def _vote(row: GroupVote, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    text = Digest.fromhex(row.text_sha256)
    told: dict[str, object] = {"meeting": row.meeting, "answer": row.answer, "text": text}
    return _by(line) == (row.at, row.person) and agreement.facts_are(line.facts, told)


def _comment(row: DraftComment, entries: Sequence[Recorded]) -> bool:
    first, answered = entries[0].line(), _line(entries, Tag.COMMENT_ANSWERED)
    told: dict[str, object] = {"version": row.version, "words": Digest.of(row.words.encode())}
    is_so = agreement.facts_are(first.facts, told) and _by(first) == (row.at, row.by)
    is_so &= _by(answered) == (row.answered_at, row.answered_by)
    if answered is None:
        return is_so and not (row.treatment or row.answer)
    told = {"treatment": row.treatment, "answer": Digest.of(row.answer.encode())}
    return is_so and agreement.facts_are(answered.facts, told)


def _review(row: FieldReview, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    told: dict[str, object] = {
        "fields": len(row.digests),
        "necessary": row.is_necessary,
        "said": Digest.of(field_reviews.asked(row)),
    }
    return _by(line) == (row.at, row.by) and agreement.facts_are(line.facts, told)


def _proposal(row: FieldProposal, entries: Sequence[Recorded]) -> bool:
    first, settled = entries[0].line(), _line(entries, Tag.PROPOSAL_SETTLED)
    is_so = (first.facts["dataset"], first.at) == (row.dataset, row.found_at)
    is_so &= _by(settled) == (row.settled_at, row.settled_by)
    last = settled or first
    is_so &= last.facts["said"] == Digest.of(field_proposals.said(row)).hex()
    return is_so and (settled is None or settled.facts["accepted"] is bool(row.version))


def _acceptance(row: PolicyAcceptance, entries: Sequence[Recorded]) -> bool:
    line = entries[0].line()
    return _by(line) == (row.at, row.person) and line.facts["version"] == row.version


def _telling(row: PolicyTelling, entries: Sequence[Recorded]) -> bool:
    first = entries[0].line()
    told: dict[str, object] = {
        "version": row.version,
        "dataset": row.dataset,
        "way": row.way,
        "told": row.told_on,
        "content": Digest.fromhex(row.content_sha256),
    }
    confirmed = _by(_line(entries, Tag.TELLING_CONFIRMED))
    return (
        agreement.facts_are(first.facts, told)
        and _by(first) == (row.noted_at, row.noted_by)
        and confirmed == (row.confirmed_at, row.confirmed_by)
    )


def _answer(row: CustomerAnswer, entries: Sequence[Recorded]) -> bool:
    """Whose it is no entry says."""
    line = entries[-1].line()
    return line.at == row.at and line.facts["agrees"] is row.agrees


guarded = (
    GuardedTable(PolicyVersion, agreement.each(agrees)),
    GuardedTable(GroupMember, agreement.each(_member)),
    GuardedTable(GroupMeeting, agreement.each(_meeting)),
    GuardedTable(GroupVote, agreement.each(_vote)),
    GuardedTable(DraftComment, agreement.each(_comment)),
    GuardedTable(FieldReview, agreement.each(_review)),
    GuardedTable(FieldProposal, agreement.each(_proposal)),
    GuardedTable(PolicyAcceptance, agreement.each(_acceptance)),
    GuardedTable(PolicyTelling, agreement.each(_telling)),
    GuardedTable(CustomerAnswer, agreement.each(_answer)),
)
