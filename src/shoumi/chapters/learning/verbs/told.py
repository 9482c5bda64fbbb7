"""How rows of learning are told by commands and operations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from shoumi.base.accounts.rules import DATA_ROLES
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, words_of
from shoumi.base.verbs import InApi
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case, CaseClearance
from shoumi.chapters.learning.file_models import LessonPicture, SignedSheet
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Reading,
    Session,
)
from shoumi.chapters.learning.package_models import LessonPackage
from shoumi.chapters.learning.rules import Scope, Topic, lesson_pictures
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

MOST_TITLE = 120
MOST_TEXT = 40_000


def course(one: Course) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "series": one.series,
        "number": one.number,
        "title": one.title_zh,
        "policy": one.policy,
        "roles": one.roles,
        "topics": one.topics,
        "questions": one.questions,
        "minutes": one.minutes,
        "state": one.state,
        "begins_at": one.begins_at,
    }


def reading(one: Reading) -> dict[str, Any]:
    return {"ref": one.ref, "person": one.person, "of": one.of, "read_at": one.read_at}


def session(one: Session) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "course": one.course,
        "place": one.place,
        "teacher": one.teacher,
        "begins_at": one.begins_at,
        "ends_at": one.ends_at,
    }


def attendance(one: Attendance) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "session": one.session,
        "person": one.person,
        "signed_at": one.signed_at,
        "countersigned_at": one.countersigned_at,
    }


def package(one: LessonPackage) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "course": one.course,
        "edition": one.edition,
        "parts": [title for title, _, _ in one.parts],
        "added_at": one.added_at,
    }


def sheet(one: SignedSheet) -> dict[str, Any]:
    return {"ref": one.ref, "session": one.session, "entered_at": one.entered_at}


def picture(one: LessonPicture) -> dict[str, Any]:
    """``line`` is what a lesson shows it by."""
    return {"ref": one.ref, "line": lesson_pictures.line(one.ref), "added_at": one.added_at}


def question(one: Question) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "batch": one.batch,
        "topic": one.topic,
        "stem": one.stem_zh,
        "basis": one.basis,
        "checked_at": one.checked_at,
        "withdrawn_at": one.withdrawn_at,
        "reason": one.reason or None,
    }


def batch(made: list[Question]) -> dict[str, Any]:
    return {"batch": made[0].batch, "questions": len(made)}


def exam(one: Exam) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "course": one.course,
        "started_at": one.started_at,
        "ends_at": one.ends_at,
        "handed_in_at": one.handed_in_at,
        "right": sum(one.marks.values()) if one.handed_in_at else None,
        "of": len(one.paper),
        "passed": one.passed,
        "paper": [] if one.handed_in_at else list(asked(one)),
    }


def asked(one: Exam) -> Iterator[dict[str, Any]]:
    """The questions of a paper as they are shown; nothing of what is right."""
    paper = queries.paper_of(one)
    known = {row.ref: row for row in Question.objects.filter(ref__in=[each.ref for each in paper])}
    for each in paper:
        row = known[each.ref]
        yield {
            "ref": row.ref,
            "stem": row.stem_zh,
            "stem_en": row.stem_en,
            "options": [row.options[place] for place in each.order],
            "several": len(row.right) > 1,
        }


def item(one: AwarenessItem) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "quarter": one.quarter,
        "title": one.title_zh,
        "published_at": one.published_at,
        "due_at": one.due_at,
    }


def case(one: Case) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "happened_on": one.happened_on,
        "title": one.title_zh,
        "told_at": one.told_at,
    }


def clearance(one: CaseClearance) -> dict[str, Any]:
    return {"ref": one.ref, "case": one.case, "cleared_at": one.cleared_at}


def certificate(one: Certificate) -> dict[str, Any]:
    return {
        "ref": one.ref,
        "number": one.number,
        "person": one.person,
        "course": one.course,
        "policy": one.policy,
        "issued_at": one.issued_at,
        "until": one.until,
    }


def operation(
    summary: str, answer: str, tells: Any, scope: Scope = Scope.WRITE, **more: Any
) -> InApi:
    """``answer``  name of the schema in ``verbs.answer``, which is loaded when the API opens"""

    def schema() -> type[Any]:
        from shoumi.chapters.learning.verbs import answer as answers

        found: type[Any] = getattr(answers, answer)
        return found

    return InApi(scope=scope, summary=summary, answer=schema, tells=tells, **more)


def pair(
    name: str, label: Both, help_: Both = forms.NO_HELP, *, is_long: bool = False
) -> tuple[Field, Field]:
    """One thing in both languages."""
    kind, most = (forms.Kind.LONG, MOST_TEXT) if is_long else (forms.Kind.TEXT, MOST_TITLE)
    zh, en = label
    return (
        Field(f"{name}_zh", (f"{zh}（中文）", f"{en} (Chinese)"), kind, help_, most=most),
        Field(f"{name}_en", (f"{zh}（英文）", f"{en} (English)"), kind, most=most),
    )


ROLES = Field(
    "roles",
    ("哪些岗位要学", "For which roles"),
    forms.Kind.MANY,
    options=words_of(sorted(DATA_ROLES)),
    of=Role,
)
TOPICS = Field(
    "topics",
    ("讲什么", "What it teaches"),
    forms.Kind.MANY,
    ("三类都要有课讲到。", "All three have to be taught by some course."),
    options=words_of(Topic),
    of=Topic,
)


def course_name(ref: str, lang: str) -> str:
    found = Course.objects.filter(ref=ref).values_list("title_zh", "title_en").first()
    return "" if found is None else found[lang == "en"]


def topic_names(one: Course, lang: str) -> tuple[str, ...]:
    at = 1 if lang == "en" else 0
    return tuple(names.pair(Topic(word))[at] for word in one.topics)


def person_field(name: str, label: Both, options: Any) -> Field:
    return Field(name, label, forms.Kind.ONE, options=options, of=Ref, names="person")
