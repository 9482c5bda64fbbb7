"""Chapters 4, 14 and 19 in the told home: a course, its session, examination, item and case."""

from __future__ import annotations

import io
from datetime import datetime, timedelta

import openpyxl
from PIL import Image
from tests.web import visitors

from shoumi.base import registry
from shoumi.base.accounts.models import Grant
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Question
from shoumi.chapters.learning.rules import quarters
from shoumi.chapters.learning.services import (
    awareness,
    bank,
    cases,
    courses,
    exams,
    lessons,
    packages,
    paper_signatures,
    pictures,
    sessions,
    staff_import,
    starters,
)
from shoumi.chapters.learning.tests import scorm_packages
from shoumi.core.calendar import day_in_china
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

# Certificates are asked for from then on, and the item is due: nobody here is kept away by them.
_LATER = timedelta(days=300)
_SOON = timedelta(seconds=1)
_ITEM = ("本季提示：先核实，再回复", "This quarter: check before you answer")
_TEXT = ("来信要客户名单，先打电话核实。", "A mail that asks for a list of customers: ring first.")


def prepare(at: datetime) -> None:
    personnel, officer, clerk = _newest(Role.HR), _newest(Role.DPO), _newest(Role.CS)
    starter = starters.library()[0]
    policy = Ref(next(one.ref for one in registry.register_versions() if one.in_force_at))
    made = starters.take(
        name=starter.name, policy=policy, roles=[Role.CS, Role.DPO], actor=personnel, at=at
    )
    course = Ref(made.ref)
    package = packages.add(
        course=course, content=scorm_packages.package("1.2"), actor=personnel, at=at
    )
    batch = Question.objects.order_by("-id")[0].batch
    bank.check(batch=Ref(batch), actor=officer, at=at)
    courses.publish(course=course, begins_at=at + _LATER, actor=officer, at=at)
    sessions.plan(
        course=course,
        place="样板楼 201",
        teacher=visitors.founder(Role.DPO),  # who looks at its pages
        begins_at=at - timedelta(hours=1),
        ends_at=at + timedelta(hours=2),
        actor=personnel,
        at=at,
    )
    for learner in (clerk, officer):
        _works_through(Ref(package.ref), learner, at)
    lessons.read_course(course=course, actor=clerk, at=at)
    exams.start(course=course, actor=clerk, at=at)
    item = awareness.draft(quarter=quarters.of(at), title=_ITEM, text=_TEXT, actor=personnel, at=at)
    awareness.publish(item=Ref(item.ref), due_at=at + _LATER, actor=officer, at=at)
    cases.note(happened_on=day_in_china(at), actor=officer, at=at)
    _certify(course, officer, personnel, at)
    pictures.add(content=_picture(), actor=personnel, at=at)
    _bring_list(personnel, at)


def _works_through(package: Ref, learner: Ref, at: datetime) -> None:
    for part in range(1, len(scorm_packages.PARTS) + 1):
        done = {"status": "completed"}
        packages.keep_state(package=package, part=part, state=done, actor=learner, at=at)


def _certify(course: Ref, learner: Ref, teacher: Ref, at: datetime) -> None:
    """By a session that is over a second later, so that a sheet of paper is entered too."""
    lessons.read_course(course=course, actor=learner, at=at)
    exam = exams.start(course=course, actor=learner, at=at)
    keys = {one.ref: one.right for one in Question.objects.all()}
    answers = {
        one.ref: [one.order.index(place) for place in keys[one.ref]]
        for one in queries.paper_of(exam)
    }
    exams.hand_in(exam=Ref(exam.ref), answers=answers, actor=learner, at=at)
    made = sessions.plan(
        course=course,
        place="样板楼 202",
        teacher=teacher,
        begins_at=at - timedelta(hours=1),
        ends_at=at + _SOON,
        actor=teacher,
        at=at,
    )
    paper_signatures.enter(
        session=Ref(made.ref),
        persons=[learner],
        sheet=_picture(),
        actor=teacher,
        at=at + _SOON,
    )
    paper_signatures.confirm(session=Ref(made.ref), actor=learner, at=at + _SOON)


def _picture() -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (320, 160), "navy").save(out, "PNG")
    return out.getvalue()


def _bring_list(personnel: Ref, at: datetime) -> None:
    """One row can be taken, one has to be mended."""
    book = openpyxl.Workbook()
    for row in (
        ("姓名", "邮箱", "部门"),
        ("尤虚构", "you@house.example", "客服部"),
        ("许样例", "无", ""),
    ):
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    staff_import.bring(content=out.getvalue(), actor=personnel, at=at, real_at=at)


def _newest(role: Role) -> Ref:
    """Who came last: the visitor of that role."""
    found = Grant.objects.filter(role=role, until=None, deal="").order_by("-position")
    return Ref(found[0].person_id)
