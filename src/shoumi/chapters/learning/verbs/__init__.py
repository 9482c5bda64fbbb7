"""The verbs of courses, sessions on site, questions, examinations, awareness items and cases."""

from __future__ import annotations

from shoumi.chapters.learning.verbs import (
    awareness,
    cases,
    classes,
    courses,
    exams,
    packages,
    pictures,
    questions,
    staff,
    syllabus,
)

COURSE_VERBS = (*courses.VERBS, *syllabus.VERBS, *staff.VERBS, *pictures.VERBS, *packages.VERBS)
CLASS_VERBS = classes.VERBS
QUESTION_VERBS = questions.VERBS
EXAM_VERBS = exams.VERBS
AWARENESS_VERBS = awareness.ITEM_VERBS
CASE_VERBS = cases.VERBS
VERBS = (
    *COURSE_VERBS,
    *CLASS_VERBS,
    *QUESTION_VERBS,
    *EXAM_VERBS,
    *AWARENESS_VERBS,
    *CASE_VERBS,
)
