"""Chapters 4.1, 14 and 19 in plain functions.  No database, no clock, no framework.

Sources: PIPL 51(4); GB/T 35273-2020 11.6(f); handbook 4.1, 14.1-14.3, 19.1-19.3.  ``qualification``
says which courses a role takes and whether somebody has learned enough by now, ``papers`` draws
and marks an examination, ``item_statistics`` judges questions, ``attendance_codes`` proves that
somebody was in the room, ``gift`` reads and writes questions for other programs.
"""

from __future__ import annotations

from enum import StrEnum

from shoumi.core import constants


class Scope(StrEnum):
    """What an access token may be for here.  Stored values."""

    READ = "learning:read"
    WRITE = "learning:write"
    LEARN = "learning:learn"


class Topic(StrEnum):
    """What a course teaches and a question asks about.  Stored values."""

    LAW = "LAW"
    POLICY = "POLICY"
    MEASURES = "MEASURES"
    RIGHTS = "RIGHTS"
    TRANSFER = "TRANSFER"
    VENDORS = "VENDORS"
    INCIDENT = "INCIDENT"


# What everybody who may reach personal information is taught (19.1); the others are of some roles.
TAUGHT = frozenset({Topic.LAW, Topic.POLICY, Topic.MEASURES})


class CourseState(StrEnum):
    """Stored values."""

    DRAFT = "DRAFT"
    PUBLISHED = "PUBLISHED"
    ENDED = "ENDED"


class Lack(StrEnum):
    """Why somebody is not qualified now, or a demand does not hold.  Codes of refusals."""

    NO_COURSE = "learning.no_course"
    NO_CERTIFICATE = "learning.no_certificate"
    UNREAD = "learning.unread"
    FAILED_TWICE = "learning.failed_twice"


class Missing(StrEnum):
    """What a person still lacks for the certificate of a course.  Codes of refusals."""

    PACKAGE = "learning.package_unfinished"
    LESSON = "learning.lesson_unread"
    ATTENDANCE = "learning.not_attended"
    EXAM = "learning.exam_not_passed"


class Withdrawal(StrEnum):
    """Why a question is asked no more.  Stored values."""

    WEAK = "WEAK"  # it does not tell who knows from who does not
    WRONG = "WRONG"
    OUTDATED = "OUTDATED"


PASS_MARK = constants.get("training_and_drill.quiz_pass").ratio
FAILURES_TO_SUSPEND = constants.get("training_and_drill.quiz_failures_to_suspend").number
CERTIFICATE_DAYS = constants.get("training_and_drill.certificate_validity").number
CASE_DAYS = constants.get("training_and_drill.incident_case_within").number
