"""The verbs of a course: draft, take from the library, publish, end; read its lesson."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base import registry
from shoumi.base.messages import names
from shoumi.base.pages import forms
from shoumi.base.pages.forms import Field, Option
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.models import Course, Reading
from shoumi.chapters.learning.rules import CourseState, Scope
from shoumi.chapters.learning.services import courses, lessons, starters
from shoumi.chapters.learning.services.courses import Content
from shoumi.chapters.learning.verbs.place import COURSE, COURSES, LEARNERS, course_of
from shoumi.chapters.learning.verbs.told import ROLES, TOPICS, operation, pair
from shoumi.chapters.learning.verbs.told import course as told
from shoumi.chapters.learning.verbs.told import reading as told_reading
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def policies(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The versions of the policy, the newest first; a draft too."""
    for one in sorted(registry.register_versions(), key=lambda one: one.number, reverse=True):
        state: Both = ("已发布", "published") if one.in_force_at else ("草稿", "draft")
        yield (
            one.ref,
            (f"第 {one.number} 版（{state[0]}）", f"version {one.number} ({state[1]})"),
        )


def series(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """The newest version of each course."""
    newest: dict[str, Course] = {}
    for one in Course.objects.order_by("number"):
        newest[one.series] = one
    for one in newest.values():
        words = f"{one.title_zh} v{one.number}", f"{one.title_en} v{one.number}"
        yield one.ref, words


def about(request: PageRequest, course: str) -> Iterator[tuple[Both, object]]:
    one = course_of(request, course)
    yield ("课程", "Course"), one.title_en if request.lang == "en" else one.title_zh
    yield ("状态", "State"), names.of(CourseState(one.state), request.lang)


def _help_to_take() -> Both:
    zh, en = starters.reread_in_words(*(one.reread for one in starters.library()))
    return (
        f"按自己的政策和做法改过再用；题由另一个人复核以后才考。{zh}",
        (
            "Change it to your policy and practice; its questions are asked once another checked "
            f"them. {en}"
        ),
    )


def _draft(call: Call) -> Course:
    given = call.given
    content = Content(
        title=(given["title_zh"], given["title_en"]),
        text=(given["text_zh"], given["text_en"]),
        roles=given["roles"],
        topics=given["topics"],
        questions=given["questions"],
        minutes=given["minutes"],
    )
    earlier = given["earlier"]
    return courses.draft(
        content=content,
        policy=given["policy"],
        earlier=Ref(earlier) if earlier else None,
        actor=call.actor,
        at=call.at,
    )


def _take(call: Call) -> Course:
    return starters.take(
        name=call.given["starter"],
        policy=call.given["policy"],
        roles=call.given["roles"],
        actor=call.actor,
        at=call.at,
    )


def _publish(call: Call) -> Course:
    return courses.publish(
        course=call.on, begins_at=call.given["begins_at"], actor=call.actor, at=call.at
    )


def _end(call: Call) -> Course:
    return courses.end(course=call.on, actor=call.actor, at=call.at)


def _read(call: Call) -> Reading:
    return lessons.read_course(course=call.on, actor=call.actor, at=call.at)


_POLICY = Field(
    "policy",
    ("讲哪一版隐私政策", "Which version of the policy it teaches"),
    forms.Kind.ONE,
    (
        "下一版还是草稿时就可以写，大家在它生效前先考过。",
        "The next one while it is a draft, so that people pass before it is in force.",
    ),
    options=policies,
    of=Ref,
    empty=("先起草隐私政策。", "Draft a policy first."),
)
_TO_COURSE = OnPage(back="courses", to=("course", "course"))
_ON_COURSE = OnPage(back="course", to=("course", "course"), facts=about)
DRAFT = Verb(
    noun="course",
    name="draft",
    on=COURSES,
    do=_draft,
    tells=told,
    title=("起草课程", "Draft a course"),
    done=("课程已起草，请另一个人发布", "It is drafted; another person publishes it"),
    roles=courses.KEEPERS,
    fields=(
        *pair("title", ("标题", "Title")),
        *pair("text", ("课文", "Lesson"), ("Markdown。", "Markdown."), is_long=True),
        ROLES,
        TOPICS,
        _POLICY,
        Field(
            "questions",
            ("考几题", "Questions asked"),
            forms.Kind.WHOLE,
            initial=10,
            most=50,
            least=5,
        ),
        Field("minutes", ("考几分钟", "Minutes"), forms.Kind.WHOLE, initial=20, most=180, least=5),
        Field(
            "earlier",
            ("接着哪一门", "Follows"),
            forms.Kind.ONE,
            ("全新的课不选。", "Leave it for a new course."),
            is_needed=False,
            options=series,
            default="",
        ),
    ),
    button=("起草", "Draft it"),
    page=_TO_COURSE,
    command=OnTerminal(),
    operation=operation("Draft a course.", "CourseLine", told, status=201, path=""),
)
TAKE = Verb(
    noun="course",
    name="take",
    on=COURSES,
    do=_take,
    tells=told,
    title=("用现成课程", "Take one from the library"),
    done=("课文和题都放进来了，请另一个人复核", "Lesson and questions are in; another checks them"),
    roles=courses.KEEPERS,
    fields=(
        Field(
            "starter",
            ("哪一门", "Which"),
            forms.Kind.ONE,
            options=tuple((one.name, one.title) for one in starters.library()),
        ),
        ROLES,
        _POLICY,
    ),
    help=_help_to_take(),
    button=("放进来", "Take it"),
    page=_TO_COURSE,
    command=OnTerminal(),
    operation=operation("Take a course from the library.", "CourseLine", told, status=201),
)
PUBLISH = Verb(
    noun="course",
    name="publish",
    on=COURSE,
    do=_publish,
    tells=told,
    title=("发布课程", "Publish the course"),
    done=("课程已发布", "It is published"),
    roles=courses.PUBLISHERS,
    fields=(
        Field(
            "begins_at",
            ("从什么时候起要求证书", "Its certificate is asked for from"),
            forms.Kind.MOMENT,
            (
                "在那以前学完、考过的照常；到时没有证书的，不能接触个人信息。",
                "People learn until then; from then on, none without a certificate reaches data.",
            ),
        ),
    ),
    button=("发布", "Publish it"),
    page=_ON_COURSE,
    command=OnTerminal(),
    operation=operation("Publish a course another person wrote.", "CourseLine", told),
)
END = Verb(
    noun="course",
    name="end",
    on=COURSE,
    do=_end,
    tells=told,
    title=("停用课程", "End the course"),
    done=("课程已停用", "It is ended"),
    roles=courses.PUBLISHERS,
    help=(
        "岗位再没有别的课，就不能接触个人信息。",
        "A role that has no other course reaches no personal information then.",
    ),
    button=("停用", "End it"),
    is_final=True,
    page=_ON_COURSE,
    command=OnTerminal(),
    operation=operation("End a course.", "CourseLine", told),
)
READ = Verb(
    noun="course",
    name="read",
    on=COURSE,
    do=_read,
    tells=told_reading,
    title=("我读完了", "I read it"),
    done=("已签收", "You signed for it"),
    roles=LEARNERS,
    help=("签收的是现在这一版课文。", "You sign for the lesson as it stands now."),
    button=("签收", "Sign for it"),
    page=OnPage(
        back="course", href=lambda made: reverse("course", kwargs={"course": made.of}), facts=about
    ),
    command=OnTerminal(),
    operation=operation("Sign for a lesson.", "ReadingLine", told_reading, Scope.LEARN),
)
VERBS = (DRAFT, TAKE, PUBLISH, END, READ)
