"""What became of a list of staff that was brought in, row by row."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse

from shoumi.base.pages import content_page
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning.queries import staff_lists
from shoumi.chapters.learning.rules import staff_table
from shoumi.chapters.learning.services.staff_import import Brought
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.core.messages import Both

TITLE: Both = ("员工名单", "Lists of staff")
_TAKEN = (
    Column(("行", "Row"), "number"),
    Column(("姓名", "Name")),
    Column(("课程", "Courses"), "number"),
    Column(("登录链接，只显示这一次", "Link to sign in, shown this once")),
)
_LEFT = (
    Column(("哪一格", "Cell")),
    Column(("怎么了", "What is wrong")),
    Column(("怎么改", "How to mend it")),
)


def brought(request: PageRequest, found: Brought) -> HttpResponse:
    """What became of each row; links are shown this once."""
    taken = [
        (
            one.row.line,
            Cell(
                one.row.values.get(staff_table.Column.NAME, ""),
                reverse("person", kwargs={"person": one.person}),
            ),
            one.courses,
            _link(request, one.link),
        )
        for one in found.taken
    ]
    told = ContentPage(
        TITLE,
        [
            *([_faults(request, found)] if found.left else []),
            Table(_TAKEN, taken, ("已办的", "Taken"), ("没有办成的行。", "No row was taken.")),
        ],
        request.say(
            (
                "{rows} 行：办了 {taken} 行，放下 {left} 行。",
                "{rows} rows: {taken} taken, {left} set aside.",
            ),
            rows=found.made.rows,
            taken=found.made.taken,
            left=found.made.left,
        ),
        crumbs=crumbs(request),
        links=fetch(request, found.made),
    )
    return content_page.show(request, told)


def _link(request: PageRequest, link: str) -> str:
    if not link:
        return request.say(("原来就在", "was here already"))
    return request.build_absolute_uri(reverse("enter", kwargs={"link": link}))


def _faults(request: PageRequest, found: Brought) -> Table:
    rows = [
        (fault.place, *request.tell(fault.error)[:2]) for one in found.left for fault in one.faults
    ]
    return Table(_LEFT, rows, ("放下待改的", "Set aside to be mended"), ("没有。", "None."))


def crumbs(request: PageRequest) -> list[tuple[str, str]]:
    return [(request.say(("课程", "Courses")), reverse("courses"))]


def fetch(request: PageRequest, one: StaffImport) -> list[tuple[str, str]]:
    if not staff_lists.is_left(one, request.at):
        return []
    href = reverse("staff-list-left", kwargs={"staff_list": one.ref})
    return [(request.say(("下载要改的行", "Fetch the rows to mend")), href)]
