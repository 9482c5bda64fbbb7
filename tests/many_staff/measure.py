"""Very many staff whose certificates end at the same second: who is let in before it, who after it,
who again after a renewal, and how long the house takes to know.

Every certificate is kept with its own entry of the ledger, as the house keeps one that was earned.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from shoumi.base.ledger import reader
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import Certificate, Course
from shoumi.chapters.learning.queries import demands, people, standings
from shoumi.chapters.learning.rules import CERTIFICATE_DAYS
from shoumi.chapters.learning.services import rows
from shoumi.chapters.learning.tests.academy import Academy
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

SECOND = timedelta(seconds=1)


@dataclass(slots=True)
class Figures:
    """``shut`` and ``open_again``  of all, by the clock alone and by a renewal

    ``seconds``  what of the house's work took how long: everybody's standing, the seven demands
    ``entries``  of certificates in the ledger
    """

    staff: int
    open_before: int
    shut: int
    open_again: int
    entries: int
    seconds: dict[str, float]


def measured(academy: Academy, staff: int) -> Figures:
    # Before there is a course: from then on nobody gets the role without a certificate.
    many = [_joined(academy, number) for number in range(staff)]
    course = academy.begun()
    until = _certified(course, many, academy.at)
    found = Figures(staff, 0, 0, 0, 0, {})
    found.open_before = _let_in(many, until - SECOND)
    found.seconds["standings"] = _took(lambda: standings.standings(until))
    for duty, check in demands.CHECKS.items():
        found.seconds[duty] = _took(lambda check=check: check(until))  # type: ignore[misc]
    found.shut = staff - _let_in(many, until)
    _certified(course, many, until)
    found.open_again = _let_in(many, until + SECOND)
    found.entries = sum(1 for _ in reader.entries(tag=Tag.CERTIFIED.value))
    return found


def _joined(academy: Academy, number: int) -> Ref:
    person = academy.house.enrol(f"虚构{number}", at=academy.at)
    academy.house.give(person, Role.CON, at=academy.at)
    return person


def _certified(course: Course, many: Sequence[Ref], at: datetime) -> datetime:
    """When all of them end."""
    until = at + timedelta(days=CERTIFICATE_DAYS)
    last = Certificate.objects.count()
    for number, person in enumerate(many, start=last + 1):
        made = Certificate(
            ref=Ref.new("trained"),
            number=number,
            person=person,
            course=course.ref,
            series=course.series,
            policy=course.policy,
            exam=Ref.new("exam"),
            attendance=Ref.new("attendance"),
            issued_at=at,
            until=until,
        )
        facts = {
            "person": person,
            "course": Ref(course.ref),
            "policy": Ref(course.policy),
            "until": day_in_china(until),
        }
        rows.keep(made, Tag.CERTIFIED, facts, ("19.3",), SYSTEM, at)
    return until


def _let_in(many: Sequence[Ref], at: datetime) -> int:
    """Of everybody at once, and of a hundred one by one as the gate asks."""
    everybody = dict(standings.standings(at))
    own = {one.ref: standing.lack is None for one, standing in everybody.items()}
    for person in many[:: max(1, len(many) // 100)]:
        judged = people.judge(person, at)
        assert judged is not None
        assert own[person] is (not judged.reason), (person, judged)
    return sum(own[person] for person in many)


def _took(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def lines_of(found: Figures) -> list[str]:
    """The figures, as they are printed."""
    return [
        f"staff {found.staff}, entries of certificates {found.entries}",
        f"let in one second before {found.open_before}, shut out at the second {found.shut}",
        f"let in again by a renewal {found.open_again}",
        *(f"  {what:<10} {seconds:.2f} s" for what, seconds in found.seconds.items()),
        f"in all {sum(found.seconds.values()):.2f} s",
    ]
