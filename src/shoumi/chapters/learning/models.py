"""Courses, what people read, sat and attended, questions, certificates, awareness, cases."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from shoumi.base.row_authentication.models import AuthenticatedRow, Coverage, by_someone

# Tables too.
from shoumi.chapters.learning import (  # noqa: F401
    case_models,
    file_models,
    package_models,
    staff_models,
    syllabus_models,
)
from shoumi.chapters.learning.events import (
    OF_ATTENDANCE,
    OF_COURSE,
    OF_EXAM,
    OF_ITEM,
    OF_QUESTION,
    Tag,
)
from shoumi.chapters.learning.rules import CourseState, Topic, Withdrawal

_REF = 53
_TITLE = 120


def _named(words: str) -> tuple[str, ...]:
    return tuple(words.split())


class Course(AuthenticatedRow):
    """One version of a course; ``series`` is the same in all of them.

    ``policy``     the version of the policy that it teaches
    ``roles``      whoever holds one of them takes it
    ``questions``  how many an examination asks, in so many ``minutes``
    ``begins_at``  from when on a certificate is asked for
    """

    ref = models.CharField(max_length=_REF, unique=True)
    series = models.CharField(max_length=_REF)
    number = models.PositiveIntegerField()
    policy = models.CharField(max_length=_REF)
    title_zh = models.CharField(max_length=_TITLE)
    title_en = models.CharField(max_length=_TITLE)
    text_zh = models.TextField()
    text_en = models.TextField()
    roles = models.JSONField()
    topics = models.JSONField()
    questions = models.PositiveSmallIntegerField()
    minutes = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=9, choices=[(one, one) for one in CourseState], default=CourseState.DRAFT
    )
    drafted_by = models.CharField(max_length=_REF)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=_REF, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    begins_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=_REF, default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=_named(
            "ref series number policy title_zh title_en text_zh text_en roles topics "
            "questions minutes state drafted_by drafted_at published_by published_at "
            "begins_at ended_by ended_at"
        ),
        told_by=(("ref", OF_COURSE),),
        made_by=(Tag.DRAFTED,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["series", "number"], name="one_version_of_a_course"),
            by_someone("published_at", "published_by", name="course_published_by_someone"),
            by_someone("ended_at", "ended_by", name="course_ended_by_someone"),
            models.CheckConstraint(
                condition=~Q(published_by=F("drafted_by")), name="course_published_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Reading(AuthenticatedRow):
    """Somebody read the text of a course or of an awareness item and signed for it."""

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    of = models.CharField(max_length=_REF)
    text_sha256 = models.CharField(max_length=64)
    read_at = models.DateTimeField()

    coverage = Coverage(
        columns=_named("ref person of text_sha256 read_at"),
        told_by=(("ref", (Tag.READ,)),),
        made_by=(Tag.READ,),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "of"], name="one_reading_of_a_text")
        ]

    def __str__(self) -> str:
        return self.ref


class Session(AuthenticatedRow):
    """A course held on site.  The secret of its codes lies in the keyring under its reference."""

    ref = models.CharField(max_length=_REF, unique=True)
    course = models.CharField(max_length=_REF)
    place = models.CharField(max_length=_TITLE)
    teacher = models.CharField(max_length=_REF)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    planned_by = models.CharField(max_length=_REF)

    coverage = Coverage(
        columns=_named("ref course place teacher begins_at ends_at planned_by"),
        told_by=(("ref", (Tag.PLANNED,)),),
        made_by=(Tag.PLANNED,),
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="session_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.ref


class Attendance(AuthenticatedRow):
    """Somebody signed in at a session; it counts once the teacher countersigned."""

    ref = models.CharField(max_length=_REF, unique=True)
    session = models.CharField(max_length=_REF)
    person = models.CharField(max_length=_REF)
    signed_at = models.DateTimeField()
    countersigned_at = models.DateTimeField(null=True)
    countersigned_by = models.CharField(max_length=_REF, default="", blank=True)

    coverage = Coverage(
        columns=_named("ref session person signed_at countersigned_at countersigned_by"),
        told_by=(("ref", OF_ATTENDANCE),),
        made_by=(Tag.SIGNED, Tag.ENTERED),
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "person"], name="one_attendance_each"),
            by_someone(
                "countersigned_at", "countersigned_by", name="attendance_countersigned_by_someone"
            ),
            models.CheckConstraint(
                condition=~Q(countersigned_by=F("person")), name="attendance_of_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Question(AuthenticatedRow):
    """One of the bank; asked once another person checked it, until it is withdrawn.

    ``options``  [Chinese, English] each; ``right`` their places, from 0
    ``batch``    those that came together, and are checked together
    """

    ref = models.CharField(max_length=_REF, unique=True)
    batch = models.CharField(max_length=_REF)
    topic = models.CharField(max_length=8, choices=[(one, one) for one in Topic])
    stem_zh = models.TextField()
    stem_en = models.TextField(blank=True)
    options = models.JSONField()
    right = models.JSONField()
    basis = models.CharField(max_length=200)
    added_by = models.CharField(max_length=_REF)
    added_at = models.DateTimeField()
    checked_by = models.CharField(max_length=_REF, default="", blank=True)
    checked_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=_REF, default="", blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(
        max_length=8, choices=[(one, one) for one in Withdrawal], default="", blank=True
    )

    coverage = Coverage(
        columns=_named(
            "ref batch topic stem_zh stem_en options right basis added_by added_at checked_by "
            "checked_at withdrawn_by withdrawn_at reason"
        ),
        told_by=(("ref", OF_QUESTION),),
        made_by=(Tag.ADDED,),
    )

    class Meta:
        constraints = [
            by_someone("checked_at", "checked_by", name="question_checked_by_someone"),
            by_someone("withdrawn_at", "withdrawn_by", name="question_withdrawn_by_someone"),
            models.CheckConstraint(
                condition=~Q(checked_by=F("added_by")), name="question_checked_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Exam(AuthenticatedRow):
    """One examination of one person.

    ``seed``      what its paper was drawn by
    ``paper``     [question, order of its options] each
    ``answers``   question -> chosen places, as they were shown
    ``marks``     question -> was the answer right
    ``released_at``  somebody let the person try again after it
    """

    ref = models.CharField(max_length=_REF, unique=True)
    person = models.CharField(max_length=_REF)
    course = models.CharField(max_length=_REF)
    seed = models.CharField(max_length=64)
    paper = models.JSONField()
    started_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    answers = models.JSONField(default=dict)
    marks = models.JSONField(default=dict)
    handed_in_at = models.DateTimeField(null=True)
    passed = models.BooleanField(default=False)
    released_at = models.DateTimeField(null=True)
    released_by = models.CharField(max_length=_REF, default="", blank=True)

    coverage = Coverage(
        columns=_named(
            "ref person course seed paper started_at ends_at answers marks handed_in_at "
            "passed released_at released_by"
        ),
        told_by=(("ref", OF_EXAM),),
        made_by=(Tag.STARTED,),
    )

    class Meta:
        constraints = [
            by_someone("released_at", "released_by", name="exam_released_by_someone"),
            models.CheckConstraint(
                condition=~Q(released_by=F("person")), name="exam_released_by_another"
            ),
            models.CheckConstraint(
                condition=Q(passed=False) | Q(handed_in_at__isnull=False),
                name="exam_passed_was_handed_in",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class Certificate(AuthenticatedRow):
    """Somebody passed a course on one version of the policy; good for 365 days."""

    ref = models.CharField(max_length=_REF, unique=True)
    number = models.PositiveIntegerField(unique=True)
    person = models.CharField(max_length=_REF)
    course = models.CharField(max_length=_REF)
    series = models.CharField(max_length=_REF)
    policy = models.CharField(max_length=_REF)
    exam = models.CharField(max_length=_REF, unique=True)
    attendance = models.CharField(max_length=_REF)
    issued_at = models.DateTimeField()
    until = models.DateTimeField()

    coverage = Coverage(
        columns=_named("ref number person course series policy exam attendance issued_at until"),
        told_by=(("ref", (Tag.CERTIFIED,)),),
        made_by=(Tag.CERTIFIED,),
    )

    def __str__(self) -> str:
        return self.ref


class AwarenessItem(AuthenticatedRow):
    """What everybody reads in a quarter (``2026Q4``), by ``due_at``."""

    ref = models.CharField(max_length=_REF, unique=True)
    quarter = models.CharField(max_length=6, unique=True)
    title_zh = models.CharField(max_length=_TITLE)
    title_en = models.CharField(max_length=_TITLE)
    text_zh = models.TextField()
    text_en = models.TextField()
    drafted_by = models.CharField(max_length=_REF)
    drafted_at = models.DateTimeField()
    published_by = models.CharField(max_length=_REF, default="", blank=True)
    published_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)

    coverage = Coverage(
        columns=_named(
            "ref quarter title_zh title_en text_zh text_en drafted_by drafted_at published_by "
            "published_at due_at"
        ),
        told_by=(("ref", OF_ITEM),),
        made_by=(Tag.ITEM_DRAFTED,),
    )

    class Meta:
        constraints = [
            by_someone("published_at", "published_by", name="item_published_by_someone"),
            models.CheckConstraint(
                condition=~Q(published_by=F("drafted_by")), name="item_published_by_another"
            ),
        ]

    def __str__(self) -> str:
        return self.ref
