"""What has happened of an incident, and what it owes: read from its rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from shoumi.base.calendar import year_tables
from shoumi.base.row_authentication import verification
from shoumi.chapters.incidents.models import (
    Breach,
    BreachNotice,
    Exposure,
    Liability,
    Lowering,
    NoticeLetters,
)
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.incidents import Clock, Course, Grade
from shoumi.chapters.incidents.rules.words import Addressee
from shoumi.core.calendar import day_in_china
from shoumi.core.incident_clock import Level, Operator, Severity

_SUMMARY = "incident.incident_summary"


def grade_of(one: Breach) -> Grade:
    return Grade(one.persons, one.loss, one.is_leak, Severity(one.judged), Level(one.raised))


def asked_grade(one: Lowering) -> Grade:
    return Grade(one.persons, one.loss, one.is_leak, Severity(one.judged), Level(one.raised))


def notices(one: Breach) -> list[BreachNotice]:
    """
    Raises:
        NotAuthentic
    """
    found = BreachNotice.objects.filter(breach=one.ref).order_by("sent_at", "id")
    return verification.require(found)


def liabilities(one: Breach) -> list[Liability]:
    """
    Raises:
        NotAuthentic
    """
    return verification.require(Liability.objects.filter(breach=one.ref).order_by("id"))


def exposures(one: Breach) -> list[Exposure]:
    """
    Raises:
        NotAuthentic
    """
    return verification.require(Exposure.objects.filter(breach=one.ref).order_by("id"))


def letters(one: Breach) -> list[NoticeLetters]:
    """
    Raises:
        NotAuthentic
    """
    return verification.require(NoticeLetters.objects.filter(breach=one.ref).order_by("id"))


def _told_at(notice: BreachNotice, letters: Collection[NoticeLetters]) -> datetime | None:
    """When it was with people: of letters of the house once none waits any more and some have
    left."""
    own = [each for each in letters if each.notice == notice.ref]
    left = [each.left_at for each in own if each.left_at is not None]
    if not own:
        return notice.sent_at
    is_out = len(left) == len(own) and any(each.reached for each in own)
    return max(left) if is_out else None


def course_of(
    one: Breach,
    notices: Collection[BreachNotice],
    liabilities: Collection[Liability],
    letters: Collection[NoticeLetters],
) -> Course:
    """What is done after the end of a drill is no part of it."""

    def counts(at: datetime | None) -> bool:
        end = one.closed_at if one.is_drill else None
        return at is not None and (end is None or at <= end)

    def first(addressee: Addressee, after: datetime | None = None) -> datetime | None:
        told = [_told_at(each, letters) for each in notices if each.addressee == addressee]
        own = [at for at in told if at is not None and counts(at)]
        return min((at for at in own if after is None or at > after), default=None)

    decided = [each.decided_at for each in liabilities]
    is_decided = decided and all(counts(at) for at in decided)
    closed = None if one.is_drill else one.closed_at  # a drill owes no summary
    return Course(
        found_at=one.found_at,
        grade=grade_of(one),
        operator=Operator(one.operator),
        contained_at=one.contained_at,
        authority_at=first(Addressee.AUTHORITY),
        persons_at=first(Addressee.PERSONS),
        cause_at=one.cause_at,
        responsibility_at=max(at for at in decided if at) if is_decided else None,
        closed_at=closed,
        summary_at=first(Addressee.AUTHORITY, closed) if closed else None,
        summary_due=year_tables.due(day_in_china(closed), _SUMMARY).until if closed else None,
    )


def clocks(one: Breach) -> list[Clock]:
    """
    Raises:
        NotAuthentic
    """
    return rules.clocks(course_of(one, notices(one), liabilities(one), letters(one)))
