"""Notices of leaving in the console, for personnel and the head."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.leaving_models import LeavingNotice
from shoumi.chapters.conduct.services.leavers import NOTERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("离职通知", "Notices of leaving")
_COLUMNS = (
    Column(("谁", "Who")),
    Column(("哪天提出", "Given on")),
    Column(("撤回", "Withdrawn")),
)
_EMPTY: Both = ("没有。有人提出离职时登记日期。", "None. Note the day when somebody gives notice.")


@open_to(Who.STAFF, *NOTERS)
@require_http_methods(["GET", "HEAD"])
def leavers(request: PageRequest) -> HttpResponse:
    """The newest first."""
    part, after = tables.part(request, LeavingNotice.objects.order_by("-id"), "id")
    known = accounts.names({one.person for one in part})
    rows = [
        (Cell(known[one.person], reverse("leaver", args=[one.ref])), one.given_on, one.withdrawn_at)
        for one in part
    ]
    table = Table(_COLUMNS, rows, _TITLE, _EMPTY, after=after)
    links = content_page.button(request, "leaver-note")
    return content_page.show(request, ContentPage(_TITLE, [table], links=links), "leavers")


@open_to(Who.STAFF, *NOTERS)
@require_http_methods(["GET", "HEAD"])
def leaver(request: PageRequest, leavingnotice: str) -> HttpResponse:
    one: LeavingNotice = queries.get(LeavingNotice, leavingnotice)
    known = accounts.names([one.person, one.noted_by])
    runs: Both = (
        "从提出那天起，访问信号和本人以前相比。",
        "Signals compare with the weeks before it.",
    )
    over: Both = ("已撤回。", "It is withdrawn.")
    told = DetailPage(
        title=_TITLE,
        answer=request.say(over if one.withdrawn_at else runs),
        crumbs=[(request.say(_TITLE), reverse("leavers"))],
        pairs=[
            (("谁", "Who"), known[one.person]),
            (("哪天提出", "Given on"), one.given_on),
            (("由谁登记", "Noted by"), known[one.noted_by]),
            (("撤回", "Withdrawn"), one.withdrawn_at),
        ],
        next=detail_page.offers(
            request, () if one.withdrawn_at else ("leaver-withdraw",), leavingnotice=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)
