"""What demands 4.2 and 4.3 say of a house that has begun."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache

from shoumi.base.ledger import latest_entries, reader
from shoumi.base.registry import Holding
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.events import Tag
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.models import Reward, RuleBook, StaffCase, StaffCheck, Suspension
from shoumi.chapters.conduct.queries import accesses, consultations, scored
from shoumi.chapters.conduct.rules import draw, months, sanctions, scores
from shoumi.chapters.conduct.rules.draw import Drawn, Why
from shoumi.chapters.conduct.rules.sanctions import Decision, Recovery, Sanction
from shoumi.core import constants
from shoumi.core.terms import ControlState

NOT_BEGUN = "conduct.not_begun"


def begun_in() -> date:
    """The first month that is to be checked."""
    first = months.month_of(reader.entry(begun_at()).line().at)
    drawn: list[date] = [one.month for one in verification.require_all(StaffCheck)]
    return min([first, *drawn])


def begun_at() -> int:
    """The position of the entry by which the house began."""
    return min(
        position for tag in (Tag.PUBLISHED, Tag.DRAWN) for position in latest_entries.all_of([tag])
    )


def last_due(at: datetime) -> date | None:
    """The newest month that should be checked by now."""
    return max(months.over(begun_in(), at), default=None)


def supervised(at: datetime) -> Holding:
    """Demand 4.2: the month that is due is checked, by nobody of himself, its sample is the one
    that its seed draws, and whose score says so is suspended, as the rows of it say.  No month
    before it was drawn and left; one whose seed nobody committed to is missing until it is made up
    for."""
    for table in (Suspension, LeavingNotice):
        verification.require_all(table)
    checks = {one.month: one for one in verification.require_all(StaffCheck)}
    due = last_due(at)
    turns = min(months.due(months.following(due) if due else begun_in()), scores_until())
    for check in checks.values():
        is_looked_at = check.drawn_at and (due is None or check.month >= due)
        if is_looked_at and (reason := _wrong(check)):
            return Holding(ControlState.FAIL, reason=reason, turns=turns)
    done = checks.get(due) if due else None
    if due and (done is None or done.closed_at is None):
        return Holding(ControlState.FAIL, reason="conduct.no_check", turns=turns)
    before = [month for month in months.over(begun_in(), at) if month != due]
    if any(one.closed_at is None for month in before if (one := checks.get(month))):
        return Holding(ControlState.FAIL, reason="conduct.earlier_month_left", turns=turns)
    if fault := _not_scored(at):
        return fault
    if any(month not in checks for month in before):
        return Holding(ControlState.PARTIAL, reason="conduct.missing_4_2", turns=turns)
    if done is None:
        return Holding(ControlState.PASS, turns=turns)
    return Holding(ControlState.PASS, position=done.entry_position, until=turns, turns=turns)


def scores_until() -> datetime:
    """Until when accesses count as scored: so many days after the last round, or after the house
    began."""
    last = scored.last_round()
    since = last.line().at if last else reader.entry(begun_at()).line().at
    return since + timedelta(days=scores.LOOKED_WITHIN)


def _not_scored(at: datetime) -> Holding | None:
    last = scored.last_round()
    if last is not None and int(str(last.line().facts["spared"])):
        return Holding(ControlState.FAIL, reason="conduct.score_not_followed")
    if scores_until() <= at:
        return Holding(ControlState.FAIL, reason="conduct.not_scored")
    return None


def _wrong(check: StaffCheck) -> str:
    """A code of why it does not count, or nothing.

    Rows of other months are not read: one that was moved there is missing here.

    Raises:
        NotAuthentic
    """
    samples = verification.require(queries.samples(check))
    people = {one.person for one in samples}
    if any(one.checker == one.person for one in samples) or check.closed_by in people:
        return "conduct.self_checked"
    if check.closed_at and any(one.judged_at is None for one in samples):
        return "conduct.not_all_judged_then"
    stored = [Drawn(one.position, one.person, Why(one.why)) for one in samples]
    stored.sort(key=lambda one: one.position)
    drawn = latest_entries.about([Tag.DRAWN], check.ref)
    if not drawn or draw.digest(stored) != redrawn(reader.entry(drawn[-1]).position):
        return "conduct.not_redrawn"
    return ""


@lru_cache(maxsize=32)
def redrawn(position: int) -> bytes:
    """The digest of the sample to which the entry of a draw leads, drawn again from the ledger
    alone; nothing where that entry does not fit.  An entry never changes, so once is enough."""
    line = reader.entry(position).line()
    told = line.facts
    seed = bytes.fromhex(str(told["seed"]))
    committed = latest_entries.about([Tag.COMMITTED], str(line.about))
    if not committed:
        return b""
    before = reader.entry(committed[0])
    if before.line().facts["commitment"] != draw.commitment(seed).hex():
        return b""
    first, last = int(told["first"]), int(told["last"])
    found = accesses.drawable(accesses.entries(first, last, edition_of(told)))
    sample = draw.draw(
        seed,
        found,
        count=int(told["chance"]),
        checkers=checkers_of(position),
        since=before.position,
    )
    is_so = draw.digest(sample).hex() == told["sample"] and len(found) == told["entries"]
    is_so &= int(told["chance"]) == how_many(found, before.position)
    return draw.digest(sample) if is_so else b""


def edition_of(told: Mapping[str, object]) -> int:
    """Of the draw whose facts these are; the first did not say."""
    return int(str(told.get("edition", 1)))


def checkers_of(position: int) -> frozenset[str]:
    """Who could be asked, as the rows of a draw say."""
    return frozenset(row.decode() for row in reader.rows(position))


def how_many(found: Sequence[draw.Drawable], since: int) -> int:
    """Of those that are left to chance."""
    left = sum(one.position >= since for one in found)
    rate = constants.get("training_and_drill.staff_check_fault_rate").ratio
    sure = constants.get("training_and_drill.staff_check_sure").ratio
    return draw.how_many(left, fault_rate=float(rate), sure=float(sure))


def decision_of(case: StaffCase) -> Decision:
    """A case as its rules look at it: by the version that was in force when it happened."""
    book = queries.book_at(case.happened_at)
    was_it = book is not None and book.ref == case.book
    asks = case.asked or case.loss
    return Decision(
        person=case.person,
        people=(case.opened_by, case.decided_by),
        rules=queries.rules_of(book) if book is not None and was_it else None,
        rule=case.rule,
        sanction=Sanction(case.sanction),
        evidence=len(case.evidence),
        told_at=case.told_at,
        reply_until=case.reply_until,
        replied_at=case.replied_at,
        decided_at=case.decided_at or case.told_at,
        recovery=Recovery(case.loss, case.asked, case.wage, case.minimum, _taken(case))
        if asks
        else None,
    )


def _taken(case: StaffCase) -> int:
    """What earlier decisions of the same month ask of the same person: the cap is one of the wage
    of the month, however many cases there are."""
    if case.decided_at is None:
        return 0
    month, taken = months.month_of(case.decided_at), 0
    others = StaffCase.objects.filter(person=case.person).exclude(ref=case.ref)
    for one in others.exclude(is_upheld=False):
        if one.decided_at is None or months.month_of(one.decided_at) != month:
            continue
        if (one.decided_at, one.number) < (case.decided_at, case.number):
            taken += one.asked
    return taken


def sanctioned(at: datetime) -> Holding:
    """Demand 4.3: a version is in force that the staff say was made with them, and so was each by
    which somebody was punished; no decision stands that the law does not let; rewards and
    suspensions are as they were recorded."""
    for table in (Reward, Suspension):
        verification.require_all(table)
    now = queries.book_at(at)
    if now is None:
        return Holding(ControlState.FAIL, reason="conduct.no_rule_book")
    decided = [
        case
        for case in verification.require_all(StaffCase)
        if case.decided_at is not None and case.is_upheld is not False
    ]
    for case in decided:
        for fault in sanctions.faults(decision_of(case)):
            return Holding(ControlState.FAIL, reason=f"{fault.value}_then")
    if not consultations.of(now).is_proven:
        if now.published_at and consultations.is_asked(now.published_at):
            return Holding(ControlState.FAIL, reason="conduct.not_consulted_then")
        return Holding(ControlState.PARTIAL, reason="conduct.missing_4_3")
    if reason := _missing(decided):
        return Holding(ControlState.PARTIAL, reason=reason)
    return Holding(ControlState.PASS, position=now.entry_position)


def _missing(decided: Sequence[StaffCase]) -> str:
    """What cannot be said of the versions by which people were punished: that the staff were heard
    on each, and that what shows the breach is not older than it."""
    books = {one.ref: one for one in verification.require_all(RuleBook)}
    punished = [one for one in decided if one.sanction != Sanction.NONE or one.asked]
    if not all(consultations.of(books[ref]).is_proven for ref in {one.book for one in punished}):
        return "conduct.missing_4_3_of_a_case"
    for case in punished:
        shown_at = max(entry.line().at for entry in reader.some(case.evidence))
        published_at = books[case.book].published_at
        if published_at is None or shown_at < published_at:
            return "conduct.missing_4_3_of_evidence"
    return ""


def _of(check: Callable[[datetime], Holding]) -> Callable[[datetime], Holding]:
    def checked(at: datetime) -> Holding:
        if not queries.is_begun():
            return Holding(ControlState.NOT_BUILT, reason=NOT_BEGUN)
        try:
            return check(at)
        except NotAuthentic as error:
            return Holding(ControlState.FAIL, reason=error.code)

    return checked


CHECKS: Mapping[str, Callable[[datetime], Holding]] = {
    "4.2": _of(supervised),
    "4.3": _of(sanctioned),
}
