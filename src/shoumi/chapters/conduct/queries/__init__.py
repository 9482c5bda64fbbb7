"""Reads.  Nothing here writes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind as PersonKind
from shoumi.base.ledger import latest_entries
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.models import AuthenticatedRow
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
from shoumi.chapters.conduct.rules.sanctions import TO_APPEAL, Rule, Sanction
from shoumi.chapters.conduct.rules.words import BookState, CaseState, CheckState
from shoumi.core.errors import Missing
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Who looks at samples, and who decides how a case ends.
CHECKERS = (Role.SUP, Role.DPO)
DECIDERS = (Role.HEAD, Role.HR)


class NoSuchBook(Missing):
    code = "conduct.no_book"


class NoSuchCheck(Missing):
    code = "conduct.no_such_check"


class NoSuchSample(Missing):
    code = "conduct.no_sample"


class NoSuchCase(Missing):
    code = "conduct.no_case"


class NoSuchReward(Missing):
    code = "conduct.no_reward"


class NoSuchSuspension(Missing):
    code = "conduct.no_suspension"


class NoSuchNotice(Missing):
    code = "conduct.no_notice"


_ABSENT: dict[type[AuthenticatedRow], type[Missing]] = {
    RuleBook: NoSuchBook,
    StaffCheck: NoSuchCheck,
    Sample: NoSuchSample,
    StaffCase: NoSuchCase,
    Reward: NoSuchReward,
    Suspension: NoSuchSuspension,
    LeavingNotice: NoSuchNotice,
}


def get(table: type[Any], ref: str) -> Any:
    """
    Raises:
        NoSuchBook, NoSuchCheck, NoSuchSample, NoSuchCase, NoSuchReward, NoSuchSuspension
    """
    found = table.objects.filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    return found


def held(table: type[Any], ref: str) -> Any:
    """The same, locked, and as the house left it.

    Raises:
        NotAuthentic, and as ``get``
    """
    found = table.objects.select_for_update().filter(ref=ref).first()
    if found is None:
        raise _ABSENT[table](ref=ref)
    verification.require([found])
    return found


def is_begun() -> bool:
    """Whether the house uses any of this: a rule book was published, or a check drawn.  Until then
    4.2 and 4.3 rest on what is stated.  The ledger says so, for rows can be deleted."""
    return latest_entries.last([Tag.PUBLISHED, Tag.DRAWN]) is not None


def in_force() -> RuleBook | None:
    """The newest that was published."""
    found = RuleBook.objects.filter(published_at__isnull=False)
    return found.order_by("-published_at", "-number").first()


def book_state(book: RuleBook) -> BookState:
    if book.published_at is None:
        return BookState.DRAFT
    newest = in_force()
    return BookState.IN_FORCE if newest and newest.ref == book.ref else BookState.REPLACED


def in_book_state(wanted: BookState, at: object = None) -> Q:
    """The same as a question to the database."""
    newest = in_force()
    own = Q(pk=newest.pk if newest else None)
    match wanted:
        case BookState.DRAFT:
            return Q(published_at__isnull=True)
        case BookState.IN_FORCE:
            return own
    return Q(published_at__isnull=False) & ~own


def book_at(moment: datetime) -> RuleBook | None:
    """The version in force then.

    Raises:
        NotAuthentic
    """
    found = [
        one
        for one in verification.require_all(RuleBook)
        if one.published_at and one.published_at <= moment
    ]
    return max(found, key=lambda one: (one.published_at, one.number), default=None)


def rules_of(book: RuleBook) -> tuple[Rule, ...]:
    return tuple(Rule(one["code"], Sanction(one["most"])) for one in book.rules)


def has_accepted(book: RuleBook, person: str) -> bool:
    return Acceptance.objects.filter(book=book.ref, person=person).exists()


def accepted(book: RuleBook) -> tuple[int, int]:
    """How many of the staff have, and how many there are."""
    staff = Person.objects.filter(kind=PersonKind.STAFF, is_active=True)
    refs = set(staff.values_list("ref", flat=True))
    by = set(Acceptance.objects.filter(book=book.ref).values_list("person", flat=True))
    return len(by & refs), len(refs)


def check_state(check: StaffCheck) -> CheckState:
    if check.closed_at:
        return CheckState.CLOSED
    return CheckState.DRAWN if check.drawn_at else CheckState.COMMITTED


def in_check_state(wanted: CheckState, at: object = None) -> Q:
    match wanted:
        case CheckState.COMMITTED:
            return Q(drawn_at__isnull=True)
        case CheckState.DRAWN:
            return Q(drawn_at__isnull=False, closed_at__isnull=True)
    return Q(closed_at__isnull=False)


def samples(check: StaffCheck) -> QuerySet[Sample]:
    return Sample.objects.filter(check_of=check.ref).order_by("position")


def checkers(at: datetime) -> list[str]:
    """Who may be asked to look at accesses of others."""
    return sorted({str(one) for role in CHECKERS for one in accounts.who(role, at)})


def case_state(case: StaffCase, at: datetime) -> CaseState:
    if case.dropped_at:
        return CaseState.DROPPED
    if case.settled_at:
        return CaseState.FINAL
    if case.appealed_at:
        return CaseState.APPEALED
    if case.decided_at:
        return CaseState.FINAL if at >= case.decided_at + TO_APPEAL else CaseState.DECIDED
    return CaseState.TOLD


def in_case_state(wanted: CaseState, at: datetime) -> Q:
    decided = Q(decided_at__isnull=False, dropped_at__isnull=True, settled_at__isnull=True)
    own = decided & Q(appealed_at__isnull=True)
    match wanted:
        case CaseState.TOLD:
            return Q(decided_at__isnull=True, dropped_at__isnull=True)
        case CaseState.DECIDED:
            return own & Q(decided_at__gt=at - TO_APPEAL)
        case CaseState.APPEALED:
            return decided & Q(appealed_at__isnull=False)
        case CaseState.FINAL:
            return Q(settled_at__isnull=False) | (own & Q(decided_at__lte=at - TO_APPEAL))
    return Q(dropped_at__isnull=False)


def suspended_since(person: Ref) -> datetime | None:
    """From when on the account of ``person`` is stopped by this chapter."""
    found = Suspension.objects.filter(person=person, lifted_at=None).order_by("since").first()
    return found.since if found else None
