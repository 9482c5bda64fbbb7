"""Courses and people for those who keep them: what is taught, and who is due."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts.models import Person
from shoumi.base.messages import names
from shoumi.base.pages import content_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning import queries
from shoumi.chapters.learning.models import Course
from shoumi.chapters.learning.queries import people
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.verbs.place import READERS
from shoumi.chapters.learning.verbs.told import topic_names
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("课程", "Courses")
_COLUMNS = (
    Column(("课程", "Course")),
    Column(("版", "Version"), "number"),
    Column(("状态", "State")),
    Column(("讲什么", "Teaches")),
    Column(("岗位", "Roles")),
    Column(("从什么时候起要求", "Asked for from")),
)
_EMPTY: Both = (
    "还没有课程。先从现成课程里放一门进来，改过，请另一个人复核题目并发布。",
    "None yet. Take one from the library, change it, have another check its questions and publish.",
)
_DUE: Both = ("人员和到期", "People and due dates")
_PEOPLE = (
    Column(("姓名", "Name")),
    Column(("现在", "Now")),
    Column(("到", "Until")),
    Column(("还缺", "Lacks")),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def courses(request: PageRequest) -> HttpResponse:
    """Every version, the newest first."""
    part, after = tables.part(request, Course.objects.all(), "id")
    told = ContentPage(
        _TITLE,
        [Table(_COLUMNS, [_row(request, one) for one in part], _TITLE, _EMPTY, after=after)],
        crumbs=[(request.say(("我的课程", "My courses")), reverse("my-courses"))],
        links=[
            *content_page.button(request, "course-take"),
            *content_page.button(request, "course-draft"),
            (request.say(_DUE), reverse("courses-people")),
            (request.say(("题库", "Question bank")), reverse("questions")),
        ],
    )
    return content_page.show(request, told, "courses")


def _row(request: PageRequest, one: Course) -> tuple[object, ...]:
    return (
        Cell(
            one.title_en if request.lang == "en" else one.title_zh,
            reverse("course", kwargs={"course": one.ref}),
        ),
        one.number,
        names.of(CourseState(one.state), request.lang),
        topic_names(one, request.lang),
        tuple(names.of(Role(role), request.lang) for role in one.roles),
        one.begins_at,
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def due(request: PageRequest) -> HttpResponse:
    """Who may reach personal information until when, the first to lapse first."""
    found = people.staff(request.at)
    standings = {one.ref: people.standing_of(Ref(one.ref), request.at) for one in found}
    away = sum(one.until is None for one in standings.values())

    def order(person: Person) -> tuple[bool, float, str]:
        until = standings[person.ref].until
        return (until is not None, until.timestamp() if until else 0.0, person.name)

    rows = []
    for person in sorted(found, key=order):
        standing = standings[person.ref]
        is_open: Both = ("可以", "may") if standing.until else ("不可以", "may not")
        lack = names.of(standing.lack, request.lang) if standing.lack else ""
        rows.append((person.name, request.say(is_open), standing.until, lack))
    lead: Both = (
        "{n} 人的岗位接触个人信息，其中 {away} 人现在没有证书或有未读内容。",
        "{n} hold a role that reaches personal information; {away} of them lack something now.",
    )
    empty: Both = ("还没有人有这样的岗位。", "Nobody holds such a role yet.")
    told = ContentPage(
        _DUE,
        [Table(_PEOPLE, rows, _DUE, empty)],
        request.say(lead, n=len(found), away=away) if queries.begins_at() else _not_begun(request),
        crumbs=[(request.say(_TITLE), reverse("courses"))],
    )
    return content_page.show(request, told, "courses-people")


def _not_begun(request: PageRequest) -> str:
    words: Both = (
        "还没有发布课程：现在按声明的培训情况放行。",
        "No course is published: what is stated of training counts until then.",
    )
    return request.say(words)
