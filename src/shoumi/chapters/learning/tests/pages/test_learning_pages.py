"""Learning by page: the library, publication, lesson, examination, session, certificate, lists."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine

from shoumi.base import clock, registry
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.case_models import Case
from shoumi.chapters.learning.models import (
    Attendance,
    AwarenessItem,
    Certificate,
    Course,
    Exam,
    Question,
    Session,
)
from shoumi.chapters.learning.rules import quarters
from shoumi.core.calendar import CHINA
from shoumi.doors.demo import cast as people
from shoumi.doors.tests.visitors import signed_in

pytestmark = pytest.mark.django_db(transaction=True, databases=("default", "keyring"))
TEXTS = {
    "title_zh": "钓鱼邮件",
    "title_en": "Phishing",
    "text_zh": "先核实。",
    "text_en": "Ask first.",
}


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()
    return answer.content.decode()


def sees(person, path, lang="zh"):
    return text(signed_in(person, lang=lang).get(path, secure=True))


def does(person, path, slug, status=303, **given):
    answer = signed_in(person).post(f"{path}/do/{slug}", given, secure=True)
    return text(answer, status)


def moment(at):
    return f"{at.astimezone(CHINA):%Y-%m-%dT%H:%M}"


@pytest.fixture
def personnel(house):
    return house[people.PERSONNEL]


@pytest.fixture
def clerk(house):
    return house[people.SERVICE]


@pytest.fixture
def taken(house, personnel):
    """Both courses of the library as drafts, their questions checked by the protection officer."""
    policy = next(one.ref for one in registry.register_versions() if one.in_force_at)
    for starter in ("a-law-and-policy", "b-measures"):
        given = {"starter": starter, "policy": policy, "roles": ["CS", "CON", "HR", "DPO"]}
        does(personnel, "/courses", "course-take", **given)
        batch = Question.objects.order_by("-id").first().batch
        does(house.dpo, "/questions", "question-check", batch=batch)
    return Course.objects.order_by("id")[0]


@pytest.fixture
def published(house, taken):
    begins = moment(clock.now() + timedelta(days=10))
    does(house.dpo, f"/courses/{taken.ref}", "course-publish", begins_at=begins)
    taken.refresh_from_db()
    return taken


def sit(person, course, right=True):
    """By the form of its own page, every question answered rightly or with the first option."""
    does(person, f"/courses/{course.ref}", "exam-start")
    exam = Exam.objects.order_by("-id").first()
    shown = sees(person, f"/exams/{exam.ref}")
    keys = {one.ref: one.right for one in Question.objects.all()}
    given = {}
    for one in queries.paper_of(exam):
        assert f'name="{one.ref}"' in shown
        given[one.ref] = [one.order.index(place) for place in keys[one.ref]] if right else []
    return exam, signed_in(person).post(f"/exams/{exam.ref}", given, secure=True)


def test_empty_lists_say_what_to_do_next(house, personnel, clerk):
    assert "还没有课程" in sees(personnel, "/courses")
    assert "Take one from the library" in sees(personnel, "/courses", "en")
    assert "还没有题" in sees(personnel, "/questions")
    assert "您的岗位还没有课程" in sees(clerk, "/my-courses")
    assert "No certificate is asked for yet" in sees(clerk, "/my-courses", "en")
    assert "每季度一份" in sees(clerk, "/awareness")
    assert "没有发布课程" in sees(personnel, "/courses/people")


def test_who_takes_from_the_library_sees_when_it_was_read_a_second_time(house, personnel):
    for path in ("/courses/do/course-take", "/awareness/do/awareness-take"):
        assert "2026-12-01 复读" in sees(personnel, path)
        assert "No lawyer has checked them" in sees(personnel, path, "en")


def test_a_course_of_the_library_is_published_by_another(house, personnel, taken):
    begins = moment(clock.now() + timedelta(days=10))
    refused = does(personnel, f"/courses/{taken.ref}", "course-publish", 422, begins_at=begins)
    assert "要由别人来定" in refused
    does(house.dpo, f"/courses/{taken.ref}", "course-publish", begins_at=begins)
    shown = sees(personnel, f"/courses/{taken.ref}")
    assert "凭什么处理" in shown
    assert "<h3>" in shown
    assert "On what basis" in sees(personnel, f"/courses/{taken.ref}", "en")


def test_somebody_learns_passes_attends_and_is_certified(house, personnel, clerk, published):
    path = f"/courses/{published.ref}"
    assert "我读完了" in sees(clerk, path)
    does(clerk, path, "course-read")
    exam, answer = sit(clerk, published)
    assert answer.status_code == 303
    result = sees(clerk, f"/exams/{exam.ref}")
    assert "10 题对 10 题：通过" in result
    assert "个人信息保护法" in result
    now = clock.now()
    does(
        personnel,
        path,
        "class-plan",
        place="三号会议室",
        teacher=house.legal,
        begins_at=moment(now - timedelta(minutes=1)),
        ends_at=moment(now + timedelta(hours=1)),
    )
    session = Session.objects.get()
    wall = sees(house.legal, f"/classes/{session.ref}/code")
    code = re.search(r'class="mono">([0-9]+-[a-z2-7]+)<', wall).group(1)
    assert 'class="qr"' in wall
    assert 'http-equiv="refresh"' not in wall  # whoever reads it with a screen reader starts anew
    assert re.search(r'<div data-renew="15">\s*<div class="qr-frame"', wall)
    assert f'<a href="/classes/{session.ref}/code">换下一个码' in wall
    room = f"/classes/{session.ref}"
    assert "do/class-sign-in" in sees(clerk, room)
    assert "do/class-countersign" not in sees(house.legal, room)  # nobody waits for it
    does(clerk, room, "class-sign-in", code=code)
    assert "do/class-sign-in" not in sees(clerk, room)
    shown = sees(house.legal, room)
    assert "王样本" in shown
    assert "do/class-countersign" in shown
    does(house.legal, room, "class-countersign")
    assert "do/class-countersign" not in sees(house.legal, room)
    assert Attendance.objects.get().countersigned_by == house.legal
    made = Certificate.objects.get()
    assert made.person == clerk
    assert "TC-00001" in sees(clerk, "/my-courses")
    assert "您有证书" in sees(clerk, path)
    assert "王样本" in sees(personnel, "/courses/people")


def test_two_failures_wait_for_personnel(house, personnel, clerk, published):
    does(clerk, f"/courses/{published.ref}", "course-read")
    for _ in range(2):
        exam, _answer = sit(clerk, published, right=False)
    assert "连续两次没有通过" in sees(clerk, f"/courses/{published.ref}")
    refused = does(clerk, f"/courses/{published.ref}", "exam-start", 422)
    assert "准许再考" in refused
    with time_machine.travel(clock.now() + timedelta(minutes=1), tick=True):
        does(personnel, f"/exams/{exam.ref}", "exam-release")
    exam.refresh_from_db()
    assert exam.released_by == personnel


def test_nobody_sees_the_examination_of_another(house, clerk, published):
    does(clerk, f"/courses/{published.ref}", "course-read")
    exam, _ = sit(clerk, published)
    other = signed_in(house[people.CONSULTANT])
    assert other.get(f"/exams/{exam.ref}", secure=True).status_code == 404
    assert other.post(f"/exams/{exam.ref}", {}, secure=True).status_code == 404


def test_a_learner_sees_no_bank_no_draft_and_no_list_of_people(house, clerk, taken):
    for path in ("/questions", "/questions/gift", "/courses/people", "/courses"):
        assert signed_in(clerk).get(path, secure=True).status_code in (403, 404), path
    assert signed_in(clerk).get(f"/courses/{taken.ref}", secure=True).status_code == 404


def test_the_bank_is_read_fetched_and_a_question_withdrawn(house, personnel, taken):
    one = Question.objects.order_by("id").first()
    shown = sees(personnel, f"/questions/{one.ref}")
    assert one.basis in shown
    fetched = sees(personnel, "/questions/gift")
    assert fetched.count("::question-") == Question.objects.count()
    does(personnel, f"/questions/{one.ref}", "question-withdraw", reason="WRONG", is_sure="on")
    assert "题目有错" in sees(personnel, f"/questions/{one.ref}")
    assert "Discrimination" in sees(personnel, "/questions?topic=LAW", "en")


def test_an_item_is_drafted_published_and_read(house, personnel, clerk):
    quarter = quarters.of(clock.now())
    does(personnel, "/awareness", "awareness-draft", quarter=quarter, **TEXTS)
    one = AwarenessItem.objects.get()
    assert signed_in(clerk).get(f"/awareness/{one.ref}", secure=True).status_code == 404
    due = moment(clock.now() + timedelta(days=10))
    does(house.dpo, f"/awareness/{one.ref}", "awareness-publish", due_at=due)
    assert "先核实" in sees(clerk, f"/awareness/{one.ref}")
    does(clerk, f"/awareness/{one.ref}", "awareness-read")
    assert "您已签收" in sees(clerk, f"/awareness/{one.ref}")


def test_an_own_incident_becomes_a_case(house, personnel, clerk):
    day = f"{clock.now():%Y-%m-%d}"
    does(house.dpo, "/cases", "case-note", happened_on=day)
    one = Case.objects.get()
    assert signed_in(clerk).get(f"/cases/{one.ref}", secure=True).status_code == 404
    does(house.dpo, f"/cases/{one.ref}", "case-tell", **TEXTS)
    assert signed_in(clerk).get(f"/cases/{one.ref}", secure=True).status_code == 404
    does(house.dpo, f"/cases/{one.ref}", "case-clear", status=422)
    does(personnel, f"/cases/{one.ref}", "case-clear")
    assert "先核实" in sees(clerk, f"/cases/{one.ref}")
    assert "Ask first" in sees(clerk, f"/cases/{one.ref}", "en")
