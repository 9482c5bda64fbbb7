"""How grave an incident is, what is owed by when, and what comes next.

Levels and periods are those of ``core/incident_clock``: the statutory level counts persons and
loss, the internal severity begins at ``medium`` for a confirmed leak.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from shoumi.chapters.incidents.rules.words import Milestone
from shoumi.core import constants, incident_clock
from shoumi.core.calendar import anniversary, day_in_china, end_of_day
from shoumi.core.incident_clock import Level, Operator, Severity

_FEN = 100
DRILL_ENDS = timedelta(days=30)  # it lasts hours; what it missed is learnt at its end alone
_LEVELS, _SEVERITIES = tuple(Level), tuple(Severity)


@dataclass(frozen=True, slots=True)
class Grade:
    """What an incident is graded by.

    ``loss``    in fen
    ``judged``  the severity that somebody gave it, ``raised`` the level likewise
    """

    persons: int
    loss: int
    is_leak: bool
    judged: Severity
    raised: Level = Level.GENERAL

    @property
    def severity(self) -> Severity:
        return incident_clock.severity(self.judged, is_confirmed_leak=self.is_leak)

    @property
    def level(self) -> Level:
        loss_cny = self.loss // _FEN
        return incident_clock.level(persons=self.persons, loss_cny=loss_cny, raised_to=self.raised)

    def is_lower_than(self, other: Grade) -> bool:
        """Whether anything that something rests on would be less than it is."""
        return (
            _SEVERITIES.index(self.severity) < _SEVERITIES.index(other.severity)
            or _LEVELS.index(self.level) < _LEVELS.index(other.level)
            or self.persons < other.persons
            or (other.is_leak and not self.is_leak)
        )

    def with_persons(self, persons: int) -> Grade:
        """As many as were counted, where that is more."""
        return replace(self, persons=max(self.persons, persons))


@dataclass(frozen=True, slots=True)
class Course:
    """What has happened of an incident, as its clocks look at it.

    ``summary_due``  counted in days that the years of the house know
    """

    found_at: datetime
    grade: Grade
    operator: Operator
    contained_at: datetime | None = None
    authority_at: datetime | None = None
    persons_at: datetime | None = None
    cause_at: datetime | None = None
    responsibility_at: datetime | None = None
    closed_at: datetime | None = None
    summary_at: datetime | None = None
    summary_due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Clock:
    """``due``  the first moment that is too late; None: no number of the law, and none of ours"""

    what: Milestone
    due: datetime | None
    done_at: datetime | None

    def is_late(self, at: datetime) -> bool:
        """Not done, and too late."""
        return self.done_at is None and self.due is not None and at >= self.due

    @property
    def was_missed(self) -> bool:
        """Never done, or done too late."""
        return self.done_at is None or (self.due is not None and self.done_at >= self.due)


def clocks(course: Course) -> list[Clock]:
    """What is owed, in its order; each with the moment at which it is too late."""
    target = incident_clock.notice_due(course.found_at).until
    found = [Clock(Milestone.CONTAINED, target, course.contained_at)]
    if (reported := report_due(course)) is not None:
        found.append(Clock(Milestone.AUTHORITY_TOLD, reported, course.authority_at))
    if course.grade.is_leak:
        found.append(Clock(Milestone.PERSONS_TOLD, target, course.persons_at))
    found.append(Clock(Milestone.CAUSE_FOUND, None, course.cause_at))
    found.append(Clock(Milestone.RESPONSIBILITY, None, course.responsibility_at))
    if course.closed_at is not None and course.grade.level is not Level.GENERAL:
        found.append(Clock(Milestone.SUMMARY, course.summary_due, course.summary_at))
    return found


def report_due(course: Course) -> datetime | None:
    """By when the authority is told: by the level, and of a leak within the own target."""
    by_level = incident_clock.report_due(course.grade.level, course.found_at, course.operator)
    dues = [by_level.until] if by_level else []
    if course.grade.is_leak:
        dues.append(incident_clock.notice_due(course.found_at).until)
    return min(dues, default=None)


def next_of(found: Iterable[Clock]) -> Clock | None:
    """What is to be done next: the earliest that is owed, then in order."""
    waiting = [one for one in found if one.done_at is None]
    timed = [one for one in waiting if one.due is not None]
    first = min(timed, key=_due_of, default=None)
    return first or next(iter(waiting), None)


def _due_of(one: Clock) -> datetime:
    assert one.due is not None
    return one.due


def late_of(found: Sequence[Clock], at: datetime) -> Clock | None:
    return next((one for one in found if one.is_late(at)), None)


def stops_deals(grade: Grade) -> bool:
    return incident_clock.suspends(grade.severity)


def drill_due(since: datetime) -> datetime:
    """A drill is held yearly at least (20.2)."""
    months = constants.get("training_and_drill.drill_every").months
    return end_of_day(anniversary(day_in_china(since), months=months))
