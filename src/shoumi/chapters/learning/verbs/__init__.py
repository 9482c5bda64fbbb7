"""The verbs of courses, sessions on site, questions, examinations, awareness items and cases."""

from __future__ import annotations

from shoumi.chapters.learning.verbs import (
    awareness,
    classes,
    courses,
    exams,
    packages,
    pictures,
    questions,
    staff,
)

COURSE_VERBS = (*courses.VERBS, *staff.VERBS, *pictures.VERBS, *packages.VERBS)
CLASS_VERBS = classes.VERBS
QUESTION_VERBS = questions.VERBS
EXAM_VERBS = exams.VERBS
AWARENESS_VERBS = awareness.ITEM_VERBS
CASE_VERBS = awareness.CASE_VERBS
VERBS = (
    *COURSE_VERBS,
    *CLASS_VERBS,
    *QUESTION_VERBS,
    *EXAM_VERBS,
    *AWARENESS_VERBS,
    *CASE_VERBS,
)
