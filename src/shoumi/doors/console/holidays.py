"""Public holidays: which years are known and from where, each as a picture; a year that is entered.

Deadlines are counted on these tables, in every process.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.approvals.events import Action
from shoumi.base.approvals.rules import TWO, State
from shoumi.base.calendar import year_entry, year_tables
from shoumi.base.calendar.year_tables import Entered
from shoumi.base.pages import figures, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import button
from shoumi.base.pages.request import PageRequest, page
from shoumi.core import calendar as shipped
from shoumi.core.calendar import Year
from shoumi.core.messages import Both
from shoumi.doors.console.year_preview import Shown, shown
from shoumi.doors.verbs.holidays import ENTER, every

TITLE: Both = ("节假日安排", "Public holidays")
_LEAD: Both = (
    (
        "期限按这里的放假和调休上班日计算。每年 11 月国务院办公厅公布下一年的安排后，在这里录入，"
        "不用等新版本。"
    ),
    (
        "Deadlines are counted on these days off and make-up working days. The State Council "
        "publishes a year in the November before; it is entered here, without a new version."
    ),
)
_MISSING: Both = (
    "还没有 {year} 年的安排：算到那一年的期限都是暂定的，靠它才能确定的条件也不成立。",
    (
        "There is no table of {year}: deadlines that reach it are provisional, and what rests on "
        "them does not hold."
    ),
)
_SHIPPED: Both = ("随程序附带", "shipped with the program")
_OWN: Both = ("由本机构录入", "entered by this house")
_OVER: Both = (
    "由本机构录入，与程序附带的不同，以录入的为准",
    "entered by this house; the program ships another, the entered one counts",
)
_WAITS: Both = ("等另一人批准", "waits for another person's yes")
_APPROVED: Both = ("已批准，等申请人办理", "approved; who asked carries it out")
_TO_REQUEST: Both = ("看申请", "See the request")
_CORRECT: Both = ("更正这一年", "Correct this year")

_APPROVERS = TWO[Action.CALENDAR].approvers


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def holidays(request: PageRequest) -> HttpResponse:
    missing = year_tables.missing_year(request.at)
    this = shipped.day_in_china(request.at).year
    own = year_tables.entered()
    people = accounts.names({ref for one in own.values() for ref in (one.by, one.approver)})
    told = {
        "lead": request.say(_LEAD),
        "missing": request.say(_MISSING, year=missing) if missing else "",
        "links": button(request, ENTER.slug),
        "legend": figures.year_legend(request.lang),
        "waiting": [*_waiting(request)],
        "years": [
            _year(request, one, own.get(one.year), people, is_open=one.year >= this)
            for one in every()
            if one.is_published
        ],
    }
    return page(request, "console/holidays.html", TITLE, told)


def _waiting(request: PageRequest) -> list[Shown]:
    """Tables that somebody asked for, for those who may see the request."""
    return [
        shown(
            request,
            year_entry.of_request(one),
            request.say(_APPROVED if one.state == State.APPROVED else _WAITS),
            [
                (("谁申请", "Asked by"), one.requested_by.name),
                (("出处", "Source"), year_entry.of_request(one).source),
            ],
            (request.say(_TO_REQUEST), reverse("approval", kwargs={"approval": one.ref})),
            is_open=True,
        )
        for one in year_entry.waiting(request.who(), request.at)
        if one.requested_by_id == request.who() or request.roles & _APPROVERS
    ]


def _year(
    request: PageRequest, one: Year, own: Entered | None, people: Any, *, is_open: bool
) -> Shown:
    pairs: list[tuple[Both, Any]] = []
    if own is not None:
        other = shipped.china().years.get(one.year)
        differs = (
            other is not None
            and other.is_published
            and ((other.rests, other.make_up) != (one.rests, one.make_up))
        )
        state = _OVER if differs else _OWN
        pairs += [
            (("出处", "Source"), year_tables.source(own)),
            (("谁录入", "Entered by"), people.get(own.by)),
            (("谁批准", "Approved by"), people.get(own.approver)),
            (("录入于", "Entered at"), own.at),
            (("账本", "Entry"), tables.entry(request, own.position)),
        ]
    else:
        state = _SHIPPED
        pairs.append((("出处", "Source"), one.source))
    found = button(request, ENTER.slug)
    this = shipped.day_in_china(request.at).year
    to = ("", "")
    if found and one.year in (this, this + 1):
        to = (request.say(_CORRECT), f"{found[0][1]}?year={one.year}")
    return shown(request, one, request.say(state), pairs, to, is_open=is_open)
