"""What the API answers of learning; loaded when the API opens."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from ninja import Schema
from pydantic import WithJsonSchema

from shoumi.base.api.fields import words_of
from shoumi.chapters.learning.rules import CourseState, Topic, Withdrawal
from shoumi.chapters.learning.rules.packages import Edition


class CourseLine(Schema):
    """One version of a course; ``begins_at`` is when its certificate is asked for."""

    ref: str
    series: str
    number: int
    title: str
    policy: str
    roles: list[str]
    topics: list[Annotated[Topic, WithJsonSchema(words_of(Topic))]]
    questions: int
    minutes: int
    state: Annotated[CourseState, WithJsonSchema(words_of(CourseState))]
    begins_at: datetime | None


class TopicSectionLine(Schema):
    """In which section of its lesson a course teaches a topic."""

    ref: str
    course: str
    topic: Annotated[Topic, WithJsonSchema(words_of(Topic))]
    section: int
    found_at: datetime


class ReadingLine(Schema):
    """That somebody read a text and signed for it."""

    ref: str
    person: str
    of: str
    read_at: datetime


class SessionLine(Schema):
    """A session on site."""

    ref: str
    course: str
    place: str
    teacher: str
    begins_at: datetime
    ends_at: datetime


class AttendanceLine(Schema):
    """Somebody signed in; it counts once ``countersigned_at`` is there."""

    ref: str
    session: str
    person: str
    signed_at: datetime
    countersigned_at: datetime | None


class CountersignedLine(Schema):
    """How many were countersigned."""

    countersigned: int


class QuestionLine(Schema):
    """One question, without the answer."""

    ref: str
    batch: str
    topic: Annotated[Topic, WithJsonSchema(words_of(Topic))]
    stem: str
    basis: str
    checked_at: datetime | None
    withdrawn_at: datetime | None
    reason: Annotated[Withdrawal, WithJsonSchema(words_of(Withdrawal))] | None


class SheetLine(Schema):
    """A sheet of signatures that was kept."""

    ref: str
    session: str
    entered_at: datetime


class PictureLine(Schema):
    """A picture; a lesson shows it by ``line``."""

    ref: str
    line: str
    added_at: datetime


class LessonPackageLine(Schema):
    """A lesson package of a course: its edition of SCORM, and what its parts are called."""

    ref: str
    course: str
    edition: Annotated[Edition, WithJsonSchema(words_of(Edition))]
    parts: list[str]
    added_at: datetime


class StaffTaken(Schema):
    """Whom a row of a list is about; ``link`` is shown once, where the person is a new one."""

    line: int
    person: str
    link: str | None
    courses: int


class StaffFault(Schema):
    """What is wrong with which cell, by code."""

    place: str
    code: str


class StaffListLine(Schema):
    """What became of a list of staff."""

    ref: str
    rows: int
    taken: int
    left: int
    people: list[StaffTaken]
    faults: list[StaffFault]


class BatchLine(Schema):
    """How many questions came or were checked together."""

    batch: str
    questions: int


class AskedLine(Schema):
    """A question of a paper: ``options`` in the order in which they are shown."""

    ref: str
    stem: str
    stem_en: str
    options: list[list[str]]
    several: bool


class ExamLine(Schema):
    """One examination; its ``paper`` is told until it is handed in."""

    ref: str
    course: str
    started_at: datetime
    ends_at: datetime
    handed_in_at: datetime | None
    right: int | None
    of: int
    passed: bool
    paper: list[AskedLine]


class ItemLine(Schema):
    """What everybody reads in a quarter."""

    ref: str
    quarter: str
    title: str
    published_at: datetime | None
    due_at: datetime | None


class CaseLine(Schema):
    """An own incident, and whether it was told as a case."""

    ref: str
    happened_on: date
    title: str
    told_at: datetime | None


class ClearanceLine(Schema):
    """That another person recognised nobody in a case."""

    ref: str
    case: str
    cleared_at: datetime


class CertificateLine(Schema):
    """A certificate; it counts as long as its ``policy`` is in force and ``until`` is not over."""

    ref: str
    number: int
    person: str
    course: str
    policy: str
    issued_at: datetime
    until: datetime
