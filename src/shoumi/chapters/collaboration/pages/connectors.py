"""Robots in the console: which department each tells, and what waits to be told."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.collaboration.connector_models import Connector
from shoumi.chapters.collaboration.queries import connectors as queries
from shoumi.chapters.collaboration.rules.robots import Vendor
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

READERS = (Role.SEC, Role.OPS, Role.DPO, Role.HEAD)
_TITLE: Both = ("群机器人", "Robots of groups")
_MOST = 200
_COLUMNS = (
    Column(("机器人", "Robot")),
    Column(("哪一家", "Vendor")),
    Column(("部门", "Department")),
    Column(("待通知", "To be told"), "number"),
    Column(("停用", "Ended")),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    empty: Both = ("没有群机器人。", "No robot is connected.")
    rows = [_row(request, one) for one in queries.listed()[:_MOST]]
    lead = request.say(
        (
            "只发编号和链接；超过每分钟上限的合成一条。",
            "They tell numbers and links; beyond the vendor's limit as one digest.",
        )
    )
    links = content_page.button(request, "robot-connect")
    told = Table(_COLUMNS, rows, _TITLE, empty)
    return content_page.show(request, ContentPage(_TITLE, [told], lead, links=links))


def _row(request: PageRequest, one: Connector) -> tuple[Any, ...]:
    return (
        Cell(str(one.number), reverse("connector", args=[one.ref])),
        names.of(Vendor(one.vendor), request.lang),
        names.of(Role(one.department), request.lang),
        queries.waiting(Ref(one.ref)).count(),
        one.ended_at,
    )


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def one(request: PageRequest, connector: str) -> HttpResponse:
    """One robot; its address is shown to nobody."""
    found = queries.get(Ref(connector))
    said: Both = ("在通知。", "It tells what waits.")
    if found.ended_at is not None:
        said = ("已停用，地址已销毁。", "It is ended, its address is destroyed.")
    acts = () if found.ended_at else ("robot-end",)
    told = DetailPage(
        title=(f"群机器人 {found.number}", f"Robot {found.number}"),
        answer=request.say(said),
        crumbs=[(request.say(_TITLE), reverse("connectors"))],
        pairs=(
            (("哪一家", "Vendor"), names.of(Vendor(found.vendor), request.lang)),
            (("部门", "Department"), names.of(Role(found.department), request.lang)),
            (("待通知", "To be told"), queries.waiting(Ref(found.ref)).count()),
            (("接上", "Connected"), found.made_at),
            (("停用", "Ended"), found.ended_at),
        ),
        acts=detail_page.offers(request, acts, connector=found.ref),
        history=detail_page.history(request, Ref(found.ref)),
    )
    return detail_page.show(request, told)
