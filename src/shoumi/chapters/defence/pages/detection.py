"""The watch in the console: whether it runs, its alerts, and one to look into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.ledger import texts
from shoumi.base.messages import names
from shoumi.base.pages import clocks, content_page, detail_page, figures, record_table, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.content_page import ContentPage
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.base.registry.incident_card import incident_desk
from shoumi.base.row_authentication.errors import NotAuthentic
from shoumi.chapters.defence.models import SecurityCase, Watch
from shoumi.chapters.defence.pages import sensors
from shoumi.chapters.defence.queries import blocks, canaries
from shoumi.chapters.defence.queries import detection as queries
from shoumi.chapters.defence.queries import sensors as known_sensors
from shoumi.chapters.defence.rules import detection
from shoumi.chapters.defence.rules.detection import CaseState, Code, Rule, Verdict
from shoumi.chapters.defence.rules.sensors import SensorKind
from shoumi.chapters.defence.services.canaries import KEEPERS
from shoumi.core.messages import Both
from shoumi.core.refs import SYSTEM, Ref
from shoumi.core.terms import Role

READERS = (Role.SEC, Role.OPS, Role.DPO, Role.HEAD, Role.SUP)
_TITLE: Both = ("入侵检测", "Detection")
_MOST = 200
_COLUMNS = (
    Column(("告警", "Alert")),
    Column(("看到什么", "What was seen")),
    Column(("状态", "State")),
    Column(("次数", "Count"), "number"),
    Column(("开出", "Opened")),
)
_RULES = (
    Column(("看什么", "What is looked for")),
    Column(("几次", "How many"), "number"),
    Column(("多少分钟内", "Within minutes"), "number"),
)


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def overview(request: PageRequest) -> HttpResponse:
    """Except what is about the reader, the newest first."""
    found = queries.cases_of(request.who())
    try:
        running = queries.watch()
        lead = _lead(request, running, found)
    except NotAuthentic as altered:
        running, lead = None, request.tell_code(altered.code)[0]
    empty: Both = ("还没有告警。", "No alert yet.")
    alerts = [_row(request, one) for one in found[:_MOST]]
    rules = [_told_rule(request, one) for one in detection.rules()]
    acts = ("sensor-add", "detection-end") if running else ("detection-begin",)
    told = ContentPage(
        _TITLE,
        [
            Table(_COLUMNS, alerts, ("告警", "Alerts"), empty),
            sensors.table(request),
            record_table.table(request, queries.records(found)),
            Table(_RULES, rules, ("规则", "Rules"), empty),
        ],
        lead=lead,
        links=[*_links(request), *detail_page.offers(request, acts)],
    )
    return content_page.show(request, told)


def _links(request: PageRequest) -> list[tuple[str, str]]:
    """To what stands on pages of its own, for who may open them."""
    if request.roles.isdisjoint((*KEEPERS, Role.HEAD)):
        return []
    return [(request.say(("诱饵", "Canaries")), reverse("canaries"))]


def _lead(request: PageRequest, running: Watch | None, found: QuerySet[SecurityCase]) -> str:
    if running is None:
        said: Both = (
            "没有打开：第 12.2 条凭声明成立。",
            "Switched off: demand 12.2 rests on a statement.",
        )
        return request.say(said)
    if request.at - running.read_at > detection.FRESH:
        said = (
            "最近一次运行是 {read}，太久了，L2 以上的资料室已关闭。",
            "It ran last {read}, which is too long ago: rooms of L2 and above are shut.",
        )
        return request.say(said, read=running.read_at)
    waits = found.filter(queries.in_state(CaseState.OPEN, request.at)).count()
    said = (
        "在运行，{read} 看过；{waits} 个告警待接。",
        "It runs, last {read}; {waits} to be taken.",
    )
    return request.say(said, read=running.read_at, waits=waits)


def _row(request: PageRequest, one: SecurityCase) -> tuple[Any, ...]:
    return (
        Cell(str(one.number), reverse("securitycase", args=[one.ref])),
        names.of(Code(one.rule), request.lang),
        names.of(queries.state(one), request.lang),
        one.count,
        one.opened_at,
    )


def _told_rule(request: PageRequest, one: Rule) -> tuple[Any, ...]:
    minutes = int(one.within.total_seconds() // 60)
    return names.of(one.code, request.lang), one.count, minutes


@open_to(Who.STAFF, *READERS)
@require_http_methods(["GET", "HEAD"])
def case(request: PageRequest, securitycase: str) -> HttpResponse:
    """One alert: what it rests on, how long there is left, and what can be done."""
    one = queries.case_of(Ref(securitycase), request.who())
    state = queries.state(one)
    owed = {CaseState.OPEN: ("detection-take",)}.get(state, ())
    if state is CaseState.TAKEN and one.owner == request.who():
        owed = ("detection-close",)
    is_person = one.who not in ("", SYSTEM) and one.who in accounts.names([one.who])
    counts = queries.records([one])
    more = ["detection-block-address"] if blocks.addresses(one) else []
    more += ["detection-block"] if is_person else []
    if state is CaseState.CLOSED:
        more = []
    if incident_desk().known(Ref(one.ref)) is None:
        more.append("detection-report")
    told = DetailPage(
        title=(f"告警 {one.number}", f"Alert {one.number}"),
        answer=_answer(request, one, state),
        crumbs=[(request.say(_TITLE), reverse("detection"))],
        cautions=record_table.caution(request, counts),
        pairs=_pairs(request, one, state),
        tables=[record_table.table(request, counts)] if is_person else [],
        next=detail_page.offers(request, owed, securitycase=one.ref),
        acts=detail_page.offers(request, more, securitycase=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: SecurityCase, state: CaseState) -> str:
    said: Mapping[CaseState, Both] = {
        CaseState.OPEN: ("待接，限 {due} 前。", "To be taken by {due}."),
        CaseState.TAKEN: ("{owner} 在查。", "{owner} looks into it."),
        CaseState.CLOSED: ("已办结：{verdict}。", "Closed: {verdict}."),
    }
    owner = accounts.names([one.owner]).get(one.owner, "") if one.owner else ""
    verdict = names.of(Verdict(one.verdict), request.lang) if one.verdict else ""
    due = one.opened_at + detection.to_take_within()
    return request.say(said[state], due=due, owner=owner, verdict=verdict)


def _about(request: PageRequest, one: SecurityCase) -> str:
    """Who it is about; tries at log-ins that nobody has are about nobody."""
    if one.who == SYSTEM:
        return request.say(("没有人用的登录名", "log-ins that nobody has"))
    if (source := known_sensors.source(one.who)) is not None:
        return f"{names.of(SensorKind(source.kind), request.lang)}: {source.address}"
    if one.rule == Code.CANARY_RETURNED:
        canary = canaries.get(Ref(one.who))
        said: Both = (
            "{holder}：只有它的文件里有诱饵 {number}",
            "{holder}: canary {number} stands in its files alone",
        )
        return request.say(said, holder=canary.holder_name, number=canary.number)
    return accounts.names([one.who]).get(one.who, one.who)


def _pairs(
    request: PageRequest, one: SecurityCase, state: CaseState
) -> Iterator[tuple[Both, object]]:
    yield ("看到什么", "What was seen"), names.of(Code(one.rule), request.lang)
    if one.who:
        yield ("关于谁", "About"), _about(request, one)
    yield ("次数", "Count"), one.count
    if found := known_sensors.words(one.who) if one.rule == Code.SENSOR_ALERT else []:
        yield ("传感器怎么说", "What the sensor calls it"), tuple(found)
    if one.rule != Code.SENSOR_ALERT and (came := blocks.addresses(one)):
        yield ("来自", "Came from"), tuple(came)
    yield ("头一条", "The first of them"), tables.entry(request, one.first)
    yield ("末一条", "The last of them"), tables.entry(request, one.last)
    yield ("开出", "Opened"), one.opened_at
    if known := incident_desk().known(Ref(one.ref)):
        yield ("安全事件", "Incident"), known.number
    if state is CaseState.OPEN:
        due = one.opened_at + detection.to_take_within()
        clock = clocks.until(one.opened_at, due, request.at)
        yield ("还剩", "Left"), figures.clock(clock, request.lang)
    if state is CaseState.CLOSED and one.entry_position is not None:
        yield ("依据", "On what it rests"), texts.of_entry(one.entry_position, "said")
