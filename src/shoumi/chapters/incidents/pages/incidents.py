"""Incidents and drills in the console: the lists, and one with its clocks and what comes next."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.deals import queries as deals
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_page, record_table
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.incidents import queries
from shoumi.chapters.incidents.models import (
    Breach,
    BreachOrigin,
    BreachStep,
    DrawnDrill,
    DrillInject,
    Exposure,
)
from shoumi.chapters.incidents.pages import incident_files
from shoumi.chapters.incidents.pages import incident_tables as parts
from shoumi.chapters.incidents.queries import courses, drill_scores, exposures, status_notes
from shoumi.chapters.incidents.rules import incidents as rules
from shoumi.chapters.incidents.rules.incidents import Clock
from shoumi.chapters.incidents.rules.words import (
    BreachState,
    Channel,
    Kind,
    Milestone,
    Root,
    Source,
)
from shoumi.chapters.incidents.services import drawn_drills, texts
from shoumi.chapters.incidents.services.drills import PLANNERS
from shoumi.chapters.incidents.services.measures import MEASURES
from shoumi.chapters.incidents.verbs.place import READERS, breach_of
from shoumi.core.incident_clock import Level, Severity
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_INCIDENTS: Both = ("安全事件", "Incidents")
_DRILLS: Both = ("应急演练", "Emergency drills")
_COLUMNS = (
    Column(("编号", "Number")),
    Column(("状态", "State")),
    Column(("发生了什么", "What happened")),
    Column(("内部级别", "Severity")),
    Column(("发现", "Found")),
)
_WINDOWS = (
    Column(("最早", "Not before")),
    Column(("最晚", "Before")),
    Column(("状况", "How it stands")),
    Column(("种子的散列", "Digest of the seed"), "ref"),
)
_WAITS: Both = ("到抽中的一分钟自动开始", "begins by itself")
_LOST: Both = (
    "文字不在了，开始不了：请取消，另行安排",
    "its texts are gone, so it cannot begin: call it off and arrange another",
)
# What each milestone is done by.
_BY = {
    Milestone.CONTAINED: "incident-contain",
    Milestone.AUTHORITY_TOLD: "incident-tell",
    Milestone.PERSONS_TOLD: "incident-tell",
    Milestone.CAUSE_FOUND: "incident-cause",
    Milestone.RESPONSIBILITY: "incident-blame",
    Milestone.SUMMARY: "incident-tell",
}
_IN_DRILL = ("exercise-answer",)
_REAL = (
    *("incident-lock-out", "incident-shut-rooms", "incident-stop-deal", "incident-close-tasks"),
    *("incident-write", "incident-print", "incident-posted", "incident-status"),
)
_MORE = (
    *("incident-tick", "incident-note", "incident-evidence", "incident-count", "incident-grade"),
    *("incident-lower", "incident-touch", "incident-tell", "incident-spare", "incident-cause"),
    *("incident-blame", "incident-wind-up"),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def incidents(request: PageRequest) -> HttpResponse:
    """All for those who handle them; for everybody else what they reported."""
    empty: Both = (
        "没有事件。发现疑似泄露就报告，不必先核实、不必先请示。",
        "None. Whoever sees what may be a leak reports it, without checking or asking first.",
    )
    return _listed(request, _INCIDENTS, empty, "incident-report", is_drill=False)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def exercises(request: PageRequest) -> HttpResponse:
    """The same of drills."""
    empty: Both = (
        "还没有演练。每年至少一次；没有做到的成为预案的修订意见。",
        "None yet. At least one a year; what is missed calls for a change of the plan.",
    )
    return _listed(request, _DRILLS, empty, "exercise-begin", is_drill=True)


def _listed(
    request: PageRequest, title: Both, empty: Both, begin: str, *, is_drill: bool
) -> HttpResponse:
    found = Breach.objects.filter(is_drill=is_drill).order_by("-number")
    if not request.roles & READERS:
        found = found.filter(reported_by=request.who())
    page = ListPage(
        title=title,
        columns=_COLUMNS,
        empty=empty,
        number="number",
        phases=BreachState,
        in_phase=queries.in_breach_state,
        lead=_lead,
        row=_row,
        begin=begin,
        file_name="exercises" if is_drill else "incidents",
        of_deals=False,
        more=("exercise-arrange",) if is_drill else (),
        beside=_drawn if is_drill else None,
    )
    return list_page.show(request, found, page)


def _drawn(request: PageRequest) -> list[Table]:
    """Drills whose minute nobody knows yet, for those who may call them off."""
    if not request.roles & set(PLANNERS):
        return []
    rows = [
        (
            Cell(one.since, reverse("act-exercise-call-off", args=[one.ref])),
            one.until,
            request.say(_WAITS if drawn_drills.can_begin(one) else _LOST),
            one.commitment,
        )
        for one in DrawnDrill.objects.filter(ended_at=None).order_by("since")
    ]
    return [Table(_WINDOWS, rows, ("突击演练", "Unannounced"), ("没有安排。", "None arranged."))]


def _lead(request: PageRequest, found: QuerySet[Breach]) -> str:
    return request.say(
        ("{n} 起没有结束。", "Not over: {n}."), n=found.filter(closed_at=None).count()
    )


def _row(request: PageRequest, one: Breach, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    return (
        Cell(f"{one.number:03d}", reverse("incident", args=[one.ref])),
        names.of(queries.breach_state(one), request.lang),
        names.of(Kind(one.kind), request.lang),
        names.of(Severity(one.severity), request.lang),
        one.found_at,
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def incident(request: PageRequest, breach: str) -> HttpResponse:
    """What is known, by when what is owed, what was done, and what comes next."""
    one = breach_of(request, breach)
    clocks = courses.clocks(one)
    may_handle = bool(request.roles & READERS)
    owed = _owed(one, clocks, request)
    acts: Sequence[str] = () if one.closed_at else (*(_IN_DRILL if one.is_drill else _REAL), *_MORE)
    if one.closed_at and not one.is_drill:
        acts = ("incident-tell", *_REAL[-4:])
    title: Both = (f"第 {one.number} 号安全事件", f"Incident {one.number}")
    if one.is_drill:
        title = (f"演练：第 {one.number} 号", f"DRILL: number {one.number}")
    listed = ("exercises", _DRILLS) if one.is_drill else ("incidents", _INCIDENTS)
    told = DetailPage(
        title=title,
        answer=_answer(request, one, clocks),
        crumbs=[(request.say(listed[1]), reverse(listed[0]))],
        cautions=_cautions(request, one),
        pairs=_pairs(request, one),
        tables=parts.of(request, one, clocks) if may_handle else (),
        files=incident_files.listed(request, one) if may_handle else (),
        next=detail_page.offers(request, owed, breach=one.ref),
        acts=detail_page.offers(request, [one for one in acts if one not in owed], breach=one.ref),
        history=detail_page.history(request, Ref(one.ref), *parts.refs(one)),
    )
    return detail_page.show(request, told)


def _owed(one: Breach, clocks: Sequence[Clock], request: PageRequest) -> tuple[str, ...]:
    """The one act that comes next."""
    if one.closed_at:
        return ()
    if one.closing_at:
        if request.who() == one.closing_by:
            return ()
        return ("exercise-end",) if one.is_drill else ("incident-close",)
    first = rules.next_of(clocks)
    if first is None:
        return ("incident-wind-up",)
    if first.what is Milestone.CONTAINED:
        has_measure = BreachStep.objects.filter(breach=one.ref, kind__in=MEASURES).exists()
        return ("incident-contain",) if has_measure else ("incident-note",)
    return (_BY[first.what],)


def _answer(request: PageRequest, one: Breach, clocks: Sequence[Clock]) -> str:
    if one.closed_at:
        words: Both = ("已结案，{at}。", "Closed on {at}.")
        return request.say(words, at=one.closed_at)
    late, first = rules.late_of(clocks, request.at), rules.next_of(clocks)
    if late is not None:
        words = ("已过时限：{what}，应在 {due} 前。", "Too late: {what} was due by {due}.")
        return request.say(words, what=names.of(late.what, request.lang), due=late.due)
    if first is None:
        return request.say(("该办的都办了，等结案。", "All is done; it is to be closed."))
    if first.due is None:
        words = ("下一步：{what}。", "Next: {what}.")
        return request.say(words, what=names.of(first.what, request.lang))
    left = first.due - request.at
    hours, minutes = divmod(int(left.total_seconds()) // 60, 60)
    words = (
        "下一步：{what}，最迟 {due}，还有 {hours} 小时 {minutes} 分。",
        "Next: {what}, by {due}: {hours} h {minutes} min left.",
    )
    what = names.of(first.what, request.lang)
    return request.say(words, what=what, due=first.due, hours=hours, minutes=minutes)


def _cautions(request: PageRequest, one: Breach) -> list[str]:
    if not one.is_drill:
        lost = sum(each.lost for each in courses.letters(one))
        words: Both = (
            "{lost} 封告知信退回或寄不出去：换一种方式再寄，或者公告并留证。",
            (
                "Letters that came back or could not leave: {lost}. Send them another way, or "
                "announce it and keep the proof."
            ),
        )
        found = [request.say(words, lost=lost)] if lost else []
        counted = Exposure.objects.filter(breach=one.ref)
        if counted:
            found += record_table.caution(request, exposures.by_kind(counted))
        promised = status_notes.promised(one.ref)
        if promised is not None and request.at >= promised:
            words = (
                "公开说明答应 {at} 前更新，已经过了。",
                "The public note promised an update by {at}, which is over.",
            )
            found.append(request.say(words, at=promised))
        return found
    words = ("第 {minute} 分：{words}", "Minute {minute}: {words}")
    marked = request.say(
        ("这是演练，不是真实事件。", "This is a drill. Nothing of it has happened.")
    )
    return [
        marked,
        *(request.say(words, minute=at, words=said) for at, said in _come(request, one)),
    ]


def _come(request: PageRequest, one: Breach) -> Iterator[tuple[int, str]]:
    """What has happened in a drill: minute and words.  One that began before its injects had rows
    has them with its own."""
    begun, minute = one.reported_at, timedelta(minutes=1)
    found = DrillInject.objects.filter(breach=one.ref).order_by("number")
    for each in found:
        if each.due_at <= request.at:
            yield (each.due_at - begun) // minute, _said(request, each)
    if not found:
        yield from ((at, said) for at, said in one.injects if begun + at * minute <= request.at)


def _said(request: PageRequest, one: DrillInject) -> str:
    channel = Channel(one.channel)
    named = "" if channel is Channel.PAGE else f"【{names.of(channel, request.lang)}】"
    return f"{named}{one.words}"


def _pairs(request: PageRequest, one: Breach) -> Iterator[tuple[Both, object]]:
    yield ("发生了什么", "What happened"), names.of(Kind(one.kind), request.lang)
    yield ("怎么发现的", "How it became known"), names.of(Source(one.source), request.lang)
    if came_from := BreachOrigin.objects.filter(breach=one.ref).first():
        yield ("立案来源", "Came in as"), came_from.origin
    yield ("发现时间", "Found"), one.found_at
    yield ("报告人", "Reported by"), accounts.names([one.reported_by])[one.reported_by]
    yield ("经过", "What is known"), texts.opened(one.account)
    yield ("内部级别", "Severity"), names.of(Severity(one.severity), request.lang)
    yield ("法定级别", "Statutory level"), names.of(Level(one.level), request.lang)
    yield ("涉及人数", "How many people"), one.persons
    yield ("涉及的转让", "Deals it touches"), tuple(deals.numbers(one.deals).values()) or None
    yield ("止损", "Contained"), one.contained_at
    if one.root:
        yield ("原因", "Cause"), names.of(Root(one.root), request.lang)
        yield ("原因说明", "Cause in words"), texts.opened(one.cause_text)
    if one.lesson:
        yield ("教训", "Lesson"), texts.opened(one.lesson)
    if one.is_drill and one.closed_at:
        missed = tuple(request.say(drill_scores.named(each)) for each in one.missed)
        none = request.say(("全部按时做到", "all was in time"))
        yield ("没有按时做到", "Missed"), missed or none
