"""``shoumi course``, ``class``, ``question``, ``exam``, ``awareness``, ``case``: verbs, lists."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import click

from shoumi.base import clock
from shoumi.base.commands import answers, options, tables
from shoumi.base.messages import names
from shoumi.base.messages.reader import language
from shoumi.base.verbs.command import group
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import AwarenessItem, Course, Question
from shoumi.chapters.learning.queries import effects, standings
from shoumi.chapters.learning.rules import CourseState, Topic, item_statistics
from shoumi.chapters.learning.rules.effects import Effect
from shoumi.chapters.learning.services import bank
from shoumi.chapters.learning.verbs import (
    AWARENESS_VERBS,
    CASE_VERBS,
    CLASS_VERBS,
    COURSE_VERBS,
    EXAM_VERBS,
    QUESTION_VERBS,
    told,
)

course = group("course", ("课程", "Courses."), COURSE_VERBS)
classes = group("class", ("线下课", "Sessions on site."), CLASS_VERBS)
question = group("question", ("题库", "The question bank."), QUESTION_VERBS)
exam = group("exam", ("考试", "Examinations."), EXAM_VERBS)
awareness = group("awareness", ("意识教育", "Awareness items."), AWARENESS_VERBS)
case = group("case", ("案例", "Own incidents told as cases."), CASE_VERBS)
GROUPS: Mapping[str, click.Command] = {
    "course": course,
    "class": classes,
    "question": question,
    "exam": exam,
    "awareness": awareness,
    "case": case,
}


@course.command("list")
@options.answering
def list_courses() -> None:
    """列出课程 / List the courses."""
    rows = [told.course(one) for one in Course.objects.order_by("id")]
    if answers.wants_json():
        answers.document({"courses": rows})
        return
    tables.table(
        [
            ("编号", "ref"),
            ("课程", "course"),
            ("版", "version"),
            ("状态", "state"),
            ("从什么时候起要求", "asked for from"),
        ],
        [
            (
                row["ref"],
                row["title"],
                row["number"],
                names.of(CourseState(row["state"]), language()),
                row["begins_at"],
            )
            for row in rows
        ],
        empty=("没有课程：shoumi course take", "No course: shoumi course take"),
    )


@course.command("people")
@options.answering
def list_people() -> None:
    """列出谁到什么时候可以接触个人信息 / List who may reach personal information until when."""
    at = clock.now()
    found = standings.standings(at)
    if answers.wants_json():
        answers.document(
            {
                "people": [
                    {"person": one.ref, "until": standing.until, "lack": standing.lack}
                    for one, standing in found
                ]
            }
        )
        return
    tables.table(
        [("姓名", "name"), ("到", "until"), ("还缺", "lacks")],
        [
            (
                one.name,
                standing.until,
                names.of(standing.lack, language()) if standing.lack else "",
            )
            for one, standing in found
        ],
        empty=("没有人有这样的岗位", "nobody holds such a role"),
    )


@question.command("list")
@options.answering
def list_questions() -> None:
    """列出题库和统计 / List the questions and what answers tell of each."""
    papers = queries.marked_papers()
    rows = []
    for one in Question.objects.order_by("id"):
        found = item_statistics.of_question(one.ref, papers)
        rows.append(
            {
                **told.question(one),
                "asked": found.asked if found else 0,
                "facility": found.facility if found else None,
                "discrimination": found.discrimination if found else None,
            }
        )
    if answers.wants_json():
        answers.document({"questions": rows, "kr20": item_statistics.kr20(papers)})
        return
    tables.table(
        [
            ("编号", "ref"),
            ("考什么", "topic"),
            ("题目", "question"),
            ("答过", "asked"),
            ("答对率", "facility"),
            ("区分度", "discrimination"),
        ],
        [
            (
                row["ref"],
                names.of(Topic(row["topic"]), language()),
                row["stem"],
                row["asked"],
                _number(row["facility"]),
                _number(row["discrimination"]),
            )
            for row in rows
        ],
        empty=("没有题：shoumi question add", "No question: shoumi question add"),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"


@question.command("gift")
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
def write_gift(to: Path) -> None:
    """把在用的题写成 GIFT 文件 / Write the questions as a GIFT file."""
    found = list(Question.objects.filter(withdrawn_at=None))
    to.write_text(bank.as_gift(found), "utf-8")


@question.command("moodle")
@click.argument("to", type=click.Path(path_type=Path, dir_okay=False))
def write_moodle(to: Path) -> None:
    """把在用的题写成 Moodle XML 文件 / Write the questions as a file of Moodle's XML."""
    found = list(Question.objects.filter(withdrawn_at=None))
    to.write_text(bank.as_moodle(found), "utf-8")


@awareness.command("list")
@options.answering
def list_items() -> None:
    """列出意识教育内容 / List the awareness items."""
    rows = [told.item(one) for one in AwarenessItem.objects.order_by("quarter")]
    if answers.wants_json():
        answers.document({"items": rows})
        return
    tables.table(
        [("编号", "ref"), ("季度", "quarter"), ("标题", "title"), ("期限", "due")],
        [(row["ref"], row["quarter"], row["title"], row["due_at"]) for row in rows],
        empty=("没有内容：shoumi awareness draft", "Nothing yet: shoumi awareness draft"),
    )


@awareness.command("effect")
@click.argument("of", required=False, default="")
@options.answering
def show_effect(of: str) -> None:
    """比较各部门前后 / Compare departments before and after a course or an item (OF)."""
    known = effects.occasions(clock.now())
    one = next((each for each in known if each.ref == of), None if of else next(iter(known), None))
    found = effects.of(one) if one else []
    if answers.wants_json():
        shown = [_effect(each) for each in found]
        answers.document({"of": one.ref if one else None, "departments": shown})
        return
    tables.table(
        [("部门", "department"), ("之前", "before"), ("之后", "after"), ("已读", "read")],
        [
            (
                row.department,
                _number(row.before.share if row.before else None),
                _number(row.after.share if row.after else None),
                _number(row.read),
            )
            for row in found
        ],
        empty=("没有可比较的", "nothing to compare"),
    )


def _effect(one: Effect) -> dict[str, object]:
    """None where fewer than five would be told of."""
    return {
        "department": one.department,
        "before": one.before.share if one.before else None,
        "after": one.after.share if one.after else None,
        "people_before": one.before.people if one.before else None,
        "people_after": one.after.people if one.after else None,
        "read": one.read,
    }


@case.command("list")
@options.answering
def list_cases() -> None:
    """列出案例 / List the cases."""
    rows = [told.case(one) for one in Case.objects.order_by("id")]
    if answers.wants_json():
        answers.document({"cases": rows})
        return
    tables.table(
        [("编号", "ref"), ("发生", "happened"), ("标题", "title"), ("写成案例", "told")],
        [(row["ref"], row["happened_on"], row["title"], row["told_at"]) for row in rows],
        empty=("没有案例：shoumi case note", "No case: shoumi case note"),
    )
