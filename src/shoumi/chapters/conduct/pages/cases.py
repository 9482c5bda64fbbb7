"""Cases in the console: for those who handle them, and each person's own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_page, tables
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import RuleBook, StaffCase
from shoumi.chapters.conduct.rules.sanctions import TO_APPEAL, Sanction
from shoumi.chapters.conduct.rules.words import CaseState
from shoumi.chapters.conduct.services import texts
from shoumi.chapters.conduct.verbs.place import CASE_READERS, case_of
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("违规案件", "Cases of staff")
_COLUMNS = (
    Column(("案件", "Case")),
    Column(("当事人", "Person")),
    Column(("状态", "State")),
    Column(("处理", "Sanction")),
)
_TIMELINE = (Column(("时间", "When")), Column(("事情", "What")), Column(("谁", "Who")))
GONE: Both = ("保存期限已满，已经销毁。", "Destroyed: its term is over.")
_EVIDENCE = (Column(("账本记录", "Entry"), "number"),)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def staff_cases(request: PageRequest) -> HttpResponse:
    """All for those who handle them; for everybody else the own."""
    found = StaffCase.objects.order_by("-number")
    if not request.roles & CASE_READERS:
        found = found.filter(person=request.who())
    known = accounts.names(found.values_list("person", flat=True))

    def row(request: PageRequest, one: StaffCase, numbers: Mapping[str, str]) -> tuple[Any, ...]:
        sanction = names.of(Sanction(one.sanction), request.lang) if one.sanction else ""
        return (
            Cell(f"{one.number:03d}", reverse("staff-case", args=[one.ref])),
            known[one.person],
            names.of(queries.case_state(one, request.at), request.lang),
            sanction,
        )

    page = ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "没有案件。处分只能经立案、申辩、由另一位决定；抽查中的违规从抽查页立案。",
            (
                "None. A sanction takes a case, a reply and another who decides; what a check "
                "found becomes a case from its page."
            ),
        ),
        number="number",
        phases=CaseState,
        in_phase=queries.in_case_state,
        lead=_lead,
        row=row,
        begin="staffcase-open",
        file_name="staff-cases",
        of_deals=False,
    )
    return list_page.show(request, found, page)


def _lead(request: PageRequest, found: QuerySet[StaffCase]) -> str:
    waiting = sum(
        found.filter(queries.in_case_state(one, request.at)).count()
        for one in (CaseState.TOLD, CaseState.APPEALED)
    )
    return request.say(("{n} 个案件等处理。", "Cases that wait: {n}."), n=waiting)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def staff_case(request: PageRequest, staffcase: str) -> HttpResponse:
    """What is said, what was answered, what was decided, and what comes next."""
    one = case_of(request, staffcase)
    state = queries.case_state(one, request.at)
    owed = _owed(request, one, state)
    others = ("staffcase-drop",) if state is CaseState.TOLD and not _is_own(request, one) else ()
    told = DetailPage(
        title=(f"第 {one.number} 号案件", f"Case {one.number}"),
        answer=_answer(request, one, state),
        crumbs=[(request.say(_TITLE), reverse("staff-cases"))],
        pairs=_pairs(request, one),
        tables=[_timeline(request, one), _evidence(request, one)],
        next=detail_page.offers(request, owed, staffcase=one.ref),
        acts=detail_page.offers(request, others, staffcase=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _is_own(request: PageRequest, one: StaffCase) -> bool:
    return request.who() == one.person


def _owed(request: PageRequest, one: StaffCase, state: CaseState) -> tuple[str, ...]:
    if _is_own(request, one):
        may_reply = not one.replied_at and request.at < one.reply_until
        if state is CaseState.TOLD and may_reply:
            return ("staffcase-reply",)
        return ("staffcase-appeal",) if state is CaseState.DECIDED else ()
    if state is CaseState.TOLD and request.who() != one.opened_by:
        is_ripe = one.replied_at is not None or request.at >= one.reply_until
        return ("staffcase-decide",) if is_ripe else ()
    if state is CaseState.APPEALED and request.who() not in (one.opened_by, one.decided_by):
        return ("staffcase-settle",)
    return ()


def _answer(request: PageRequest, one: StaffCase, state: CaseState) -> str:
    sanction = names.of(Sanction(one.sanction), request.lang) if one.sanction else ""
    said: dict[CaseState, Both] = {
        CaseState.TOLD: (
            "已告知当事人，可申辩至 {until}。",
            "The person was told and can reply until {until}.",
        ),
        CaseState.DECIDED: (
            "处理：{sanction}。可申诉至 {appeal}。",
            "Decided: {sanction}. An appeal is open until {appeal}.",
        ),
        CaseState.APPEALED: ("已申诉，等另一位复核。", "Appealed; another settles it."),
        CaseState.FINAL: ("已终结：{sanction}。", "Final: {sanction}."),
        CaseState.DROPPED: ("已撤案，不予处理。", "Dropped; nothing follows."),
    }
    if one.is_upheld is False:
        return request.say(("申诉成立，处理已撤销。", "The appeal was right: it is taken back."))
    appeal = one.decided_at + TO_APPEAL if one.decided_at else None
    return request.say(said[state], until=one.reply_until, sanction=sanction, appeal=appeal)


def _pairs(request: PageRequest, one: StaffCase) -> Iterator[tuple[Both, object]]:
    yield ("当事人", "Person"), accounts.names([one.person])[one.person]
    yield ("发生时间", "When it happened"), one.happened_at
    parts: tuple[tuple[Both, str], ...] = (
        (("所述之事", "What is said"), one.account),
        (("申辩", "Reply"), one.reply),
        (("处理理由", "Reasons"), one.reasons),
        (("申诉", "Appeal"), one.appeal),
        (("复核意见", "Answer to the appeal"), one.answer),
    )
    for label, name in parts:
        if name:
            yield label, texts.opened(name) or request.say(GONE)
    if one.rule:
        book = RuleBook.objects.filter(ref=one.book).values_list("number", flat=True).first()
        yield (
            ("依据", "Rests on"),
            request.say(("守则第 {n} 版 {rule}", "rule book {n}, {rule}"), n=book, rule=one.rule),
        )
    if one.asked:
        yield (
            (
                "要求赔偿（不动工资，由人办理）",
                "Asked for a loss (people see to it, no pay is touched)",
            ),
            f"{one.asked / 100:,.2f} CNY",
        )


def _timeline(request: PageRequest, one: StaffCase) -> Table:
    steps: tuple[tuple[datetime | None, Both, str], ...] = (
        (one.told_at, ("立案并告知", "Opened and told"), one.opened_by),
        (one.replied_at, ("申辩", "Replied"), one.person),
        (one.decided_at, ("处理", "Decided"), one.decided_by),
        (one.dropped_at, ("撤案", "Dropped"), ""),
        (one.appealed_at, ("申诉", "Appealed"), one.person),
        (one.settled_at, ("复核", "Settled"), one.settled_by),
    )
    known = accounts.names({who for _, _, who in steps if who})
    rows = [
        (at, request.say(words), known.get(who, "")) for at, words, who in steps if at is not None
    ]
    return Table(_TIMELINE, rows, ("经过", "Timeline"), ("没有。", "None."))


def _evidence(request: PageRequest, one: StaffCase) -> Table:
    rows = [(tables.entry(request, position),) for position in one.evidence]
    return Table(_EVIDENCE, rows, ("所依据的访问", "What it rests on"), ("没有。", "None."))
