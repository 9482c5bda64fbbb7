"""After a restore: what narrowed since the copy is so again, as far as the ledger can tell.

A certificate, a reading or an attendance that came after the copy is lost and earned again, so the
person is kept away until then.  A course that ended is ended again, a question that was withdrawn
is withdrawn again, a case that was given back loses its text again.  An examination that was failed
after the copy, and a course, an item or a case that came after it, have no row: that is said, and
whoever answers for them makes them anew.
"""

from __future__ import annotations

from typing import Any

from django.db.models import Manager

from shoumi.base.registry.replays import Replay, Replays, Told, replays
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.events import Tag
from shoumi.chapters.learning.models import AwarenessItem, Course, Exam, Question
from shoumi.chapters.learning.rules import CourseState, Withdrawal


def _lost(rows: Manager[Any]) -> Replay:
    """What came after the copy and has no row here is said to be lost."""

    def replay(told: Told) -> bool:
        if not rows.filter(ref=told.line.about).exists():
            told.lose(told.line.about)
        return True

    return replay


def _ended(told: Told) -> bool:
    Course.objects.filter(ref=told.line.about).exclude(state=CourseState.DRAFT).update(
        state=CourseState.ENDED, ended_by=told.line.actor, ended_at=told.line.at
    )
    return True


def _returned(told: Told) -> bool:
    """What was taken out because somebody can be recognised does not come back."""
    Case.objects.filter(ref=told.line.about).update(
        title_zh="", title_en="", text_zh="", text_en="", told_by="", told_at=None
    )
    return True


def _withdrawn(told: Told) -> bool:
    Question.objects.filter(ref=told.line.about, withdrawn_at=None).update(
        withdrawn_by=told.line.actor,
        withdrawn_at=told.line.at,
        reason=Withdrawal(str(told.line.facts["reason"])),
    )
    return True


def of_events() -> Replays:
    return replays(
        tells=[
            Tag.PLANNED,
            Tag.SIGNED,
            Tag.CASE_TOLD,
            Tag.CASE_RAISED,
            Tag.PLACED,
            Tag.STAFF_BROUGHT,
            Tag.SHEET_KEPT,
            Tag.PICTURE_ADDED,
            Tag.PACKAGE_ADDED,
        ],
        widens=[
            Tag.ADDED,
            Tag.CHECKED,
            Tag.READ,
            Tag.PACKAGE_ATTENDED,
            Tag.COUNTERSIGNED,
            Tag.CASE_CLEARED,
            Tag.TOPIC_FOUND,
            Tag.ENTERED,
            Tag.CONFIRMED,
            Tag.RELEASED,
            Tag.CERTIFIED,
            Tag.DRAFTED,
            Tag.ITEM_DRAFTED,
            Tag.ENROLLED,
        ],
        narrows={
            Tag.PUBLISHED: _lost(Course.objects),
            Tag.STARTED: _lost(Exam.objects),
            Tag.HANDED_IN: _lost(Exam.objects),
            Tag.ITEM_PUBLISHED: _lost(AwarenessItem.objects),
            Tag.CASE_NOTED: _lost(Case.objects),
            Tag.CASE_RETURNED: _returned,
            Tag.ENDED: _ended,
            Tag.WITHDRAWN: _withdrawn,
        },
    )
