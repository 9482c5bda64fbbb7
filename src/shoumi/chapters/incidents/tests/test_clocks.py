"""Grades and clocks against an oracle that shares no code with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import product

from shoumi.chapters.incidents.rules.incidents import Course, Grade, clocks, late_of, next_of
from shoumi.chapters.incidents.rules.words import Milestone
from shoumi.core.calendar import CHINA
from shoumi.core.incident_clock import Level, Operator, Severity
from shoumi.core.tests.cases import each

# Before and behind midnight in China and elsewhere, on a day of rest, in the long holidays, on the
# last day of a year and of February.
FOUND = [
    datetime(*day, *time, tzinfo=CHINA)
    for day in ((2026, 10, 12), (2026, 10, 1), (2026, 2, 17), (2026, 12, 31), (2028, 2, 29))
    for time in ((0, 0), (7, 59), (8, 0), (21, 40), (23, 59))
]
HOURS = {Operator.GENERAL: 4, Operator.CII: 1, Operator.STATE_ORGAN: 2}
PEOPLE = {
    0: Level.GENERAL,
    999_999: Level.GENERAL,
    1_000_000: Level.CONSIDERABLE,
    10_000_000: Level.MAJOR,
    100_000_000: Level.ESPECIALLY_MAJOR,
}
CASES = list(product(FOUND, PEOPLE, Operator, (True, False)))


def by_hand(found, persons, operator, is_leak):
    """When the authority has to know, as the measures and PIPL 57 say it."""
    hours = [24] if is_leak else []
    hours += [HOURS[operator]] if persons >= 1_000_000 else []
    return found.astimezone(UTC) + timedelta(hours=min(hours)) if hours else None


def test_there_are_five_hundred_cases_at_least():
    assert len(CASES) >= 500


@each("found,persons,operator,is_leak", CASES)
def test_reports_are_due_as_counted_by_hand(found, persons, operator, is_leak):
    grade = Grade(persons, 0, is_leak=is_leak, judged=Severity.LOW)
    told = {one.what: one.due for one in clocks(Course(found, grade, operator))}
    assert grade.level is PEOPLE[persons]
    wanted = by_hand(found, persons, operator, is_leak)
    assert told.get(Milestone.AUTHORITY_TOLD) == wanted
    assert (Milestone.PERSONS_TOLD in told) is is_leak
    assert told[Milestone.CONTAINED] == found + timedelta(hours=24)


def test_a_loss_grades_too_and_a_person_raises_what_neither_reaches():
    loss = Grade(0, 500_000_000, is_leak=False, judged=Severity.LOW)
    assert loss.level is Level.CONSIDERABLE
    assert Grade(0, 499_999_999, is_leak=False, judged=Severity.LOW).level is Level.GENERAL
    raised = Grade(0, 0, is_leak=False, judged=Severity.LOW, raised=Level.MAJOR)
    assert raised.level is Level.MAJOR
    assert not raised.is_lower_than(loss)
    assert loss.is_lower_than(raised)


def test_what_comes_next_is_what_is_due_first_and_late_is_by_the_second():
    found = FOUND[3]
    grade = Grade(1_050_000, 0, is_leak=True, judged=Severity.HIGH)
    told = clocks(Course(found, grade, Operator.GENERAL))
    first = next_of(told)
    assert first.what is Milestone.AUTHORITY_TOLD
    assert late_of(told, first.due - timedelta(seconds=1)) is None
    assert late_of(told, first.due) is first
    done = Course(found, grade, Operator.GENERAL, *[found] * 5)
    assert next_of(clocks(done)) is None
