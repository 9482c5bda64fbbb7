"""Courses and people for those who keep them: what is taught, and who is due."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

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
from shoumi.chapters.learning.queries import standings
from shoumi.chapters.learning.rules import CourseState
from shoumi.chapters.learning.rules.qualification import Standing
from shoumi.chapters.learning.verbs.place import READERS
from shoumi.chapters.learning.verbs.told import topic_names
from shoumi.core.calendar import day_in_china
from shoumi.core.messages import Both
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
_AS_STATED: Both = ("按声明", "as stated")
_LEAD: Both = (
    "{n} 人的岗位接触个人信息，其中 {away} 人没有现行版本的有效证书。",
    (
        "{n} hold a role that reaches personal information; {away} of them hold no valid "
        "certificate for the version in force."
    ),
)
_LEAD_BEFORE: Both = (
    (
        "{n} 人的岗位接触个人信息。{day} 起要求证书，在那以前按声明的培训情况放行；"
        "照现在这样，到时 {away} 人没有证书。"
    ),
    (
        "{n} hold a role that reaches personal information. Certificates are asked for from {day}; "
        "until then what is stated of training counts. As things stand, {away} will hold none."
    ),
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
            *content_page.button(request, "course-bring-staff"),
            *content_page.button(request, "course-add-picture"),
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
    """Who may reach personal information until when, the first to lapse first.

    Before certificates are asked for: what each would lack then.  Whoever is on this page is judged
    and nobody else.
    """
    begins = queries.begins_at()
    is_begun = begins is not None and begins <= request.at
    everybody = standings.first_to_lapse(standings.staff(request.at))
    part, after = _part(request, everybody)
    judged = standings.standings(request.at, None if is_begun else begins, part)
    told = ContentPage(
        _DUE,
        [
            Table(
                _PEOPLE,
                [_person(request, *one, is_begun=is_begun) for one in judged],
                _DUE,
                ("还没有人有这样的岗位。", "Nobody holds such a role yet."),
                after=after,
            )
        ],
        _lead(request, begins, everybody),
        crumbs=[(request.say(_TITLE), reverse("courses"))],
    )
    return content_page.show(request, told, "courses-people")


def _part(request: PageRequest, found: Sequence[Person]) -> tuple[Sequence[Person], str | None]:
    """One page, and the person after whom the next one begins; who is there no more is nobody."""
    places = {person.ref: place for place, person in enumerate(found, start=1)}
    begin = places.get(request.GET.get("after", ""), 0)
    part = found[begin : begin + tables.PAGE]
    is_last = begin + tables.PAGE >= len(found)
    return part, None if is_last else part[-1].ref


def _person(
    request: PageRequest, one: Person, standing: Standing, *, is_begun: bool
) -> tuple[object, ...]:
    told: Both = ("可以", "may") if standing.until else ("不可以", "may not")
    lack = names.of(standing.lack, request.lang) if standing.lack else ""
    return one.name, request.say(told if is_begun else _AS_STATED), standing.until, lack


def _lead(request: PageRequest, begins: datetime | None, everybody: Sequence[Person]) -> str:
    if begins is None:
        words: Both = (
            "还没有发布课程：现在按声明的培训情况放行。",
            "No course is published: what is stated of training counts until then.",
        )
        return request.say(words)
    away = standings.without_certificate(everybody, max(begins, request.at))
    words = _LEAD if begins <= request.at else _LEAD_BEFORE
    return request.say(words, n=len(everybody), away=away, day=day_in_china(begins))
