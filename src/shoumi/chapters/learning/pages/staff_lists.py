"""Lists of staff that were brought in, and rows that wait to be mended."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import content_page, scoping, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.list_files import TYPES, XLSX
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.learning.queries import staff_lists
from shoumi.chapters.learning.services import left_workbook
from shoumi.chapters.learning.services.courses import KEEPERS
from shoumi.chapters.learning.staff_models import StaffImport
from shoumi.chapters.learning.verbs import staff_answer
from shoumi.core.messages import Both

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
        staff_answer.TITLE,
        [Table(_LISTS, rows, staff_answer.TITLE, empty, after=after)],
        crumbs=staff_answer.crumbs(request),
        links=content_page.button(request, "course-bring-staff"),
    )
    return content_page.show(request, told, "staff-lists")


def _rest(request: PageRequest, one: StaffImport) -> Cell | str:
    if links := staff_answer.fetch(request, one):
        name, href = links[0]
        return Cell(name, href, note=", ".join(place for place, _ in one.faults[:_SHOWN]))
    return ""


@open_to(Who.STAFF, *KEEPERS)
@require_http_methods(["GET", "HEAD"])
def left(request: PageRequest, staff_list: str) -> HttpResponse:
    """The rows that have to be mended, as a workbook to be brought back."""
    accounts.require(request.who(), request.at, *KEEPERS)  # nobody else learns of any
    one = staff_lists.get(staff_list)
    content = left_workbook.content(one, request.who(), request.at)
    answer = HttpResponse(content, content_type=TYPES[XLSX])
    answer["Content-Disposition"] = 'attachment; filename="staff-to-mend.xlsx"'
    return answer
