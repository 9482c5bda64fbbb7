"""How everybody whose roles reach personal information stands, and who waits to try again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from django.db.models import Max, Q

from shoumi.base.accounts.models import Person
from shoumi.base.registry.shared_reads import sharing
from shoumi.base.row_authentication import verification
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Attendance, Certificate, Course, Exam, Reading
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.queries.people import Learned
from shoumi.chapters.learning.rules import FAILURES_TO_SUSPEND, qualification
from shoumi.chapters.learning.rules.qualification import Known, Standing
from shoumi.core.refs import Ref

OfPerson = TypeVar("OfPerson", Certificate, Exam, Reading, Attendance)


def staff(at: datetime) -> list[Person]:
    """Those who hold a role that reaches personal information, by name."""
    held = queries.data_roles_of_everybody(at)
    found = Person.objects.filter(is_active=True).order_by("name", "ref")
    return [one for one in found if Ref(one.ref) in held]


def standings(
    at: datetime, on: datetime | None = None, of: Sequence[Person] | None = None
) -> list[tuple[Person, Standing]]:
    """What is known of each of ``staff``, in its order; no statement more for each of them.

    ``on``  as it will stand then, if nobody does anything; without it, now
    ``of``  of these alone, in their order

    Raises:
        NotAuthentic: a row of anybody of them was changed.
    """
    with sharing():
        when = on or at
        asked = staff(at) if of is None else of
        rows = _learned_by_each(None if of is None else {one.ref for one in of})
        held = queries.data_roles_of_everybody(at)
        taught, policy = queries.taught(queries.courses()), queries.policy_in_force(when)
        found = []
        for one in asked:
            own = people.known_of(rows[one.ref], held[Ref(one.ref)], one.enrolled_at)
            found.append((one, qualification.judge(taught, policy, own, when)))
        return found


def without_certificate(of: Sequence[Person], at: datetime) -> int:
    """How many of them hold none that is good at that moment for the version in force.

    A count of rows: what each may is judged from authenticated ones (``standings``).
    """
    good = Certificate.objects.filter(
        policy=queries.policy_in_force(at), issued_at__lte=at, until__gt=at
    )
    return len({one.ref for one in of} - set(good.values_list("person", flat=True)))


def first_to_lapse(of: Sequence[Person]) -> list[Person]:
    """Those who never had a certificate first, then by the day on which the newest of each ends."""
    rows = Certificate.objects.values_list("person").annotate(last=Max("until"))
    until = {person: last.timestamp() for person, last in rows.order_by("person")}
    return sorted(of, key=lambda one: until.get(one.ref, 0.0))


def failed_twice(at: datetime) -> list[tuple[Ref, Course, Exam]]:
    """Who waits to be let try again, for which course, after which examination; no statement more
    for each of them.

    Raises:
        NotAuthentic
    """
    with sharing():
        exams = _by_person(verification.require(Exam.objects.order_by("started_at", "id")))
        held, known_to = queries.data_roles_of_everybody(at), queries.courses()
        series, found = people.series_of(), []
        for one in staff(at):
            roles, own = held[Ref(one.ref)], exams[one.ref]
            told = Known(
                roles, tried=people.tried(own, series), released=people.released(own, series)
            )
            for course in queries.latest(known_to):
                sat = [exam for exam in own if exam.course == course.ref]
                count = qualification.failures(course.series, told, at)
                if sat and roles & set(course.roles) and count >= FAILURES_TO_SUSPEND:
                    found.append((Ref(one.ref), course, sat[-1]))
        return found


def _learned_by_each(refs: Collection[str] | None) -> Mapping[str, Learned]:
    """As ``people.learned`` says of each, or of everybody; of whom there is no row, nothing."""
    if verification.deleted(Exam):
        raise NotAuthentic(what=Exam._meta.db_table)
    own = Q() if refs is None else Q(person__in=refs)
    certificates = _by_person(
        verification.authentic(Certificate.objects.filter(own).order_by("number"))
    )
    exams = _by_person(verification.require(Exam.objects.filter(own).order_by("started_at", "id")))
    readings = _by_person(verification.authentic(Reading.objects.filter(own)))
    attendances = _by_person(verification.authentic(Attendance.objects.filter(own)))
    persons = {*certificates, *exams, *readings, *attendances}
    found = {
        one: Learned(certificates[one], exams[one], readings[one], attendances[one])
        for one in persons
    }
    return defaultdict(lambda: Learned((), (), (), ()), found)


def _by_person(rows: Iterable[OfPerson]) -> Mapping[str, list[OfPerson]]:
    found: defaultdict[str, list[OfPerson]] = defaultdict(list)
    for one in rows:
        found[one.person].append(one)
    return found
