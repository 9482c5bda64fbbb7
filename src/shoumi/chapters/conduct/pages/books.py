"""The rule book in the console: its versions, and one to read and acknowledge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from shoumi.base.accounts import queries as accounts
from shoumi.base.messages import names
from shoumi.base.pages import detail_page, list_page
from shoumi.base.pages.access import Who, open_to
from shoumi.base.pages.detail_page import DetailPage
from shoumi.base.pages.list_page import ListPage
from shoumi.base.pages.request import PageRequest
from shoumi.base.pages.tables import Cell, Column, Table
from shoumi.chapters.conduct import queries
from shoumi.chapters.conduct.models import RuleBook
from shoumi.chapters.conduct.queries import consultations
from shoumi.chapters.conduct.rules.sanctions import Sanction
from shoumi.chapters.conduct.rules.words import BookState, Consulted
from shoumi.core.messages import Both
from shoumi.core.refs import Ref

_TITLE: Both = ("员工守则", "Rule book")
_SAID: Both = (
    "{said} 人确认征求过意见（至少要 {wanted} 人），{unheard} 人说没有",
    "{said} say they were consulted ({wanted} at least are needed), {unheard} say not",
)
_COLUMNS = (
    Column(("版本", "Version")),
    Column(("状态", "State")),
    Column(("公示", "Published")),
    Column(("已确认", "Acknowledged"), "number"),
)
_RULES = (
    Column(("编号", "Code")),
    Column(("规则", "Rule")),
    Column(("最重处分", "Most severe")),
)


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def rule_books(request: PageRequest) -> HttpResponse:
    """The newest first."""
    page = ListPage(
        title=_TITLE,
        columns=_COLUMNS,
        empty=(
            "还没有守则。先与员工商议，再起草；两位批准后公示。没有施行的守则，谁也不能处分。",
            (
                "None yet. Talk the rules over with the staff, draft them, have two approve and "
                "publish them; without rules in force nobody is sanctioned."
            ),
        ),
        number="number",
        phases=BookState,
        in_phase=queries.in_book_state,
        lead=_lead,
        row=_row,
        begin="rulebook-draft",
        file_name="rule-books",
        of_deals=False,
    )
    return list_page.show(request, RuleBook.objects.order_by("-number"), page)


def _lead(request: PageRequest, found: QuerySet[RuleBook]) -> str:
    newest = queries.in_force()
    if newest is None:
        return request.say(("没有施行的守则，不能处分。", "No version is in force: no sanctions."))
    accepted, staff = queries.accepted(newest)
    words: Both = (
        "第 {number} 版施行中，{staff} 人中 {accepted} 人已确认。",
        "Version {number} is in force; {accepted} of {staff} acknowledged it.",
    )
    return request.say(words, number=newest.number, staff=staff, accepted=accepted)


def _row(request: PageRequest, one: RuleBook, numbers: Mapping[str, str]) -> tuple[Any, ...]:
    name = request.say(("第 {n} 版", "Version {n}"), n=one.number)
    return (
        Cell(name, reverse("rule-book", args=[one.ref])),
        names.of(queries.book_state(one), request.lang),
        one.published_at,
        queries.accepted(one)[0],
    )


@open_to(Who.STAFF)
@require_http_methods(["GET", "HEAD"])
def rule_book(request: PageRequest, rulebook: str) -> HttpResponse:
    """One version to read, with what its reader can do."""
    one: RuleBook = queries.get(RuleBook, rulebook)
    state = queries.book_state(one)
    is_read = queries.has_accepted(one, request.who())
    owed: tuple[str, ...] = ()
    makers = (one.written_by, one.first_approver, one.second_approver)
    asked = request.who() not in makers and consultations.said_by(one, request.who()) is None
    if state is BookState.DRAFT:
        may_approve = request.who() not in (one.written_by, one.first_approver)
        owed = ("rulebook-publish",) if one.second_approver else ("rulebook-approve",)
        owed = owed if one.second_approver or may_approve else ()
        owed = ("rulebook-consulted", *owed) if asked else owed
    elif state is BookState.IN_FORCE and not is_read:
        owed = ("rulebook-accept",)
    told = DetailPage(
        title=(f"员工守则第 {one.number} 版", f"Rule book, version {one.number}"),
        answer=_answer(request, one, state, is_read=is_read),
        crumbs=[(request.say(_TITLE), reverse("rule-books"))],
        pairs=_pairs(request, one),
        tables=[_rules(request, one)],
        next=detail_page.offers(request, owed, rulebook=one.ref),
        history=detail_page.history(request, Ref(one.ref)),
    )
    return detail_page.show(request, told)


def _answer(request: PageRequest, one: RuleBook, state: BookState, *, is_read: bool) -> str:
    if state is BookState.REPLACED:
        return request.say(("这一版已被替换，只管当时的事。", "Replaced: it holds for its time."))
    if state is BookState.IN_FORCE:
        read: Both = ("施行中，您已确认读过。", "In force; you have acknowledged it.")
        unread: Both = ("施行中，请读完后确认。", "In force; please read and acknowledge it.")
        return request.say(read if is_read else unread)
    if one.second_approver:
        return request.say(("两位已批准，等公示。", "Two approved it; to be published."))
    missing = 1 if one.first_approver else 2
    return request.say(("草稿，还差 {n} 位批准。", "A draft; {n} more must approve."), n=missing)


def _pairs(request: PageRequest, one: RuleBook) -> Iterator[tuple[Both, object]]:
    refs = (one.written_by, one.first_approver, one.second_approver)
    known = accounts.names([ref for ref in refs if ref])
    yield ("正文", "Text"), one.text
    yield ("商议", "Talked over"), names.of(Consulted(one.consulted), request.lang)
    yield ("商议日期", "On"), one.held
    yield ("参加人数", "Took part"), one.people
    yield ("意见和处理", "Opinions, and what became of them"), one.opinions
    told, words = consultations.of(one), _SAID
    said = {"said": told.said, "wanted": told.wanted, "unheard": told.unheard}
    yield ("员工本人的说明", "What the staff themselves say"), request.say(words, **said)
    yield ("起草", "Drafted by"), known[one.written_by]
    approvers = tuple(known[ref] for ref in refs[1:] if ref)
    yield ("批准", "Approved by"), approvers
    yield ("公示", "Published"), one.published_at


def _rules(request: PageRequest, one: RuleBook) -> Table:
    rows = [
        (rule["code"], rule["says"], names.of(Sanction(rule["most"]), request.lang))
        for rule in one.rules
    ]
    return Table(_RULES, rows, ("规则", "Rules"), ("没有规则。", "None."))
