"""Lists of staff that were brought in: what became of one, and rows that wait to be mended."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.pages import content_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.list_files import TYPES, XLSX
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning.queries import staff_lists
from shoumi.chapters.learning.rules import staff_table
from shoumi.chapters.learning.services import left_workbook
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.services.staff_import import Brought
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.core.messages import Both

_TITLE: Both = ("员工名单", "Lists of staff")
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
_LISTS = (
    Column(("导入", "Brought in")),
    Column(("谁", "By")),
    Column(("行数", "Rows"), "number"),
    Column(("已办", "Taken"), "number"),
    Column(("放下", "Set aside"), "number"),
    Column(("要改的行", "Rows to mend")),
)
# Of the cells that are wrong, in a list.
_SHOWN = 5


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
        _TITLE,
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
        crumbs=_crumbs(request),
        links=_fetch(request, found.made),
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


def _crumbs(request: PageRequest) -> list[tuple[str, str]]:
    return [(request.say(("课程", "Courses")), reverse("courses"))]


def _fetch(request: PageRequest, one: StaffImport) -> list[tuple[str, str]]:
    if not staff_lists.is_left(one, request.at):
        return []
    href = reverse("staff-list-left", kwargs={"staff_list": one.ref})
    return [(request.say(("下载要改的行", "Fetch the rows to mend")), href)]


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def lists(request: PageRequest) -> HttpResponse:
    """The newest first."""
    part, after = tables.part(request, StaffImport.objects.all(), "id")
    known = scoping.people({one.brought_by for one in part})
    rows = [
        (
            one.brought_at,
            known.get(one.brought_by, ""),
            one.rows,
            one.taken,
            one.left,
            _rest(request, one),
        )
        for one in part
    ]
    empty: Both = ("还没有导入过员工名单。", "No list was brought in yet.")
    told = ContentPage(
        _TITLE,
        [Table(_LISTS, rows, _TITLE, empty, after=after)],
        crumbs=_crumbs(request),
        links=content_page.button(request, "course-bring-staff"),
    )
    return content_page.show(request, told, "staff-lists")


def _rest(request: PageRequest, one: StaffImport) -> Cell | str:
    if links := _fetch(request, one):
        name, href = links[0]
        return Cell(name, href, note=", ".join(place for place, _ in one.faults[:_SHOWN]))
    return ""


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET"])
def left(request: PageRequest, staff_list: str) -> HttpResponse:
    """The rows that have to be mended, as a workbook to be brought back."""
    one = staff_lists.get(staff_list)
    content = left_workbook.content(one, request.who(), request.at)
    answer = HttpResponse(content, content_type=TYPES[XLSX])
    answer["Content-Disposition"] = 'attachment; filename="staff-to-mend.xlsx"'
    return answer
