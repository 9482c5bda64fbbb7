"""The verbs of a session on site: plan, sign in by the code on the wall, countersign."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import reverse

from shoumi.base.accounts import queries as accounts
from shoumi.base.accounts.models import Person
from shoumi.base.accounts.rules import Kind
from shoumi.base.pages import forms
from shoumi.base.pages.choices import plain
from shoumi.base.pages.forms import Field, Option, from_query
from shoumi.base.pages.request import PageRequest
from shoumi.base.verbs import Call, OnPage, OnTerminal, Verb
from shoumi.chapters.learning.file_models import SignedSheet
from shoumi.chapters.learning.models import Attendance, Session
from shoumi.chapters.learning.rules import Scope
from shoumi.chapters.learning.services import courses, paper_signatures, sessions
from shoumi.chapters.learning.verbs.courses import about as about_course
from shoumi.chapters.learning.verbs.place import CLASS, COURSE, LEARNERS, session_of
from shoumi.chapters.learning.verbs.told import attendance, course_name, operation, person_field
from shoumi.chapters.learning.verbs.told import session as told
from shoumi.chapters.learning.verbs.told import sheet as told_sheet
from shoumi.core.messages import Both
from shoumi.core.refs import Ref


def staff(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    for one in Person.objects.filter(is_active=True, kind=Kind.STAFF).order_by("name", "ref"):
        yield one.ref, plain(one.name)


def signed(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Who signed in and waits for the teacher."""
    waiting = sessions.waiting(session_of(request, place["session"]))
    known = accounts.names(one.person for one in waiting)
    for one in waiting:
        yield one.person, plain(known[one.person])


def not_signed(request: PageRequest, place: Mapping[str, Any]) -> Iterator[Option]:
    """Staff that did not sign in by the code, without the teacher."""
    one = session_of(request, place["session"])
    there = {each.person for each in Attendance.objects.filter(session=one.ref)} | {one.teacher}
    for ref, name in staff(request, place):
        if ref not in there:
            yield ref, name


def about(request: PageRequest, session: str) -> Iterator[tuple[Both, object]]:
    one = session_of(request, session)
    yield ("课程", "Course"), course_name(one.course, request.lang)
    yield ("地点", "Place"), one.place
    yield ("开始", "Begins"), one.begins_at


def _plan(call: Call) -> Session:
    given = call.given
    return sessions.plan(
        course=call.on,
        place=given["place"],
        teacher=given["teacher"],
        begins_at=given["begins_at"],
        ends_at=given["ends_at"],
        actor=call.actor,
        at=call.at,
    )


def _sign_in(call: Call) -> Attendance:
    return sessions.sign_in(session=call.on, code=call.given["code"], actor=call.actor, at=call.at)


def _countersign(call: Call) -> int:
    return sessions.countersign(
        session=call.on,
        absent=frozenset(call.given["absent"] or ()),
        actor=call.actor,
        at=call.at,
    )


def _enter(call: Call) -> SignedSheet:
    return paper_signatures.enter(
        session=call.on,
        persons=[Ref(one) for one in call.given["persons"] or ()],
        sheet=bytes(call.given["sheet"]),
        actor=call.actor,
        at=call.at,
    )


def _confirm(call: Call) -> Attendance:
    return paper_signatures.confirm(session=call.on, actor=call.actor, at=call.at)


def _told_count(made: int) -> dict[str, Any]:
    return {"countersigned": made}


PLAN = Verb(
    noun="class",
    name="plan",
    on=COURSE,
    do=_plan,
    tells=told,
    title=("安排线下课", "Plan a session on site"),
    done=("线下课已安排", "It is planned"),
    roles=courses.KEEPERS,
    fields=(
        Field("place", ("地点", "Place"), most=120),
        person_field("teacher", ("授课人", "Teacher"), staff),
        Field("begins_at", ("开始", "Begins"), forms.Kind.MOMENT),
        Field("ends_at", ("结束", "Ends"), forms.Kind.MOMENT),
    ),
    help=(
        "上课时授课人打开签到码放在墙上，到场的人扫码，课后授课人确认。",
        "The teacher puts the code on the wall, who is there scans it, the teacher countersigns.",
    ),
    button=("安排", "Plan it"),
    page=OnPage(back="course", to=("class", "session"), facts=about_course),
    command=OnTerminal(),
    operation=operation("Plan a session on site.", "SessionLine", told, status=201),
)
SIGN_IN = Verb(
    noun="class",
    name="sign-in",
    on=CLASS,
    do=_sign_in,
    tells=attendance,
    title=("签到", "Sign in"),
    done=("已签到，等授课人确认", "You signed in; the teacher countersigns"),
    roles=LEARNERS,
    fields=(
        Field(
            "code",
            ("墙上的码", "The code on the wall"),
            help=("三十秒内有效。", "It is good for thirty seconds."),
            most=40,
            initial=from_query("code"),
            hints={"autocomplete": "off"},
        ),
    ),
    button=("签到", "Sign in"),
    page=OnPage(
        back="class",
        href=lambda made: reverse("class", kwargs={"session": made.session}),
        facts=about,
    ),
    command=OnTerminal(),
    operation=operation("Sign in at a session.", "AttendanceLine", attendance, Scope.LEARN),
)
COUNTERSIGN = Verb(
    noun="class",
    name="countersign",
    on=CLASS,
    do=_countersign,
    tells=_told_count,
    title=("确认到场", "Countersign"),
    done=("已确认", "They are countersigned"),
    roles=LEARNERS,
    fields=(
        Field(
            "absent",
            ("其中没有到场的", "Who of them was not there"),
            forms.Kind.MANY,
            ("都到了就不选。", "Choose nobody where all were."),
            is_needed=False,
            options=signed,
            of=Ref,
            default=(),
        ),
    ),
    help=("由授课人确认，不能确认自己。", "By the teacher, never of her- or himself."),
    button=("确认", "Countersign"),
    page=OnPage(back="class", facts=about),
    command=OnTerminal(),
    operation=operation("Countersign who was there.", "CountersignedLine", _told_count),
)
ENTER = Verb(
    noun="class",
    name="enter-sheet",
    on=CLASS,
    do=_enter,
    tells=told_sheet,
    title=("补录签到表", "Enter a sheet of signatures"),
    done=("已补录", "They are entered"),
    roles=LEARNERS,
    fields=(
        Field(
            "persons",
            ("签到表上有谁", "Who stands on the sheet"),
            forms.Kind.MANY,
            (
                "照表选；用签到码签过的不用选。",
                "As the sheet has it; who signed in by the code need not be chosen.",
            ),
            options=not_signed,
            of=Ref,
        ),
        Field(
            "sheet",
            ("签到表的扫描件或照片", "The sheet, scanned or photographed"),
            forms.Kind.FILE,
            ("PDF、PNG 或 JPEG；加密保存。", "PDF, PNG or JPEG; it is kept sealed."),
        ),
    ),
    help=(
        "课后由授课人补录，十四天以内；不能补录自己。",
        "By the teacher, after the session and within fourteen days; never of her- or himself.",
    ),
    button=("补录", "Enter them"),
    page=OnPage(back="class", facts=about),  # what is made is a sheet
    command=OnTerminal(),
    operation=operation("Enter a sheet of signatures.", "SheetLine", told_sheet, status=201),
)
CONFIRM = Verb(
    noun="class",
    name="confirm",
    on=CLASS,
    do=_confirm,
    tells=attendance,
    title=("确认我到了课", "Confirm that I was there"),
    done=("已确认", "You confirmed it"),
    roles=LEARNERS,
    help=(
        "授课人按签到表补录了您。到了课、表上是您签的名，才确认；没有到课就不要确认。",
        "The teacher entered you from the sheet. Confirm it only if you were there and signed.",
    ),
    button=("我到了课", "I was there"),
    page=OnPage(
        back="class",
        href=lambda made: reverse("class", kwargs={"session": made.session}),
        facts=about,
    ),
    command=OnTerminal(),
    operation=operation(
        "Confirm what a teacher entered of oneself.", "AttendanceLine", attendance, Scope.LEARN
    ),
)
VERBS = (PLAN, SIGN_IN, COUNTERSIGN, ENTER, CONFIRM)
