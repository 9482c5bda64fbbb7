"""Canaries in the console: where they are, and one of them.  Whoever knows them passes them by, so
few may look."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import content_page, detail_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.rooms.models import Paper
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.canary_models import Canary
from shoumi.chapters.defence.pages import customer_canaries
from shoumi.chapters.defence.queries import canaries as queries
from shoumi.chapters.defence.queries import detection
from shoumi.chapters.defence.rules.canaries import CanaryKind
from shoumi.chapters.defence.services.canaries import KEEPERS
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

_TITLE: Both = ("诱饵", "Canaries")
_DETECTION: Both = ("入侵检测", "Detection")
_MOST = 200
_COLUMNS = (
    Column(("诱饵", "Canary")),
    Column(("是什么", "What it is")),
    Column(("在哪里", "Where")),
    Column(("放好", "Put")),
    Column(("撤下", "Taken back")),
)
_CARRIED = (
    Column(("交易", "Deal")),
    Column(("写进文件", "Written into a file")),
    Column(("账本", "Ledger")),
)
_ACTS = ("canary-draw", "canary-mark", "customer-canary-ask", "canary-match")


@open_to(Who.STAFF, *KEEPERS, Role.HEAD)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """Each of them, the newest first, and whether anybody would hear of a touch."""
    try:
        found, lead = queries.everything()[::-1][:_MOST], _lead(request)
    except NotAuthentic as altered:
        found, lead = [], request.tell_code(altered.code)[0]
    empty: Both = (
        "还没有诱饵。给收文件的公司各放一个，或者选资料室里一份没有人该打开的文件。",
        "None yet. Put one into the files of each company, or choose a paper nobody should open.",
    )
    table = Table(_COLUMNS, [_row(request, one) for one in found], _TITLE, empty)
    told = ContentPage(
        _TITLE,
        [table, customer_canaries.table(request)],
        lead=lead,
        crumbs=[(request.say(_DETECTION), reverse("detection"))],
        links=detail_page.offers(request, _ACTS),
    )
    return content_page.show(request, told)


def _lead(request: PageRequest) -> str:
    if detection.watch() is None:
        said: Both = (
            "入侵检测没有打开：碰了诱饵也不会告警。",
            "Detection is switched off: nobody hears of a canary that is touched.",
        )
        return request.say(said)
    said = (
        "谁碰了诱饵，一分钟内就有告警。只有安全、个保负责人和总负责人看得到这一页。",
        "Whoever touches one makes an alert within a minute. Security, officer and head see this.",
    )
    return request.say(said)


def _row(request: PageRequest, one: Canary) -> tuple[Any, ...]:
    return (
        Cell(str(one.number), reverse("canary", args=[one.ref])),
        names.of(CanaryKind(one.kind), request.lang),
        where(one),
        one.put_at,
        one.ended_at,
    )


def where(one: Canary) -> str:
    """The company, or the paper by its number and title."""
    if one.holder_name:
        return one.holder_name
    paper = Paper.objects.filter(ref=one.paper).first()
    return f"{paper.number} {paper.title}" if paper else one.paper


@open_to(Who.STAFF, *KEEPERS, Role.HEAD)
@require_http_methods(["GET", "HEAD"])
def canary(request: PageRequest, canary: str) -> HttpResponse:
    """One: who it is made up to be, and which files carried it."""
    one = queries.get(Ref(canary))
    acts = ("canary-take-back",) if one.ended_at is None else ()
    told = DetailPage(
        title=(f"诱饵 {one.number}", f"Canary {one.number}"),
        answer=_answer(request, one),
        crumbs=[(request.say(_TITLE), reverse("canaries"))],
        pairs=_pairs(request, one),
        tables=[_carried(request, one)] if one.kind == CanaryKind.ENTRY else [],
        acts=detail_page.offers(request, acts, canary=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: Canary) -> str:
    if one.ended_at is not None:
        return request.say(("已撤下；回来了照样认得。", "Taken back; known all the same."))
    if one.kind == CanaryKind.PAPER:
        return request.say(("谁打开这份文件就告警。", "Whoever opens that paper makes an alert."))
    said: Both = (
        "只在给{holder}的文件里；回来了，就是它泄露的。",
        "It stands in files for {holder} alone: where it comes back, they leaked.",
    )
    return request.say(said, holder=one.holder_name)


def _pairs(request: PageRequest, one: Canary) -> Iterator[tuple[Both, object]]:
    yield ("是什么", "What it is"), names.of(CanaryKind(one.kind), request.lang)
    yield ("在哪里", "Where"), where(one)
    if (made_up := queries.opened(one)) is not None:
        yield ("虚构的姓名", "Made-up name"), made_up.name
        yield ("自己的手机号", "Number of our own"), made_up.mobile
        if made_up.mail:
            yield ("自己的邮箱", "Address of our own"), made_up.mail
        yield ("回执码", "Receipt code"), made_up.code
    known = accounts.names([ref for ref in (one.put_by, one.ended_by) if ref])
    yield ("由谁放", "Put by"), known.get(one.put_by, "")
    yield ("放好", "Put"), one.put_at
    if one.ended_at is not None:
        yield ("由谁撤下", "Taken back by"), known.get(one.ended_by, "")
        yield ("撤下", "Taken back"), one.ended_at


def _carried(request: PageRequest, one: Canary) -> Table:
    rows = []
    for entry in queries.carried(one):
        line = entry.line()
        deal = deals.deal(line.deal).number if line.deal else ""
        rows.append((deal, line.at, tables.entry(request, entry.position)))
    empty: Both = ("还没有文件带着它。", "No file has carried it yet.")
    return Table(_CARRIED, rows, ("带着它的文件", "Files with it"), empty)
