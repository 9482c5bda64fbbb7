"""A certificate comes by itself with the last thing that it takes: lesson, session, examination."""

from __future__ import annotations

from datetime import datetime, timedelta

from shoumi.base.ledger.numbers import next_number
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Certificate, Course
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import CERTIFICATE_DAYS
from shoumi.chapters.learning.services import rows
from shoumi.core.calendar import day_in_china
from shoumi.core.ledger.leaf import Value
from shoumi.core.refs import SYSTEM, Ref

_DUTIES = ("4.1", "19.2", "19.3")


def issue_if_earned(course: Course, person: Ref, at: datetime) -> Certificate | None:
    """The certificate of ``course``, where nothing is missing; in the transaction of the caller.

    Raises:
        NotAuthentic
    """
    if people.lacking(person, course, at):
        return None
    exam, attendance = people.passed(person, course, at), people.attended(person, at)
    if exam is None or attendance is None:
        return None
    made = Certificate(
        ref=Ref.new("trained"),
        number=next_number(Certificate),
        person=person,
        course=course.ref,
        series=course.series,
        policy=course.policy,
        exam=exam.ref,
        attendance=attendance.ref,
        issued_at=at,
        until=at + timedelta(days=CERTIFICATE_DAYS),
    )
    facts: dict[str, Value] = {
        "person": person,
        "course": Ref(course.ref),
        "policy": Ref(course.policy),
        "until": day_in_china(made.until),
    }
    return rows.keep(made, Tag.CERTIFIED, facts, _DUTIES, SYSTEM, at)


def issue_all_earned(person: Ref, at: datetime) -> list[Certificate]:
    """Of each course this person takes: a session on site counts for all of them.

    Raises:
        NotAuthentic
    """
    made = [issue_if_earned(course, person, at) for course in people.mine(person, at)]
    return [one for one in made if one is not None]
