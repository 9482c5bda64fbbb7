"""Every clock of an incident against an oracle that counts by seconds of Unix time and by a list of
rest days typed from the notice of the State Council, and shares no code with the house.

Levels by persons, by loss and by hand, each operator, leaks and none, around every midnight that
matters: 1 h, 2 h, 4 h and 24 h run through nights and holidays alike; the 30 days of the summary
end on a working day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import product

from shoumi.chapters.incidents.rules.incidents import Course, Grade, clocks
from shoumi.chapters.incidents.rules.words import Milestone
from shoumi.core import incident_clock
from shoumi.core.calendar import day_in_china
from shoumi.core.incident_clock import Level, Operator, Severity
from shoumi.core.tests.cases import each

HOUR, DAY, EAST = 3_600, 86_400, 8 * 3_600
# 国务院办公厅关于 2026 年部分节假日安排的通知: first and last day of each.
RESTS = [
    ("01-01", "01-03"),
    ("02-15", "02-23"),
    ("04-04", "04-06"),
    ("05-01", "05-05"),
    ("06-19", "06-21"),
    ("09-25", "09-27"),
    ("10-01", "10-07"),
]
WORKED = {"01-04", "02-14", "02-28", "05-09", "09-20", "10-10"}
# A plain day, days of each long holiday and around it, a worked Sunday, the ends of months and of
# the year.
DAYS = [
    *("2026-10-12", "2026-09-30", "2026-10-01", "2026-10-07", "2026-10-10", "2026-02-14"),
    *("2026-02-16", "2026-02-23", "2026-02-28", "2026-05-01", "2026-01-04", "2026-12-31"),
]
SECONDS = [0, 1, HOUR, 8 * HOUR - 1, 8 * HOUR, 20 * HOUR, 23 * HOUR, DAY - 1]
FOUND = [
    datetime.fromisoformat(f"{day}T00:00:00+08:00") + timedelta(seconds=second)
    for day, second in product(DAYS, SECONDS)
]
# Persons, loss in yuan, raised to -> how many steps above 一般.
GRADES = [
    (37, 0, Level.GENERAL, 0),
    (999_999, 4_999_999, Level.GENERAL, 0),
    (1_000_000, 0, Level.GENERAL, 1),
    (0, 20_000_000, Level.GENERAL, 2),
    (0, 0, Level.ESPECIALLY_MAJOR, 3),
]
CASES = list(product(FOUND, GRADES, Operator, (True, False)))
WITHIN = {"GENERAL": 4 * HOUR, "CII": HOUR, "STATE_ORGAN": 2 * HOUR}


def unix(at):
    return int(at.timestamp())


def owed(found, steps, operator, is_leak):
    """Milestone to the second that is too late."""
    start, day = unix(found), 24 * HOUR
    told = {Milestone.CONTAINED: start + day}
    ends = [day] if is_leak else []
    ends += [WITHIN[operator]] if steps else []
    if ends:
        told[Milestone.AUTHORITY_TOLD] = start + min(ends)
    if is_leak:
        told[Milestone.PERSONS_TOLD] = start + day
    return told


def test_there_are_five_hundred_cases_at_least():
    assert len(CASES) >= 500
    assert len(ENDS) >= 500
    assert {steps for _, (*_, steps), _, _ in CASES} == {0, 1, 2, 3}


@each("found,grade,operator,is_leak", CASES)
def test_the_hours_run_through_nights_and_holidays(found, grade, operator, is_leak):
    persons, yuan, raised, steps = grade
    given = Grade(persons, yuan * 100, is_leak=is_leak, judged=Severity.LOW, raised=raised)
    assert list(Level).index(given.level) == steps
    told = {one.what: one.due for one in clocks(Course(found, given, operator))}
    timed = {what: unix(due) for what, due in told.items() if due is not None}
    assert timed == owed(found, steps, operator.name, is_leak)


def rests(day):
    """Whether nobody works on that day of 2026, counted in days of Unix time."""
    told = datetime.fromtimestamp(day * DAY, UTC)
    name = f"{told:%m-%d}"
    if name in WORKED:
        return False
    # The first day of Unix time was a Thursday.
    return any(first <= name <= last for first, last in RESTS) or (day + 3) % 7 >= 5


def thirty_days(closed):
    """The second that is too late: the end of the thirtieth day after, or of the next that is
    worked."""
    day = (unix(closed) + EAST) // DAY + 30
    while rests(day):
        day += 1
    return (day + 1) * DAY - EAST


# At the first and the last second of every day whose thirtieth lies in 2026.
ENDS = [
    datetime(2025, 12, 4, tzinfo=UTC)
    - timedelta(seconds=EAST)
    + timedelta(days=day, seconds=second)
    for day in range(360)
    for second in (0, DAY - 1)
]


@each("closed", ENDS)
def test_the_summary_is_owed_by_the_end_of_a_day_on_which_somebody_works(closed):
    due = incident_clock.summary_due(day_in_china(closed))
    assert unix(due.until) == thirty_days(closed)
    assert not due.is_provisional


def test_the_oracle_knows_what_a_person_would_say():
    assert thirty_days(datetime.fromisoformat("2026-10-16T10:00:00+08:00")) == unix(
        datetime.fromisoformat("2026-11-17T00:00:00+08:00")
    ), "scenario: 15 November is a Sunday, so the 16th"
    assert date(2026, 2, 14).weekday() == 5
    assert not rests(date(2026, 2, 14).toordinal() - date(1970, 1, 1).toordinal())
