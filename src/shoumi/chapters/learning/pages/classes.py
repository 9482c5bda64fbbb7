"""A session on site: who signed in, and the code that its teacher puts on the wall."""

from __future__ import annotations

from urllib.parse import urlencode

import segno
from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import detail_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest, page
from shoumi.base.pages.tables import Column, Table
from shoumi.chapters.learning.file_models import SignedSheet
from shoumi.chapters.learning.models import Attendance, Session
from shoumi.chapters.learning.pages import file_answers
from shoumi.chapters.learning.queries import NoSuchSession, sheet_entries
from shoumi.chapters.learning.rules import attendance_codes
from shoumi.chapters.learning.services import paper_signatures, sessions
from shoumi.chapters.learning.verbs.place import LEARNERS, keeps, session_of
from shoumi.chapters.learning.verbs.told import course_name
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_SIGNED = (
    Column(("姓名", "Name")),
    Column(("签到", "Signed in")),
    Column(("授课人确认", "Countersigned")),
)
_TITLE: Both = ("签到码", "The code on the wall")


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def session(request: PageRequest, session: str) -> HttpResponse:
    """Who signed in is for the teacher and those who keep courses; others see themselves."""
    one = session_of(request, session)
    is_teacher = one.teacher == request.who()
    found = Attendance.objects.filter(session=one.ref).order_by("id")
    if not (is_teacher or keeps(request)):
        found = found.filter(person=request.who())
    known = scoping.people({one.teacher, *(each.person for each in found)})
    rows = [(known.get(each.person, ""), each.signed_at, each.countersigned_at) for each in found]
    is_on = one.begins_at <= request.at < one.ends_at
    wall = (request.say(_TITLE), reverse("class-code", kwargs={"session": one.ref}))
    empty: Both = ("还没有人签到。", "Nobody signed in yet.")
    told = DetailPage(
        title=("线下课", "Session on site"),
        answer=course_name(one.course, request.lang),
        crumbs=[
            (
                course_name(one.course, request.lang),
                reverse("course", kwargs={"course": one.course}),
            )
        ],
        pairs=[
            (("地点", "Place"), one.place),
            (("授课人", "Teacher"), known.get(one.teacher, "")),
            (("开始", "Begins"), one.begins_at),
            (("结束", "Ends"), one.ends_at),
            (("账本", "Entry"), tables.entry(request, one.entry_position)),
        ],
        tables=[Table(_SIGNED, rows, ("签到的人", "Who signed in"), empty)],
        files=_sheets(request, one) if is_teacher or keeps(request) else (),
        next=[wall] if is_teacher and is_on else [],
        acts=detail_page.offers(
            request, _owed(request, one, found, is_teacher=is_teacher), session=one.ref
        ),
    )
    return detail_page.show(request, told)


def _owed(
    request: PageRequest, one: Session, found: QuerySet[Attendance], *, is_teacher: bool
) -> list[str]:
    """The teacher countersigns while somebody waits; who has signed in has nothing left to do."""
    own = found.filter(person=request.who())
    if not is_teacher:
        left = sheet_entries.waiting(request.who(), request.at)
        if any(session.ref == one.ref for session, _ in left):
            return ["class-confirm"]
        return [] if own.exists() else ["class-sign-in"]
    waiting = found.filter(countersigned_at=None).exclude(person=request.who())
    owed = ["class-countersign"] if waiting.exists() else []
    is_late = request.at >= one.ends_at + paper_signatures.ENTERED_WITHIN
    return owed if request.at < one.ends_at or is_late else [*owed, "class-enter-sheet"]


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def wall(request: PageRequest, session: str) -> HttpResponse:
    """For the teacher's screen; it is drawn anew before its code is over."""
    one = session_of(request, session)
    if one.teacher != request.who():  # to everybody else there is no such page
        raise NoSuchSession(session=session)
    code = sessions.code(session=Ref(one.ref), actor=request.who(), at=request.at)
    form = reverse("act-class-sign-in", kwargs={"session": one.ref})
    address = request.build_absolute_uri(f"{form}?{urlencode({'code': code})}")
    drawn = segno.make(address, error="m").svg_inline(
        border=4, svgclass="qr", lineclass="qr-ink", omitsize=True
    )
    told = {
        "picture": mark_safe(drawn),  # noqa: S308 - drawn here
        "code": code,
        "seconds": attendance_codes.DRAWN_EVERY_SECONDS,
        "name": course_name(one.course, request.lang),
        "session": one.ref,
    }
    return page(request, "learning/code.html", _TITLE, told)


def _sheets(request: PageRequest, one: Session) -> list[tuple[str, str]]:
    """The sheets of signatures, to be fetched."""
    found = SignedSheet.objects.filter(session=one.ref).order_by("id")
    name: Both = ("签到表 {n}", "Sheet of signatures {n}")
    return [
        (
            request.say(name, n=place),
            reverse("class-sheet", kwargs={"session": one.ref, "sheet": sheet.ref}),
        )
        for place, sheet in enumerate(found, start=1)
    ]


@open_to(Who.STAFF, *LEARNERS)
@require_http_methods(["GET", "HEAD"])
def sheet(request: PageRequest, session: str, sheet: str) -> HttpResponse:
    """As it was kept, for the teacher and those who keep courses.

    Raises:
        NoSuchSession, NotAuthentic, NoSuchDocument, DocumentDamaged, NoKey
    """
    one = session_of(request, session)
    found = SignedSheet.objects.filter(session=one.ref, ref=sheet).first()
    if found is None or not (one.teacher == request.who() or keeps(request)):
        raise NoSuchSession(ref=session)
    return file_answers.kept_file(found)
