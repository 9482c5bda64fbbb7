"""Whether a role, and the request for one, say what the ledger says of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from shoumi.base.accounts import asks
from shoumi.base.accounts.events import Tag
from shoumi.base.accounts.models import Ask, Grant, Person
from shoumi.base.accounts.queries import FOUNDERS, missing_founders
from shoumi.base.accounts.review_models import AccessReview, ReviewedRole
from shoumi.base.accounts.rules import Kind
from shoumi.base.ledger import latest_entries, reader
from shoumi.base.ledger.reader import Recorded
from shoumi.base.registry import GuardedTable
from shoumi.base.row_authentication import agreement
from shoumi.core import constants
from shoumi.core.terms import Role

# Entries of emergencies, which stand above this app: before there were entries about the stop they
# alone tell of it.
_OPENED, _REVIEWED = "emergency.opened", "emergency.reviewed"


def agrees(row: Grant, entries: Sequence[Recorded]) -> bool:
    lines = [one.line() for one in entries]
    made = next(line for line in lines if line.tag in (Tag.MADE, Tag.FOUNDED))
    position = next(one.position for one in entries if one.line().tag == made.tag)
    if (row.since, row.position) != (made.at, position):
        return False
    if made.tag == Tag.FOUNDED:
        holder = made.about if row.role == Role.HEAD else made.facts["dpo"]
        is_made = row.is_founding and row.role in FOUNDERS and row.person_id == holder
    else:
        wanted = {"person": row.person_id, "role": row.role, "requester": row.requested_by_id}
        is_made = not row.is_founding and (made.deal or "") == row.deal
        is_made = is_made and made.actor == row.approved_by_id
        is_made = is_made and agreement.facts_are(made.facts, wanted)
    ended = [line.at for line in lines if line.tag in (Tag.ENDED, Tag.RETIRED)]
    ends = [at for at in ended if at >= row.since]
    if ends:
        return is_made and row.until is not None and row.until <= max(ends)
    # A review gives it an end, or what it had before; without one stands what it was made with.
    reviewed = [line for line in lines if line.tag in (Tag.LIMITED, Tag.CONFIRMED)]
    told = reviewed[-1] if reviewed else made
    return is_made and agreement.facts_are(told.facts, {"until": row.until}, absent="until")


def _is_asked(row: Ask, entries: Sequence[Recorded]) -> bool:
    asked = entries[0].line()
    said = {"person": row.person_id, "role": row.role, "until": row.until}
    told = (asked.actor, asked.at, asked.deal or "")
    is_so = told == (row.requested_by_id, row.requested_at, row.deal)
    return is_so and agreement.facts_are(asked.facts, said, absent="until")


_asked = agreement.each(_is_asked)


def _ask_agreed(rows: Sequence[Ask]) -> list[int | None]:
    uses = asks.uses()
    return [
        position if row.used_at == uses.get(row.ref) else None
        for row, position in zip(rows, _asked(rows), strict=True)
    ]


def unused_again() -> int:
    """How many requests of which a role came stand there as if none had: put back from outside."""
    waiting = set(Ask.objects.filter(used_at=None).values_list("ref", flat=True))
    return len(waiting.intersection(asks.uses())) if waiting else 0


def _is_enrolled(row: Person, entries: Sequence[Recorded]) -> bool:
    made = entries[0].line()
    if made.tag == Tag.FOUNDED:
        is_made = row.ref in (made.about, made.facts["dpo"]) and row.kind == Kind.STAFF
    else:
        is_made = made.tag == Tag.ENROLLED and row.kind == made.facts["kind"]
    has_left = any(one.line().tag == Tag.RETIRED for one in entries)
    return is_made and row.enrolled_at == made.at and row.is_active is not has_left


_enrolled = agreement.each(_is_enrolled)


def _person_agreed(rows: Sequence[Person]) -> list[int | None]:
    stops = _stops()
    return [
        position if row.stops_at == stops.get(row.ref) else None
        for row, position in zip(rows, _enrolled(rows), strict=True)
    ]


def _stops() -> Mapping[str, datetime]:
    """When each account stops for want of a review, as the entries of emergencies tell."""
    lines = [one.line() for one in reader.some(latest_entries.all_of([_OPENED, _REVIEWED]))]
    reviewed = {line.about for line in lines if line.tag == _REVIEWED}
    within = timedelta(hours=constants.get("operations.emergency_review").number)
    waiting = [line for line in lines if line.tag == _OPENED and line.about not in reviewed]
    return {str(line.actor): line.at + within for line in reversed(waiting)}


def _review_agrees(row: AccessReview, entries: Sequence[Recorded]) -> bool:
    opened = entries[0].line()
    is_so = (opened.actor, opened.at) == (row.opened_by, row.opened_at)
    return is_so and agreement.facts_are(opened.facts, {"number": row.number, "due": row.due_at})


def _role_agrees(row: ReviewedRole, entries: Sequence[Recorded]) -> bool:
    """Which roles were asked about stands in the digest of all of them."""
    told = agreement.last_of(entries, [Tag.REVIEW_ANSWERED])
    if told is None:
        return row.answered_at is None
    line = told.line()
    wanted = {"review": row.review, "grant": row.grant, "kept": row.is_kept}
    is_so = (line.actor, line.at) == (row.answered_by, row.answered_at)
    return is_so and agreement.facts_are(line.facts, wanted)


guarded = (
    GuardedTable(Person, _person_agreed),
    GuardedTable(Grant, agreement.each(agrees), missing_founders),
    GuardedTable(Ask, _ask_agreed, gone=unused_again),
    GuardedTable(AccessReview, agreement.each(_review_agrees)),
    GuardedTable(ReviewedRole, agreement.each(_role_agrees)),
)
