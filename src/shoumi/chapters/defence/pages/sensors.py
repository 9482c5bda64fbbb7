"""Sensors of others: a table on the page of the watch, and one of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.defence.queries import sensors as queries
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.sensor_models import Sensor
from shoumi.core.messages import Both
from shoumi.core.refs import Ref
from shoumi.core.terms import Role

READERS = (Role.SEC, Role.OPS, Role.DPO, Role.HEAD, Role.SUP)
_MOST = 20
_NAME: Both = ("传感器", "Sensors")
_COLUMNS = (
    Column(("传感器", "Sensor")),
    Column(("读到", "Read")),
    Column(("行数", "Lines"), "number"),
    Column(("可能缺行", "Gaps"), "number"),
    Column(("关掉", "Switched off")),
)
_NONE: Both = (
    "没有打开：网络流量和主机登录没有人看。装了 Suricata 或 fail2ban，就在上面打开。",
    "None: nobody looks at packets and at sign-in to the host. Switch on what you have.",
)


def table(request: PageRequest) -> Table:
    rows = [
        (
            Cell(names.of(SensorKind(one.kind), request.lang), reverse("sensor", args=[one.ref])),
            one.read_at,
            one.lines,
            one.gaps,
            one.ended_at,
        )
        for one in queries.listed()[:_MOST]
    ]
    return Table(_COLUMNS, rows, _NAME, _NONE)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def sensor(request: PageRequest, sensor: str) -> HttpResponse:
    """One sensor: its log, and how far that was read."""
    one = queries.get(Ref(sensor))
    kind = SensorKind(one.kind)
    told = DetailPage(
        title=names.pair(kind),
        answer=_answer(request, one),
        crumbs=[(request.say(("入侵检测", "Detection")), reverse("detection"))],
        pairs=_pairs(one),
        acts=detail_page.offers(
            request, ("sensor-drop",) if one.ended_at is None else (), sensor=one.ref
        ),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: Sensor) -> str:
    said: Both = ("{read} 读过，共 {lines} 行。", "Read {read}: {lines} lines so far.")
    if one.ended_at is not None:
        said = ("{ended} 关掉。", "Switched off {ended}.")
    elif queries.is_silent(one, request.at):
        said = (
            "{read} 以后读不到它的日志，L2 以上的资料室已关闭。",
            "Its log could not be read since {read}: rooms of L2 and above are shut.",
        )
    return request.say(said, read=one.read_at, lines=one.lines, ended=one.ended_at)


def _pairs(one: Sensor) -> Iterator[tuple[Both, Any]]:
    known = accounts.names([ref for ref in (one.added_by, one.ended_by) if ref])
    yield ("日志", "Log"), one.path
    yield ("由谁打开", "Switched on by"), known.get(one.added_by, "")
    yield ("打开", "Switched on"), one.added_at
    yield ("读到第几个字节", "Read up to byte"), one.offset
    yield ("可能缺行的次数", "How often lines may be missing"), one.gaps
    if one.ended_at is not None:
        yield ("由谁关掉", "Switched off by"), known.get(one.ended_by, "")
